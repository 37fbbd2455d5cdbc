import type { MemberId } from '../../../kit/brand.ts'
import { ok, type Result } from '../../../kit/result.ts'
import { addDays } from '../../../kit/working-time.ts'
import {
  isLive,
  isOpen,
  type Moment,
  type Party,
  type ReferralRequest,
  type RequestState,
  referenceOf,
  type Target,
  type Urgency,
} from '../model.ts'
import { CLOCKS, type HouseRules } from '../model-defaults.ts'
import { type Change, type Decided, decide, together, unchanged } from './change.ts'
import { daysAfter, hoursOf, requestClock } from './clocks.ts'
import { type IntroRefusal, movedOn, no, notYours } from './refusals.ts'
import { settleReminders } from './reminders.ts'

export interface NewAsk {
  /** An ask for a partner is taken by the partners' desk; the other kinds follow from what is asked. */
  readonly kind?: 'PARTNER'
  readonly disclosure?: string
  readonly contactId: string | null
  readonly criteria: string | null
  readonly purpose: string
  readonly message: string
  readonly urgency: Urgency
}

/** What has to be known to take an ask. */
export interface AskFacts {
  readonly number: number
  readonly requester: Party
  /** Null for an ask by criteria, and for a contact that is not there. */
  readonly target: Target | null
  readonly liveRequests: number
  readonly house: HouseRules
  /** The asker's latest request for the same person, within the days of the house. */
  readonly askedBefore: Pick<ReferralRequest, 'number' | 'createdAt'> | null
  /** Either of them blocked the other, or the target said "never contact me". */
  readonly unaskable: boolean
}

export interface Submitted {
  readonly request: ReferralRequest
  readonly change: Change
}

/** Takes an ask: PENDING, with a receipt, and looked at by routing at once. */
export function submit(ask: NewAsk, facts: AskFacts, m: Moment): Result<Submitted, IntroRefusal> {
  const refusal = refuseAsk(ask, facts)
  if (refusal) return no(refusal)
  const { requester, number, house } = facts
  const { kind = ask.contactId ? 'CONTACT' : 'EXPERTISE', disclosure = null, ...words } = ask
  const request: ReferralRequest = {
    ...words,
    ...{ kind, disclosure, searchWords: null, id: m.newId(), number, requesterId: requester.id, createdAt: m.now },
    ...{ status: 'PENDING', pendingReason: 'ROUTING' },
    ...requestClock(m.now, house.requestDays, requester),
    ...{ blind: false, retryAt: m.now, boardAt: null, facilitatorId: null, respondedAt: null },
    ...{ facilitatorResponse: null, introSentAt: null, connectedAt: null, meetingDate: null, outcome: null },
    ...{ outcomeAt: null, followUpNotes: null, lighterYes: null, offersMade: 0, closedAt: null },
  }
  const activity = { type: 'REQUEST_CREATED', actorId: requester.id, description: 'Asked for an introduction' } as const
  return ok({ request, change: { activities: [activity], effects: [{ do: 'send_receipt' }, { do: 'route' }] } })
}

function refuseAsk(ask: NewAsk, facts: AskFacts): IntroRefusal | null {
  const { requester, target, askedBefore, house } = facts
  if (!ask.contactId && !ask.criteria) return { kind: 'who_is_missing' }
  if (ask.contactId && ask.criteria) return { kind: 'one_or_the_other' }
  if (ask.contactId && !target) return { kind: 'unknown_contact' }
  if (target?.memberId === requester.id) return { kind: 'asking_for_yourself' }
  if (facts.unaskable) return { kind: 'cannot_be_asked' }
  if (askedBefore) {
    const again = addDays(askedBefore.createdAt, house.sameTargetDays)
    return { kind: 'asked_before', reference: referenceOf(askedBefore), again }
  }
  return facts.liveRequests >= house.liveRequests ? { kind: 'too_many_live', most: house.liveRequests } : null
}

export interface Edit {
  readonly by: MemberId
  readonly purpose: string
  readonly message: string
  readonly urgency: Urgency
}

/** Changes the words of a live request. A draft that nobody has edited is written again; what was sent stays as it was. */
export function edit(state: RequestState, { by, ...words }: Edit, m: Moment): Decided {
  const { request, introduction } = state
  if (by !== request.requesterId) return notYours
  if (!isLive(request.status)) return movedOn
  const changed = (['purpose', 'message', 'urgency'] as const).filter((key) => words[key] !== request[key])
  if (changed.length === 0) return unchanged
  const edited: Change = {
    request: words,
    activities: [{ type: 'REQUEST_EDITED', actorId: by, description: `Changed the ${changed.join(' and the ')}` }],
  }
  const isStale = introduction && !introduction.sentAt && introduction.writtenBy !== 'PERSON'
  if (isStale) {
    const wanted = introduction.draftWanted + 1
    const rewritten = { ...introduction, draftWanted: wanted }
    return decide(
      together(edited, {
        introduction: rewritten,
        effects: [{ do: 'write_draft', introductionId: introduction.id, wanted }],
      }),
    )
  }
  return decide(request.status === 'PENDING' ? together(edited, lookAgain(m)) : edited)
}

/** Due at once: the job is the quick way, and the sweep finds it should the job be lost. */
export const lookAgain = ({ now }: Pick<Moment, 'now'>): Change => ({
  request: { status: 'PENDING', pendingReason: 'ROUTING', retryAt: now },
  effects: [{ do: 'route' }],
})

export interface Withdrawal {
  readonly by: MemberId | null
  readonly isAdmin: boolean
  /** In the history: "Withdrawn", "The asker has left". */
  readonly why: string
}

