import { prisma } from '../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../kit/brand.ts'
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
  /** The one surface it has to be; else where its recipient was last active. */
  readonly surface?: SurfaceName
  readonly dueAt: Date
  readonly interactionId: string | null
  /** The workspace's, so that a restore tells this promise from those of before. */
  readonly epoch: number
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
    update: { wanted: { increment: 1 }, data, epoch: rest.epoch },
    select: { id: true, status: true, dueAt: true },
  })
  const again = promisedAgain(kept, rest)
  if (again) await prisma(db).delivery.update({ where: { id: kept.id }, data: again })
  return kept.id
}

/** What a second promise changes of a card that nobody has seen yet: one that was given up starts afresh, one that waits comes sooner. */
function promisedAgain(kept: Pick<DeliveryRow, 'status' | 'dueAt'>, { dueAt }: Pick<DeliveryWanted, 'dueAt'>) {
  switch (kept.status) {
    case 'DROPPED':
    case 'FAILED':
      return { status: 'PENDING' as const, dueAt, attempts: 0, unreachable: [], lastError: null }
    case 'PENDING':
      return dueAt < kept.dueAt ? { dueAt } : null
    case 'SENDING':
    case 'SENT':
    case 'MANUAL':
      return null
  }
}

/**
 * Marks every card about a subject as out of date; returns what may have to be redrawn. Cards on their way count too: one may
 * have been built a moment ago, from the state before.
 */
export async function wantRedraw(db: Db, workspaceId: WorkspaceId, subject: string): Promise<Redraw[]> {
  const rows = await prisma(db).delivery.updateManyAndReturn({
    where: { workspaceId, subject, status: { in: ['PENDING', 'SENDING', 'SENT', 'MANUAL'] } },
    data: { wanted: { increment: 1 } },
    select: { id: true, recipient: true, recipientKind: true, dueAt: true },
  })
  return rows.map(({ recipientKind, ...row }) => ({ ...row, kind: recipientKind }))
}

export interface Redraw {
  readonly id: string
  readonly recipient: string
  readonly kind: 'MEMBER' | 'EMAIL' | 'ROOM'
  readonly dueAt: Date
}

export async function deliveryById(db: Db, workspaceId: WorkspaceId, id: string): Promise<DeliveryRow | null> {
  const row = await prisma(db).delivery.findFirst({ where: { id, workspaceId } })
  // The store brands the id that the query was scoped by.
  return row && { ...row, workspaceId }
}

/** Until when an earlier card to the same recipient waits for its next try; null where none does. */
export async function waitingBefore(
  db: Db,
  { id, workspaceId, recipient, epoch }: Pick<DeliveryRow, 'id' | 'workspaceId' | 'recipient' | 'epoch'>,
): Promise<Date | null> {
  const row = await prisma(db).delivery.findFirst({
    where: {
      ...{ workspaceId, recipient, epoch, id: { lt: id }, status: { in: ['PENDING', 'SENDING'] } },
      // A card that waits for the morning has no error yet: it holds nobody up.
      lastError: { not: null },
    },
    select: { dueAt: true },
    orderBy: { dueAt: 'desc' },
  })
  return row?.dueAt ?? null
}

