import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { JobRun } from '../kit/jobs.ts'
import type { GonePlace } from '../kit/personal-data.ts'
import { addDays } from '../kit/working-time.ts'
import {
  beginEnding,
  eraseName,
  eraseSome,
  forgetDetails,
  nextEnding,
  nextToEnd,
  placesToForget,
} from './ending-store.ts'
import type { Ports } from './ports.ts'
import { closeDeserted, oneAtATime } from './tenancy-store.ts'

/** So many rows in one transaction: a large community neither holds locks for long nor runs into the limit of one transaction. */
const ROWS_AT_ONCE = 2_000
const PLACES_AT_ONCE = 50

/**
 * Erases workspaces whose places all removed the app so long ago that nobody is to come back. First a workspace is cut off from
 * its places, under the lock under which places come and go: whoever installs the app before that has everything again, whoever
 * does so after it begins anew. Then its rows go, some at a time; whatever process ends over it, the next run goes on.
 */
export async function endWorkspaces(ports: Ports, { signal }: Pick<JobRun, 'signal'>): Promise<void> {
  const { database, clock, log } = ports
  await database.transaction(async (db) => {
    await oneAtATime(db)
    await closeDeserted(db, { usedSince: keptSince(ports), now: clock.now() })
  })
  for (;;) {
    signal.throwIfAborted()
    const id = (await nextEnding(database.reader)) ?? (await cutOff(ports))
    if (!id) break
    while (await database.transaction((db) => eraseSome(db, id, ROWS_AT_ONCE))) signal.throwIfAborted()
    await database.transaction((db) => eraseName(db, id))
    log.info({ workspace: id, keptDays: ports.keepRemovedDays }, 'A community whose app was removed is erased')
  }
  while (await forgetPlaces(ports)) signal.throwIfAborted()
}

/** What closed before that is not kept any longer. */
export function keptSince({ clock, keepRemovedDays }: Pick<Ports, 'clock' | 'keepRemovedDays'>): Date {
  return addDays(clock.now(), -keepRemovedDays)
}

async function cutOff(ports: Ports): Promise<WorkspaceId | null> {
  return ports.database.transaction(async (db) => {
    await oneAtATime(db)
    const id = await nextToEnd(db, keptSince(ports))
    if (id) await forgetAll(ports, db, await beginEnding(db, id, ports.clock.now()))
    return id
  })
}

/**
 * A place that left a workspace which lives on elsewhere, for as long: how it was reached is forgotten. Its people's accounts
 * stay, because they are still members, see them under `/me`, and would otherwise come back as strangers beside themselves.
 */
async function forgetPlaces(ports: Ports): Promise<number> {
  return ports.database.transaction(async (db) => {
    const places = await placesToForget(db, keptSince(ports), PLACES_AT_ONCE)
    await forgetAll(ports, db, places)
    for (const place of places) await forgetDetails(db, place)
    return places.length
  })
}

async function forgetAll({ keepers }: Ports, db: Db, places: readonly GonePlace[]): Promise<void> {
  for (const place of places) for (const { forgetPlace } of keepers) await forgetPlace?.(db, place)
}
