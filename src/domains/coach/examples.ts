import type { Example } from '../../kit/examples.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { addDays } from '../../kit/working-time.ts'
import { answerCard, moreCard } from './cards/answer.ts'
import { deskCard, queueCard, versionCard, versionsCard } from './cards/desk.ts'
import { escalationCard, transcriptCard } from './cards/escalation.ts'
import { reportCard } from './cards/report.ts'
import {
  forgottenCard,
  helpCard,
  humanAnswerCard,
  stillWaitingCard,
  welcomeCard,
  writtenBackCard,
} from './cards/talk.ts'
import {
  exampleAnswer,
  exampleEscalation,
  exampleEscalationShown,
  exampleIds,
  exampleNow,
  exampleShown,
  exampleWeek,
} from './examples-state.ts'
import * as forms from './forms.ts'
import { type Answer, type Config, DEFAULT_SETTINGS } from './model.ts'

/** One example of every card and form, and of every state that an answer and a call for a human go through. */

const answered =
  (more: Partial<Answer> = {}): Example<Card> =>
  (words) =>
    answerCard(exampleShown(words, exampleAnswer(words, more)))

const silent = { content: '', facts: {} } as const

const config = (more: Partial<Config> = {}): Config => ({
  ...DEFAULT_SETTINGS,
  ...{ id: exampleIds.conversation, version: 4, status: 'DRAFT', updatedBy: exampleIds.tomas, updatedAt: exampleNow },
  dryRun: null,
  ...more,
})

export const examples = {
  answer: answered(),
  welcome: (() => welcomeCard()) satisfies Example<Card>,
  humanAnswer: ((words) =>
    humanAnswerCard({
      by: words.name('Tomás Rivera'),
      words: words.paragraph(
        'Exclusivity is worth a year of their orders at least. Say what you need for it before you say yes.',
      ),
      escalation: exampleEscalation(words, { status: 'ANSWERED' }),
    })) satisfies Example<Card>,
  stillWaiting: ((words) =>
    stillWaitingCard([words.name('Tomás Rivera'), words.name('Priya Raman')])) satisfies Example<Card>,
  escalation: ((words) =>
    escalationCard(exampleEscalationShown(words, exampleEscalation(words)))) satisfies Example<Card>,
  version: ((words) =>
    versionCard(
      config({
        systemPrompt: words.paragraph('We are founders of hardware companies. Ask about certification early.'),
        maxTokensPerDay: 8000,
        dryRun: {
          ...{ isRunning: false, questions: 212 },
          found: [
            { class: 'CRISIS', before: 0, after: 0 },
            { class: 'HARM', before: 0, after: 0 },
            { class: 'LEGAL_MONEY', before: 3, after: 7 },
            { class: 'ASKS_HUMAN', before: 5, after: 5 },
          ],
          answers: [
            {
              question: words.paragraph('Is exclusivity for two years normal?'),
              before: words.paragraph('It is common for pilots.'),
              after: words.paragraph('It is common, and worth a price of its own.'),
            },
          ],
        },
      }),
      DEFAULT_SETTINGS,
    )) satisfies Example<Card>,
  report: (() =>
    reportCard({ from: addDays(exampleNow, -7), until: exampleNow, figures: exampleWeek })) satisfies Example<Card>,

  reason: (() => forms.reason(exampleIds.answer)) satisfies Example<Form>,
  human: ((words) =>
    forms.human(exampleIds.answer, { names: [words.name('Tomás Rivera')], shared: 'NOTHING' })) satisfies Example<Form>,
  writeBack: (() => forms.writeBack(exampleIds.escalation)) satisfies Example<Form>,
  reply: ((words) => forms.reply(exampleIds.escalation, words.name('Maria Keller'))) satisfies Example<Form>,
  settings: ((words) =>
    forms.settings({
      ...DEFAULT_SETTINGS,
      systemPrompt: words.paragraph('We are founders of hardware companies.'),
    })) satisfies Example<Form>,
  helpLines: ((words) =>
    forms.helpLines('DE', {
      ...{ country: 'Deutschland', emergency: '112', crisis: words.line('TelefonSeelsorge: 0800 111 0 111') },
      harm: words.line('Hilfetelefon Gewalt gegen Frauen: 116 016'),
    })) satisfies Example<Form>,
  keywords: ((words) =>
    forms.keywords({
      ...DEFAULT_SETTINGS,
      keywords: { ...DEFAULT_SETTINGS.keywords, LEGAL_MONEY: [words.line('cash flow hole', 80), 'short-time work'] },
      helpNote: words.line('Our ombudswoman, Ruth'),
    })) satisfies Example<Form>,
}