/** Every copy of the cards about a subject that somebody has on their screen. */
export async function shownDeliveries(db: Db, workspaceId: WorkspaceId, subject: string): Promise<DeliveryRow[]> {
  const rows = await prisma(db).delivery.findMany({
    where: { workspaceId, subject, status: 'SENT', ref: { not: null } },
  })
  return rows.map((row) => ({ ...row, workspaceId }))
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

/** False when another run began to send since this one read the row: a process that was frozen, and taken for dead. */
export async function beginSend(
  db: Db,
  { id, workspaceId, status, attempts }: DeliveryRow,
  to: { readonly surface: SurfaceName; readonly installation: string; readonly contentHash: string },
): Promise<boolean> {
  const { count } = await prisma(db).delivery.updateMany({
    where: { id, workspaceId, status, attempts },
    data: { ...to, status: 'SENDING', attempts: attempts + 1 },
  })
  return count === 1
}

export type DeliveryChange = Partial<Omit<DeliveryRow, 'id' | 'workspaceId' | 'data' | 'details'>> & {
  lastError?: string | null
  sentAt?: Date
}

/** A card that is due, as far as its job needs to know. */
export interface DueDelivery {
  readonly id: string
  readonly workspaceId: string
  readonly recipient: string
  readonly dueAt: Date
}

/**
 * Due cards that nobody sent yet and redraws that got lost, oldest first; `after` takes the next page. Due work of all
 * open workspaces: only a sweep asks.
 */
export async function dueDeliveries(
  db: Db,
  now: Date,
  { limit, after }: { limit: number; after: DueDelivery | null },
): Promise<readonly DueDelivery[]> {
  return prisma(db).$queryRaw<DueDelivery[]>`
    select id, "workspaceId", recipient, "dueAt" from deliveries
    where "dueAt" <= ${now} and shown < wanted and status in ('PENDING', 'SENDING', 'SENT')
      and "workspaceId" not in (select id from workspaces where "closedAt" is not null)
      and ("dueAt", id) > (${after?.dueAt ?? EARLIEST}, ${after?.id ?? ''})
    order by "dueAt", id limit ${limit}`
}

const EARLIEST = new Date(0)

/** The next card that will be sent by itself, of all workspaces: only the clock asks. */
export async function nextDelivery(db: Db, after: Date): Promise<DeliveryRow | null> {
  const row = await prisma(db).delivery.findFirst({
    where: { status: { in: ['PENDING', 'SENDING'] }, dueAt: { gt: after } },
    orderBy: { dueAt: 'asc' },
  })
  return row && { ...row, workspaceId: asWorkspaceId(row.workspaceId) }
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

/** Keeps a room that was opened; returns the one that was kept first, should two have been opened at once. */
export async function saveRoom(
  db: Db,
  workspaceId: WorkspaceId,
  room: RoomRow & { id: string; key: string; title: string; memberIds: readonly string[]; now: Date },
): Promise<RoomRow | null> {
  const { now, memberIds, ...rest } = room
  await prisma(db).room.createMany({
    data: { workspaceId, ...rest, memberIds: [...memberIds], createdAt: now },
    skipDuplicates: true,
  })
  return roomByKey(db, workspaceId, room.key)
}

/** The number that a restore bumps: cards promised before it are not sent again. */
export async function workspaceEpoch(db: Db, workspaceId: WorkspaceId): Promise<number> {
  const row = await prisma(db).workspace.findUnique({ where: { id: workspaceId }, select: { epoch: true } })
  return row?.epoch ?? 1
}

/** What the key of a copy has behind the key of its card. */
const COPY = ' of '

/** Whether this card, or a copy of it, is or was for this reader on that surface: one on each is enough. */
export async function hasCopyOn(db: Db, row: DeliveryRow, surface: SurfaceName): Promise<boolean> {
  const { workspaceId, notice, recipient } = row
  const [key = ''] = row.key.split(COPY)
  const copy = await prisma(db).delivery.findFirst({
    where: { workspaceId, notice, recipient, surface, OR: [{ key }, { key: { startsWith: `${key}${COPY}` } }] },
    select: { id: true },
  })
  return copy !== null
}

/** The message on the screen keeps being redrawn under a key of its own; false where another run was faster. */
export async function leaveCopy(db: Db, { id, workspaceId, key }: DeliveryRow): Promise<boolean> {
  if (key.includes(COPY)) return false
  const { count } = await prisma(db).delivery.updateMany({
    where: { id, workspaceId, key },
    data: { key: `${key}${COPY}${id}` },
  })
  return count === 1
}
