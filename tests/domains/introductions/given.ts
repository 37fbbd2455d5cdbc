import type {
  Moment,
  Offer,
  Party,
  ReferralRequest,
  RequestState,
  Target,
} from '../../../src/domains/introductions/model.ts'
import { DEFAULT_HOUSE_RULES } from '../../../src/domains/introductions/model-defaults.ts'
import { accept, type Load } from '../../../src/domains/introductions/rules/accept.ts'
import { type Change, type Decided, evolve } from '../../../src/domains/introductions/rules/change.ts'
import { alreadyAsked } from '../../../src/domains/introductions/rules/consent.ts'
import { tellOutcome } from '../../../src/domains/introductions/rules/follow-up.ts'
import { send, takeDraft } from '../../../src/domains/introductions/rules/introduction.ts'
import { makeOffer } from '../../../src/domains/introductions/rules/offer.ts'
import type { IntroRefusal } from '../../../src/domains/introductions/rules/refusals.ts'
import { submit, withdraw } from '../../../src/domains/introductions/rules/request.ts'
import { memberId } from '../../../src/kit/brand.ts'
import type { Result } from '../../../src/kit/result.ts'
import { addDays, DEFAULT_QUIET } from '../../../src/kit/working-time.ts'

/** Requests in every state, made by the rules themselves, so that no test starts from a state that cannot be. */

/** A Tuesday, 10:20 in Berlin. */
export const NOW = new Date('2026-11-24T09:20:00Z')
export const maria = memberId('maria')
export const femi = memberId('femi')
export const ana = memberId('ana')
export const nora = memberId('nora')

let ids = 0
/** Ids that sort in the order in which they are made. */
export const at = (now: Date = NOW): Moment => ({ now, newId: () => `id-${String(++ids).padStart(6, '0')}` })
export const daysLater = (days: number, from: Date = NOW): Date => addDays(from, days)

const party = (id: typeof maria, name: string): Party => ({
  ...{ id, name, timeZone: 'Europe/Berlin', quiet: DEFAULT_QUIET, askRhythm: 'AT_ONCE' },
})

export const noraOutside: Target = {
  ...{ contactId: 'nora-contact', name: 'Nora Lindqvist', title: 'Head of Quality', organization: 'Nordcell' },
  ...{ memberId: null, email: 'nora@nordcell.example', phone: null },
}
export const noraHere: Target = { ...noraOutside, memberId: nora }
export const FREE: Load = { openOffers: 0, thisWeek: 0, thisQuarter: 0 }

export function value<T>(result: Result<T, IntroRefusal>): T {
  if (!result.ok) throw new Error(`Refused with "${result.error.kind}".`)
  return result.value
}

export const evolved = (state: RequestState, decided: Decided): RequestState => evolve(state, value(decided))
export const refusalOf = (decided: Decided): string | null => (decided.ok ? null : decided.error.kind)
export const isEmpty = (change: Change): boolean =>
  Object.values(change).every((part) => Object.keys(part).length === 0)

export interface Start {
  readonly target?: Target
  readonly byCriteria?: boolean
  readonly request?: Partial<ReferralRequest>
}

export function pending({ target = noraOutside, byCriteria = false, request: changes = {} }: Start = {}): RequestState {
  const words = { purpose: 'Pilot customers', message: 'Ours takes an hour.', urgency: 'NORMAL' } as const
  const who = byCriteria
    ? { contactId: null, criteria: 'head of quality' }
    : { contactId: target.contactId, criteria: null }
  const facts = {
    number: 142,
    requester: party(maria, 'Maria Keller'),
    target,
    liveRequests: 0,
    house: DEFAULT_HOUSE_RULES,
  }
  const { request } = value(submit({ ...who, ...words }, { ...facts, askedBefore: null, unaskable: false }, at()))
  const people = [
    party(maria, 'Maria Keller'),
    party(femi, 'Femi Adeyemi'),
    party(ana, 'Ana Ruiz'),
    party(nora, 'Nora'),
  ]
  return {
    ...{ request: { ...request, ...changes }, offers: [], introduction: null, consents: [], reminders: [] },
    house: DEFAULT_HOUSE_RULES,
    ...{ pastTargets: [], targets: new Map([[target.contactId, target]]) },
    people: new Map(people.map((one) => [one.id, one])),
  }
}

export const offerTo = (state: RequestState, facilitatorId = femi, now = NOW): RequestState =>
  evolved(state, makeOffer(state, { facilitatorId, contactId: 'nora-contact', reasons: [] }, at(now)))

export const matched = (start: Start = {}): RequestState => offerTo(pending(start))

export function accepted(start: Start = {}): RequestState {
  const state = matched(start)
  const yes = evolved(state, accept(state, { offerId: theOffer(state).id, by: femi, load: FREE }, at()))
  return evolved(yes, takeDraft(yes, { ...DRAFT, wanted: 1 }))
}

export const DRAFT = {
  ...{ subject: 'Maria and Nora', body: 'Please meet.', talkingPoints: [], writtenBy: 'TEMPLATE' as const },
  ...{ writerNote: 'no model is configured', inputTokens: 0, outputTokens: 0 },
}

export function agreed(start: Start = {}): RequestState {
  const state = accepted(start)
  return evolved(state, alreadyAsked(state, femi, at()))
}

export function sent(start: Start = {}): RequestState {
  const state = agreed(start)
  return evolved(state, send(state, { by: femi, channel: 'BY_HAND' }, at()))
}

export function closed(start: Start = {}): RequestState {
  const state = sent(start)
  const told = { by: maria, outcome: 'EMAIL_EXCHANGED', notes: null, meetingDate: null } as const
  return evolved(state, tellOutcome(state, told, at()))
}

export function cancelled(start: Start = {}): RequestState {
  const state = matched(start)
  return evolved(state, withdraw(state, { by: maria, isAdmin: false, why: 'Withdrew' }, at()))
}

export function theOffer(state: RequestState): Offer {
  const offer = state.offers.at(-1)
  if (!offer) throw new Error('There is no offer in this state.')
  return offer
}

/** What is never so, whatever happened. */
export function problemsOf({ request, offers, introduction, consents }: RequestState): string[] {
  const inHand = offers.filter(({ status }) => status === 'OPEN' || status === 'QUESTIONED')
  const yes = offers.filter(({ status }) => status === 'ACCEPTED')
  const isOver = ['CLOSED', 'DECLINED', 'EXPIRED', 'CANCELLED'].includes(request.status)
  return [
    ...(request.status === 'MATCHED' && inHand.length !== 1 ? ['matched, but not with exactly one'] : []),
    ...(request.status !== 'MATCHED' && inHand.length > 0 ? ['with somebody, but not matched'] : []),
    ...(yes.length > 1 ? ['accepted twice'] : []),
    ...(request.status === 'ACCEPTED' && (!introduction || yes.length !== 1) ? ['accepted by nobody'] : []),
    ...(isOver && request.closedAt === null ? ['over, but when?'] : []),
    ...(isOver && consents.some(({ status }) => status === 'ASKED') ? ['over, and still asking'] : []),
    ...(request.status === 'PENDING' && request.pendingReason === null ? ['waits for no reason'] : []),
    ...(request.status === 'PENDING' && request.retryAt === null ? ['waits for ever'] : []),
  ]
}
