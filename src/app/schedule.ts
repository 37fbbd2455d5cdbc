import type { DueThing } from '../kit/domain.ts'
import type { QueuedJob } from '../kit/jobs.ts'
import { nextDelivery } from './delivery-store.ts'
import { CLEAR_ENDED, DUE_DELIVERIES } from './jobs.ts'
import type { Ports } from './ports.ts'

/**
 * Turns a tick into jobs: one run of each sweep for each slot, keyed `<sweep>@<slot>`, so that however many processes tick,
 * and however often, a slot is swept once. What is due is found by its column, so a missed tick misses nothing.
 */
export async function tick(ports: Ports, slot: Date): Promise<void> {
  const isHour = slot.getUTCMinutes() === 0
  const names = [
    DUE_DELIVERIES,
    ...(isHour ? [CLEAR_ENDED] : []),
    ...ports.registry.sweeps
      .filter(({ contract }) => contract.every === 'minute' || isHour)
      .map(({ contract }) => contract.name),
  ]
  await sweep(ports, names, slot.toISOString())
}

/** Runs every sweep now: when the playground's clock was moved, and at start, when the house may have slept. */
export async function sweepAll(ports: Ports, slot: string): Promise<void> {
  await sweep(ports, [...ports.registry.sweeps.map(({ contract }) => contract.name), DUE_DELIVERIES], slot)
}

async function sweep(ports: Ports, names: readonly string[], slot: string): Promise<void> {
  const jobs = names.map((name): QueuedJob => ({ name, data: {}, key: `${name}@${slot}`, retries: 3 }))
  await ports.engine.enqueue(ports.database.reader, jobs)
  ports.engine.poke(names)
}

/** The next thing that any sweep or delivery will find due, for the clock in the playground and for time travel. */
export async function nextDue(ports: Ports): Promise<DueThing | null> {
  const { reader } = ports.database
  const delivery = await nextDelivery(reader, ports.clock.now())
  const due: DueThing[] = delivery ? [{ at: delivery.dueAt, what: `a card that waits for the morning` }] : []
  for (const { handler } of ports.registry.sweeps) {
    const next = await handler.nextDue(reader)
    if (next) due.push(next)
  }
  return due.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null
}
