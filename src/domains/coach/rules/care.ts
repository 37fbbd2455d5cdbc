import type { MemberId } from '../../../kit/brand.ts'
import type { Person } from '../../../kit/person.ts'
import { addWorkingDays, DEFAULT_QUIET } from '../../../kit/working-time.ts'
import type { CoachClass, Escalation, Share } from '../model.ts'
import { fold } from '../screen/normalise.ts'

/** Who hears of it when a member needs a human, and until when. */

/** Somebody who may be told: an administrator, or a partner manager when nobody else answers. */
export interface Responder extends Person {
  readonly isAway: boolean
}

/**
 * Who is told first: administrators who are not away, else all of them. Never the member, and nobody whom the member's words
 * name: it may be them whom the member needs help against.
 */
export function firstResponders(
  admins: readonly Responder[],
  about: { readonly memberId: MemberId; readonly words: string },
): readonly MemberId[] {
  const able = admins.filter(({ id, name }) => id !== about.memberId && !isNamed(name, about.words))
  const here = able.filter(({ isAway }) => !isAway)
  return (here.length > 0 ? here : able).map(({ id }) => id)
}

/** After a working day without an answer: everybody who may, away or not. */
export function allResponders(
  people: readonly Responder[],
  about: { readonly memberId: MemberId; readonly words: string },
): readonly MemberId[] {
  const able = people.filter(({ id, name }) => id !== about.memberId && !isNamed(name, about.words))
  return [...new Set(able.map(({ id }) => id))]
}

/** "Tomás", "rivera", "TOMAS RIVERA": any part of a name of three letters and more. */
function isNamed(name: string, words: string): boolean {
  const said = new Set(fold(words).split(/[^\p{L}\p{N}]+/u))
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .some((part) => part.length >= 3 && said.has(part))
}

/** One working day, as the community keeps it. */
export const answerBy = (at: Date, timeZone: string): Date => addWorkingDays(at, 1, DEFAULT_QUIET, timeZone)

/** Someone may be in danger: no waiting for the morning. */
export const isUrgent = (reason: CoachClass): boolean => reason === 'CRISIS' || reason === 'HARM'

export const mayAnswer = (escalation: Escalation, by: MemberId): boolean => escalation.responderIds.includes(by)

export const isOpen = ({ status }: Escalation): boolean => status === 'OPEN' || status === 'ANSWERED'

/** What was let be read is not taken back by asking again with less. */
export function widerShare(one: Share, other: Share): Share {
  const order: readonly Share[] = ['NOTHING', 'QUESTION', 'CONVERSATION']
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? one
}
