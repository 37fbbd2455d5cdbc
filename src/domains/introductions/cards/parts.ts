import type { MemberId } from '../../../kit/brand.ts'
import { type Block, button, fields, quote, type Status, text } from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { person, type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { details } from '../contracts.ts'
import { type Offer, type RequestState, type RequestStatus, referenceOf, type Target, targetOf } from '../model.ts'
import { urgencyWord } from '../text.ts'

/** What the cards of introductions have in common. */

export interface Seen {
  readonly state: RequestState
  readonly now: Date
}

/** Whom it is about: the contact, or the kind of person wanted. */
export function wanted({ state }: Seen, target: Target | null = targetOf(state)): string {
  return target ? target.name : `“${clip(state.request.criteria ?? '', 90)}”`
}

/** "Mia Chen, CFO, Acme". */
export function described(target: Target): string {
  return [target.name, target.title, target.organization].filter((part) => part !== null).join(', ')
}

/** How to speak of the target inside a sentence when only a kind of person is known. */
export const them = (target: Target | null): string => target?.name ?? 'somebody who fits'

export function nameOf({ people }: RequestState, id: MemberId | null): string {
  return (id && people.get(id)?.name) || 'A member'
}

export function mention(state: RequestState, id: MemberId | null) {
  return id ? person(id, nameOf(state, id)) : t`a member`
}

/** The asker, or "a member" while a blind request has not been accepted by this reader. */
export function askerOf(state: RequestState, offer: Offer | null): Text {
  const isSealed = state.request.blind && offer?.status !== 'ACCEPTED'
  return isSealed ? t`A member` : t`${mention(state, state.request.requesterId)}`
}

export function askerName(state: RequestState, offer: Offer | null): string {
  const isSealed = state.request.blind && offer?.status !== 'ACCEPTED'
  return isSealed ? 'A member' : nameOf(state, state.request.requesterId)
}

export const head = ({ state }: Seen) => ({ reference: referenceOf(state.request) })

/** What was asked for: the facts, and the message in full or with "Show more". */
export function theAsk({ state }: Seen, target: Target | null = targetOf(state)): Block[] {
  const { request } = state
  return [
    fields([
      { label: 'To meet', value: t`${target ? described(target) : (request.criteria ?? '')}` },
      { label: 'About', value: t`${request.purpose}` },
      { label: 'Urgency', value: t`${urgencyWord[request.urgency]}` },
      { label: 'Asked', value: t`${time(request.createdAt, 'date')}` },
    ]),
    quote(typed(request.message), moreOf(state, request.message)),
    ...disclosed(state),
  ]
}

/** What has to be said with it, for everybody who reads it. */
export const disclosed = ({ request }: RequestState): Block[] =>
  request.disclosure ? [small(t`${request.disclosure}`)] : []

export function moreOf({ request }: RequestState, long: string) {
  return long.length > LIMITS.shownParagraph ? button('Show it all', details, { requestId: request.id }) : undefined
}

export const small = (value: Text): Block => text(value, 'small')

const statuses: Readonly<Record<RequestStatus, Status>> = {
  PENDING: { word: 'Looking', tone: 'waiting' },
  MATCHED: { word: 'Asked', tone: 'waiting' },
  ACCEPTED: { word: 'Accepted', tone: 'good' },
  INTRO_SENT: { word: 'Introduced', tone: 'good' },
  CONNECTED: { word: 'Connected', tone: 'good' },
  CLOSED: { word: 'Closed', tone: 'quiet' },
  DECLINED: { word: 'Not possible', tone: 'quiet' },
  EXPIRED: { word: 'Expired', tone: 'quiet' },
  CANCELLED: { word: 'Withdrawn', tone: 'quiet' },
}

export const statusOf = (status: RequestStatus): Status => statuses[status]

export const title = (value: string): string => clip(value, LIMITS.cardTitle)
