import { prisma } from '../infra/db/handle.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'

/** What is owed to somebody, before it has an id of its own. */
export interface DeliveryWanted {
  readonly id: string
  readonly notice: string
  readonly key: string
  readonly subject: string
  readonly data: object
  readonly recipientKind: 'MEMBER' | 'EMAIL' | 'ROOM'
  readonly recipient: string
  readonly details: object
  readonly dueAt: Date
  readonly interactionId: string | null
}

export interface DeliveryRow {
  readonly id: string
  readonly workspaceId: WorkspaceId
  readonly notice: string
  readonly key: string
  readonly subject: string
  readonly data: unknown
  readonly recipientKind: 'MEMBER' | 'EMAIL' | 'ROOM'
  readonly recipient: string
  readonly details: unknown
  readonly interactionId: string | null
  readonly status: 'PENDING' | 'SENDING' | 'SENT' | 'MANUAL' | 'DROPPED' | 'FAILED'
  readonly surface: SurfaceName | null
  readonly installation: string | null
  readonly ref: string | null
  readonly dueAt: Date
  readonly wanted: number
  readonly shown: number
  readonly contentHash: string | null
  readonly attempts: number
  readonly unreachable: readonly SurfaceName[]
  readonly epoch: number
}

/** Keeps a promise. The same notice with the same key to the same recipient edits the card that is there. */
export async function promiseDelivery(
  db: Db,
  workspaceId: WorkspaceId,
  wanted: DeliveryWanted & { now: Date },
): Promise<string> {
  const { id, now, data, details, ...rest } = wanted
  const kept = await prisma(db).delivery.upsert({
    where: {
      workspaceId_notice_key_recipient: { workspaceId, notice: rest.notice, key: rest.key, recipient: rest.recipient },
    },
    create: { id, workspaceId, ...rest, data, details, createdAt: now },
    update: { wanted: { increment: 1 }, data },
    select: { id: true },
  })
  return kept.id
}

/** Marks every shown card about a subject as out of date; returns what has to be redrawn. */
export async function wantRedraw(db: Db, workspaceId: WorkspaceId, subject: string): Promise<Redraw[]> {
  const rows = await prisma(db).delivery.updateManyAndReturn({
    where: { workspaceId, subject, status: { in: ['SENDING', 'SENT', 'MANUAL'] } },
    data: { wanted: { increment: 1 } },
    select: { id: true, recipient: true, recipientKind: true },
  })
  return rows.map(({ recipientKind, ...row }) => ({ ...row, kind: recipientKind }))
}

export interface Redraw {
  readonly id: string
  readonly recipient: string
  readonly kind: 'MEMBER' | 'EMAIL' | 'ROOM'
}

export async function deliveryById(db: Db, workspaceId: WorkspaceId, id: string): Promise<DeliveryRow | null> {
  const row = await prisma(db).delivery.findFirst({ where: { id, workspaceId } })
  // The store brands the id that the query was scoped by.
  return row && { ...row, workspaceId }
}

/** The delivery whose message this is, for a click on it. */
export async function deliveryByRef(
  db: Db,
  workspaceId: WorkspaceId,
  place: { surface: SurfaceName; ref: string },
): Promise<DeliveryRow | null> {
  const row = await prisma(db).delivery.findFirst({ where: { workspaceId, ...place } })
  return row && { ...row, workspaceId }
}

export async function updateDelivery(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  change: DeliveryChange,
): Promise<void> {
  const { unreachable, ...rest } = change
  await prisma(db).delivery.updateMany({
    where: { id, workspaceId },
    data: { ...rest, ...(unreachable && { unreachable: [...unreachable] }) },
  })
}

type DeliveryChange = Partial<Omit<DeliveryRow, 'id' | 'workspaceId' | 'data' | 'details'>> & {
  lastError?: string | null
  sentAt?: Date
}

/** Due cards that nobody sent yet and redraws that got lost, oldest first. Due work of all workspaces: only a sweep asks. */
export async function dueDeliveries(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: string; workspaceId: string; recipient: string }[]> {
  return prisma(db).$queryRaw<{ id: string; workspaceId: string; recipient: string }[]>`
    select id, "workspaceId", recipient from deliveries
    where (status = 'PENDING' and "dueAt" <= ${now}) or (status in ('SENT', 'SENDING') and shown < wanted)
    order by "dueAt" limit ${limit}`
}

export async function nextDelivery(db: Db, after: Date): Promise<{ dueAt: Date; notice: string } | null> {
  return prisma(db).delivery.findFirst({
    where: { status: 'PENDING', dueAt: { gt: after } },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true, notice: true },
  })
}

export async function roomByKey(db: Db, workspaceId: WorkspaceId, key: string): Promise<RoomRow | null> {
  return prisma(db).room.findUnique({
    where: { workspaceId_key: { workspaceId, key } },
    select: { surface: true, installation: true, ref: true },
  })
}

export interface RoomRow {
  readonly surface: SurfaceName
  readonly installation: string
  readonly ref: string
}

export async function saveRoom(
  db: Db,
  workspaceId: WorkspaceId,
  room: RoomRow & { id: string; key: string; title: string; memberIds: string[]; now: Date },
): Promise<void> {
  const { now, ...rest } = room
  await prisma(db).room.createMany({ data: { workspaceId, ...rest, createdAt: now }, skipDuplicates: true })
}

/** The number that a restore bumps: cards promised before it are not sent again. */
export async function workspaceEpoch(db: Db, workspaceId: WorkspaceId): Promise<number> {
  const row = await prisma(db).workspace.findUnique({ where: { id: workspaceId }, select: { epoch: true } })
  return row?.epoch ?? 1
}
