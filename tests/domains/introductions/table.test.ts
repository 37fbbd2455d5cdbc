import { describe, expect, test } from 'vitest'
import { REQUEST_STATUSES, type RequestState, type RequestStatus } from '../../../src/domains/introductions/model.ts'
import { accept, helpLighter, volunteer } from '../../../src/domains/introductions/rules/accept.ts'
import type { Decided } from '../../../src/domains/introductions/rules/change.ts'
import {
  alreadyAsked,
  askConsent,
  giveConsent,
  lapseConsent,
  refuseConsent,
  targetConsent,
} from '../../../src/domains/introductions/rules/consent.ts'
import { met, tellOutcome, wrote } from '../../../src/domains/introductions/rules/follow-up.ts'
import { editDraft, rewrite, send } from '../../../src/domains/introductions/rules/introduction.ts'
import {
  answer,
  decline,
  defer,
  findNobody,
  lapse,
  loseFacilitator,
  makeOffer,
  question,
  stall,
  suggest,
} from '../../../src/domains/introductions/rules/offer.ts'
import { edit, expire, extend, putOnBoard, withdraw } from '../../../src/domains/introductions/rules/request.ts'
import {
  accepted,
  agreed,
  ana,
  at,
  cancelled,
  closed,
  daysLater,
  evolved,
  FREE,
  femi,
  isEmpty,
  maria,
  matched,
  NOW,
  nora,
  noraHere,
  noraOutside,
  pending,
  problemsOf,
  sent,
  value,
} from './given.ts'

/** The whole table of product.md 2: every event in every state, and where it leads. `no` is a refusal, `same` stays. */

type Leads = RequestStatus | 'no' | 'same'
type Row = readonly [event: string, act: (state: RequestState) => Decided, leads: Partial<Record<RequestStatus, Leads>>]

const states: Readonly<Record<RequestStatus, () => RequestState>> = {
  PENDING: () => pending(),
  MATCHED: () => matched(),
  ACCEPTED: () => withConsentAsked(accepted()),
  INTRO_SENT: () => sent(),
  CONNECTED: () => connected(),
  CLOSED: () => closed(),
  DECLINED: () => ended('DECLINED'),
  EXPIRED: () => ended('EXPIRED'),
  CANCELLED: () => cancelled(),
}

const month = daysLater(40)
const offerId = (state: RequestState) => state.offers.at(-1)?.id ?? 'none'
const byFemi = (state: RequestState) => ({ offerId: offerId(state), by: femi })
const consentId = (state: RequestState) => targetConsent(state)?.id ?? 'none'
const words = { by: maria, purpose: 'New', message: 'New words', urgency: 'HIGH' } as const
const told = { by: maria, outcome: 'DEAL_CLOSED', notes: null, meetingDate: null } as const

