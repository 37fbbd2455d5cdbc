import { prisma } from '../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { GonePlace } from '../kit/personal-data.ts'

/** A workspace that is closed for longer than closed ones are kept; null when there is none. */
export async function nextToEnd(db: Db, closedBefore: Date): Promise<WorkspaceId | null> {
  const row = await prisma(db).workspace.findFirst({
    where: {
      closedAt: { lte: closedBefore },
      ...{ endingSince: null, isDemo: false, installations: { none: { status: 'ACTIVE' } } },
    },
    orderBy: { closedAt: 'asc' },
    select: { id: true },
  })
  return row && asWorkspaceId(row.id)
}

/** Cuts a workspace off from its places: whoever installs the app again finds nothing of it. Returns the places. */
export async function beginEnding(db: Db, id: WorkspaceId, now: Date): Promise<GonePlace[]> {
  await prisma(db).workspace.update({ where: { id }, data: { endingSince: now } })
  const places = await prisma(db).installation.findMany({
    where: { workspaceId: id },
    select: { surface: true, externalId: true, details: true },
  })
  await prisma(db).installation.deleteMany({ where: { workspaceId: id } })
  return places
}

/** One that is being erased, by this process or one that died over it. */
export async function nextEnding(db: Db): Promise<WorkspaceId | null> {
  const row = await prisma(db).workspace.findFirst({
    where: { endingSince: { not: null } },
    orderBy: { endingSince: 'asc' },
    select: { id: true },
  })
  return row && asWorkspaceId(row.id)
}

/** Takes at most so many rows of a workspace away; returns how many there were. */
export async function eraseSome(db: Db, id: WorkspaceId, limit: number): Promise<number> {
  // The audit ends with its workspace, and for no other reason.
  await prisma(db).$executeRaw`select set_config('introdesk.ends', ${id}, true)`
  let left = limit
  for (const table of await tablesOfWorkspaces(db)) {
    if (left === 0) break
    // The names come from the database's own catalogue.
    left -= await prisma(db).$executeRawUnsafe(
      `delete from "${table}" where ctid = any(array(select ctid from "${table}" where "workspaceId" = $1 limit $2::int))`,
      id,
      left,
    )
  }
  return limit - left
}

/** When its rows are gone. */
export async function eraseName(db: Db, id: WorkspaceId): Promise<void> {
  await prisma(db).workspace.deleteMany({ where: { id } })
}

/** Everything of a workspace is gone afterwards, in one transaction: for those that are small. */
export async function deleteWorkspace(db: Db, id: WorkspaceId): Promise<void> {
  const AT_ONCE = 10_000
  while ((await eraseSome(db, id, AT_ONCE)) > 0);
  await eraseName(db, id)
}

/** Every table whose rows say which workspace they are of; those that others point to come last, so that little cascades. */
async function tablesOfWorkspaces(db: Db): Promise<string[]> {
  const tables = await prisma(db).$queryRaw<{ name: string }[]>`
    select c.table_name::text as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and c.column_name = 'workspaceId' and t.table_type = 'BASE TABLE'
    order by (c.table_name = 'members'), exists (
      select 1 from pg_constraint f where f.contype = 'f' and f.confrelid = format('%I', c.table_name)::regclass), 1`
  return tables.map(({ name }) => name)
}

/** Places that left a workspace which goes on without them, and of which something is still known. */
export async function placesToForget(db: Db, removedBefore: Date, limit: number): Promise<GonePlace[]> {
  return prisma(db).$queryRaw<GonePlace[]>`
    select i.surface::text as surface, i."externalId", i.details from installations i
    join workspaces w on w.id = i."workspaceId"
    where i.status = 'REMOVED' and i."removedAt" <= ${removedBefore} and i.details <> '{}' and w."closedAt" is null
    order by i."removedAt" limit ${limit} for update of i skip locked`
}

/** What is left says only in which workspace its people are. */
export async function forgetDetails(db: Db, { surface, externalId }: GonePlace): Promise<void> {
  await prisma(db).installation.updateMany({ where: { surface, externalId, status: 'REMOVED' }, data: { details: {} } })
}
