import { join } from 'node:path'
import { type App, createApp } from './app/app.ts'
import { countedModel } from './app/counted-model.ts'
import { createFeed } from './app/feed.ts'
import type { Ports } from './app/ports.ts'
import { createRegistry } from './app/registry.ts'
import { type MovableClock, movableClock, restoreClock } from './app/travel.ts'
import { type Config, playgroundMode } from './config.ts'
import { domains } from './domains/index.ts'
import { createDirectory } from './domains/people/api.ts'
import { keptSecret } from './infra/crypto/kept-secret.ts'
import { linkSigner } from './infra/crypto/link-signer.ts'
import { keysWithKept, sealWith } from './infra/crypto/seal.ts'
import { type Database as OpenDatabase, openDatabase } from './infra/db/database.ts'
import { DiskFullError, translateDatabaseError } from './infra/db/errors.ts'
import { asReader, inTransaction } from './infra/db/handle.ts'
import { migrate } from './infra/db/migrate.ts'
import { outgoingPort } from './infra/http/outgoing.ts'
import { uuidIds } from './infra/ids/uuid-ids.ts'
import { resvgPictures } from './infra/images/resvg-pictures.ts'
import { pgBossEngine } from './infra/jobs/pg-boss-engine.ts'
import { noModel } from './infra/llm/no-model.ts'
import { type PrometheusMetrics, prometheusMetrics } from './infra/metrics/prometheus.ts'
import { type Clock, systemClock } from './kit/clock.ts'
import type { Change, Database } from './kit/db.ts'
import type { Log } from './kit/log.ts'
import type { ModelPort } from './kit/model.ts'
import type { Seal } from './kit/seal.ts'
import { surfaceKeepers } from './surface-keepers.ts'

/** Everything that runs without a platform: the database, the runtime over it, the clock. Surfaces are added in `start.ts`. */
export interface Desk {
  readonly config: Config
  readonly log: Log
  readonly database: OpenDatabase
  readonly ports: Ports
  readonly app: App
  readonly metrics: PrometheusMetrics
  /** Moves only where there is a playground. */
  readonly clock: MovableClock
  /** To be told once the port is known that others reach this desk at. */
  listensAt(url: string): void
  close(): Promise<void>
}

export interface DeskParts {
  readonly log: Log
  readonly machine?: Clock
}

/** Opens the database that the configuration names, migrates it and puts the runtime on it. */
export async function openDesk(config: Config, parts: DeskParts): Promise<Desk> {
  const { log, machine = systemClock } = parts
  const opened = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
    log,
    now: machine.now,
  })
  try {
    await opened.withSession((session) => migrate(session, { log }))
    return await deskOver(opened, config, parts)
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** The composition root: the only place that builds ports. The database is open and up to date. */
export async function deskOver(opened: OpenDatabase, config: Config, parts: DeskParts): Promise<Desk> {
  const { log, machine = systemClock } = parts
  const database = kitDatabase(opened)
  const clock = movableClock(machine)
  if (playgroundMode(config) !== 'off') await restoreClock(database, clock)
  const engine = pgBossEngine({ database: opened, log: log.child({ module: 'jobs' }) })
  const metrics = prometheusMetrics(() => engine.counts())
  let url = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`
  const ports: Ports = {
    registry: createRegistry(domains),
    database,
    engine,
    directory: createDirectory(uuidIds),
    model: countedModel(await modelOf(config), metrics, () => performance.now()),
    clock,
    ids: uuidIds,
    log,
    metrics,
    feed: createFeed(),
    pictures: resvgPictures(),
    outgoing: outgoingPort({ privateHosts: config.WEBHOOK_PRIVATE_HOSTS }),
    links: linkSigner(config.LINK_SECRET ?? (await keptSecret(join(config.DATA_DIR, 'link-secret')))),
    seal: await sealOf(config),
    publicUrl: () => url,
    keepers: surfaceKeepers,
    keepRemovedDays: config.KEEP_REMOVED_DAYS,
    surfaces: new Map(),
  }
  return {
    config,
    log,
    database: opened,
    ports,
    app: createApp(ports),
    metrics,
    clock,
    listensAt: (actual) => {
      url = config.PUBLIC_URL ?? actual
    },
    close: () => opened.close(),
  }
}

/** An open database as the runtime sees it. */
export function kitDatabase(opened: OpenDatabase): Database {
  return {
    kind: opened.kind,
    reader: asReader(opened),
    transaction: (fn) => inTransaction(opened, (db, writes) => fn(db, () => counted(writes))),
    isFull: (error) => translateDatabaseError(error) instanceof DiskFullError,
  }
}

function counted(writes: readonly { readonly model: string; readonly action: string }[]): Change[] {
  const groups = Object.groupBy(writes, ({ model, action }) => `${model} ${action}`)
  return Object.values(groups).flatMap((group) => (group?.[0] ? [{ ...group[0], count: group.length }] : []))
}

/** On PostgreSQL keys are given, the same to every replica; beside the embedded database a secret is kept that serves as one. */
async function sealOf({ DATABASE_URL, DATA_DIR, ENCRYPTION_KEYS }: Config): Promise<Seal | null> {
  if (DATABASE_URL) return ENCRYPTION_KEYS ? sealWith(ENCRYPTION_KEYS) : null
  return sealWith(keysWithKept(ENCRYPTION_KEYS, await keptSecret(join(DATA_DIR, 'seal-secret'))))
}

/** The package behind it is loaded where a model is configured: it is a tenth of an idle desk's memory. */
async function modelOf(config: Config): Promise<ModelPort> {
  if (!config.OPENAI_API_KEY && !config.OPENAI_BASE_URL) return noModel
  const { createOpenAiModel } = await import('./infra/llm/openai-model.ts')
  return createOpenAiModel({
    model: config.OPENAI_MODEL,
    api: config.OPENAI_API,
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL,
  })
}
