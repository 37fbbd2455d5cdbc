import { prisma } from '../../../infra/db/handle.ts'
import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Activity, ReferralRequest } from '../model.ts'
import type { Change } from '../rules/change.ts'

export async function insertRequest(db: Db, workspaceId: WorkspaceId, request: ReferralRequest): Promise<void> {
  await prisma(db).referralRequest.create({ data: { workspaceId, ...request } })
}

export interface ChangeToWrite {
  readonly requestId: string
  readonly change: Change
  readonly now: Date
  readonly newId: () => string
}

/** Writes what a rule decided: whole rows, made where they are new. Only inside a transaction that holds the request's lock. */
export async function writeChange(
  db: Db,
  workspaceId: WorkspaceId,
  { requestId, change, now, newId }: ChangeToWrite,
): Promise<void> {
  const client = prisma(db)
  const { request = {}, offers = [], introduction, consents = [], reminders = [], activities = [] } = change
  if (Object.keys(request).length > 0) {
    await client.referralRequest.updateMany({ where: { workspaceId, id: requestId }, data: request })
  }
  for (const { reasons, ...offer } of offers) {
    const row = { workspaceId, requestId, ...offer, reasons: [...reasons] }
    await client.offer.upsert({ where: { id: offer.id, workspaceId }, create: row, update: row })
  }
  if (introduction) {
    const { talkingPoints, ...rest } = introduction
    const row = { workspaceId, requestId, ...rest, talkingPoints: [...talkingPoints] }
    await client.introduction.upsert({ where: { id: row.id, workspaceId }, create: row, update: row })
  }
  for (const consent of consents) {
    const row = { workspaceId, ...consent }
    await client.consent.upsert({ where: { id: row.id, workspaceId }, create: row, update: row })
  }
  for (const reminder of reminders) {
    const row = { workspaceId, requestId, ...reminder }
    await client.reminder.upsert({ where: { id: row.id, workspaceId }, create: row, update: row })
  }
  await insertActivities(db, workspaceId, { requestId, activities, now, newId })
}

export async function insertActivities(
  db: Db,
  workspaceId: WorkspaceId,
  lines: { requestId: string; activities: readonly Activity[]; now: Date; newId: () => string },
): Promise<void> {
  const { requestId, activities, now, newId } = lines
  if (activities.length === 0) return
  await prisma(db).referralActivity.createMany({
    data: activities.map(({ metadata, ...activity }) => ({
      ...{ id: newId(), workspaceId, requestId, ...activity, createdAt: now },
      ...(metadata && { metadata: { ...metadata } }),
    })),
  })
}
