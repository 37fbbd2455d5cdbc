import type { Example, Words } from '../../kit/examples.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { addDays } from '../../kit/working-time.ts'
import { detailsCard, historyCard } from './cards/details.ts'
import { introductionCard } from './cards/introduction.ts'
import { answerCard, expiryCard, newsCard, pausedCard, questionCard, thanksCard } from './cards/news.ts'
import { offerCard, type SeenOffer } from './cards/offer.ts'
import { receiptCard } from './cards/receipt.ts'
import { reminderCard } from './cards/reminder.ts'
import { consentCards, consents } from './examples-consent.ts'
import { deskCards, deskForms } from './examples-desk.ts'
import { listCards } from './examples-lists.ts'
import {
  acceptedParts as accepted,
  ana,
  EXAMPLE_NOW,
  type ExampleParts,
  exampleConsent,
  exampleIntroduction,
  exampleOffer,
  exampleReminder,
  exampleRequest,
  exampleState,
  femi,
  maria,
} from './examples-state.ts'
import * as forms from './forms.ts'
import { DEFAULT_HOUSE_RULES } from './model-defaults.ts'
import { NEWS } from './rules/change.ts'

/** One example of every card, form and page, and of every state that a card goes through. */

const now = EXAMPLE_NOW
const linkUrl = (linkId: string): string => `https://desk.example/l/${linkId}.signature`
const about = { requestId: exampleRequest(plainWords()).id, offerId: exampleOffer(plainWords()).id }

function plainWords(): Words {
  return { line: (usual) => usual, paragraph: (usual) => usual, name: (usual) => usual }
}

const must = (card: Card | null): Card => {
  if (!card) throw new Error('An example shows a card that is not there in this state.')
  return card
}

const receipt = (parts: (words: Words) => ExampleParts): Example<Card> => {
  return (words) => receiptCard({ state: exampleState(words, parts(words)), now })
}

const offer = (
  parts: (words: Words) => ExampleParts,
  beside: Pick<SeenOffer, 'waiting' | 'together'> = { waiting: 0, together: [] },
): Example<Card> => {
  return (words) => {
    const state = exampleState(words, parts(words))
    const [first] = state.offers
    return offerCard({ state, now, linkUrl, canMail: true, ...beside, offer: first ?? exampleOffer(words) })
  }
}

const sent = (words: Words, parts: ExampleParts = {}): ExampleParts =>
  accepted(words, {
    introduction: exampleIntroduction(words, { channel: 'MAIL', sentAt: now }),
    consents: [exampleConsent({ status: 'YES', answeredAt: now })],
    ...parts,
    request: { status: 'INTRO_SENT', introSentAt: now, ...parts.request },
  })

const seen = (words: Words, parts: ExampleParts = {}) => ({ state: exampleState(words, parts), now })

/** It led to a deal, and Femi had the hint from Ana. */
const dealt = (words: Words): ExampleParts =>
  sent(words, {
    offers: [
      exampleOffer(words, { facilitatorId: ana, status: 'DECLINED', suggestedId: femi, answeredAt: now }),
      exampleOffer(words, { status: 'ACCEPTED', answeredAt: now }),
    ],
    request: {
      ...{ status: 'CLOSED', outcome: 'DEAL_CLOSED', connectedAt: now },
      followUpNotes: words.paragraph('A pilot in the spring.', LIMITS.paragraph),
    },
  })

const questioned = (words: Words) =>
  exampleOffer(words, {
    ...{ status: 'QUESTIONED', questions: 1, clockLeftMinutes: 900 },
    question: words.paragraph('Is there a data sheet that I can show her?', LIMITS.paragraph),
  })

