import { prisma } from '../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'

export interface WorkspaceRow {
  readonly id: WorkspaceId
  readonly name: string
  readonly isDemo: boolean
}

export async function openWorkspaces(db: Db): Promise<WorkspaceRow[]> {
  const rows = await prisma(db).workspace.findMany({
    where: { closedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true, isDemo: true },
  })
  return rows.map((row) => ({ ...row, id: asWorkspaceId(row.id) }))
}

/** Places are connected one after the other: whoever is second waits for the transaction of the first. */
export async function oneAtATime(db: Db): Promise<void> {
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtext('introdesk connect'))`
}

export async function createWorkspace(
  db: Db,
  workspace: { id: string; name: string; timeZone: string; isDemo: boolean; now: Date },
): Promise<WorkspaceId> {
  const { now, ...rest } = workspace
  const { id } = await prisma(db).workspace.create({ data: { ...rest, createdAt: now }, select: { id: true } })
  return asWorkspaceId(id)
}

/** Everything of a workspace is gone afterwards; its rows name it, those of the domains by their own cascade or by hand. */
export async function deleteWorkspace(db: Db, id: WorkspaceId): Promise<void> {
  // The audit ends with its workspace, and for no other reason.
  await prisma(db).$executeRaw`select set_config('introdesk.ends', ${id}, true)`
  const tables = await prisma(db).$queryRaw<{ table_name: string }[]>`
    select c.table_name::text from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and c.column_name = 'workspaceId' and t.table_type = 'BASE TABLE'
    order by (c.table_name = 'members'), c.table_name`
  for (const { table_name } of tables) {
    // The names come from the database's own catalogue.
    await prisma(db).$executeRawUnsafe(`delete from "${table_name}" where "workspaceId" = $1`, id)
  }
  await prisma(db).workspace.delete({ where: { id } })
}

export interface InstallationWanted {
  readonly id: string
  readonly surface: SurfaceName
  readonly externalId: string
  readonly details: object
  readonly now: Date
}

/** Connects a platform's workspace to ours; a second call with the same place changes nothing but its details. */
export async function saveInstallation(db: Db, workspaceId: WorkspaceId, wanted: InstallationWanted): Promise<void> {
  const { id, surface, externalId, details, now } = wanted
  await prisma(db).installation.upsert({
    where: { surface_externalId: { surface, externalId } },
    create: { id, workspaceId, surface, externalId, details, installedAt: now },
    update: { details, status: 'ACTIVE', removedAt: null },
  })
}

export async function installationWorkspace(
  db: Db,
  surface: SurfaceName,
  externalId: string,
): Promise<WorkspaceId | null> {
  const row = await prisma(db).installation.findUnique({
    where: { surface_externalId: { surface, externalId } },
    select: { workspaceId: true },
  })
  return row && asWorkspaceId(row.workspaceId)
}
