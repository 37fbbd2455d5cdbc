import type { DueThing } from '../../kit/domain.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { CastMember } from './desk.ts'

/** The next step of the story, worked out from what lies on everybody's table. */
export type Guide =
  /** Nobody has asked for anything yet. */
  | { readonly kind: 'begin' }
  | {
      readonly kind: 'turn'
      readonly member: CastMember
      readonly waiting: Waiting
      readonly others: number
      /** Somebody outside is asked too. */
      readonly mail: PendingMail | null
    }
  | { readonly kind: 'mail'; readonly mail: PendingMail }
  /** Everybody has decided; only time can bring something new. */
  | { readonly kind: 'wait'; readonly next: DueThing | null }

/** A card with something to decide on it. */
export interface Waiting {
  readonly externalId: string
  readonly conversationId: string
  readonly messageId: string
  readonly title: string
}

export interface PendingMail {
  readonly name: string
  readonly title: string
  readonly href: string
}

export interface Table {
  readonly cast: readonly CastMember[]
  /** The newest first. */
  readonly waiting: readonly Waiting[]
  readonly mail: readonly PendingMail[]
  readonly hasBegun: boolean
  readonly next: DueThing | null
}

export function nextStep({ cast, waiting, mail, hasBegun, next }: Table): Guide {
  if (!hasBegun) return { kind: 'begin' }
  const [newest] = waiting
  const member = newest && cast.find(({ externalId }) => externalId === newest.externalId)
  const [letter = null] = mail
  if (newest && member) return { kind: 'turn', member, waiting: newest, others: waiting.length - 1, mail: letter }
  return letter ? { kind: 'mail', mail: letter } : { kind: 'wait', next }
}

/** A card waits for a decision while it has a primary button: after the decision its buttons are gone. */
export function waitsForDecision(card: Card): boolean {
  return card.body.some(
    (block) =>
      block.kind === 'actions' && block.items.some((item) => item.kind === 'button' && item.style === 'primary'),
  )
}

/** The address of the question in a mail, while it is still asked. */
export function questionIn(card: Card, isOurs: (href: string) => boolean): string | null {
  const items = card.body.flatMap((block) => (block.kind === 'actions' ? block.items : []))
  const links = items.flatMap((item) => (item.kind === 'link' && isOurs(item.href) ? [item.href] : []))
  return links[0] ?? null
}
