import { prisma } from '../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'

export interface WorkspaceRow {
  readonly id: WorkspaceId
  readonly name: string
  readonly isDemo: boolean
}

export const openWorkspaces = (db: Db): Promise<WorkspaceRow[]> => workspaces(db, { closedAt: null })

/** Those of removed apps as well, until they are erased. */
export const allWorkspaces = (db: Db): Promise<WorkspaceRow[]> => workspaces(db, {})

async function workspaces(db: Db, where: { closedAt?: null }): Promise<WorkspaceRow[]> {
  const rows = await prisma(db).workspace.findMany({
    where,
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

export interface InstallationWanted {
  readonly id: string
  readonly surface: SurfaceName
  readonly externalId: string
  readonly details: object
  /** Tokens, sealed; a place that brings new ones was installed anew. */
  readonly secrets?: string
  readonly now: Date
}

/** Connects a platform's workspace to ours; a second call with the same place changes nothing but its details. */
export async function saveInstallation(db: Db, workspaceId: WorkspaceId, wanted: InstallationWanted): Promise<void> {
  const { id, surface, externalId, details, secrets, now } = wanted
  const fresh = secrets === undefined ? {} : { secrets, installedAt: now }
  await prisma(db).installation.upsert({
    where: { surface_externalId: { surface, externalId } },
    create: { id, workspaceId, surface, externalId, details, installedAt: now, ...fresh },
    update: { workspaceId, details, status: 'ACTIVE', removedAt: null, ...fresh },
  })
}

/** What is known of a place from before: which workspace it is in, and since when it has the app no more. */
export async function placeBefore(
  db: Db,
  surface: SurfaceName,
  externalId: string,
): Promise<{ readonly workspaceId: WorkspaceId; readonly removedAt: Date | null } | null> {
  const row = await prisma(db).installation.findUnique({
    where: { surface_externalId: { surface, externalId } },
    select: { workspaceId: true, removedAt: true },
  })
  return row && { ...row, workspaceId: asWorkspaceId(row.workspaceId) }
}

/**
 * Forgets the tokens of a place that removed the app, and returns the workspace it was in. Null where it was removed before, or
 * installed again after `at`.
 */
export async function removeInstallation(
  db: Db,
  { surface, externalId }: Pick<InstallationWanted, 'surface' | 'externalId'>,
  { at, now }: { at: Date; now: Date },
): Promise<WorkspaceId | null> {
  const [removed] = await prisma(db).installation.updateManyAndReturn({
    where: { surface, externalId, status: 'ACTIVE', installedAt: { lte: at } },
    data: { status: 'REMOVED', removedAt: now, secrets: null },
    select: { workspaceId: true },
  })
  return removed ? asWorkspaceId(removed.workspaceId) : null
}

/**
 * Closes workspaces whose places have all removed the app. One that its own systems went on using by its API since then goes on,
 * and so does the demo town.
 */
export async function closeDeserted(
  db: Db,
  { only, usedSince, now }: { only?: WorkspaceId; usedSince: Date; now: Date },
): Promise<WorkspaceId[]> {
  const closed = await prisma(db).$queryRaw<{ id: string }[]>`
    update workspaces w set "closedAt" = ${now}
    where w."closedAt" is null and not w."isDemo" and (${only ?? null}::text is null or w.id = ${only ?? null})
      and exists (select 1 from installations i where i."workspaceId" = w.id)
      and not exists (select 1 from installations i where i."workspaceId" = w.id and i.status = 'ACTIVE')
      and not exists (select 1 from api_keys k where k."workspaceId" = w.id and k."revokedAt" is null
        and (k."expiresAt" is null or k."expiresAt" > ${now}) and coalesce(k."lastUsedAt", k."createdAt") > ${usedSince})
    returning w.id`
  return closed.map(({ id }) => asWorkspaceId(id))
}

/** Workspaces that nobody can reach any more, the one that ends first before the others. */
export async function closedWorkspaces(db: Db): Promise<{ readonly name: string; readonly closedAt: Date }[]> {
  const rows = await prisma(db).workspace.findMany({
    where: { closedAt: { not: null } },
    orderBy: { closedAt: 'asc' },
    select: { name: true, closedAt: true },
  })
  return rows.flatMap(({ name, closedAt }) => (closedAt ? [{ name, closedAt }] : []))
}

/** Since when a workspace is closed; null for one that is open, or gone. */
export async function closedSince(db: Db, id: WorkspaceId): Promise<Date | null> {
  const row = await prisma(db).workspace.findUnique({ where: { id }, select: { closedAt: true } })
  return row?.closedAt ?? null
}

export async function reopenWorkspace(db: Db, id: WorkspaceId): Promise<void> {
  await prisma(db).workspace.update({ where: { id }, data: { closedAt: null } })
}
