import { prisma } from '../infra/db/handle.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'

/** The newest acts with everything that came of them. For the playground's inspector. */
export async function recentActs(db: Db, workspaceId: WorkspaceId, wanted: { limit: number; reference?: string }) {
  const { limit, reference } = wanted
  const client = prisma(db)
  const acts = await client.keptInteraction.findMany({
    where: { workspaceId, ...(reference && { reference }) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  const of = { workspaceId, interactionId: { in: acts.map(({ id }) => id) } }
  const [events, deliveries] = [
    await client.eventRecord.findMany({ where: of, orderBy: { id: 'asc' } }),
    await client.delivery.findMany({ where: of, orderBy: { id: 'asc' } }),
  ]
  return acts.map((act) => ({
    act,
    events: events.filter((event) => event.interactionId === act.id),
    deliveries: deliveries.filter((delivery) => delivery.interactionId === act.id),
  }))
}

/** The newest cards that no act of a person asked for: they came from sweeps and jobs. */
export async function recentOwnDeliveries(db: Db, workspaceId: WorkspaceId, limit: number) {
  return prisma(db).delivery.findMany({
    where: { workspaceId, interactionId: null },
    orderBy: { createdAt: 'desc' },
    take: limit,
  })
}

export async function unsentDeliveries(db: Db, workspaceId: WorkspaceId, limit: number) {
  return prisma(db).delivery.findMany({
    where: { workspaceId, status: { in: ['PENDING', 'SENDING', 'MANUAL', 'FAILED'] } },
    orderBy: { dueAt: 'asc' },
    take: limit,
  })
}

export async function namesOf(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, id: { in: [...memberIds] } },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
