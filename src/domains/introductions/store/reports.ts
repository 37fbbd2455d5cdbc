import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'

/** Numbers for administrators. A no counts as an answer, and who says it how often is nobody's business. */

const loadRow = z.object({
  facilitatorId: z.string().transform(memberId),
  asked: z.number(),
  /** Of those that are decided: answered, whatever the answer, or lapsed in silence. */
  answered: z.number(),
  silent: z.number(),
  open: z.number(),
  medianHours: z.number().nullable(),
})
export type LoadLine = z.infer<typeof loadRow>

/** Who was asked how often since then, the most often first. Care of partners is work, not a favour, and is not in it. */
export async function loadLines(db: Db, workspaceId: WorkspaceId, since: Date): Promise<LoadLine[]> {
  const rows = await prisma(db).$queryRaw`
    select o."facilitatorId", count(*)::int as asked, count(o."answeredAt")::int as answered,
      (count(*) filter (where o.status = 'LAPSED' and o."answeredAt" is null))::int as silent,
      (count(*) filter (where o.status in ('OPEN', 'QUESTIONED')
        or (o.status = 'ACCEPTED' and r.status = 'ACCEPTED')))::int as open,
      percentile_cont(0.5) within group (order by extract(epoch from o."answeredAt" - o."askedAt") / 3600)::float8
        as "medianHours"
    from offers o join referral_requests r on r.id = o."requestId"
    where o."workspaceId" = ${workspaceId} and o."askedAt" > ${since} and r.kind <> 'PARTNER'
    group by o."facilitatorId" order by asked desc, o."facilitatorId"`
  return z.array(loadRow).parse(rows)
}

const totalsRow = z.object({ requests: z.number(), helped: z.number(), waiting: z.number(), withoutPath: z.number() })
export type Totals = z.infer<typeof totalsRow>

/** What became of the requests since then; `waiting` are those that are with nobody now. */
export async function totalsSince(db: Db, workspaceId: WorkspaceId, since: Date): Promise<Totals> {
  const rows = await prisma(db).$queryRaw`
    select (count(*) filter (where "createdAt" > ${since}))::int as requests,
      (count(*) filter (where "createdAt" > ${since} and ("introSentAt" is not null or "lighterYes" is not null)))::int
        as helped,
      (count(*) filter (where status = 'PENDING'))::int as waiting,
      (count(*) filter (where status = 'PENDING' and "pendingReason" = 'NO_ROUTE'))::int as "withoutPath"
    from referral_requests where "workspaceId" = ${workspaceId} and kind <> 'PARTNER'`
  return z.array(totalsRow).parse(rows)[0] ?? { requests: 0, helped: 0, waiting: 0, withoutPath: 0 }
}

/** How many looks at coverage this member has taken on this day, this one among them. */
export async function countLook(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId: id, day }: { memberId: MemberId; day: string },
): Promise<number> {
  const rows = await prisma(db).$queryRaw<{ looks: number }[]>`
    insert into coverage_looks ("workspaceId", "memberId", day, looks) values (${workspaceId}, ${id}, ${day}, 1)
    on conflict ("workspaceId", "memberId", day) do update set looks = coverage_looks.looks + 1
    returning looks`
  return rows[0]?.looks ?? 1
}
