import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { PartnerType, WaitingPlace } from '../model.ts'

const placeFields = {
  ...{ id: true, groupId: true, requestId: true, memberId: true, partnerType: true, stateCode: true, status: true },
  ...{ createdAt: true, askedAt: true, answerBy: true, answeredAt: true },
} as const satisfies Prisma.WaitingPlaceSelect

type PlaceRow = Prisma.WaitingPlaceGetPayload<{ select: typeof placeFields }>

const toPlace = (row: PlaceRow): WaitingPlace => ({ ...row, memberId: memberId(row.memberId) })

/** Until when somebody who is called from the line may answer. */
export const clocks = ['waiting_places.answerBy'] as const

export interface Line {
  readonly stateCode: string
  readonly partnerType: PartnerType
}

/** Calls of one state and type are made one transaction after the other. */
export async function lockLine(db: Db, workspaceId: WorkspaceId, { stateCode, partnerType }: Line): Promise<void> {
  const key = `line of ${workspaceId}/${stateCode}/${partnerType}`
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

/** Everybody in line, the oldest first. */
export async function placesInLine(
  db: Db,
  workspaceId: WorkspaceId,
  { stateCode, partnerType }: Line,
): Promise<WaitingPlace[]> {
  const rows = await prisma(db).waitingPlace.findMany({
    where: { workspaceId, stateCode, partnerType, status: { in: ['WAITING', 'ASKED'] } },
    select: placeFields,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toPlace)
}

export async function findPlace(db: Db, workspaceId: WorkspaceId, id: string): Promise<WaitingPlace | null> {
  const row = await prisma(db).waitingPlace.findFirst({ where: { workspaceId, id }, select: placeFields })
  return row && toPlace(row)
}

export async function placeOfRequest(
  db: Db,
  workspaceId: WorkspaceId,
  requestId: string,
): Promise<WaitingPlace | null> {
  const row = await prisma(db).waitingPlace.findFirst({ where: { workspaceId, requestId }, select: placeFields })
  return row && toPlace(row)
}

/** Writes a place as it is now, made where it is new. */
export async function savePlace(db: Db, workspaceId: WorkspaceId, place: WaitingPlace): Promise<void> {
  const data = { workspaceId, ...place }
  await prisma(db).waitingPlace.upsert({ where: { id: place.id, workspaceId }, create: data, update: data })
}

/** Calls that nobody answered in time, over all workspaces: only a sweep asks. */
export async function lapsedCalls(db: Db, now: Date): Promise<{ workspaceId: WorkspaceId; id: string }[]> {
  const rows = await prisma(db).waitingPlace.findMany({
    where: { status: 'ASKED', answerBy: { lte: now } },
    select: { id: true, workspaceId: true },
    orderBy: { answerBy: 'asc' },
  })
  return rows.map(({ id, workspaceId }) => ({ id, workspaceId: asWorkspaceId(workspaceId) }))
}

export async function nextLapse(db: Db): Promise<Date | null> {
  const row = await prisma(db).waitingPlace.findFirst({
    where: { status: 'ASKED', answerBy: { not: null } },
    orderBy: { answerBy: 'asc' },
    select: { answerBy: true },
  })
  return row?.answerBy ?? null
}
