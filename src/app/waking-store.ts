import { prisma } from '../infra/db/handle.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'

/** For how long nobody was there. */
export interface Absence {
  readonly workspaceId: WorkspaceId
  readonly from: Date
  readonly days: number
}

/** Everything that was still to come in this column comes so many days later. */
export async function moveClock(db: Db, column: string, { workspaceId, from, days }: Absence): Promise<void> {
  const [table = '', name = ''] = column.split('.')
  await move(db, { table, name, only: 'true' }, { workspaceId, from, days })
}

/** Cards that nobody has been sent yet; those on a screen have no time to keep. */
export async function moveWaitingCards(db: Db, absence: Absence): Promise<void> {
  await move(db, { table: 'deliveries', name: 'dueAt', only: "status = 'PENDING'" }, absence)
}

/** At the same time of day there, and on a working day: what is due at the weekend comes on Monday. */
async function move(
  db: Db,
  { table, name, only }: { table: string; name: string; only: string },
  { workspaceId, from, days }: Absence,
): Promise<void> {
  const local = `((moving."${name}" at time zone w."timeZone") + make_interval(days => $3::int))`
  // The names in the statement are written in this repository, never by a person.
  await prisma(db).$executeRawUnsafe(
    `update "${table}" moving set "${name}" = (${local} + case extract(isodow from ${local})
       when 6 then interval '2 days' when 7 then interval '1 day' else interval '0' end) at time zone w."timeZone"
     from workspaces w where w.id = $1 and moving."workspaceId" = $1 and moving."${name}" > $2 and ${only}`,
    workspaceId,
    from,
    days,
  )
}

/** What is on a screen of this platform and young enough to be alive may have changed since somebody could be shown it. */
export async function redrawCards(
  db: Db,
  workspaceId: WorkspaceId,
  { surface, since }: { readonly surface: SurfaceName; readonly since: Date },
): Promise<void> {
  await prisma(db).delivery.updateMany({
    where: { workspaceId, surface, status: 'SENT', ref: { not: null }, createdAt: { gte: since } },
    data: { wanted: { increment: 1 } },
  })
}
