import { z } from 'zod'
import { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'

/** What the sweeps wait for. A day that somebody named, such as that of a deferred answer, is none: it comes all the same. */
export const clocks = [
  ...['referral_requests.retryAt', 'referral_requests.expiresAt', 'referral_requests.expiryNoticeAt'],
  ...['offers.answerBy', 'introductions.sendBy', 'consents.expiresAt', 'reminders.dueAt'],
] as const

/** What a sweep looks for: a request with something due. `r` is the request in the query around it. */
export type DueKind = 'lapse' | 'expire' | 'reroute'

/** When each kind is due, as the moments of one request. What is found here is what the rules will act on, so nothing is due for ever. */
const dueTimes: Readonly<Record<DueKind, Prisma.Sql>> = {
  lapse: Prisma.sql`
    select o."answerBy" as at from offers o
      where o."requestId" = r.id and o.status = 'OPEN' and r.status = 'MATCHED'
    union all select i."sendBy" from introductions i
      where i."requestId" = r.id and i."sendBy" is not null and i."cancelledAt" is null and r.status = 'ACCEPTED'
    union all select c."expiresAt" from consents c join introductions i on i.id = c."introductionId"
      where i."requestId" = r.id and i."cancelledAt" is null and c.status = 'ASKED' and c."expiresAt" is not null
        and r.status = 'ACCEPTED'`,
  expire: Prisma.sql`
    select r."expiresAt" as at
      where r.status in ('PENDING', 'MATCHED', 'ACCEPTED', 'INTRO_SENT', 'CONNECTED')
    union all select r."expiryNoticeAt"
      where r.status in ('PENDING', 'MATCHED', 'ACCEPTED') and r."expiryNoticeAt" is not null`,
  reroute: Prisma.sql`
    select r."retryAt" as at where r.status = 'PENDING' and r."retryAt" is not null`,
}

/** Only live requests can have something due, which keeps the search within an index. */
const live = Prisma.sql`r.status in ('PENDING', 'MATCHED', 'ACCEPTED', 'INTRO_SENT', 'CONNECTED')`

const workspaceRow = z.object({ workspaceId: z.string().transform(asWorkspaceId) })

export async function workspacesWithDue(db: Db, kind: DueKind, now: Date): Promise<WorkspaceId[]> {
  const rows = await prisma(db).$queryRaw`
    select distinct r."workspaceId" from referral_requests r
    where ${live} and exists (select 1 from (${dueTimes[kind]}) due where due.at <= ${now})`
  return z
    .array(workspaceRow)
    .parse(rows)
    .map(({ workspaceId }) => workspaceId)
}

/**
 * Takes one request with something due and locks it until the transaction ends; null when there is none left. Requests that
 * another process has taken are passed over, and so are those of `done`, which this run has seen.
 */
export async function takeDue(
  db: Db,
  workspaceId: WorkspaceId,
  { kind, now, done }: { kind: DueKind; now: Date; done: readonly string[] },
): Promise<string | null> {
  const rows = await prisma(db).$queryRaw`
    select r.id from referral_requests r
    where r."workspaceId" = ${workspaceId} and ${live} and not (r.id = any (${[...done]}))
      and exists (select 1 from (${dueTimes[kind]}) due where due.at <= ${now})
    order by r.id limit 1 for update of r skip locked`
  return z.array(z.object({ id: z.string() })).parse(rows)[0]?.id ?? null
}

const nextRow = z.object({ at: z.date(), number: z.number() })
export type NextDue = z.infer<typeof nextRow>

/** The first moment at which something of this kind is due, in any workspace. */
export async function nextDueOf(db: Db, kind: DueKind): Promise<NextDue | null> {
  const rows = await prisma(db).$queryRaw`
    select due.at, r.number from referral_requests r cross join lateral (${dueTimes[kind]}) due
    where ${live} order by due.at limit 1`
  return z.array(nextRow).parse(rows)[0] ?? null
}

const dueReminderRow = z.object({
  workspaceId: z.string().transform(asWorkspaceId),
  memberId: z
    .string()
    .nullable()
    .transform((id) => (id === null ? null : memberId(id))),
})

/** Who has a reminder due; null stands for the people outside. */
export async function remindersDue(
  db: Db,
  now: Date,
): Promise<{ workspaceId: WorkspaceId; memberId: MemberId | null }[]> {
  const rows = await prisma(db).reminder.findMany({
    where: { status: 'DUE', dueAt: { lte: now } },
    select: { workspaceId: true, memberId: true },
    distinct: ['workspaceId', 'memberId'],
  })
  return z.array(dueReminderRow).parse(rows)
}

const takenRow = z.object({ id: z.string(), requestId: z.string(), subjectId: z.string(), kind: z.string() })
export type TakenReminder = z.infer<typeof takenRow>

/** Marks everything that is due to one person as sent, as parts of one card. */
export async function takeReminders(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId: to, slot, now }: { memberId: MemberId | null; slot: string; now: Date },
): Promise<TakenReminder[]> {
  const rows = await prisma(db).$queryRaw`
    update reminders set status = 'SENT', "sentAt" = ${now}, slot = ${slot}
    where id in (
      select id from reminders
      where "workspaceId" = ${workspaceId} and status = 'DUE' and "dueAt" <= ${now}
        and "memberId" is not distinct from ${to}
      for update skip locked)
    returning id, "requestId", "subjectId", kind::text`
  return z.array(takenRow).parse(rows)
}

const nextReminderRow = z.object({ dueAt: z.date(), memberId: z.string().nullable(), workspaceId: z.string() })

export async function nextReminder(
  db: Db,
): Promise<{ at: Date; memberId: MemberId | null; workspaceId: WorkspaceId } | null> {
  const row = await prisma(db).reminder.findFirst({
    where: { status: 'DUE' },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true, memberId: true, workspaceId: true },
  })
  if (!row) return null
  const next = nextReminderRow.parse(row)
  return {
    at: next.dueAt,
    memberId: next.memberId === null ? null : memberId(next.memberId),
    workspaceId: asWorkspaceId(next.workspaceId),
  }
}
