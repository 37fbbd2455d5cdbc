import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'

/** A member's day. Its row is the one lock that everything which spends or sets aside waits for; always taken first. */
export interface DayOf {
  readonly memberId: MemberId
  /** `YYYY-MM-DD`, the member's own. */
  readonly day: string
}

export interface DaySoFar {
  readonly spent: number
  readonly reserved: number
}

/** Only inside a transaction, until whose end nobody else gets past this. */
export async function lockDay(db: Db, workspaceId: WorkspaceId, { memberId, day }: DayOf): Promise<DaySoFar> {
  const client = prisma(db)
  await client.$executeRaw`
    insert into coach_days ("workspaceId", "memberId", day) values (${workspaceId}, ${memberId}, ${day})
    on conflict do nothing`
  await client.$queryRaw`
    select 1 from coach_days where "workspaceId" = ${workspaceId} and "memberId" = ${memberId} and day = ${day} for update`
  return daySoFar(db, workspaceId, { memberId, day })
}

export async function daySoFar(db: Db, workspaceId: WorkspaceId, { memberId, day }: DayOf): Promise<DaySoFar> {
  const client = prisma(db)
  const row = await client.coachDay.findUnique({
    where: { workspaceId_memberId_day: { workspaceId, memberId, day } },
    select: { spent: true },
  })
  const { _sum } = await client.coachMessage.aggregate({
    where: { workspaceId, memberId, reservedDay: day, status: { in: ['WAITING', 'WRITING'] } },
    _sum: { reserved: true },
  })
  return { spent: row?.spent ?? 0, reserved: _sum.reserved ?? 0 }
}

/** What an answer cost, whatever it was thought to cost. Only under the day's lock. */
export async function spend(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, day, tokens }: DayOf & { tokens: number },
): Promise<void> {
  if (tokens === 0) return
  await prisma(db).coachDay.updateMany({
    where: { workspaceId, memberId, day },
    data: { spent: { increment: tokens } },
  })
}

/** What is being written for them is about to be forgotten, and is paid for all the same: forgetting buys no tokens. */
export async function spendHeld(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  await prisma(db).$executeRaw`
    update coach_days d set spent = d.spent + held.tokens
    from (select "reservedDay" as day, sum(reserved)::int as tokens from coach_messages
      where "workspaceId" = ${workspaceId} and "memberId" = ${memberId} and status = 'WRITING' group by 1) held
    where d."workspaceId" = ${workspaceId} and d."memberId" = ${memberId} and d.day = held.day`
}
