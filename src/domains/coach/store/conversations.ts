import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Spot } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import { addDays, nextWeekday } from '../../../kit/working-time.ts'
import type { Conversation, Line } from '../model.ts'
import { conversationFields, lineFields, toConversation, toLine } from './rows.ts'

/** After this much silence a message without a thread begins a new conversation. */
const CONTINUED_FOR_DAYS = 1

export interface Wanted {
  readonly memberId: MemberId
  /** The thread that something was said in; null in direct messages and after commands. */
  readonly spot: Spot | null
  readonly now: Date
}

/** The conversation that a message belongs to: its thread's, else the active one; null where there is none yet. */
export async function currentConversation(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, spot, now }: Wanted,
): Promise<Conversation | null> {
  const row = await prisma(db).coachConversation.findFirst({
    where: {
      ...{ workspaceId, memberId, thread: spot?.place ?? null },
      ...(spot === null && { isActive: true, lastMessageAt: { gt: addDays(now, -CONTINUED_FOR_DAYS) } }),
    },
    orderBy: { lastMessageAt: 'desc' },
    select: conversationFields,
  })
  return row && toConversation(row)
}

/** The others without a thread are over with this. */
export async function beginConversation(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, spot, now, id, title, isShared }: Wanted & { id: string; title?: string; isShared: boolean },
): Promise<Conversation> {
  const { coachConversation } = prisma(db)
  if (spot === null) {
    await coachConversation.updateMany({
      where: { workspaceId, memberId, thread: null, isActive: true },
      data: { isActive: false },
    })
  }
  const row = await coachConversation.create({
    data: {
      ...{ id, workspaceId, memberId, isShared, lastMessageAt: now, createdAt: now, ...(title && { title }) },
      ...(spot && { thread: spot.place, threadSurface: spot.surface, threadInstallation: spot.installation }),
    },
    select: conversationFields,
  })
  return toConversation(row)
}

/** Waits for whoever writes in this conversation; positions are given out under it. Only inside a transaction. */
export async function lockConversation(db: Db, workspaceId: WorkspaceId, id: string): Promise<Conversation | null> {
  await prisma(db).$queryRaw`
    select 1 from coach_conversations where "workspaceId" = ${workspaceId} and id = ${id} for update`
  return conversation(db, workspaceId, id)
}

export async function conversation(db: Db, workspaceId: WorkspaceId, id: string): Promise<Conversation | null> {
  const row = await prisma(db).coachConversation.findFirst({ where: { workspaceId, id }, select: conversationFields })
  return row && toConversation(row)
}

export async function recentConversations(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, limit }: { memberId: MemberId; limit: number },
): Promise<Conversation[]> {
  const rows = await prisma(db).coachConversation.findMany({
    where: { workspaceId, memberId, messageCount: { gt: 0 } },
    orderBy: { lastMessageAt: 'desc' },
    take: limit,
    select: conversationFields,
  })
  return rows.map(toConversation)
}

/** Oldest first; with `before`, only what was said before that position. */
export async function linesOf(
  db: Db,
  workspaceId: WorkspaceId,
  { conversationId, before, limit = 200 }: { conversationId: string; before?: number; limit?: number },
): Promise<Line[]> {
  const rows = await prisma(db).coachMessage.findMany({
    where: { workspaceId, conversationId, ...(before !== undefined && { position: { lt: before } }) },
    orderBy: { position: 'desc' },
    take: limit,
    select: lineFields,
  })
  return rows.map(toLine).toReversed()
}

export async function saveSummary(
  db: Db,
  workspaceId: WorkspaceId,
  { id, summary, to }: { id: string; summary: string; to: number },
): Promise<void> {
  await prisma(db).coachConversation.updateMany({
    // A slower run of the same job must not take the summary back.
    where: { workspaceId, id, summarisedTo: { lt: to } },
    data: { summary, summarisedTo: to },
  })
}

/** Everything that was said, tokens and ratings included, counted anew; only under the conversation's lock. */
export async function recount(db: Db, workspaceId: WorkspaceId, id: string): Promise<void> {
  const { _count, _sum, _avg } = await prisma(db).coachMessage.aggregate({
    where: { workspaceId, conversationId: id },
    _count: true,
    _sum: { tokensUsed: true },
    _avg: { rating: true },
  })
  await prisma(db).coachConversation.updateMany({
    where: { workspaceId, id },
    data: { messageCount: _count, totalTokens: _sum.tokensUsed ?? 0, averageRating: _avg.rating },
  })
}

export async function markEscalated(db: Db, workspaceId: WorkspaceId, id: string): Promise<void> {
  await prisma(db).coachConversation.updateMany({ where: { workspaceId, id }, data: { hasEscalation: true } })
}

/** ISO weekday and local hour of the quality report. */
const MONDAY = 1
const REPORT_HOUR = 9

/** From the first conversation on the coach reports every week. */
export async function openDesk(
  db: Db,
  workspaceId: WorkspaceId,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<void> {
  await prisma(db).coachDesk.createMany({
    data: { workspaceId, nextReportAt: nextWeekday(now, MONDAY, REPORT_HOUR, timeZone) },
    skipDuplicates: true,
  })
}

/** The member's conversations and all that hangs on them are gone; how many there were. */
export async function forgetConversations(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<number> {
  const { count } = await prisma(db).coachConversation.deleteMany({ where: { workspaceId, memberId } })
  return count
}
