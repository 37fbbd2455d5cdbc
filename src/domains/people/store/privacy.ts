import { createHmac } from 'node:crypto'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { KeptAbout, Reachable } from '../model.ts'
import { neverContactKeys } from '../rules.ts'

/** Whether either of them wants nothing to do with the other. */
export async function isBlockedPair(db: Db, workspaceId: WorkspaceId, a: MemberId, b: MemberId): Promise<boolean> {
  const block = await prisma(db).block.findFirst({
    where: {
      workspaceId,
      OR: [
        { memberId: a, blockedId: b },
        { memberId: b, blockedId: a },
      ],
    },
    select: { id: true },
  })
  return block !== null
}

export interface BlockWanted {
  readonly id: string
  readonly memberId: MemberId
  readonly blockedId: MemberId
  readonly now: Date
}

export async function addBlock(db: Db, workspaceId: WorkspaceId, { now, ...block }: BlockWanted): Promise<void> {
  await prisma(db).block.createMany({ data: [{ workspaceId, ...block, createdAt: now }], skipDuplicates: true })
}

export async function removeBlock(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  blockedId: MemberId,
): Promise<void> {
  await prisma(db).block.deleteMany({ where: { workspaceId, memberId, blockedId } })
}

/** As many as a list in a card shows; when one goes, the next comes into view. */
const BLOCKS_SHOWN = 10

/** What the desk keeps about a member, counted, and whom they blocked last. */
export async function keptAbout(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<KeptAbout> {
  const client = prisma(db)
  const whose = { workspaceId, memberId: id }
  const blocks = await client.block.findMany({
    where: whose,
    select: { blockedId: true },
    orderBy: { createdAt: 'desc' },
    take: BLOCKS_SHOWN,
  })
  const blockedIds = blocks.map(({ blockedId }) => blockedId)
  const names = await client.member.findMany({
    where: { workspaceId, id: { in: blockedIds } },
    select: { id: true, name: true },
  })
  const nameById = new Map(names.map(({ id, name }) => [id, name]))
  return {
    accounts: await client.identity.count({ where: whose }),
    known: await client.relationship.count({ where: whose }),
    neverAsk: await client.relationship.count({ where: { ...whose, neverAsk: true } }),
    blocked: {
      total: await client.block.count({ where: whose }),
      last: blockedIds.map((blockedId) => ({ id: memberId(blockedId), name: nameById.get(blockedId) ?? '' })),
    },
  }
}

/** Whether one of their addresses said "never contact me", before or after any import. */
export async function isNeverContact(db: Db, workspaceId: WorkspaceId, contact: Reachable): Promise<boolean> {
  const [never = false] = await areNeverContact(db, workspaceId, [contact])
  return never
}

/** The same for many, in their order. */
export async function areNeverContact(
  db: Db,
  workspaceId: WorkspaceId,
  contacts: readonly Reachable[],
): Promise<boolean[]> {
  const secret = await secretOf(db, workspaceId)
  if (secret === null) return contacts.map(() => false)
  const hashes = contacts.map((contact) => neverContactKeys(contact).map((key) => hashOf(key, secret)))
  const rows = await prisma(db).neverContact.findMany({
    where: { workspaceId, hash: { in: hashes.flat() } },
    select: { hash: true },
  })
  const never = new Set(rows.map(({ hash }) => hash))
  return hashes.map((list) => list.some((hash) => never.has(hash)))
}

export interface NeverContactWanted {
  readonly contact: Reachable
  readonly newId: () => string
  readonly now: Date
}

/** "Never contact me": kept as hashes that outlive deletion and imports; every entry with such an address is found no more. */
export async function recordNeverContact(
  db: Db,
  workspaceId: WorkspaceId,
  { contact, newId, now }: NeverContactWanted,
): Promise<void> {
  const keys = neverContactKeys(contact)
  await prisma(db).$executeRaw`
    insert into never_contact_keys ("workspaceId", secret, "createdAt")
    values (${workspaceId}, gen_random_uuid()::text || gen_random_uuid()::text, ${now}) on conflict do nothing`
  const secret = (await secretOf(db, workspaceId)) ?? ''
  await prisma(db).neverContact.createMany({
    data: keys.map((key) => ({ id: newId(), workspaceId, hash: hashOf(key, secret), createdAt: now })),
    skipDuplicates: true,
  })
  await prisma(db).contact.updateMany({
    where: {
      workspaceId,
      neverContactAt: null,
      OR: [
        { emails: { hasSome: [...contact.emails] } },
        { phones: { hasSome: [...contact.phones] } },
        ...(contact.memberId ? [{ memberId: contact.memberId }] : []),
      ],
    },
    data: { neverContactAt: now },
  })
}

function hashOf(key: string, secret: string): string {
  return createHmac('sha256', secret).update(key).digest('base64url')
}

/** Null until the first "never contact me" of the workspace. */
async function secretOf(db: Db, workspaceId: WorkspaceId): Promise<string | null> {
  const row = await prisma(db).neverContactKey.findUnique({ where: { workspaceId }, select: { secret: true } })
  return row?.secret ?? null
}
