import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import { noteSeen } from './seen-store.ts'

/** What was used once and must not be again: an event that was answered, the state of an installation. Holds for all replicas. */
export interface Seen {
  /** True for the first caller with this id. */
  isFirst(id: string): Promise<boolean>
}

/** Slack may redeliver an event for a day. */
const MEMORY_MS = 25 * 3_600_000

export function createSeen(db: Db, clock: Clock): Seen {
  return { isFirst: (id) => noteSeen(db, id, new Date(clock.now().getTime() + MEMORY_MS)) }
}
