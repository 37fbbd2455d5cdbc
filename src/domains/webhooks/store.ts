import type { Prisma } from '../../infra/db/generated/client.ts'
import { prisma } from '../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import type { SecretKeeper } from '../../kit/seal.ts'
import type { Delivery, DeliveryStatus, Endpoint } from './model.ts'

const endpointFields = {
  ...{ id: true, url: true, events: true, secret: true, createdAt: true, disabledAt: true, failures: true },
} as const satisfies Prisma.WebhookEndpointSelect

const deliveryFields = {
  ...{ id: true, endpointId: true, eventId: true, event: true, version: true, data: true, at: true, status: true },
  ...{ attempts: true, dueAt: true, lastAnswer: true, deliveredAt: true },
} as const satisfies Prisma.WebhookDeliverySelect

export async function endpoints(db: Db, workspaceId: WorkspaceId): Promise<Endpoint[]> {
  return prisma(db).webhookEndpoint.findMany({ where: { workspaceId }, select: endpointFields, orderBy: { id: 'asc' } })
}

export async function findEndpoint(db: Db, workspaceId: WorkspaceId, id: string): Promise<Endpoint | null> {
  return prisma(db).webhookEndpoint.findFirst({ where: { workspaceId, id }, select: endpointFields })
}

export async function lockEndpoint(db: Db, workspaceId: WorkspaceId, id: string): Promise<Endpoint | null> {
  await prisma(db).$queryRaw`
    select 1 from webhook_endpoints where "workspaceId" = ${workspaceId} and id = ${id} for update`
  return findEndpoint(db, workspaceId, id)
}

export async function insertEndpoint(db: Db, workspaceId: WorkspaceId, endpoint: Endpoint): Promise<void> {
  await prisma(db).webhookEndpoint.create({ data: { workspaceId, ...endpoint, events: [...endpoint.events] } })
}

export type EndpointChange = Partial<Pick<Endpoint, 'url' | 'events' | 'failures' | 'disabledAt'>>

export async function updateEndpoint(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  { events, ...rest }: EndpointChange,
): Promise<void> {
  const data = { ...rest, ...(events && { events: [...events] }) }
  await prisma(db).webhookEndpoint.updateMany({ where: { workspaceId, id }, data })
}

export async function deleteEndpoint(db: Db, workspaceId: WorkspaceId, id: string): Promise<void> {
  await prisma(db).webhookEndpoint.deleteMany({ where: { workspaceId, id } })
}

/** Those that an endpoint was promised before are not promised again; gives the ids of those that are new. */
export async function insertDeliveries(
  db: Db,
  workspaceId: WorkspaceId,
  deliveries: readonly Delivery[],
): Promise<string[]> {
  // What an event carries was JSON before it came here.
  const data = deliveries.map((delivery) => ({ workspaceId, ...delivery, data: delivery.data as object }))
  const rows = await prisma(db).webhookDelivery.createManyAndReturn({
    data,
    skipDuplicates: true,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function findDelivery(db: Db, workspaceId: WorkspaceId, id: string): Promise<Delivery | null> {
  return prisma(db).webhookDelivery.findFirst({ where: { workspaceId, id }, select: deliveryFields })
}

export async function deliveriesOf(
  db: Db,
  workspaceId: WorkspaceId,
  { endpointId, status }: { endpointId: string; status?: DeliveryStatus | undefined },
): Promise<Delivery[]> {
  return prisma(db).webhookDelivery.findMany({
    where: { workspaceId, endpointId, ...(status && { status }) },
    select: deliveryFields,
    orderBy: { id: 'desc' },
    take: MOST_LISTED,
  })
}

/** What is older is history that nobody replays. */
const MOST_LISTED = 1000

export type DeliveryChange = Partial<Pick<Delivery, 'status' | 'attempts' | 'dueAt' | 'lastAnswer' | 'deliveredAt'>>

export async function updateDelivery(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  change: DeliveryChange,
): Promise<void> {
  await prisma(db).webhookDelivery.updateMany({ where: { workspaceId, id }, data: change })
}

/** Due tellings of all workspaces, oldest first: only a sweep asks. */
export async function dueDeliveries(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: string; workspaceId: WorkspaceId }[]> {
  // Those of closed workspaces wait, and must not stand in the way of the others.
  const rows = await prisma(db).$queryRaw<{ id: string; workspaceId: string }[]>`
    select id, "workspaceId" from webhook_deliveries where status = 'PENDING' and "dueAt" <= ${now}
      and "workspaceId" not in (select id from workspaces where "closedAt" is not null)
    order by "dueAt" limit ${limit}`
  return rows.map(({ id, workspaceId }) => ({ id, workspaceId: asWorkspaceId(workspaceId) }))
}

export async function nextDue(db: Db): Promise<{ at: Date; event: string } | null> {
  const row = await prisma(db).webhookDelivery.findFirst({
    where: { status: 'PENDING' },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true, event: true },
  })
  return row && { at: row.dueAt, event: row.event }
}

/** What a sealed secret belongs to: it opens for no other webhook. */
export const secretOf = (workspaceId: string, id: string): string => `webhook ${workspaceId}/${id}`

export const endpointSecrets: SecretKeeper = {
  async list(db) {
    const rows = await prisma(db).webhookEndpoint.findMany({ select: { id: true, workspaceId: true, secret: true } })
    return rows.map(({ id, workspaceId, secret }) => ({ id, about: secretOf(workspaceId, id), sealed: secret }))
  },
  async replace(db, { id, sealed }, renewed) {
    const { count } = await prisma(db).webhookEndpoint.updateMany({
      where: { id, secret: sealed },
      data: { secret: renewed },
    })
    return count > 0
  },
}
