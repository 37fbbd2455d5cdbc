import type { MemberId } from './brand.ts'
import type { SurfaceName } from './person.ts'
import type { Card } from './ui/card.ts'

/** Where the runtime sends cards. Implemented once for each platform; never retries by itself. */
export interface Surface {
  readonly name: SurfaceName
  send(message: Outgoing): Promise<Sent>
  edit(ref: string, message: Outgoing): Promise<Sent>
  /**
   * Shows what a card has come to while it is still being written, where the card already stands. Nothing of it is kept and a
   * failure does no harm: the whole card comes by `edit`. A surface without it is edited instead.
   */
  grow?(ref: string, message: Growing): Promise<void>
  /** After a send whose reply was lost: the message of this delivery, if it did arrive. */
  find(message: Outgoing): Promise<string | null>
  /** A room for these people, or null where the platform or its permissions do not allow one. `key` makes it idempotent. */
  openRoom(room: RoomWanted): Promise<string | null>
  /** Somebody's home may look different now; a surface without a home ignores it. */
  homeChanged(installation: string, externalId: string): Promise<void>
}

export interface Outgoing {
  /** Unique for each delivery; the platform's idempotency key where it has one. */
  readonly deliveryId: string
  readonly installation: string
  readonly to: Destination
  readonly card: Card
  readonly reader: Reader
}

export interface Growing extends Outgoing {
  /** All that there is so far, in markdown, for surfaces that can only add to what they show. */
  readonly markdown: string
}

export type Destination =
  /** `at`: where on this surface they asked for it; where that is gone or closed, the person themselves. */
  | { readonly kind: 'direct'; readonly externalId: string; readonly at?: string }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'email'; readonly email: string; readonly name: string }

/** For whom a card is drawn: mentions and times come out in their way. */
export interface Reader {
  readonly timeZone: string
  readonly locale: string
  /** Accounts on this surface of the people named in the card; others are printed by name. */
  readonly mentions: ReadonlyMap<MemberId, string>
}

export interface RoomWanted {
  readonly key: string
  readonly installation: string
  readonly title: string
  readonly externalIds: readonly string[]
}

export type Sent =
  | { readonly kind: 'sent'; readonly ref: string }
  /** The platform said to wait. */
  | { readonly kind: 'later'; readonly afterMs: number; readonly reason: string }
  /** It can never arrive there: closed, archived, left, forbidden. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Perhaps it arrived: `find` decides before a second try. */
  | { readonly kind: 'unknown'; readonly reason: string }
