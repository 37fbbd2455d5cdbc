import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Knower, KnownContact, Visibility } from '../model.ts'
import { contactFields, toContact } from './contacts.ts'
import { facilitatorFields, toFacilitator } from './members.ts'
import { eraseContacts } from './personal.ts'

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

/** Who never wants to be asked about which of these contacts, whoever else says that they know them. */
export async function neverAskedAbout(
  db: Db,
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
): Promise<Knowing[]> {
  const rows = await prisma(db).relationship.findMany({
    where: { workspaceId, contactId: { in: [...contactIds] }, neverAsk: true },
    select: { memberId: true, contactId: true },
  })
  return rows.map(({ memberId: id, contactId }) => ({ memberId: memberId(id), contactId }))
}

export interface Knowing {
  readonly memberId: MemberId
  readonly contactId: string
}

/** Counts an interaction; a member who has said nothing about knowing the contact is not said to know them. */
export async function touchRelationship(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, contactId, now }: Knowing & { readonly now: Date },
): Promise<void> {
  await prisma(db).relationship.updateMany({
    where: { workspaceId, memberId, contactId },
    data: { interactions: { increment: 1 }, lastInteractionAt: now },
  })
}

const knownFields = {
  declared: true,
  interactions: true,
  lastInteractionAt: true,
  visibility: true,
  neverAsk: true,
  notes: true,
  contact: { select: contactFields },
} satisfies Prisma.RelationshipSelect

/** A contact as this member knows them; null where they do not. */
export async function knownContact(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, contactId }: Knowing,
): Promise<KnownContact | null> {
  const row = await prisma(db).relationship.findFirst({
    where: { workspaceId, memberId, contactId, contact: { erasedAt: null } },
    select: knownFields,
  })
  return row && toKnown(row)
}

export interface KnownPage {
  readonly total: number
  readonly shown: readonly KnownContact[]
}

/** Whom a member knows, by name, a page at a time. */
export async function knownContacts(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, offset, limit }: { memberId: MemberId; offset: number; limit: number },
): Promise<KnownPage> {
  const where = { workspaceId, memberId, contact: { erasedAt: null } }
  const total = await prisma(db).relationship.count({ where })
  const rows = await prisma(db).relationship.findMany({
    where,
    select: knownFields,
    orderBy: [{ contact: { searchKey: 'asc' } }, { id: 'asc' }],
    skip: offset,
    take: limit,
  })
  return { total, shown: rows.map(toKnown) }
}

/** The member knows this contact from now on; where they did already, nothing changes. */
export async function addRelationship(
  db: Db,
  workspaceId: WorkspaceId,
  { id, memberId, contactId, now }: Knowing & { readonly id: string; readonly now: Date },
): Promise<void> {
  const member = await prisma(db).member.findFirst({
    where: { workspaceId, id: memberId },
    select: { edgeVisibility: true },
  })
  await prisma(db).relationship.createMany({
    data: [{ id, workspaceId, memberId, contactId, visibility: member?.edgeVisibility ?? 'ROUTER', createdAt: now }],
    skipDuplicates: true,
  })
}

export interface KnowingWishes {
  readonly declared?: number
  readonly visibility?: Visibility
  readonly neverAsk?: boolean
  readonly notes?: string | null
}

/** Nothing happens where the member does not know the contact (any more). */
export async function saveRelationship(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, contactId }: Knowing,
  wishes: KnowingWishes,
): Promise<void> {
  await prisma(db).relationship.updateMany({ where: { workspaceId, memberId, contactId }, data: wishes })
}

export interface Declared extends Knowing {
  readonly id: string
  /** 0–1 */
  readonly strength: number
  readonly now: Date
}

/** "I know them so well": where the member said nothing of them before, they know them from now on. */
export async function declareKnowing(
  db: Db,
  workspaceId: WorkspaceId,
  { id, strength, now, ...whose }: Declared,
): Promise<void> {
  await addRelationship(db, workspaceId, { ...whose, id, now })
  await saveRelationship(db, workspaceId, whose, { declared: strength })
}

/** What became of the contact: nobody else knew or named them, so nothing of them is left. */
export type Removed = 'kept' | 'erased' | 'unknown'

/** What the member knew is gone. The contact stays only for others who know them. */
export async function removeRelationship(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, contactId, now }: Knowing & { readonly now: Date },
): Promise<Removed> {
  const { count } = await prisma(db).relationship.deleteMany({ where: { workspaceId, memberId, contactId } })
  if (count === 0) return 'unknown'
  const alone = await prisma(db).contact.findFirst({
    where: {
      workspaceId,
      id: contactId,
      relationships: { none: {} },
      OR: [{ addedById: memberId }, { addedById: null }],
    },
    select: { id: true },
  })
  if (!alone) return 'kept'
  await eraseContacts(db, workspaceId, [contactId], now)
  return 'erased'
}

function toKnown({
  contact,
  ...relationship
}: Prisma.RelationshipGetPayload<{ select: typeof knownFields }>): KnownContact {
  return { contact: toContact(contact), relationship }
}