const table: readonly Row[] = [
  [
    'route found',
    (s) => makeOffer(s, { facilitatorId: ana, contactId: 'x', reasons: [] }, at()),
    { PENDING: 'MATCHED' },
  ],
  ['no route', (s) => findNobody(s, { reason: 'NO_ROUTE', retryAt: month }, at()), { PENDING: 'PENDING' }],
  ['question', (s) => question(s, { ...byFemi(s), text: 'Why?' }, at()), { MATCHED: 'MATCHED' }],
  ['answer', (s) => answer(asked(s), { offerId: offerId(s), by: maria, text: 'So.' }, at()), { MATCHED: 'MATCHED' }],
  [
    'decline',
    (s) => decline(s, { ...byFemi(s), reason: null, reasonFor: 'NOBODY' }, at()),
    { MATCHED: 'PENDING', ACCEPTED: 'PENDING' },
  ],
  [
    'not me, try X',
    (s) => suggest(s, { ...byFemi(s), memberId: ana, text: null }, at()),
    { MATCHED: 'PENDING', ACCEPTED: 'PENDING' },
  ],
  ['not before a day', (s) => defer(s, { ...byFemi(s), until: daysLater(5) }, at()), { MATCHED: 'PENDING' }],
  ['lapse', (s) => lapse(s, offerId(s), at(month)), { MATCHED: 'PENDING' }],
  [
    'facilitator gone',
    (s) => loseFacilitator(s, femi, at()),
    {
      MATCHED: 'PENDING',
      ACCEPTED: 'PENDING',
      ...same('PENDING', 'INTRO_SENT', 'CONNECTED', 'CLOSED', 'DECLINED', 'EXPIRED', 'CANCELLED'),
    },
  ],
  [
    'accepted',
    (s) => accept(s, { ...byFemi(s), load: FREE }, at()),
    { MATCHED: 'ACCEPTED', ...same('ACCEPTED', 'INTRO_SENT', 'CONNECTED', 'CLOSED') },
  ],
  ['I can help', (s) => volunteer(s, { by: ana, target: noraOutside, load: FREE }, at()), {}],
  [
    'lighter yes',
    (s) => helpLighter(s, { ...byFemi(s), how: 'NAME_USED', note: null }, at()),
    { MATCHED: 'CONNECTED' },
  ],
  ['another draft', (s) => rewrite(s, { by: femi, tone: 'WARMER' }), { ACCEPTED: 'ACCEPTED' }],
  ['own words', (s) => editDraft(s, { by: femi, subject: 'S', body: 'B' }), { ACCEPTED: 'ACCEPTED' }],
  ['consent asked', (s) => askConsent(s, { by: femi, unaskable: false }, at()), { ACCEPTED: 'same' }],
  ['already asked', (s) => alreadyAsked(s, femi, at()), { ACCEPTED: 'ACCEPTED' }],
  [
    'consent yes',
    (s) => giveConsent(s, { consentId: consentId(s), by: null }, at()),
    { ACCEPTED: 'ACCEPTED', ...same('INTRO_SENT', 'CLOSED', 'CONNECTED') },
  ],
  [
    'consent no',
    (s) => refuseConsent(s, { consentId: consentId(s), by: null, note: null, never: false }, at()),
    { ACCEPTED: 'DECLINED' },
  ],
  ['consent silence', (s) => lapseConsent(s, consentId(s), at(month)), { ACCEPTED: 'DECLINED' }],
  ['nothing sent for weeks', (s) => stall(withSendBy(s), at(month)), { ACCEPTED: 'PENDING' }],
  ['sent too early', (s) => send(s, { by: femi, channel: 'MAIL' }, at()), same('INTRO_SENT', 'CONNECTED', 'CLOSED')],
  ['I have written', (s) => wrote(s, maria, at()), { INTRO_SENT: 'INTRO_SENT', CONNECTED: 'same' }],
  ['we met', (s) => met(s, { by: maria, answer: 'YES' }, at()), { INTRO_SENT: 'CONNECTED', CONNECTED: 'CONNECTED' }],
  [
    'it is booked',
    (s) => met(s, { by: maria, answer: 'BOOKED' }, at()),
    { INTRO_SENT: 'CONNECTED', CONNECTED: 'CONNECTED' },
  ],
  [
    'not yet',
    (s) => met(s, { by: maria, answer: 'NOT_YET' }, at()),
    { INTRO_SENT: 'INTRO_SENT', CONNECTED: 'CONNECTED' },
  ],
  [
    'it fizzled out',
    (s) => met(s, { by: maria, answer: 'FIZZLED' }, at()),
    { INTRO_SENT: 'CLOSED', CONNECTED: 'CLOSED' },
  ],
  ['outcome', (s) => tellOutcome(s, told, at()), { INTRO_SENT: 'CLOSED', CONNECTED: 'CLOSED', CLOSED: 'CLOSED' }],
  ['changed', (s) => edit(s, words, at()), stays('PENDING', 'MATCHED', 'ACCEPTED', 'INTRO_SENT', 'CONNECTED')],
  ['put on the board', (s) => putOnBoard(s, maria, at()), { PENDING: 'PENDING' }],
  [
    'kept open',
    (s) => extend({ ...s, request: { ...s.request, expiryNoticeAt: null } }, maria),
    stays('PENDING', 'MATCHED', 'ACCEPTED'),
  ],
  [
    'withdrawn',
    (s) => withdraw(s, { by: maria, isAdmin: false, why: 'Withdrew' }, at()),
    { ...to('CANCELLED', 'PENDING', 'MATCHED', 'ACCEPTED', 'INTRO_SENT', 'CONNECTED'), CANCELLED: 'same' },
  ],
  [
    'time over',
    (s) => expire(s, at(month)),
    { ...to('EXPIRED', 'PENDING', 'MATCHED', 'ACCEPTED'), ...to('CLOSED', 'INTRO_SENT', 'CONNECTED') },
  ],
]

