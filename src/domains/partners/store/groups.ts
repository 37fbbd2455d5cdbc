import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Group } from '../model.ts'

const groupFields = {
  ...{ id: true, name: true, channel: true, createdById: true, createdAt: true, updatedAt: true },
  members: { select: { memberId: true }, orderBy: [{ addedAt: 'asc' as const }, { memberId: 'asc' as const }] },
} satisfies Prisma.GroupSelect

type GroupRow = Prisma.GroupGetPayload<{ select: typeof groupFields }>

const toGroup = ({ members, createdById, ...row }: GroupRow): Group => ({
  ...row,
  createdById: createdById === null ? null : memberId(createdById),
  memberIds: members.map((member) => memberId(member.memberId)),
})

export async function findGroup(db: Db, workspaceId: WorkspaceId, id: string): Promise<Group | null> {
  const row = await prisma(db).group.findFirst({ where: { workspaceId, id }, select: groupFields })
  return row && toGroup(row)
}

export async function lockGroup(db: Db, workspaceId: WorkspaceId, id: string): Promise<Group | null> {
  await prisma(db).$queryRaw`select 1 from groups where "workspaceId" = ${workspaceId} and id = ${id} for update`
  return findGroup(db, workspaceId, id)
}

/** Who ties a channel goes one after the other, so that the second one reads that it is taken. */
export async function lockChannel(db: Db, workspaceId: WorkspaceId, channel: string): Promise<void> {
  const key = `group of ${workspaceId}/${channel}`
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

export async function groupOfChannel(db: Db, workspaceId: WorkspaceId, channel: string): Promise<Group | null> {
  const row = await prisma(db).group.findUnique({
    where: { workspaceId_channel: { workspaceId, channel } },
    select: groupFields,
  })
  return row && toGroup(row)
}

/** The groups that a member asks with, the first one first. */
export async function groupsOfMember(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<Group[]> {
  const rows = await prisma(db).group.findMany({
    where: { workspaceId, members: { some: { memberId: id } } },
    select: groupFields,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toGroup)
}

export async function allGroups(db: Db, workspaceId: WorkspaceId): Promise<Group[]> {
  const rows = await prisma(db).group.findMany({
    where: { workspaceId },
    select: groupFields,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(toGroup)
}

export interface NewGroup extends Pick<Group, 'id' | 'name' | 'channel' | 'createdById' | 'memberIds'> {
  readonly now: Date
}

export async function insertGroup(db: Db, workspaceId: WorkspaceId, group: NewGroup): Promise<Group> {
  const { memberIds, now, ...rest } = group
  const row = await prisma(db).group.create({
    data: {
      ...{ workspaceId, ...rest, createdAt: now },
      members: { create: memberIds.map((id) => ({ workspaceId, memberId: id, addedAt: now })) },
    },
    select: groupFields,
  })
  return toGroup(row)
}

export interface GroupChange {
  readonly name?: string | undefined
  readonly channel?: string | null | undefined
  readonly memberIds?: readonly MemberId[] | undefined
  readonly now: Date
}

/** Under `lockGroup`. */
export async function updateGroup(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  { name, channel, memberIds, now }: GroupChange,
): Promise<Group> {
  const client = prisma(db)
  if (memberIds) {
    await client.groupMember.deleteMany({ where: { workspaceId, groupId: id, memberId: { notIn: [...memberIds] } } })
    const members = memberIds.map((member) => ({ workspaceId, groupId: id, memberId: member, addedAt: now }))
    await client.groupMember.createMany({ data: members, skipDuplicates: true })
  }
  const row = await client.group.update({
    where: { id, workspaceId },
    data: { ...(name !== undefined && { name }), ...(channel !== undefined && { channel }) },
    select: groupFields,
  })
  return toGroup(row)
}
