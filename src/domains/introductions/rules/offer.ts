import type { MemberId } from '../../../kit/brand.ts'
import type { Moment, Offer, PendingReason, ReasonFor, RequestState } from '../model.ts'
import { CAPS, CLOCKS } from '../model-defaults.ts'
import { type Decided, decide, together, unchanged } from './change.ts'
import { askedAt, hoursOf, minutesLeft, offerClock, resumedClock, workingDaysAfter } from './clocks.ts'
import { handOn, held, isHeld, type Said, targetOfOffer } from './holding.ts'
import { movedOn, no, notFound, notYours } from './refusals.ts'
import { remind, settleReminders } from './reminders.ts'
import { endOf } from './request.ts'

/** Whom routing picked, and why in words for their eyes. */
export interface Pick {
  readonly facilitatorId: MemberId
  readonly contactId: string | null
  readonly reasons: readonly string[]
}

/** Route found: the facilitator is asked. Somebody who said "not before" and whose day has come gets the same card back. */
export function makeOffer(state: RequestState, pick: Pick, m: Moment): Decided {
  const { request } = state
  if (request.status !== 'PENDING') return movedOn
  const party = state.people.get(pick.facilitatorId)
  const from = party ? askedAt(request.urgency, m.now, party) : m.now
  const { answerBy, nudgeAt } = offerClock({ ...request, ...state }, from, hoursOf(state, pick.facilitatorId))
  const before = state.offers.find(
    (offer) => offer.facilitatorId === pick.facilitatorId && offer.contactId === pick.contactId,
  )
  if (before && before.status !== 'DEFERRED') return movedOn
  if (!before && request.offersMade >= state.house.offersPerRequest) return movedOn
  const offersMade = before ? request.offersMade : request.offersMade + 1
  const offer: Offer = {
    ...(before ?? blankOffer(pick, m)),
    ...{ rank: before?.rank ?? offersMade, status: 'OPEN', answerBy, askedAt: from, deferredUntil: null },
  }
  const { facilitatorId } = pick
  const reminder = { kind: 'OFFER', memberId: facilitatorId, subjectId: offer.id, dueAt: nudgeAt } as const
  return decide({
    request: { status: 'MATCHED', pendingReason: null, retryAt: null, offersMade },
    offers: [offer],
    reminders: remind(state, reminder, m),
    activities: [{ type: 'REQUEST_MATCHED', actorId: null, description: 'Somebody who may help was asked' }],
    effects: [
      { do: 'send_offer', offerId: offer.id, to: facilitatorId, notBefore: from },
      { do: 'note_asked', memberId: facilitatorId },
    ],
  })
}

function blankOffer({ facilitatorId, contactId, reasons }: Pick, m: Moment): Offer {
  return {
    ...{ id: m.newId(), facilitatorId, contactId, reasons, rank: 0, status: 'OPEN', answerBy: m.now, askedAt: m.now },
    ...{ clockLeftMinutes: null, questions: 0, question: null, answer: null, reason: null, reasonFor: null },
    ...{ deferredUntil: null, suggestedId: null, answeredAt: null },
  }
}

/** No route: the request waits, the asker reads why and until when. After the fifth offer it ends kindly. */
export function findNobody(state: RequestState, found: { reason: PendingReason; retryAt: Date }, m: Moment): Decided {
  const { request } = state
  if (request.status !== 'PENDING') return movedOn
  const { reason, retryAt } = found
  const isExhausted = request.offersMade >= state.house.offersPerRequest && reason !== 'DEFERRED'
  if (isExhausted) {
    return decide(
      together(endOf(state, 'DECLINED', m), {
        activities: [{ type: 'REQUEST_CLOSED', actorId: null, description: 'Nobody of those asked could help' }],
        effects: [{ do: 'tell', news: 'DECLINED', to: request.requesterId }],
      }),
    )
  }
  return decide({ request: { pendingReason: reason, retryAt } })
}

