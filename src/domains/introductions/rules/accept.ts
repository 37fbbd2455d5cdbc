import type { MemberId } from '../../../kit/brand.ts'
import type { Introduction, LighterYes, Moment, Offer, RequestKind, RequestState, Target } from '../model.ts'
import { CLOCKS, type HouseRules, MANAGER_CAPS } from '../model-defaults.ts'
import { type Change, type Decided, decide, evolve, together, unchanged } from './change.ts'
import { daysAfter, hoursOf, workingDaysAfter } from './clocks.ts'
import { type IntroRefusal, movedOn, no, notFound, notYours } from './refusals.ts'
import { remind, settleReminders } from './reminders.ts'

/** What a facilitator carries besides the offer in question: counted inside the accepting transaction. */
export interface Load {
  readonly openOffers: number
  readonly thisWeek: number
  readonly thisQuarter: number
}

export interface Acceptance {
  readonly offerId: string
  readonly by: MemberId
  readonly load: Load
}

/** The first yes wins: rivals are thanked and freed, the draft is begun, the asker hears who it is. */
export function accept(state: RequestState, { offerId, by, load }: Acceptance, m: Moment): Decided {
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer) return notFound
  if (offer.facilitatorId !== by) return notYours
  if (offer.status === 'ACCEPTED') return unchanged
  const refusal = refuseTaking(state, offer) ?? refuseOverCap(load, state.house, state.request.kind)
  if (refusal) return no(refusal)
  const target = offer.contactId && state.targets.get(offer.contactId)
  if (!target) return no({ kind: 'contact_is_missing' })
  return decide(take(state, { offer, target }, m))
}

export interface Volunteering {
  /** It waits behind an ask for the same person that they have in hand: they take both. */
  readonly isTakenAlong?: boolean
  /** Somebody else approaches this person just now. */
  readonly isTargetBusy?: boolean
  readonly by: MemberId
  readonly target: Target
  readonly load: Load
}

/** "I can help", from the ask board or for the kind of person wanted: a yes without having been routed, or naming whom. */
export function volunteer(
  state: RequestState,
  { by, target, load, isTakenAlong = false, isTargetBusy = false }: Volunteering,
  m: Moment,
): Decided {
  const { request } = state
  const mine = state.offers.filter(({ facilitatorId }) => facilitatorId === by)
  if (mine.some(({ status }) => status === 'ACCEPTED')) return unchanged
  if (by === request.requesterId) return no({ kind: 'contact_is_asker' })
  if (target.memberId === request.requesterId) return no({ kind: 'contact_is_asker' })
  if (target.memberId === by) return no({ kind: 'contact_is_you' })
  const asked = mine.find(({ status }) => ['OPEN', 'QUESTIONED', 'DEFERRED'].includes(status))
  const isQueued = isTakenAlong && request.status === 'PENDING' && request.pendingReason === 'QUEUED'
  if (!asked && !request.boardAt && !isQueued) return no(whoHasIt(state))
  // One row for each facilitator and contact: who was asked before and said no may still change their mind on the board.
  const before = mine.find(({ contactId }) => contactId === target.contactId) ?? asked
  const offer: Offer = before
    ? { ...before, contactId: target.contactId, status: 'OPEN' }
    : boardOffer(state, { by, target }, m)
  const refusal = refuseTaking(state, offer) ?? refuseOverCap(load, state.house)
  if (refusal) return no(refusal)
  if (isTargetBusy) return no({ kind: 'target_is_busy', name: target.name })
  const card = { effects: [{ do: 'send_offer', offerId: offer.id, to: by } as const] }
  return decide(together(take(state, { offer, target }, m), card))
}

function boardOffer(state: RequestState, { by, target }: { by: MemberId; target: Target }, m: Moment): Offer {
  return {
    ...{ id: m.newId(), facilitatorId: by, contactId: target.contactId, rank: state.request.offersMade + 1 },
    ...{ reasons: [], status: 'OPEN', answerBy: m.now, askedAt: m.now, clockLeftMinutes: null, questions: 0 },
    ...{ question: null, answer: null, reason: null, reasonFor: null, deferredUntil: null, suggestedId: null },
    answeredAt: null,
  }
}

function refuseTaking(state: RequestState, offer: Offer): IntroRefusal | null {
  const { request } = state
  const isAsked = offer.status === 'OPEN' || offer.status === 'QUESTIONED' || offer.status === 'DEFERRED'
  const isFree = request.status === 'MATCHED' || request.status === 'PENDING'
  return isAsked && isFree ? null : whoHasIt(state)
}

/** The second one reads who was first. */
function whoHasIt(state: RequestState): IntroRefusal {
  const winner = state.offers.find(({ status }) => status === 'ACCEPTED')
  const name = winner && state.people.get(winner.facilitatorId)?.name
  if (!winner?.answeredAt || !name) return { kind: 'moved_on' }
  return { kind: 'taken', by: name, at: winner.answeredAt }
}

