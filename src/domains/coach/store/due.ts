import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { DueThing } from '../../../kit/domain.ts'
import { addDays } from '../../../kit/working-time.ts'

/** What the coach has to do by itself. Due work of all workspaces: only a sweep asks. */

/** A human's time to answer. What the coach itself did not finish is given up as soon as somebody looks. */
export const clocks = ['coach_escalations.answerBy'] as const

/** Conversations are kept this long after their last message. */
export const KEPT_DAYS = 90

export async function workspacesWithDue(db: Db, now: Date): Promise<string[]> {
  const rows = await prisma(db).$queryRaw<{ workspaceId: string }[]>`
    select "workspaceId" from coach_messages where status in ('WAITING', 'WRITING') and "dueBy" <= ${now}
    union select "workspaceId" from coach_escalations where "answerBy" <= ${now}
    union select "workspaceId" from coach_desks where "nextReportAt" <= ${now}`
  return rows.map((row) => row.workspaceId)
}

export async function overdueAnswers(db: Db, workspaceId: WorkspaceId, now: Date): Promise<string[]> {
  const rows = await prisma(db).coachMessage.findMany({
    where: { workspaceId, status: { in: ['WAITING', 'WRITING'] }, dueBy: { lte: now } },
    orderBy: { position: 'asc' },
    take: 100,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function overdueEscalations(db: Db, workspaceId: WorkspaceId, now: Date): Promise<string[]> {
  const rows = await prisma(db).coachEscalation.findMany({
    where: { workspaceId, answerBy: { lte: now } },
    take: 100,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** True for the one run that moves the report on. */
export async function takeReport(
  db: Db,
  workspaceId: WorkspaceId,
  { now, next }: { now: Date; next: Date },
): Promise<boolean> {
  const { count } = await prisma(db).coachDesk.updateMany({
    where: { workspaceId, nextReportAt: { lte: now } },
    data: { nextReportAt: next },
  })
  return count === 1
}

export async function nextDue(db: Db): Promise<DueThing | null> {
  const client = prisma(db)
  const answer = await client.coachMessage.findFirst({
    where: { status: { in: ['WAITING', 'WRITING'] }, dueBy: { not: null } },
    orderBy: { dueBy: 'asc' },
    select: { dueBy: true },
  })
  const escalation = await client.coachEscalation.findFirst({
    where: { answerBy: { not: null } },
    orderBy: { answerBy: 'asc' },
    select: { answerBy: true },
  })
  const desk = await client.coachDesk.findFirst({ orderBy: { nextReportAt: 'asc' }, select: { nextReportAt: true } })
  const due: DueThing[] = [
    ...(answer?.dueBy ? [{ at: answer.dueBy, what: 'an answer of the coach that is given up' }] : []),
    ...(escalation?.answerBy ? [{ at: escalation.answerBy, what: 'a second call for a human' }] : []),
    ...(desk ? [{ at: desk.nextReportAt, what: 'the report on the coach' }] : []),
  ]
  return due.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}

/** Members' old conversations and days are gone, a bounded bite at a time; true when there may be more. */
export async function forgetOld(db: Db, now: Date): Promise<boolean> {
  const before = addDays(now, -KEPT_DAYS)
  const gone = await prisma(db).$executeRaw`
    delete from coach_conversations where id in (
      select id from coach_conversations where "lastMessageAt" <= ${before} order by "lastMessageAt" limit ${FORGET_AT_ONCE})`
  await prisma(db).$executeRaw`delete from coach_days where day < ${before.toISOString().slice(0, 10)}`
  return gone === FORGET_AT_ONCE
}

const FORGET_AT_ONCE = 200

export async function nextForgotten(db: Db): Promise<DueThing | null> {
  const oldest = await prisma(db).coachConversation.findFirst({
    orderBy: { lastMessageAt: 'asc' },
    select: { lastMessageAt: true },
  })
  return (
    oldest && { at: addDays(oldest.lastMessageAt, KEPT_DAYS), what: 'the end of an old conversation with the coach' }
  )
}

/** Whose answer and escalation it is, for a sweep that knows only its id. */
export async function ownerOfAnswer(db: Db, workspaceId: WorkspaceId, id: string): Promise<MemberId | null> {
  const row = await prisma(db).coachMessage.findFirst({ where: { workspaceId, id }, select: { memberId: true } })
  return row && memberId(row.memberId)
}
