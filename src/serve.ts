import { renewSecrets } from './app/secrets.ts'
import { inDesk } from './cli/in-desk.ts'
import { openControl } from './infra/control/control.ts'
import { startTicker } from './infra/cron/ticker.ts'
import { openFrontDoor } from './infra/http/front-door.ts'
import { type Operation, operationMounts } from './infra/http/operation.ts'
import type { Desk } from './main.ts'
import { type Prepared, prepareSurfaces } from './surfaces.ts'
import { version } from './version.ts'

export interface Running {
  /** Where a browser on this machine reaches the desk. */
  readonly url: string
  stop(): Promise<void>
}

/** Intake stops at once; what is running may end for this long. */
const GRACE_MS = 8_000
const MAINTENANCE_EVERY_MS = 3_600_000

/** Opens the doors of a desk: HTTP, the configured surfaces, the worker, the clock, and the control socket for commands. */
export async function serve(desk: Desk): Promise<Running> {
  const { config, log, app } = desk
  const door = await openFrontDoor({ host: config.HOST, port: config.PORT, log: log.child({ module: 'http' }) })
  const url = `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${door.port}`
  desk.listensAt(url)
  const surfaces = await prepareSurfaces(desk)
  let isOpen = false
  for (const mount of operationMounts(operationOf(desk, { surfaces, isOpen: () => isOpen }))) door.mount(mount)
  const isWorker = config.ROLE !== 'web'
  if (isWorker) await app.startWorker()
  else await app.startWithoutWorker()
  for (const surface of surfaces.values()) await surface.open(door)
  const stopBackground = startBackground(desk, isWorker)
  const renewing = renewSecrets(desk.ports).catch((error: unknown) =>
    log.warn({ error }, 'Secrets were not sealed anew'),
  )
  const control = await openControl((asked, print) => inDesk(desk, asked, print))
  desk.database.announce(control.address)
  door.complete()
  isOpen = true
  return {
    url,
    async stop() {
      isOpen = false
      await stopBackground()
      await renewing
      await control.close()
      for (const surface of surfaces.values()) await surface.stop()
      await Promise.all([door.close(GRACE_MS), app.stopWorker(GRACE_MS)])
      await desk.close()
    },
  }
}

/** The minute ticks and the hourly care of the embedded database. */
function startBackground(desk: Desk, isWorker: boolean): () => Promise<void> {
  const { log, app, database } = desk
  const onTick = (slot: Date) =>
    app.tick(slot).catch((error: unknown) => log.error({ error }, 'A tick failed; the next one finds the same work'))
  const ticker = isWorker ? startTicker({ onTick, log: log.child({ module: 'ticker' }) }) : null
  const maintain = () =>
    database.maintain().catch((error: unknown) => log.warn({ error }, 'The database could not be tidied up'))
  const maintenance = setInterval(maintain, MAINTENANCE_EVERY_MS).unref()
  return async () => {
    clearInterval(maintenance)
    await ticker?.stop()
  }
}

interface Doors {
  readonly surfaces: ReadonlyMap<string, Prepared>
  /** False until everything is mounted, and again from the moment of closing: nobody should be sent here then. */
  isOpen(): boolean
}

function operationOf({ metrics, database }: Desk, { surfaces, isOpen }: Doors): Operation {
  return {
    version,
    metrics: () => metrics.text(),
    async checks() {
      const answers = await database.pool.query('select 1').then(
        () => true,
        () => false,
      )
      const reachable = Object.fromEntries([...surfaces].map(([name, surface]) => [name, surface.isReady()]))
      return { open: isOpen(), database: answers, disk: database.isWritable(), ...reachable }
    },
  }
}