export function refuseOverCap(load: Load, house: HouseRules, kind: RequestKind = 'CONTACT'): IntroRefusal | null {
  const caps = kind === 'PARTNER' ? MANAGER_CAPS : house
  if (load.openOffers >= caps.openOffers) return { kind: 'at_capacity', cap: 'open', most: caps.openOffers }
  if (load.thisWeek >= caps.offersPerWeek) return { kind: 'at_capacity', cap: 'week', most: caps.offersPerWeek }
  if (load.thisQuarter >= caps.offersPerQuarter)
    return { kind: 'at_capacity', cap: 'quarter', most: caps.offersPerQuarter }
  return null
}

function take(state: RequestState, { offer, target }: { offer: Offer; target: Target }, m: Moment): Change {
  const { request } = state
  const by = offer.facilitatorId
  const hours = hoursOf(state, by)
  const introduction = beginIntroduction({ facilitatorId: by, contactId: target.contactId }, m)
  const won = yes(state, offer, m)
  const reminder = {
    ...({ kind: 'DRAFT', memberId: by, subjectId: introduction.id } as const),
    dueAt: workingDaysAfter(m.now, CLOCKS.draftReminderWorkingDays, hours),
  }
  return together(won, {
    request: { status: 'ACCEPTED', contactId: target.contactId, facilitatorId: by },
    introduction: { ...introduction, sendBy: workingDaysAfter(m.now, CLOCKS.sendWithinWorkingDays, hours) },
    consents: [
      {
        ...{ id: m.newId(), introductionId: introduction.id, party: 'REQUESTER', memberId: request.requesterId },
        ...{ contactId: null, status: 'YES', means: 'CHAT', linkId: null, askedAt: request.createdAt },
        ...{ expiresAt: null, answeredAt: request.createdAt, note: null, askedWithId: null },
      },
    ],
    reminders: remind(state, reminder, m),
    effects: [
      { do: 'write_draft', introductionId: introduction.id, wanted: introduction.draftWanted },
      { do: 'tell', news: 'ACCEPTED', to: request.requesterId },
    ],
  })
}

/** What both kinds of yes have in common. */
function yes(state: RequestState, offer: Offer, m: Moment): Change {
  const by = offer.facilitatorId
  const rivals = state.offers.filter(
    ({ id, status }) => id !== offer.id && ['OPEN', 'QUESTIONED', 'DEFERRED'].includes(status),
  )
  return {
    request: { pendingReason: null, retryAt: null, boardAt: null, respondedAt: m.now, facilitatorResponse: null },
    offers: [
      { ...offer, status: 'ACCEPTED', answeredAt: m.now },
      ...rivals.map((rival) => ({ ...rival, status: 'WITHDRAWN' as const })),
    ],
    reminders: settleReminders(state, ({ kind }) => kind === 'OFFER' || kind === 'QUESTION', m),
    activities: [{ type: 'REQUEST_ACCEPTED', actorId: by, description: 'Said yes' }],
    effects: [{ do: 'note_answered', memberId: by }],
  }
}

function beginIntroduction(who: Pick<Introduction, 'facilitatorId' | 'contactId'>, m: Moment): Introduction {
  return {
    ...{ id: m.newId(), ...who, aiSuggestedIntro: null, subject: null, body: null, talkingPoints: [] },
    ...{ tone: 'PLAIN', format: 'EMAIL', writtenBy: null, writerNote: null, draftWanted: 1, draftWritten: 0 },
    ...{ sendBy: null, inputTokens: 0, outputTokens: 0, channel: null, sentAt: null, cancelledAt: null },
    createdAt: m.now,
  }
}

export interface LighterHelp extends Omit<Acceptance, 'load'> {
  readonly how: LighterYes
  readonly note: string | null
}

/** A yes that needs no introduction: "use my name", an office hour, an answer in writing. */
export function helpLighter(state: RequestState, { offerId, by, how, note }: LighterHelp, m: Moment): Decided {
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer) return notFound
  if (offer.facilitatorId !== by) return notYours
  const { request } = state
  if (offer.status === 'ACCEPTED' && request.lighterYes === how) return unchanged
  const refusal = refuseTaking(state, offer)
  if (refusal) return no(refusal)
  if (request.status !== 'MATCHED') return movedOn
  if (how !== 'NAME_USED' && !note) return no({ kind: 'note_is_missing' })
  const won = yes(state, offer, m)
  const hours = hoursOf(state, request.requesterId)
  const lastAsk = {
    ...({ kind: 'LAST_ASK', memberId: request.requesterId, subjectId: request.id } as const),
    dueAt: daysAfter(m.now, state.house.lastAskDays, hours),
  }
  return decide(
    together(won, {
      request: {
        ...{ status: 'CONNECTED', facilitatorId: by, lighterYes: how, facilitatorResponse: note, connectedAt: m.now },
        ...{ expiresAt: daysAfter(lastAsk.dueAt, CLOCKS.closeAfterLastAskDays, hours), expiryNoticeAt: null },
      },
      reminders: remind(evolve(state, won), lastAsk, m),
      activities: [{ type: 'REQUEST_CONNECTED', actorId: by, description: 'Helped without an introduction' }],
      effects: [
        { do: 'tell', news: 'HELPED', to: request.requesterId },
        ...(request.contactId ? [{ do: 'route_queued', contactId: request.contactId } as const] : []),
      ],
    }),
  )
}
