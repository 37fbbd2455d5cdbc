import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'
import { addDays } from '../kit/working-time.ts'
import type { Ports } from './ports.ts'
import { closedSince, reopenWorkspace } from './tenancy-store.ts'
import { moveClock, moveWaitingCards, redrawCards } from './waking-store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Longer than a request and what follows it live: older cards tell of what is over. */
const CARDS_LIVE_DAYS = 90

/** The runtime's own clocks beside those of the domains: a link ends together with what it asks. */
const OWN_CLOCKS = ['signed_links.expiresAt']

/** A place that had removed the app is back. */
export interface Returned {
  readonly surface: SurfaceName
  readonly removedAt: Date
}

/**
 * Opens a closed workspace as if no time had passed: whoever had three days left to answer has three days left, and nothing that
 * ran out while nobody could be reached is held against anybody, nor told to everybody at once. Cards there are redrawn where
 * they no longer tell how things are.
 */
export async function welcomeBack(ports: Ports, db: Db, workspaceId: WorkspaceId, place: Returned): Promise<void> {
  const now = ports.clock.now()
  const from = await closedSince(db, workspaceId)
  if (from) {
    const absence = { workspaceId, from, days: daysAway(from, now) }
    if (absence.days > 0) {
      for (const column of [...OWN_CLOCKS, ...ports.registry.domains.flatMap(({ clocks }) => clocks)])
        await moveClock(db, column, absence)
      await moveWaitingCards(db, absence)
    }
    await reopenWorkspace(db, workspaceId)
  }
  const { surface, removedAt } = place
  await redrawCards(db, workspaceId, { surface, since: addDays(removedAt, -CARDS_LIVE_DAYS) })
}

/** In whole days, so that nothing comes at another time of day; an install that was only done over is no absence. */
function daysAway(from: Date, now: Date): number {
  return Math.max(0, Math.ceil((now.getTime() - from.getTime() - HOUR_MS) / DAY_MS))
}
