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

/** A card waits for a decision while it has a primary button, or a line in it that is open and can be pressed. */
export function waitsForDecision(card: Card): boolean {
  return card.body.some((block) => {
    switch (block.kind) {
      case 'actions':
        return block.items.some((item) => item.kind === 'button' && item.style === 'primary')
      case 'list':
        return block.items.some(({ status, actions = [] }) => status?.tone === 'open' && actions.length > 0)
      default:
        return false
    }
  })
}

/** The token of the first link of ours in a mail: what follows `/l/`. */
export function linkIn(
  card: Card,
  isOurs: (href: string) => boolean,
): { readonly href: string; readonly token: string } | null {
  const items = card.body.flatMap((block) => (block.kind === 'actions' ? block.items : []))
  const link = items.find((item) => item.kind === 'link' && isOurs(item.href))
  return link?.kind === 'link' ? { href: link.href, token: link.href.split('/l/').at(-1) ?? '' } : null
}
