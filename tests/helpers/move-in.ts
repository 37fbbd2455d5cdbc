import type { Database } from '../../src/infra/db/database.ts'
import { silentLog } from '../../src/kit/log.ts'
import { deskOver } from '../../src/main.ts'
import { createTown } from '../../src/playground/town.ts'
import { TUESDAY, townConfig } from './tuesday.ts'

/** The demo town moves into a migrated database; every job that this brings is done. The database stays open. */
export async function moveIn(database: Database): Promise<void> {
  const desk = await deskOver(database, townConfig(), { log: silentLog, machine: { now: () => TUESDAY } })
  await desk.app.startWorker()
  await createTown(desk).town.loadDemo()
  await desk.ports.engine.settled()
  await desk.app.stopWorker(2000)
}
