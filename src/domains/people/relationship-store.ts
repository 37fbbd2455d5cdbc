import { prisma } from '../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import { facilitatorFields, toFacilitator } from './member-store.ts'
import type { Knower } from './model.ts'

/** Who knows these contacts and lets the router use it. What is for the owner alone never leaves the store. */
export async function knowersOf(
  db: Db,
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
  now: Date,
): Promise<Knower[]> {
  const rows = await prisma(db).relationship.findMany({
    where: { workspaceId, contactId: { in: [...contactIds] }, visibility: { not: 'ONLY_ME' } },
    select: {
      contactId: true,
      declared: true,
      interactions: true,
      lastInteractionAt: true,
      visibility: true,
      neverAsk: true,
      member: { select: facilitatorFields },
    },
    orderBy: [{ contactId: 'asc' }, { memberId: 'asc' }],
  })
  return rows.flatMap(({ member, contactId, visibility, ...relationship }) =>
    visibility === 'ONLY_ME'
      ? []
      : [{ member: toFacilitator(member, now), contactId, relationship: { ...relationship, visibility } }],
  )
}

export interface Touch {
  readonly memberId: MemberId
  readonly contactId: string
  readonly now: Date
}

/** Counts an interaction; a member who has said nothing about knowing the contact is not said to know them. */
export async function touchRelationship(db: Db, workspaceId: WorkspaceId, touch: Touch): Promise<void> {
  await prisma(db).relationship.updateMany({
    where: { workspaceId, memberId: touch.memberId, contactId: touch.contactId },
    data: { interactions: { increment: 1 }, lastInteractionAt: touch.now },
  })
}
