import { memberId } from '../../kit/brand.ts'
import type { Words } from '../../kit/examples.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import type { Shown } from './cards/answer.ts'
import type { EscalationShown } from './cards/escalation.ts'
import type { Answer, Escalation, Line } from './model.ts'
import type { WeekFigures } from './store/review.ts'

/** What the examples are made of: one member, one question, one afternoon. */

const NOW = new Date('2026-11-24T10:20:00Z')
const IDS = {
  answer: '0190b3a0-0000-7000-8000-000000000101',
  question: '0190b3a0-0000-7000-8000-000000000102',
  conversation: '0190b3a0-0000-7000-8000-000000000103',
  escalation: '0190b3a0-0000-7000-8000-000000000104',
  maria: memberId('0190b3a0-0000-7000-8000-000000000001'),
  tomas: memberId('0190b3a0-0000-7000-8000-000000000006'),
} as const

const ADVICE = `Start with **what a lost day costs them**, not with what the robot costs you.

- Ask each pilot what a day in dry dock costs.
- Price one saved day at a third of that.
- Put the *pilot* in writing: price, end, what counts as success.

Today: write to the pilot that loses most, and ask for that one figure.`

export function exampleAnswer(words: Words, more: Partial<Answer> = {}): Answer {
  return {
    ...{ id: IDS.answer, conversationId: IDS.conversation, memberId: IDS.maria, position: 2, createdAt: NOW },
    question: {
      ...{ id: IDS.question, screened: null, language: null },
      text: words.paragraph('How do I set a price for our second pilot?'),
    },
    content: words.paragraph(ADVICE, 6000),
    ...{ status: 'DONE', why: null, stopWanted: false, rating: null, ratingFeedback: null, isFlagged: false },
    facts: { left: { tokens: 900, limit: 5000 } },
    ...more,
  }
}

export function exampleEscalation(words: Words, more: Partial<Escalation> = {}): Escalation {
  return {
    ...{ id: IDS.escalation, conversationId: IDS.conversation, memberId: IDS.maria, messageId: IDS.question },
    ...{ reason: 'ASKS_HUMAN', status: 'OPEN', shared: 'CONVERSATION' },
    note: words.paragraph('The shipyard wants exclusivity, and I have to answer tomorrow.'),
    responderIds: [IDS.tomas],
    ...{ answerBy: new Date('2026-11-25T10:20:00Z'), escalatedAt: null, answeredAt: null, answeredById: null },
    createdAt: NOW,
    ...more,
  }
}

export function exampleShown(words: Words, answer: Answer, escalation: Escalation | null = null): Shown {
  return {
    answer,
    member: { timeZone: 'Europe/Berlin', locale: 'en' },
    escalation,
    responders: [words.name('Tomás Rivera')],
    answeredBy: escalation?.answeredById ? words.name('Tomás Rivera') : null,
    helpNote: words.line('Our ombudswoman, Ruth, every day until nine: ask for her at the desk.'),
    helpLines: {},
    isShared: false,
  }
}

export function exampleEscalationShown(words: Words, escalation: Escalation, level: 1 | 2 = 1): EscalationShown {
  const memberName = words.name('Maria Keller')
  const line = (position: number, role: Line['role'], content: string): Line => ({
    ...{
      id: `${IDS.question}-${position}`,
      position,
      role,
      content,
      screened: null,
      status: null,
      tokens: 0,
      by: null,
      at: NOW,
    },
  })
  return {
    ...{ escalation, level, memberName },
    answeredBy: escalation.answeredById ? words.name('Tomás Rivera') : null,
    lines:
      escalation.shared === 'NOTHING'
        ? []
        : [
            line(1, 'user', words.paragraph('How do I set a price for our second pilot?', LIMITS.paragraph)),
            line(2, 'assistant', words.paragraph('Start with what a lost day costs them.', LIMITS.paragraph)),
            line(3, 'user', words.paragraph('They want exclusivity for two years. Is that normal?', LIMITS.paragraph)),
          ],
    nameOf: ({ role }) => (role === 'user' ? memberName : 'Coach'),
  }
}

export const exampleWeek: WeekFigures = {
  days: [
    { day: '2026-11-16', answers: 12 },
    { day: '2026-11-17', answers: 9 },
    { day: '2026-11-18', answers: 17 },
    { day: '2026-11-19', answers: 4 },
    { day: '2026-11-20', answers: 6 },
  ],
  ...{ members: 11, answers: 48, helped: 21, didNotHelp: 4, withoutAnswer: 1, tokens: 17_204, unanswered: 0 },
  escalations: [
    { reason: 'CRISIS', count: 0 },
    { reason: 'HARM', count: 0 },
    { reason: 'LEGAL_MONEY', count: 1 },
    { reason: 'ASKS_HUMAN', count: 2 },
  ],
  medianHours: 3.5,
}

export const exampleNow = NOW
export const exampleIds = IDS
