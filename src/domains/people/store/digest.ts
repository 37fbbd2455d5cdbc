import { prisma } from '../../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Topic } from '../../../kit/notices.ts'

/** Whose weekly hour has come, or was never worked out, over all workspaces: only a sweep asks. */
export async function workspacesWithDueDigests(db: Db, now: Date): Promise<WorkspaceId[]> {
  const rows = await prisma(db).member.findMany({
    where: dueAt(now),
    distinct: ['workspaceId'],
    select: { workspaceId: true },
  })
  return rows.map((row) => asWorkspaceId(row.workspaceId))
}

export interface DigestReader {
  readonly id: MemberId
  readonly timeZone: string
  /** Null for somebody new: their first weekly hour is still to come. */
  readonly dueAt: Date | null
}

/** Takes some of them for this transaction; another process takes others. */
export async function takeDueDigests(
  db: Db,
  workspaceId: WorkspaceId,
  { now, limit }: { now: Date; limit: number },
): Promise<DigestReader[]> {
  const locked = await prisma(db).$queryRaw<{ id: string }[]>`
    select id from members
    where "workspaceId" = ${workspaceId} and status = 'ACTIVE' and ("nextDigestAt" is null or "nextDigestAt" <= ${now})
    order by "nextDigestAt" nulls first limit ${limit} for update skip locked`
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, id: { in: locked.map(({ id }) => id) } },
    select: { id: true, timeZone: true, nextDigestAt: true, workspace: { select: { timeZone: true } } },
  })
  return rows.map(({ id, timeZone, nextDigestAt, workspace }) => ({
    id: memberId(id),
    timeZone: timeZone ?? workspace.timeZone,
    dueAt: nextDigestAt,
  }))
}

export async function scheduleDigest(db: Db, workspaceId: WorkspaceId, id: MemberId, at: Date): Promise<void> {
  await prisma(db).member.updateMany({ where: { workspaceId, id }, data: { nextDigestAt: at } })
}

/** The next weekly hour of anybody, for the clock. */
export async function nextDigest(db: Db): Promise<Date | null> {
  const row = await prisma(db).member.findFirst({
    where: { status: 'ACTIVE', nextDigestAt: { not: null } },
    orderBy: { nextDigestAt: 'asc' },
    select: { nextDigestAt: true },
  })
  return row?.nextDigestAt ?? null
}

const dueAt = (now: Date) => ({
  status: 'ACTIVE' as const,
  workspace: { closedAt: null },
  OR: [{ nextDigestAt: null }, { nextDigestAt: { lte: now } }],
})

/** Switches one topic off or on again. */
export async function setTopicMuted(
  db: Db,
  workspaceId: WorkspaceId,
  id: MemberId,
  wish: { topic: Topic; muted: boolean },
): Promise<void> {
  const member = await prisma(db).member.findFirst({ where: { workspaceId, id }, select: { mutedTopics: true } })
  const others = (member?.mutedTopics ?? []).filter((topic) => topic !== wish.topic)
  const mutedTopics = wish.muted ? [...others, wish.topic] : others
  await prisma(db).member.updateMany({ where: { workspaceId, id }, data: { mutedTopics } })
}
