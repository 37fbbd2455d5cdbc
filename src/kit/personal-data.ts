import type { MemberId, WorkspaceId } from './brand.ts'
import type { Db } from './db.ts'

/** What a domain keeps about a member, so that they can take it with them or have it erased. Every domain that stores any says so. */
export interface PersonalData {
  /** By kind, such as "relationships": each thing as plain data that a person can read. */
  export(db: Db, whose: Whose): Promise<Exported>
  /** Takes all of it away for good. What stays for the audit names nobody. Inside the caller's transaction. */
  erase(db: Db, whose: Whose & { readonly now: Date }): Promise<void>
}

export interface Whose {
  readonly workspaceId: WorkspaceId
  readonly memberId: MemberId
}

export type Exported = Readonly<Record<string, readonly object[]>>

interface Keeper {
  readonly name: string
  readonly personalData: PersonalData | null
}

/** Everything that these domains keep about one member, as `{ people: { relationships: […] }, … }`. */
export async function exportPersonalData(
  keepers: readonly Keeper[],
  db: Db,
  whose: Whose,
): Promise<Readonly<Record<string, Exported>>> {
  const exported: Record<string, Exported> = {}
  for (const { name, personalData } of keepers) {
    if (personalData) exported[name] = await personalData.export(db, whose)
  }
  return exported
}

/** How many of each kind an erasure would take away, for the question before it. */
export function countPersonalData(
  exported: Readonly<Record<string, Exported>>,
): readonly { readonly kind: string; readonly count: number }[] {
  return Object.values(exported).flatMap((kinds) =>
    Object.entries(kinds).map(([kind, things]) => ({ kind, count: things.length })),
  )
}

/** The last domain comes first, because the first ones hold the member that the others point to. */
export async function erasePersonalData(
  keepers: readonly Keeper[],
  db: Db,
  whose: Whose & { readonly now: Date },
): Promise<void> {
  for (const { personalData } of keepers.toReversed()) await personalData?.erase(db, whose)
}