export const exampleCards: Readonly<Record<string, Example<Card>>> = {
  'what the coach can do': () => helpCard(),
  'an answer in line': answered({ ...silent, status: 'WAITING' }),
  'an answer, thinking': answered({ ...silent, status: 'WRITING' }),
  'an answer that grows': answered({ status: 'WRITING' }),
  'an answer, stopping': answered({ ...silent, status: 'WRITING', stopWanted: true }),
  'an answer that was stopped': answered({ status: 'STOPPED' }),
  'an answer, rated': answered({ rating: 1 }),
  'an answer that broke off': answered({ status: 'FAILED', why: 'BROKEN_OFF' }),
  'an answer that became too long': answered({ why: 'TOO_LONG' }),
  'an answer that left something out': answered({ facts: { isCleaned: true, isClipped: true } }),
  'an answer to legal or money trouble': (words) => {
    const answer = exampleAnswer(words)
    return answerCard(exampleShown(words, { ...answer, question: { ...answer.question, screened: 'LEGAL_MONEY' } }))
  },
  'no model': answered({ ...silent, status: 'FIXED', why: 'NO_MODEL' }),
  'the model is busy': answered({ ...silent, status: 'FAILED', why: 'BUSY' }),
  'the model is out of reach': answered({ ...silent, status: 'FAILED', why: 'DOWN' }),
  'the model talks nonsense': answered({ ...silent, status: 'FAILED', why: 'NONSENSE' }),
  'the model refuses': answered({ ...silent, status: 'FAILED', why: 'REFUSED' }),
  'the day is used up': answered({ ...silent, status: 'FIXED', why: 'OUT_OF_BUDGET' }),
  'the coach is switched off': answered({ ...silent, status: 'FIXED', why: 'SWITCHED_OFF' }),
  'a member asks for a human': answered({ ...silent, status: 'FIXED', why: 'ASKS_HUMAN' }),
  'a human was asked': (words) => answerCard(exampleShown(words, exampleAnswer(words), exampleEscalation(words))),
  'a crisis': care('CRISIS'),
  'a crisis, in Japanese': care('CRISIS', 'ja'),
  'violence or abuse': care('HARM', 'de'),
  'the rest of a long answer': (words) => {
    const answer = exampleAnswer(words, {
      content: `${words.paragraph('A first part.', 2500)}\n\nAnd a second one. `.repeat(3),
    })
    return moreCard(answer, 2) ?? helpCard()
  },
  'somebody needs a human, urgently': (words) =>
    escalationCard(
      exampleEscalationShown(words, exampleEscalation(words, { reason: 'CRISIS', shared: 'NOTHING', note: null })),
    ),
  'nobody has answered yet': (words) => escalationCard(exampleEscalationShown(words, exampleEscalation(words), 2)),
  'a human has answered': (words) =>
    escalationCard(
      exampleEscalationShown(
        words,
        exampleEscalation(words, { status: 'ANSWERED', answeredAt: exampleNow, answeredById: exampleIds.tomas }),
      ),
    ),
  'it was taken back': (words) =>
    escalationCard(exampleEscalationShown(words, exampleEscalation(words, { status: 'WITHDRAWN', shared: 'NOTHING' }))),
  'what a member lets be read': (words) =>
    transcriptCard(exampleEscalationShown(words, exampleEscalation(words)), 1) ?? helpCard(),
  'written back to a human': (words) =>
    writtenBackCard(words.paragraph('Thank you. They gave me until Friday.'), [words.name('Tomás Rivera')]),
  'conversations forgotten': () => forgottenCard(3),
  'the coach at the desk': () => deskCard({ settings: DEFAULT_SETTINGS, version: 3, waiting: 1, flagged: 2 }),
  'versions of the coach': (words) =>
    versionsCard([config(), config({ version: 3, status: 'LIVE' }), config({ version: 2, status: 'PAST' })], () =>
      words.name('Tomás Rivera'),
    ),
  'a version that is live': () => versionCard(config({ status: 'LIVE' }), DEFAULT_SETTINGS),
  'what to look at': (words) =>
    queueCard({
      escalations: [{ escalation: exampleEscalation(words), memberName: words.name('Maria Keller') }],
      flagged: [
        {
          ...{
            answerId: exampleIds.answer,
            memberId: exampleIds.maria,
            memberName: words.name('Maria Keller'),
            rating: 1,
          },
          question: words.paragraph('How do I set a price?', LIMITS.paragraph),
          answer: words.paragraph('Start with what a lost day costs them.', LIMITS.paragraph),
          reason: words.paragraph('Too general for shipyards.'),
          flaggedAt: exampleNow,
        },
      ],
    }),
  'nothing to look at': () => queueCard({ escalations: [], flagged: [] }),
}

function care(why: 'CRISIS' | 'HARM', language: 'en' | 'de' | 'ja' = 'en'): Example<Card> {
  return (words) => {
    const answer = exampleAnswer(words, { ...silent, status: 'FIXED', why })
    const escalation = exampleEscalation(words, { reason: why, shared: 'NOTHING', note: null })
    const question = { ...answer.question, screened: why, language }
    return answerCard(exampleShown(words, { ...answer, question }, escalation))
  }
}
