import { prisma } from '../infra/db/handle.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Change, Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'

export interface InteractionKept {
  readonly id: string
  readonly surface: SurfaceName
  readonly externalId: string
  readonly reference: string
  readonly actorId: string | null
  readonly contract: string
  readonly at: Date
}

/** False when this act was kept before: a platform's retry, or a second process that got the same event. */
export async function keepInteraction(db: Db, workspaceId: WorkspaceId, kept: InteractionKept): Promise<boolean> {
  const { count } = await prisma(db).keptInteraction.createMany({
    data: { workspaceId, ...kept, outcome: 'kept' },
    skipDuplicates: true,
  })
  return count === 1
}

export async function wasInteractionKept(
  db: Db,
  workspaceId: WorkspaceId,
  act: { readonly surface: SurfaceName; readonly externalId: string },
): Promise<boolean> {
  const kept = await prisma(db).keptInteraction.findUnique({
    where: { workspaceId_surface_externalId: { workspaceId, ...act } },
    select: { id: true },
  })
  return kept !== null
}

export async function noteChanges(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  changes: readonly Change[],
): Promise<void> {
  await prisma(db).keptInteraction.updateMany({
    where: { id, workspaceId },
    data: { changes: changes.map((change) => ({ ...change })) },
  })
}

export interface EventKept {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly data: object
  readonly interactionId: string | null
  readonly at: Date
}

export async function keepEvents(db: Db, workspaceId: WorkspaceId, events: readonly EventKept[]): Promise<void> {
  await prisma(db).eventRecord.createMany({ data: events.map((event) => ({ workspaceId, ...event })) })
}

/** Takes the next number of "R-142"; the row lock makes it gapless within committed transactions. */
export async function takeReference(db: Db, workspaceId: WorkspaceId): Promise<number> {
  const { nextReference } = await prisma(db).workspace.update({
    where: { id: workspaceId },
    data: { nextReference: { increment: 1 } },
    select: { nextReference: true },
  })
  return nextReference - 1
}

export interface LinkIssued {
  readonly id: string
  readonly contract: string
  readonly values: object
  readonly expiresAt: Date
  readonly createdAt: Date
}

export async function saveLinks(db: Db, workspaceId: WorkspaceId, links: readonly LinkIssued[]): Promise<void> {
  await prisma(db).signedLink.createMany({ data: links.map((link) => ({ workspaceId, ...link })) })
}

/** By its id alone, because the signed id is all that a link carries; the row says whose it is. */
export async function linkById(db: Db, id: string) {
  return prisma(db).signedLink.findUnique({ where: { id } })
}

export async function revokeLinks(db: Db, workspaceId: WorkspaceId, ids: readonly string[], now: Date): Promise<void> {
  await prisma(db).signedLink.updateMany({
    where: { workspaceId, id: { in: [...ids] }, usedAt: null },
    data: { revokedAt: now },
  })
}

/** True for the one answer that comes first. */
export async function useLink(db: Db, workspaceId: WorkspaceId, id: string, now: Date): Promise<boolean> {
  const { count } = await prisma(db).signedLink.updateMany({
    where: { workspaceId, id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  return count === 1
}

export async function readSetting(db: Db, name: string): Promise<unknown> {
  const row = await prisma(db).deskSetting.findUnique({ where: { name }, select: { value: true } })
  return row?.value
}

export async function writeSetting(db: Db, name: string, value: object): Promise<void> {
  await prisma(db).deskSetting.upsert({ where: { name }, create: { name, value }, update: { value } })
}

/** Clears what has had its time: typed forms, seen signatures, links that ended and answers that were given a month ago. */
export async function clearEnded(db: Db, now: Date, linksEndedBefore: Date): Promise<void> {
  const client = prisma(db)
  await client.uiState.deleteMany({ where: { expiresAt: { lt: now } } })
  await client.seenSignature.deleteMany({ where: { expiresAt: { lt: now } } })
  await client.signedLink.deleteMany({ where: { expiresAt: { lt: linksEndedBefore } } })
  await client.idempotentAnswer.deleteMany({ where: { createdAt: { lt: linksEndedBefore } } })
}