/** Ends a live request because the asker, an admin or the desk (`by` null) says so. */
export function withdraw(state: RequestState, { by, isAdmin, why }: Withdrawal, m: Moment): Decided {
  const { request } = state
  if (by && by !== request.requesterId && !isAdmin) return notYours
  if (request.status === 'CANCELLED') return unchanged
  if (!isLive(request.status)) return movedOn
  const told = request.requesterId === by ? [] : [{ do: 'tell', news: 'CANCELLED', to: request.requesterId } as const]
  return decide(
    together(endOf(state, 'CANCELLED', m), {
      activities: [{ type: 'REQUEST_CANCELLED', actorId: by, description: why }],
      effects: told,
    }),
  )
}

/**
 * The clock of a request has run out. Before an introduction was sent it expires; after that the last question went
 * unanswered, and it is closed with an unknown outcome.
 */
export function expire(state: RequestState, m: Moment): Decided {
  const { request } = state
  if (!isLive(request.status) || request.expiresAt > m.now) return movedOn
  if (!isOpen(request.status)) return decide(closeUnknown(state, m))
  return decide(
    together(endOf(state, 'EXPIRED', m), {
      activities: [{ type: 'REQUEST_EXPIRED', actorId: null, description: 'Its time was over' }],
      effects: [{ do: 'tell', news: 'EXPIRED', to: request.requesterId }],
    }),
  )
}

function closeUnknown(state: RequestState, m: Moment): Change {
  return together(endOf(state, 'CLOSED', m), {
    request: { outcome: state.request.outcome ?? 'UNKNOWN', outcomeAt: m.now },
    activities: [{ type: 'REQUEST_CLOSED', actorId: null, description: 'Closed, because nobody said what came of it' }],
  })
}

/** The asker keeps it open for another week. */
export function extend(state: RequestState, by: MemberId): Decided {
  const { request } = state
  if (by !== request.requesterId) return notYours
  if (!isOpen(request.status)) return movedOn
  // The button stands on the notice; a second press, when the notice is not due any more, changes nothing.
  if (request.expiryNoticeAt) return unchanged
  const clock = requestClock(request.expiresAt, CLOCKS.extensionDays, hoursOf(state, by))
  const description = `Kept open for ${CLOCKS.extensionDays} more days`
  return decide({ request: clock, activities: [{ type: 'REQUEST_EDITED', actorId: by, description }] })
}

/** 48 hours before the end the asker is told, once. */
export function noticeExpiry(state: RequestState, m: Moment): Decided {
  const { expiryNoticeAt, status } = state.request
  if (!isOpen(status) || !expiryNoticeAt || expiryNoticeAt > m.now) return movedOn
  const description = 'Told the asker that it ends soon'
  return decide({
    request: { expiryNoticeAt: null },
    activities: [{ type: 'REMINDER_SENT', actorId: null, description }],
    effects: [{ do: 'send_expiry_notice' }],
  })
}

/** On the board every member can say "I can help"; the asker's name is sealed there. */
export function putOnBoard(state: RequestState, by: MemberId, m: Moment): Decided {
  const { request } = state
  if (by !== request.requesterId) return notYours
  if (request.status !== 'PENDING' || request.kind === 'PARTNER') return movedOn
  if (request.boardAt) return unchanged
  const description = 'Put on the ask board without the asker’s name'
  return decide({
    request: { boardAt: m.now, blind: true },
    activities: [{ type: 'REQUEST_EDITED', actorId: by, description }],
  })
}

/** "Hide my name": whoever is asked from now on reads it when they have said yes. */
export function seal(state: RequestState, by: MemberId): Decided {
  const { request } = state
  if (by !== request.requesterId) return notYours
  if (request.status !== 'PENDING' && request.status !== 'MATCHED') return movedOn
  if (request.blind || request.kind === 'PARTNER') return unchanged
  const description = 'Hid the name until somebody says yes'
  return decide({ request: { blind: true }, activities: [{ type: 'REQUEST_EDITED', actorId: by, description }] })
}

/** Closes all that hangs on a request that ends: whoever still holds something is freed, and cards tell them. */
export function endOf(state: RequestState, status: 'CANCELLED' | 'EXPIRED' | 'DECLINED' | 'CLOSED', m: Moment): Change {
  const { request, introduction } = state
  const isUnsent = isOpen(request.status)
  const held = state.offers.filter(
    ({ status: offer }) =>
      offer === 'OPEN' || offer === 'QUESTIONED' || offer === 'DEFERRED' || (isUnsent && offer === 'ACCEPTED'),
  )
  const atWork = held.filter((offer) => offer.status === 'ACCEPTED' && status !== 'DECLINED')
  const ended = { status, closedAt: m.now, pendingReason: null, retryAt: null, boardAt: null, expiryNoticeAt: null }
  return {
    request: ended,
    offers: held.map((offer) => ({ ...offer, status: 'WITHDRAWN' as const })),
    ...(introduction &&
      !introduction.sentAt && { introduction: { ...introduction, cancelledAt: m.now, sendBy: null } }),
    consents: state.consents
      .filter((consent) => consent.status === 'ASKED')
      .map((consent) => ({ ...consent, status: 'WITHDRAWN' as const })),
    reminders: settleReminders(state, () => true, m),
    effects: [
      ...atWork.map((offer) => ({ do: 'tell', news: 'WITHDRAWN', to: offer.facilitatorId }) as const),
      ...(isUnsent && request.contactId ? [{ do: 'route_queued', contactId: request.contactId } as const] : []),
    ],
  }
}

/** When routing looks again at a request that nobody can take. */
export function nextLook(state: RequestState, m: Pick<Moment, 'now'>): Date {
  return daysAfter(m.now, CLOCKS.retryDays, hoursOf(state, state.request.requesterId))
}
