import { memberId } from '../kit/brand.ts'
import type { DueThing } from '../kit/domain.ts'
import type { QueuedJob } from '../kit/jobs.ts'
import { type DeliveryRow, nextDelivery } from './delivery-store.ts'
import { CLEAR_ENDED, DUE_DELIVERIES, END_WORKSPACES, mailDetails, roomDetails } from './jobs.ts'
import type { Ports } from './ports.ts'

/**
 * Turns a tick into jobs: one run of each sweep for each slot, keyed `<sweep>@<slot>`, so that however many processes tick,
 * and however often, a slot is swept once. What is due is found by its column, so a missed tick misses nothing; and every
 * minute offers the hour again, so that an hour whose first minute was missed is swept in its second.
 */
export async function tick(ports: Ports, slot: Date): Promise<void> {
  const minute = slot.toISOString()
  const hour = `${minute.slice(0, 'YYYY-MM-DDTHH'.length)}:00`
  await sweep(ports, [
    { name: DUE_DELIVERIES, slot: minute },
    { name: CLEAR_ENDED, slot: hour },
    { name: END_WORKSPACES, slot: hour },
    ...ports.registry.sweeps.map(({ contract: { name, every } }) => ({ name, slot: every === 'hour' ? hour : minute })),
  ])
}

/** Runs every sweep now: when the playground's clock was moved, and at start, when the house may have slept. */
export async function sweepAll(ports: Ports, slot: string): Promise<void> {
  const names = [...ports.registry.sweeps.map(({ contract }) => contract.name), DUE_DELIVERIES]
  await sweep(
    ports,
    names.map((name) => ({ name, slot })),
  )
}

async function sweep(ports: Ports, runs: readonly { readonly name: string; readonly slot: string }[]): Promise<void> {
  const jobs = runs.map(({ name, slot }): QueuedJob => ({ name, data: {}, key: `${name}@${slot}`, retries: 3 }))
  await ports.engine.enqueue(ports.database.reader, jobs)
  ports.engine.poke(runs.map(({ name }) => name))
}

/** The next thing that any sweep or delivery will find due, for the clock in the playground and for time travel. */
export async function nextDue(ports: Ports): Promise<DueThing | null> {
  const { reader } = ports.database
  const delivery = await nextDelivery(reader, ports.clock.now())
  const due: DueThing[] = delivery
    ? [{ at: delivery.dueAt, what: `a card for ${await addressee(ports, delivery)}` }]
    : []
  for (const { handler } of ports.registry.sweeps) {
    const next = await handler.nextDue(reader)
    if (next) due.push(next)
  }
  return due.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}

async function addressee({ directory, database }: Ports, row: DeliveryRow): Promise<string> {
  switch (row.recipientKind) {
    case 'MEMBER':
      return (await directory.person(database.reader, row.workspaceId, memberId(row.recipient)))?.name ?? 'a member'
    case 'EMAIL':
      return mailDetails.parse(row.details).name
    case 'ROOM':
      return roomDetails.parse(row.details).title
  }
}
