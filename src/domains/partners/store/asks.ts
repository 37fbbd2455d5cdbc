import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { askContext } from '../context.ts'
import type { PartnerAsk } from '../model.ts'
import type { Turn } from '../rules/turns.ts'

const askFields = {
  ...{ requestId: true, groupId: true, partnerType: true, stateCode: true, context: true, partnerId: true },
  ...{ preferredPartnerId: true, regulated: true, createdAt: true, updatedAt: true },
} as const satisfies Prisma.PartnerAskSelect

type AskRow = Prisma.PartnerAskGetPayload<{ select: typeof askFields }>

const toAsk = ({ context, ...row }: AskRow): PartnerAsk => ({ ...row, context: askContext.parse(context) })

export async function findAsk(db: Db, workspaceId: WorkspaceId, requestId: string): Promise<PartnerAsk | null> {
  const row = await prisma(db).partnerAsk.findFirst({ where: { workspaceId, requestId }, select: askFields })
  return row && toAsk(row)
}

/** A group's asks, the newest first. */
export async function asksOfGroup(db: Db, workspaceId: WorkspaceId, groupId: string): Promise<PartnerAsk[]> {
  return asks(db, { workspaceId, groupId })
}

/** Asks in which this partner is, or was, the one to be met. */
export async function asksOfPartner(db: Db, workspaceId: WorkspaceId, partnerId: string): Promise<PartnerAsk[]> {
  return asks(db, { workspaceId, partnerId })
}

export async function allAsks(db: Db, workspaceId: WorkspaceId): Promise<PartnerAsk[]> {
  return asks(db, { workspaceId })
}

async function asks(db: Db, where: Prisma.PartnerAskWhereInput): Promise<PartnerAsk[]> {
  const rows = await prisma(db).partnerAsk.findMany({
    where,
    select: askFields,
    orderBy: [{ createdAt: 'desc' }, { requestId: 'desc' }],
  })
  return rows.map(toAsk)
}

export async function insertAsk(
  db: Db,
  workspaceId: WorkspaceId,
  ask: Omit<PartnerAsk, 'updatedAt'>,
): Promise<PartnerAsk> {
  const data = { workspaceId, ...ask, context: { ...ask.context } }
  return toAsk(await prisma(db).partnerAsk.create({ data, select: askFields }))
}

export type AskChange = Partial<Pick<PartnerAsk, 'partnerId' | 'preferredPartnerId' | 'context' | 'stateCode'>>

/** Under the request's lock, or the group's. */
export async function updateAsk(
  db: Db,
  workspaceId: WorkspaceId,
  requestId: string,
  { context, ...rest }: AskChange,
): Promise<void> {
  await prisma(db).partnerAsk.updateMany({
    where: { workspaceId, requestId },
    data: { ...rest, ...(context && { context: { ...context } }) },
  })
}

/** Keeps the proof of a turn, and gives whoever was named the last place in the next one. */
export async function saveTurn(
  db: Db,
  workspaceId: WorkspaceId,
  { id, requestId, turn, now }: { id: string; requestId: string; turn: Turn; now: Date },
): Promise<void> {
  const candidates = turn.candidates.map(({ partner, passedOver }) => ({
    ...{ partnerId: partner.id, lastTurnAt: partner.lastTurnAt?.toISOString() ?? null },
    ...(passedOver && { passedOver }),
  }))
  const picked = turn.picked?.id ?? null
  await prisma(db).partnerTurn.create({ data: { id, workspaceId, requestId, candidates, picked, at: now } })
  if (picked) await prisma(db).partner.update({ where: { id: picked, workspaceId }, data: { lastTurnAt: now } })
}