/** A question to the asker stops the clock. */
export function question(state: RequestState, { offerId, by, text }: Said & { text: string }, m: Moment): Decided {
  const mine = held(state, { offerId, by })
  if (!mine.ok) return mine
  const offer = mine.value
  if (offer.status === 'QUESTIONED' && offer.question === text) return unchanged
  if (offer.status !== 'OPEN' || state.request.status !== 'MATCHED') return movedOn
  if (offer.questions >= CAPS.questionsPerOffer) return no({ kind: 'too_many_questions' })
  const round = offer.questions + 1
  const { requesterId } = state.request
  const asked: Offer = {
    ...offer,
    ...{ status: 'QUESTIONED', question: text, answer: null, questions: round },
    clockLeftMinutes: minutesLeft(offer.answerBy, m.now, hoursOf(state, by)),
  }
  const dueAt = workingDaysAfter(m.now, CLOCKS.questionReminderWorkingDays, hoursOf(state, requesterId))
  return decide({
    offers: [asked],
    reminders: [
      ...settleReminders(state, (reminder) => reminder.subjectId === offer.id, m),
      ...remind(state, { kind: 'QUESTION', memberId: requesterId, subjectId: offer.id, dueAt }, m),
    ],
    activities: [{ type: 'QUESTION_ASKED', actorId: by, description: 'Asked a question', metadata: { text } }],
    effects: [
      { do: 'send_question', offerId: offer.id, round },
      { do: 'note_answered', memberId: by },
    ],
  })
}

/** The asker's answer goes to whoever asked, and their clock runs on with what was left. */
export function answer(state: RequestState, { offerId, by, text }: Said & { text: string }, m: Moment): Decided {
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer) return notFound
  if (by !== state.request.requesterId) return notYours
  if (offer.status === 'OPEN' && offer.answer === text) return unchanged
  if (offer.status !== 'QUESTIONED' || state.request.status !== 'MATCHED') return movedOn
  const { facilitatorId } = offer
  const clock = resumedClock(offer.clockLeftMinutes ?? 0, m.now, hoursOf(state, facilitatorId))
  const answered: Offer = {
    ...offer,
    ...{ status: 'OPEN', answer: text, answerBy: clock.answerBy, clockLeftMinutes: null },
  }
  const reminder = { kind: 'OFFER', memberId: facilitatorId, subjectId: offer.id, dueAt: clock.nudgeAt } as const
  return decide({
    offers: [answered],
    reminders: [
      ...settleReminders(state, ({ kind, subjectId }) => kind === 'QUESTION' && subjectId === offer.id, m),
      ...remind(state, reminder, m),
    ],
    activities: [{ type: 'QUESTION_ANSWERED', actorId: by, description: 'Answered a question', metadata: { text } }],
    effects: [{ do: 'send_answer', offerId: offer.id, round: offer.questions, to: facilitatorId }],
  })
}

export interface Decline extends Said {
  readonly reason: string | null
  readonly reasonFor: ReasonFor
}

/** Declining is free. It is also how somebody who said yes hands the ask back. */
export function decline(state: RequestState, { reason, reasonFor, ...said }: Decline, m: Moment): Decided {
  const mine = held(state, said)
  if (!mine.ok) return mine
  if (mine.value.status === 'DECLINED') return unchanged
  if (!isHeld(state, mine.value)) return movedOn
  const heard = reason && reasonFor === 'ASKER' ? { facilitatorResponse: reason } : {}
  const closing = { status: 'DECLINED', reason, reasonFor: reason ? reasonFor : null } as const
  return decide(
    together(handOn(state, { ...mine.value, ...closing, answeredAt: m.now }, m), {
      request: heard,
      activities: [declined(said.by, reason, reasonFor)],
      effects: [{ do: 'note_answered', memberId: said.by }],
    }),
  )
}

const declined = (by: MemberId, reason: string | null, reasonFor: ReasonFor) =>
  ({
    type: 'REQUEST_DECLINED',
    actorId: by,
    description: 'Could not help this time',
    ...(reason && { metadata: { reason, reasonFor } }),
  }) as const

export interface Suggestion extends Said {
  /** Another member, asked next whoever else there is; or in words, which the asker reads. */
  readonly memberId: MemberId | null
  readonly text: string | null
}