export const examples = {
  ...consents,
  ...deskForms,
  askForm: ((words) =>
    forms.ask(DEFAULT_HOUSE_RULES, {
      someone: words.line('A head of quality at a battery maker', LIMITS.line),
      purpose: words.line('Pilot customers for our battery tester', LIMITS.line),
      message: words.paragraph('Ours takes an hour, and I would like to show it.', LIMITS.paragraph),
    })) satisfies Example<Form>,
  editForm: ((words) => forms.edit(exampleRequest(words), DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  answerForm: ((words) => forms.answer(about, words.paragraph('Is there a data sheet?', 1000))) satisfies Example<Form>,
  declineForm: (() => forms.decline(about, false)) satisfies Example<Form>,
  questionForm: (() => forms.question(about)) satisfies Example<Form>,
  suggestForm: (() => forms.suggest(about)) satisfies Example<Form>,
  deferForm: (() => forms.defer(about, '2026-12-01')) satisfies Example<Form>,
  lighterForm: (() => forms.lighter(about)) satisfies Example<Form>,
  helpForm: ((words) =>
    forms.help(about.requestId, { value: about.offerId, label: words.name('Nora Lindqvist') })) satisfies Example<Form>,
  editDraftForm: ((words) => forms.editDraft(about.requestId, exampleIntroduction(words))) satisfies Example<Form>,
  notNowForm: (() =>
    forms.notNow({ requestId: about.requestId, consentId: exampleConsent().id })) satisfies Example<Form>,
  outcomeForm: ((words) =>
    forms.outcome(about.requestId, {
      ...{ outcome: 'CONNECTION_MADE', meetingDay: '2026-12-03' },
      notes: words.paragraph('A pilot in the spring.', LIMITS.paragraph),
    })) satisfies Example<Form>,
  receiptNotice: receipt(() => ({})),
  offerNotice: offer(() => ({})),
  questionNotice: ((words) =>
    must(questionCard(seen(words, { offers: [questioned(words)] }), about.offerId, 1))) satisfies Example<Card>,
  answerNotice: ((words) =>
    must(
      answerCard(
        seen(words, {
          offers: [
            exampleOffer(words, {
              questions: 1,
              question: 'Is there a data sheet?',
              answer: words.paragraph('Yes, four pages. It is on our site.', LIMITS.paragraph),
            }),
          ],
        }),
        about.offerId,
        1,
      ),
    )) satisfies Example<Card>,
  introductionNotice: ((words) =>
    must(introductionCard({ ...seen(words, sent(words)), readerId: maria }))) satisfies Example<Card>,
  newsNotice: ((words) =>
    must(
      newsCard({ ...seen(words, accepted(words)), news: 'ACCEPTED', targetNote: null, isShown: false }),
    )) satisfies Example<Card>,
  thanksNotice: ((words) => must(thanksCard({ ...seen(words, dealt(words)), readerId: femi }))) satisfies Example<Card>,
  expiryNotice: ((words) => {
    const about = seen(words, { request: { status: 'PENDING', pendingReason: 'NO_ROUTE', expiryNoticeAt: null } })
    return must(expiryCard(about, about.state.request.expiresAt.toISOString().slice(0, 10)))
  }) satisfies Example<Card>,
  reminderNotice: ((words) =>
    must(
      reminderCard([
        { state: exampleState(words), reminder: exampleReminder('OFFER', { memberId: femi }) },
        { state: exampleState(words, sent(words)), reminder: exampleReminder('FIRST_WRITER') },
        { state: exampleState(words, sent(words)), reminder: exampleReminder('DID_YOU_MEET') },
      ]),
    )) satisfies Example<Card>,
  pausedNotice: (() => pausedCard({ pausedAt: now, openToAsks: true, awayUntil: null })) satisfies Example<Card>,
}

const news = Object.fromEntries(
  NEWS.filter((what) => what !== 'ACCEPTED').map((what): [string, Example<Card>] => [
    `news: ${what.toLowerCase().replaceAll('_', ' ')}`,
    (words) => {
      const isHelp = what === 'HELPED'
      const note = words.paragraph('Come on Thursday at four.', LIMITS.paragraph)
      const parts = accepted(words, {
        ...(isHelp && { request: { status: 'CONNECTED', lighterYes: 'OFFICE_HOUR', facilitatorResponse: note } }),
        pastTargets: what === 'DECLINED' ? ['nora'] : [],
      })
      return must(newsCard({ ...seen(words, parts), news: what, targetNote: note, isShown: false }))
    },
  ]),
)

export const exampleCards: Readonly<Record<string, Example<Card>>> = {
  'offer: others wait for the same person': offer((words) => accepted(words), { waiting: 2, together: [] }),
  'thanks: for a hint': (words) => must(thanksCard({ ...seen(words, dealt(words)), readerId: ana })),
  ...deskCards,
  ...listCards,
  'request: looking': receipt(() => ({ request: { status: 'PENDING', pendingReason: 'ROUTING' }, offers: [] })),
  'request: in line': receipt(() => ({ request: { status: 'PENDING', pendingReason: 'QUEUED', retryAt: now } })),
  'request: waiting': receipt(() => ({ request: { status: 'PENDING', pendingReason: 'BUSY', retryAt: now } })),
  'request: somebody wants time': receipt(() => ({
    request: { status: 'PENDING', pendingReason: 'DEFERRED', retryAt: addDays(now, 4) },
  })),
  'request: no path yet': receipt(() => ({ request: { status: 'PENDING', pendingReason: 'NO_ROUTE', retryAt: now } })),
  'request: on the board': receipt(() => ({
    request: { status: 'PENDING', pendingReason: 'NO_ROUTE', retryAt: now, boardAt: now, blind: true },
  })),
  'request: by criteria': receipt((words) => ({
    request: { kind: 'EXPERTISE', contactId: null, criteria: words.line('A CFO at a robotics company', LIMITS.line) },
  })),
  'request: with someone else now': receipt((words) => ({
    request: {
      offersMade: 2,
      facilitatorResponse: words.paragraph('Try her colleague, he decides such things.', LIMITS.paragraph),
    },
  })),
  'request: a question': receipt((words) => ({ offers: [questioned(words)] })),
  'request: accepted': receipt((words) => accepted(words)),
  'request: introduced': receipt((words) => sent(words)),
  'request: connected': receipt((words) => sent(words, { request: { status: 'CONNECTED', connectedAt: now } })),
  'request: helped in a lighter way': receipt((words) =>
    accepted(words, {
      request: {
        ...{ status: 'CONNECTED', lighterYes: 'OFFICE_HOUR', connectedAt: now },
        facilitatorResponse: words.paragraph('Thursdays at four, on the third floor.', LIMITS.paragraph),
      },
    }),
  ),
  'request: closed': receipt((words) =>
    sent(words, { request: { status: 'CLOSED', outcome: 'CONNECTION_MADE', closedAt: now } }),
  ),
  'request: not possible': receipt(() => ({ request: { status: 'DECLINED', closedAt: now }, pastTargets: ['nora'] })),
  'request: expired': receipt(() => ({ request: { status: 'EXPIRED', closedAt: now } })),
  'request: withdrawn': receipt(() => ({ request: { status: 'CANCELLED', closedAt: now } })),
  'offer: without a name': offer((words) => ({
    request: { kind: 'EXPERTISE', contactId: null, criteria: 'A CFO at a robotics company', blind: true },
    offers: [exampleOffer(words, { contactId: null })],
  })),
  'offer: question asked': offer((words) => ({ offers: [questioned(words)] })),
  'offer: later': offer((words) => ({
    request: { status: 'PENDING', pendingReason: 'DEFERRED' },
    offers: [exampleOffer(words, { status: 'DEFERRED', deferredUntil: addDays(now, 7) })],
  })),
  'offer: passed on': offer((words) => ({
    offers: [
      exampleOffer(words, {
        ...{ status: 'DECLINED', reasonFor: 'ADMINS' },
        reason: words.paragraph('I have asked her twice this year.', LIMITS.paragraph),
      }),
    ],
  })),
  'offer: time over': offer((words) => ({ offers: [exampleOffer(words, { status: 'LAPSED' })] })),
  'offer: taken by somebody else': offer((words) => ({
    request: { status: 'ACCEPTED', facilitatorId: ana },
    offers: [exampleOffer(words, { status: 'WITHDRAWN' })],
  })),
  'offer: ended': offer((words) => ({
    request: { status: 'CANCELLED', closedAt: now },
    offers: [exampleOffer(words, { status: 'WITHDRAWN' })],
  })),
  'studio: draft is coming': offer((words) =>
    accepted(words, { introduction: exampleIntroduction(words, { subject: null, body: null, draftWritten: 0 }) }),
  ),
  'studio: draft is there': offer((words) => accepted(words)),
  'studio: two taken together': offer((words) => accepted(words), { waiting: 0, together: ['Diego Salas'] }),
  'studio: asked by link': offer((words) => accepted(words, { consents: [exampleConsent()] })),
  'studio: ready to send by mail': offer((words) =>
    accepted(words, {
      introduction: exampleIntroduction(words, { writtenBy: 'MODEL', writerNote: 'gpt-example' }),
      consents: [exampleConsent({ status: 'YES' })],
    }),
  ),
  'studio: ready to send in a chat': offer((words) =>
    accepted(words, {
      introduction: exampleIntroduction(words, { writtenBy: 'PERSON', writerNote: null, draftWanted: 2 }),
      consents: [exampleConsent({ status: 'YES', means: 'FACILITATOR' })],
      isNoraHere: true,
    }),
  ),
  'offer: introduced': offer((words) => sent(words)),
  'offer: closed': offer((words) =>
    sent(words, { request: { status: 'CLOSED', outcome: 'DEAL_CLOSED', closedAt: now } }),
  ),
  ...news,
  ...consentCards,
  'introduction: the mail': (words) => must(introductionCard({ ...seen(words, sent(words)), readerId: null })),
  'reminder: all done': (words) =>
    must(
      reminderCard([
        { state: exampleState(words, sent(words)), reminder: exampleReminder('FIRST_WRITER', { status: 'DONE' }) },
      ]),
    ),
  'expiry: kept open': (words) => must(expiryCard(seen(words), '2026-11-26')),
  'paused: choice kept': () => pausedCard({ pausedAt: null, openToAsks: true, awayUntil: addDays(now, 30) }),
  'details: for the facilitator': (words) =>
    detailsCard({ ...seen(words, accepted(words)), viewer: 'facilitator', viewerId: femi }),
  'history: for the asker': (words) =>
    historyCard(
      { ...seen(words, sent(words)), viewer: 'asker', viewerId: maria },
      {
        lines: [
          { type: 'INTRODUCTION_SENT', actorId: femi, description: 'Made the introduction', metadata: {}, at: now },
          {
            ...{ type: 'REQUEST_DECLINED', actorId: ana, description: 'Could not help this time', at: now },
            metadata: { reason: words.paragraph('I left that company.', 300), reasonFor: 'ASKER' },
          },
          { type: 'REQUEST_CREATED', actorId: maria, description: 'Asked for an introduction', metadata: {}, at: now },
        ],
        ...{ page: 1, hasMore: true },
      },
    ),
}
