import type { MemberId } from '../../../kit/brand.ts'
import { ok, type Result } from '../../../kit/result.ts'
import { isOpen, type Moment, type Offer, type RequestState, type Target } from '../model.ts'
import { type Change, together } from './change.ts'
import { type IntroRefusal, notFound, notYours } from './refusals.ts'
import { settleReminders } from './reminders.ts'
import { lookAgain } from './request.ts'

/** What it means to have an offer in hand, and to hand it on. */

/** Somebody speaks about an offer of theirs. */
export interface Said {
  readonly offerId: string
  readonly by: MemberId
}

/**
 * One facilitator is out of it. Where nobody else holds the request it is PENDING again and the next route is looked for at
 * once; an introduction that was being prepared is given up with its consents.
 */
export function handOn(state: RequestState, closed: Offer, m: Moment): Change {
  const { request, introduction } = state
  const before = state.offers.find(({ id }) => id === closed.id)
  const wasAccepted = before?.status === 'ACCEPTED'
  const others = state.offers.filter(({ id }) => id !== closed.id)
  const isStillHeld = others.some(({ status }) => status === 'OPEN' || status === 'QUESTIONED')
  const again: Change = isStillHeld ? {} : together(lookAgain(m), { request: wasAccepted ? freed(state) : {} })
  const givenUp: Change =
    wasAccepted && introduction ? giveUp(state, { ...introduction, cancelledAt: m.now, sendBy: null }) : {}
  const isAboutIt = (subjectId: string) => subjectId === closed.id || (wasAccepted && subjectId !== request.id)
  const reminders = settleReminders(state, ({ subjectId }) => isAboutIt(subjectId), m)
  return together(again, givenUp, { offers: [closed], reminders })
}

/** An ask by criteria is free to end up with somebody else. */
function freed({ request }: RequestState): NonNullable<Change['request']> {
  return { facilitatorId: null, contactId: request.kind === 'CONTACT' ? request.contactId : null }
}

function giveUp(state: RequestState, introduction: NonNullable<RequestState['introduction']>): Change {
  const open = state.consents.filter(({ status }) => status === 'ASKED')
  return { introduction, consents: open.map((consent) => ({ ...consent, status: 'WITHDRAWN' as const })) }
}

export const targetOfOffer = ({ targets }: RequestState, { contactId }: Offer): Target | null =>
  (contactId && targets.get(contactId)) || null

export function held(state: RequestState, { offerId, by }: Said): Result<Offer, IntroRefusal> {
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer) return notFound
  return offer.facilitatorId === by ? ok(offer) : notYours
}

/** Whether the facilitator still has this offer in hand, so that giving it back means something. */
export function isHeld({ request }: RequestState, { status }: Offer): boolean {
  switch (status) {
    case 'OPEN':
    case 'QUESTIONED':
      return request.status === 'MATCHED'
    case 'DEFERRED':
      return isOpen(request.status)
    case 'ACCEPTED':
      return request.status === 'ACCEPTED'
    case 'DECLINED':
    case 'LAPSED':
    case 'WITHDRAWN':
      return false
  }
}