/** "Not me, try X." */
export function suggest(state: RequestState, { memberId, text, ...said }: Suggestion, m: Moment): Decided {
  const mine = held(state, said)
  if (!mine.ok) return mine
  if (mine.value.status === 'DECLINED') return unchanged
  if (!isHeld(state, mine.value)) return movedOn
  if (!memberId && !text) return no({ kind: 'suggestion_is_missing' })
  const isUnfit =
    memberId !== null &&
    (memberId === said.by ||
      memberId === state.request.requesterId ||
      memberId === targetOfOffer(state, mine.value)?.memberId)
  if (isUnfit) return no({ kind: 'unfit_suggestion' })
  const reasonFor: ReasonFor = 'ASKER'
  const closing = {
    status: 'DECLINED',
    suggestedId: memberId,
    reason: text,
    reasonFor: text ? reasonFor : null,
  } as const
  return decide(
    together(handOn(state, { ...mine.value, ...closing, answeredAt: m.now }, m), {
      request: text ? { facilitatorResponse: text } : {},
      activities: [{ ...declined(said.by, text, reasonFor), description: 'Suggested somebody else' }],
      effects: [{ do: 'note_answered', memberId: said.by }],
    }),
  )
}

/** "Not before this day": others are asked meanwhile; if nobody took it by then, the card comes back. */
export function defer(state: RequestState, { until, ...said }: Said & { until: Date }, m: Moment): Decided {
  const mine = held(state, said)
  if (!mine.ok) return mine
  const offer = mine.value
  if (offer.status === 'DEFERRED') return unchanged
  if (!['OPEN', 'QUESTIONED'].includes(offer.status) || state.request.status !== 'MATCHED') return movedOn
  if (until <= m.now) return no({ kind: 'day_is_past' })
  if (until >= state.request.expiresAt) return no({ kind: 'day_is_late', before: state.request.expiresAt })
  return decide(
    together(handOn(state, { ...offer, status: 'DEFERRED', deferredUntil: until, answeredAt: m.now }, m), {
      activities: [{ type: 'REQUEST_REROUTED', actorId: said.by, description: 'Asked to be asked later' }],
      effects: [{ do: 'note_answered', memberId: said.by }],
    }),
  )
}

/** The clock of an offer has run out in silence. */
export function lapse(state: RequestState, offerId: string, m: Moment): Decided {
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer) return notFound
  if (offer.status !== 'OPEN' || state.request.status !== 'MATCHED' || offer.answerBy > m.now) return movedOn
  return decide(
    together(handOn(state, { ...offer, status: 'LAPSED' }, m), {
      activities: [{ type: 'REQUEST_REROUTED', actorId: null, description: 'No answer came in time' }],
      effects: [{ do: 'note_silent', memberId: offer.facilitatorId }],
    }),
  )
}

/** Two weeks after a yes nothing has happened: the ask goes to somebody else. */
export function stall(state: RequestState, m: Moment): Decided {
  const { request, introduction } = state
  const accepted = state.offers.find(({ status }) => status === 'ACCEPTED')
  const isDue = introduction?.sendBy && introduction.sendBy <= m.now
  if (request.status !== 'ACCEPTED' || !accepted || !isDue) return movedOn
  return decide(
    together(handOn(state, { ...accepted, status: 'LAPSED' }, m), {
      activities: [{ type: 'REQUEST_REROUTED', actorId: null, description: 'Nothing was sent within two weeks' }],
      effects: [{ do: 'note_silent', memberId: accepted.facilitatorId }],
    }),
  )
}

/** The facilitator is away, gone, or blocked by the asker: whatever they hold moves on. */
export function loseFacilitator(state: RequestState, memberId: MemberId, m: Moment): Decided {
  const lost = state.offers.filter((offer) => offer.facilitatorId === memberId && isHeld(state, offer))
  if (lost.length === 0) return unchanged
  const description = 'The person who was asked is not available'
  return decide(
    together(...lost.map((offer) => handOn(state, { ...offer, status: 'WITHDRAWN' }, m)), {
      activities: [{ type: 'REQUEST_REROUTED', actorId: null, description }],
    }),
  )
}

/** Whoever was to be introduced is not available any more, before an introduction was sent: the ask goes to somebody else. */
export function loseContact(state: RequestState, contactId: string, m: Moment): Decided {
  const lost = state.offers.filter((offer) => offer.contactId === contactId && isHeld(state, offer))
  if (lost.length === 0) return unchanged
  const description = 'The person to be met is not available any more'
  return decide(
    together(...lost.map((offer) => handOn(state, { ...offer, status: 'WITHDRAWN' }, m)), {
      activities: [{ type: 'REQUEST_REROUTED', actorId: null, description }],
    }),
  )
}
