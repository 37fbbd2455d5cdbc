import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { type ActivityType, LIVE_STATUSES, OPEN_STATUSES, type ReferralRequest } from '../model.ts'
import { entriesOf } from './routing.ts'
import { requestFields, toMember, toRequest } from './rows.ts'

/** What one person has to do with requests, as ids; the states behind them are read with `readStates`. */

export async function liveRequestIds(db: Db, workspaceId: WorkspaceId, requesterId: MemberId): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, requesterId, status: { in: [...LIVE_STATUSES] } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function endedRequestIds(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, limit }: { memberId: MemberId; limit: number },
): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: {
      workspaceId,
      closedAt: { not: null },
      OR: [{ requesterId: memberId }, { facilitatorId: memberId }],
    },
    orderBy: { closedAt: 'desc' },
    take: limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function countLiveRequests(db: Db, workspaceId: WorkspaceId, requesterId: MemberId): Promise<number> {
  return prisma(db).referralRequest.count({
    where: { workspaceId, requesterId, status: { in: [...LIVE_STATUSES] } },
  })
}

/** The asker's latest request for this person since then; one that was withdrawn before anybody was asked does not count. */
export async function askedBefore(
  db: Db,
  workspaceId: WorkspaceId,
  { requesterId, contactId, since }: { requesterId: MemberId; contactId: string; since: Date },
): Promise<Pick<ReferralRequest, 'number' | 'createdAt'> | null> {
  const entries = await entriesOf(db, workspaceId, contactId)
  return prisma(db).referralRequest.findFirst({
    where: {
      ...{ workspaceId, requesterId, contactId: { in: entries } },
      createdAt: { gt: since },
      NOT: { status: 'CANCELLED', offersMade: 0 },
    },
    orderBy: { createdAt: 'desc' },
    select: { number: true, createdAt: true },
  })
}

/** Requests in which it is this member's turn: as facilitator or as the person to be met. As asker, a question waits. */
export async function waitingFor(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: {
      workspaceId,
      OR: [
        { status: 'MATCHED', offers: { some: { facilitatorId: id, status: { in: ['OPEN', 'QUESTIONED'] } } } },
        { status: { in: ['PENDING', 'MATCHED'] }, offers: { some: { facilitatorId: id, status: 'DEFERRED' } } },
        { status: 'ACCEPTED', facilitatorId: id },
        {
          status: 'ACCEPTED',
          introductions: { some: { cancelledAt: null, consents: { some: { memberId: id, status: 'ASKED' } } } },
        },
        { status: 'MATCHED', requesterId: id, offers: { some: { status: 'QUESTIONED' } } },
        { status: { in: ['INTRO_SENT', 'CONNECTED'] }, reminders: { some: { memberId: id, status: 'SENT' } } },
      ],
    },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** Requests that this member holds something in, so that they move on when the member is gone. */
export async function heldBy(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<string[]> {
  const rows = await prisma(db).offer.findMany({
    where: {
      ...{ workspaceId, facilitatorId: id },
      OR: [
        { status: { in: ['OPEN', 'QUESTIONED', 'DEFERRED'] }, request: { status: { in: [...OPEN_STATUSES] } } },
        { status: 'ACCEPTED', request: { status: 'ACCEPTED' } },
      ],
    },
    select: { requestId: true },
    distinct: ['requestId'],
  })
  return rows.map(({ requestId }) => requestId)
}

/** The ask board, oldest first. */
export async function boardRequests(
  db: Db,
  workspaceId: WorkspaceId,
  { notOf, limit }: { notOf: MemberId; limit: number },
): Promise<ReferralRequest[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, boardAt: { not: null }, status: { in: ['PENDING', 'MATCHED'] }, requesterId: { not: notOf } },
    orderBy: { boardAt: 'asc' },
    take: limit,
    select: requestFields,
  })
  return rows.map(toRequest)
}

/** A request waits to be routed for somebody whom this contact concerns: they may be reachable now. */
export async function waitingForContact(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, contactId, status: 'PENDING', pendingReason: { in: ['NO_ROUTE', 'BUSY'] } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Requests for this person in which no introduction has gone out. */
export async function openFor(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, contactId, status: { in: [...OPEN_STATUSES] } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Requests that wait because those who could help were away or had enough in hand. */
export async function waitingForAnybody(db: Db, workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, status: 'PENDING', pendingReason: 'BUSY' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable()

export interface HistoryLine {
  readonly type: ActivityType
  readonly actorId: MemberId | null
  readonly description: string
  readonly metadata: Readonly<Record<string, string | number | null>>
  readonly at: Date
}

/** A page of a request's history, newest first, and whether there is more. */
export async function historyPage(
  db: Db,
  workspaceId: WorkspaceId,
  { requestId, page, size }: { requestId: string; page: number; size: number },
): Promise<{ lines: HistoryLine[]; hasMore: boolean }> {
  const rows = await prisma(db).referralActivity.findMany({
    where: { workspaceId, requestId },
    orderBy: { id: 'desc' },
    skip: (page - 1) * size,
    take: size + 1,
  })
  const lines = rows.slice(0, size).map((row) => ({
    ...{ type: row.type, actorId: toMember(row.actorId), description: row.description, at: row.createdAt },
    metadata: metadata.parse(row.metadata) ?? {},
  }))
  return { lines, hasMore: rows.length > size }
}

/** Everything that became part of one card. */
export async function remindersOfSlot(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId: to, slot }: { memberId: MemberId; slot: string },
): Promise<{ requestId: string; reminderId: string }[]> {
  const rows = await prisma(db).reminder.findMany({
    where: { workspaceId, memberId: to, slot },
    orderBy: { dueAt: 'asc' },
    select: { id: true, requestId: true },
  })
  return rows.map(({ id, requestId }) => ({ reminderId: id, requestId }))
}

/** Numbers for a digest: what happened since, in this member's requests and with their help. */
export async function digestCounts(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId: id, since }: { memberId: MemberId; since: Date },
): Promise<{ asked: number; introduced: number; helped: number }> {
  const { referralRequest } = prisma(db)
  const asked = await referralRequest.count({ where: { workspaceId, requesterId: id, createdAt: { gt: since } } })
  const introduced = await referralRequest.count({
    where: { workspaceId, requesterId: id, introSentAt: { gt: since } },
  })
  const helped = await referralRequest.count({ where: { workspaceId, facilitatorId: id, introSentAt: { gt: since } } })
  return { asked, introduced, helped }
}

/** The member behind an id in a contract, or null for one that is nobody here. */
export const asMember = (id: string | undefined): MemberId | null => (id ? memberId(id) : null)
