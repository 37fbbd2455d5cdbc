import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import { noteSeen } from './seen-store.ts'

/** What Slack sent before: a captured request, a redelivered event, a used state. Outlives a restart and holds for all replicas. */
export interface Seen {
  /** True for the first caller with this id. */
  isFirst(id: string): Promise<boolean>
}

/** A signature is refused as stale after five minutes, so ten are enough for it. */
export const SIGNATURE_MEMORY_MS = 10 * 60_000
/** Slack may redeliver an event for a day. */
export const EVENT_MEMORY_MS = 25 * 3_600_000

interface Waiting {
  readonly id: string
  readonly settle: (isFirst: boolean) => void
  readonly fail: (error: unknown) => void
}

/** Asks the database for many ids in one statement: while one runs, the next ones gather. */
export function createSeen(db: Db, clock: Clock, memoryMs: number): Seen {
  let waiting: Waiting[] = []
  let isRunning = false
  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await settleBatch(db, batch, new Date(clock.now().getTime() + memoryMs))
    }
    isRunning = false
  }
  return {
    isFirst(id) {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>()
      waiting.push({ id, settle: resolve, fail: reject })
      if (!isRunning) void run()
      return promise
    },
  }
}

async function settleBatch(db: Db, batch: readonly Waiting[], expiresAt: Date): Promise<void> {
  try {
    const isNew = new Set(await noteSeen(db, [...new Set(batch.map(({ id }) => id))], expiresAt))
    // Two of one id in the same batch: the first one takes it.
    for (const { id, settle } of batch) settle(isNew.delete(id))
  } catch (error) {
    for (const { fail } of batch) fail(error)
  }
}