describe.each(table)('%s', (_event, act, leads) => {
  test.each(REQUEST_STATUSES)('in %s', (status) => {
    const state = states[status]()
    expect(state.request.status).toBe(status)
    const decided = act(state)
    const expected = leads[status] ?? 'no'
    if (expected === 'no') return expect(decided.ok).toBe(false)
    const change = value(decided)
    if (expected === 'same') return expect(isEmpty(change)).toBe(true)
    const next = evolved(state, decided)
    expect(next.request.status).toBe(expected)
    expect(problemsOf(next)).toEqual([])
  })
})

test('the last yes and the click send it', () => {
  const state = agreed()
  expect(evolved(state, send(state, { by: femi, channel: 'MAIL' }, at())).request.status).toBe('INTRO_SENT')
})

test('a consent no on an ask by criteria goes on to somebody else', () => {
  const state = withConsentAsked(accepted({ byCriteria: true }))
  const next = evolved(
    state,
    refuseConsent(state, { consentId: consentId(state), by: null, note: 'No time', never: false }, at()),
  )
  expect(next.request).toMatchObject({ status: 'PENDING', contactId: null, facilitatorId: null })
  expect(next.pastTargets).toEqual(['nora-contact'])
})

function asked(state: RequestState): RequestState {
  const offer = state.offers.at(-1)
  if (offer?.status !== 'OPEN') return state
  return evolved(state, question(state, { offerId: offer.id, by: femi, text: 'Why?' }, at()))
}

function withConsentAsked(state: RequestState): RequestState {
  return evolved(state, askConsent(state, { by: femi, unaskable: false }, at()))
}

const withSendBy = (state: RequestState): RequestState => ({
  ...state,
  introduction: state.introduction && { ...state.introduction, sendBy: NOW },
})

function connected(): RequestState {
  const state = sent()
  return evolved(state, met(state, { by: maria, answer: 'YES' }, at()))
}

function ended(status: 'DECLINED' | 'EXPIRED'): RequestState {
  if (status === 'EXPIRED') {
    const state = matched()
    return evolved(state, expire(state, at(month)))
  }
  const state = withConsentAsked(accepted())
  return evolved(state, refuseConsent(state, { consentId: consentId(state), by: null, note: null, never: false }, at()))
}

function same(...statuses: RequestStatus[]) {
  return Object.fromEntries(statuses.map((status) => [status, 'same' as const]))
}
function stays(...statuses: RequestStatus[]) {
  return Object.fromEntries(statuses.map((status) => [status, status]))
}
function to(next: RequestStatus, ...statuses: RequestStatus[]) {
  return Object.fromEntries(statuses.map((status) => [status, next]))
}

describe('a target who is a member', () => {
  test('answers for themselves, and nobody answers for them', () => {
    const state = withConsentAsked(accepted({ target: noraHere }))
    expect(giveConsent(state, { consentId: consentId(state), by: ana }, at())).toMatchObject({ ok: false })
    expect(evolved(state, giveConsent(state, { consentId: consentId(state), by: nora }, at())).consents).toContainEqual(
      expect.objectContaining({ party: 'TARGET', status: 'YES', means: 'CHAT' }),
    )
  })
})
