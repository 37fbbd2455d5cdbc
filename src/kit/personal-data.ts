import type { MemberId, WorkspaceId } from './brand.ts'
import type { Work } from './ctx.ts'
import type { Db } from './db.ts'
import type { SurfaceName } from './person.ts'
import type { SecretKeeper } from './seal.ts'

/**
 * What a domain, the runtime or a surface keeps about members: so that a member can take it with them, have it erased, and so
 * that two members who turn out to be one person become one. Whoever stores anything about members says so.
 */
export interface PersonalData {
  /** Every column that is nothing but a member's id, or a list of them, as "table.column". A join moves all of them. */
  readonly names: readonly string[]
  /** Every text or JSON column in which members' ids stand among other things, as "table.column". A join moves them as well. */
  readonly mentions: readonly string[]
  /** By kind, such as "relationships": each thing as plain data that a person can read. */
  export(db: Db, whose: Whose): Promise<Exported>
  /** Takes all of it away for good. What stays for the audit names nobody. */
  erase(w: Work, whose: Whose): Promise<void>
  /** Settles what both of them have, such as a relationship to the same contact. All `names` and `mentions` move right after it. */
  join(w: Work, halves: Halves): Promise<void>
}

export interface Whose {
  readonly workspaceId: WorkspaceId
  readonly memberId: MemberId
}

/** Two members who are one person: `into` stays. */
export interface Halves {
  readonly workspaceId: WorkspaceId
  readonly from: MemberId
  readonly into: MemberId
}

export type Exported = Readonly<Record<string, readonly object[]>>

/** Who keeps something about members. */
export interface Keeper {
  readonly name: string
  readonly personalData: PersonalData | null
  /** For a surface that remembers how people are reached in a place of its platform: forgets it, once the place is gone for good. */
  forgetPlace?(db: Db, place: GonePlace): Promise<void>
  /** For whoever stores sealed secrets. */
  readonly secrets?: SecretKeeper | null
}

export interface GonePlace {
  readonly surface: SurfaceName
  readonly externalId: string
  /** What the surface knew about it. */
  readonly details: unknown
}

/** The whole house together: every domain, the runtime and the surfaces. */
export interface Keeping {
  /** Everything about one member, as `{ people: { relationships: […] }, … }`. */
  export(whose: Whose): Promise<Readonly<Record<string, Exported>>>
  erase(w: Work, whose: Whose): Promise<void>
  join(w: Work, halves: Halves): Promise<void>
}

/** How many of each kind an erasure would take away, for the question before it. */
export function countPersonalData(
  exported: Readonly<Record<string, Exported>>,
): readonly { readonly kind: string; readonly count: number }[] {
  return Object.values(exported).flatMap((kinds) =>
    Object.entries(kinds).map(([kind, things]) => ({ kind, count: things.length })),
  )
}
