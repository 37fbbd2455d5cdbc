import { memberId } from '../../kit/brand.ts'
import type { Words } from '../../kit/examples.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { addDays, DEFAULT_QUIET } from '../../kit/working-time.ts'
import type { Consent, Introduction, Offer, Party, ReferralRequest, Reminder, RequestState, Target } from './model.ts'
import { DEFAULT_HOUSE_RULES } from './model-defaults.ts'

/** One request of the demo town, from which every example is drawn: Maria asks to meet Nora, and Femi knows her. */

export const EXAMPLE_NOW = new Date('2026-11-24T09:20:00Z')
const id = (last: string): string => `01939f00-0000-7000-8000-0000000000${last}`
const hoursAgo = (hours: number) => new Date(EXAMPLE_NOW.getTime() - hours * 3_600_000)

export const maria = memberId(id('01'))
export const femi = memberId(id('02'))
export const ana = memberId(id('03'))
export const noraMember = memberId(id('04'))
const NORA = id('05')

const party = (who: Party['id'], name: string): Party => ({
  ...{ id: who, name, timeZone: 'Europe/Berlin', quiet: DEFAULT_QUIET, askRhythm: 'AT_ONCE' },
})

export function exampleRequest(words: Words, changes: Partial<ReferralRequest> = {}): ReferralRequest {
  return {
    ...{ id: id('10'), number: 142, kind: 'CONTACT', requesterId: maria, contactId: NORA, criteria: null },
    purpose: words.line('Pilot customers for our battery tester', LIMITS.line),
    message: words.paragraph(
      'Nora runs quality at a plant that loses a day a month to battery tests. Ours takes an hour, and I would like to show it to her.',
      LIMITS.paragraph,
    ),
    ...{
      urgency: 'NORMAL',
      searchWords: null,
      blind: false,
      disclosure: null,
      status: 'MATCHED',
      pendingReason: null,
      retryAt: null,
      boardAt: null,
    },
    ...{ facilitatorId: null, respondedAt: null, facilitatorResponse: null, introSentAt: null, connectedAt: null },
    ...{ meetingDate: null, outcome: null, outcomeAt: null, followUpNotes: null, lighterYes: null, offersMade: 1 },
    ...{ expiresAt: addDays(EXAMPLE_NOW, 30), expiryNoticeAt: addDays(EXAMPLE_NOW, 28), closedAt: null },
    createdAt: hoursAgo(26),
    ...changes,
  }
}

export function exampleOffer(words: Words, changes: Partial<Offer> = {}): Offer {
  return {
    ...{ id: id('11'), facilitatorId: femi, contactId: NORA, rank: 1, status: 'OPEN' },
    reasons: [`You know ${words.name('Nora Lindqvist')}: 82 of 100`, 'You were in touch 12 days ago'],
    ...{ answerBy: addDays(EXAMPLE_NOW, 2), clockLeftMinutes: null, questions: 0, question: null, answer: null },
    ...{ reason: null, reasonFor: null, deferredUntil: null, suggestedId: null },
    ...{ askedAt: hoursAgo(25), answeredAt: null },
    ...changes,
  }
}

export function exampleIntroduction(words: Words, changes: Partial<Introduction> = {}): Introduction {
  const body = words.paragraph(
    'Hello Nora, hello Maria,\n\nplease meet: Maria builds a battery tester at Voltline, and Nora runs quality at Nordcell. Maria would like to show you how a test can take an hour.\n\nMaria writes next, and I step back.\n\nBest,\nFemi',
    LIMITS.draft,
  )
  return {
    ...{ id: id('12'), facilitatorId: femi, contactId: NORA, aiSuggestedIntro: body, body },
    subject: words.line('Maria and Nora: battery tests in an hour', LIMITS.line),
    talkingPoints: [words.line('Where do you lose most time today?', 140)],
    ...{ tone: 'PLAIN', format: 'EMAIL', writtenBy: 'TEMPLATE', writerNote: 'no model is configured' },
    ...{ draftWanted: 1, draftWritten: 1, sendBy: addDays(EXAMPLE_NOW, 14), inputTokens: 0, outputTokens: 0 },
    ...{ channel: null, sentAt: null, cancelledAt: null, createdAt: hoursAgo(4) },
    ...changes,
  }
}

export function exampleConsent(changes: Partial<Consent> = {}): Consent {
  return {
    ...{ id: id('13'), introductionId: id('12'), party: 'TARGET', memberId: null, contactId: NORA, status: 'ASKED' },
    ...{ means: 'LINK', linkId: id('14'), askedAt: hoursAgo(3), expiresAt: addDays(EXAMPLE_NOW, 7) },
    ...{ answeredAt: null, note: null, askedWithId: null },
    ...changes,
  }
}

export function exampleReminder(kind: Reminder['kind'], changes: Partial<Reminder> = {}): Reminder {
  return {
    ...{
      id: id(`2${kind.length % 10}`),
      memberId: maria,
      kind,
      subjectId: id('11'),
      dueAt: hoursAgo(1),
      status: 'SENT',
    },
    ...{ slot: '2026-11-24', sentAt: hoursAgo(1), answer: null, answeredAt: null, createdAt: hoursAgo(25) },
    ...changes,
  }
}

export interface ExampleParts {
  readonly request?: Partial<ReferralRequest>
  readonly offers?: readonly Offer[]
  readonly introduction?: Introduction
  readonly consents?: readonly Consent[]
  readonly pastTargets?: readonly string[]
  /** Nora is a member of the community herself. */
  readonly isNoraHere?: boolean
}

export function exampleState(words: Words, parts: ExampleParts = {}): RequestState {
  const { request, offers = [exampleOffer(words)], introduction = null, consents = [], pastTargets = [] } = parts
  const nora: Target = {
    ...{ contactId: NORA, name: words.name('Nora Lindqvist'), memberId: parts.isNoraHere ? noraMember : null },
    ...{ title: words.line('Head of Quality', 80), organization: words.line('Nordcell', 80) },
    ...{ email: 'nora@nordcell.example', phone: null },
  }
  const people = [
    party(maria, words.name('Maria Keller')),
    party(femi, words.name('Femi Adeyemi')),
    party(ana, words.name('Ana Ruiz')),
    party(noraMember, words.name('Nora Lindqvist')),
  ]
  return {
    ...{ request: exampleRequest(words, request), offers, introduction, consents, reminders: [], pastTargets },
    house: DEFAULT_HOUSE_RULES,
    targets: new Map([[NORA, nora]]),
    people: new Map(people.map((one) => [one.id, one])),
  }
}

/** Femi has said yes and prepares the introduction. */
export const acceptedParts = (words: Words, parts: ExampleParts = {}): ExampleParts => ({
  offers: [exampleOffer(words, { status: 'ACCEPTED', answeredAt: EXAMPLE_NOW })],
  introduction: exampleIntroduction(words),
  ...parts,
  request: { status: 'ACCEPTED', facilitatorId: femi, respondedAt: EXAMPLE_NOW, ...parts.request },
})
