// The embedded database: PGlite in this process, with the five guards it lacks (docs/decisions/0002-embedded-database.md):
// a lock, a version check, small memory, maintenance, one session. Process-crash safe, not power-loss safe.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import pg from 'pg'
import { z } from 'zod'
import type { Log } from '../../kit/log.ts'
import { DISK_RESERVE_BYTES, type DiskGuard, diskGuard, freeBytesOf } from './disk-guard.ts'
import {
  DatabaseVersionError,
  DiskFullError,
  EngineStoppedError,
  type Holder,
  translateDatabaseError,
} from './errors.ts'
import { type FileLock, readHolder, takeLock, writeWhole } from './lock-file.ts'
import { pgliteStreams, type StreamHooks } from './pglite-stream.ts'

export type Embedded = {
  readonly pool: pg.Pool
  maintain(): Promise<void>
  announce(control: string): void
  isWritable(): boolean
  close(): Promise<void>
}

/**
 * Opens the database in `dir`, making it when there is none. Throws DatabaseHeldError when another process has it,
 * DatabaseVersionError when this engine cannot read it, DiskFullError when there is no room to start.
 */
export async function openEmbedded(config: { dir: string; log: Log; now: () => Date }): Promise<Embedded> {
  const paths = pathsIn(config.dir)
  try {
    await mkdir(paths.dir, { recursive: true })
    const lock = await takeLock(paths.lock, config.now)
    return await openLocked(paths, lock, config.log).catch((error: unknown) => {
      lock.release()
      throw error
    })
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

/** The process that has the database of `dir` open, or null: a command asks it instead of opening the database itself. */
export async function holderOf(dir: string): Promise<Holder | null> {
  return readHolder(pathsIn(dir).lock)
}

/** The options every PGlite of ours is created with. Real start parameters: they replace the defaults, so these lead. */
export const engineOptions = {
  startParams: [
    ...PGlite.defaultStartParams,
    // The default of 128 MB is kept resident; 16 MB takes a quiet desk from 340 to 200 MB.
    ...['-c', 'shared_buffers=16MB'],
    // No checkpointer runs; these bound what a checkpoint leaves behind.
    ...['-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'],
    ...['-c', 'timezone=UTC'],
  ],
  extensions: { pg_trgm },
}

/** A node-postgres pool over a PGlite that the caller opened; every query has to go through it, and it has one session. */
export function poolOver(engine: PGlite, log: Log, hooks: StreamHooks = {}): pg.Pool {
  const pool = new pg.Pool({
    stream: pgliteStreams(engine, hooks),
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
  })
  // Without a listener the loss of an idle connection would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'The embedded database dropped its connection'))
  return pool
}

type Paths = { dir: string; data: string; lock: string; version: string }

function pathsIn(dir: string): Paths {
  const root = resolve(dir)
  return {
    dir: root,
    data: join(root, 'database'),
    lock: join(root, 'database.lock'),
    version: join(root, 'database.version'),
  }
}

async function openLocked(paths: Paths, lock: FileLock, log: Log): Promise<Embedded> {
  prepareFolder(paths)
  const guard = diskGuard(paths.dir, log)
  let engine = await openEngine(paths, log)
  writeVersion(paths, 'ready')
  const reopen = async (cause: Error): Promise<PGlite> => {
    log.error({ reason: cause.message }, 'The embedded database stopped; opening it again')
    await abandon(engine)
    engine = await openEngine(paths, log)
    guard.forget()
    return engine
  }
  const pool = poolOver(engine, log, { beforeTurn: guard.beforeTurn, onAnswer: guard.onAnswer, reopen })
  const maintain = () => maintainThrough(pool, guard)
  return {
    pool,
    maintain,
    announce: lock.announce,
    isWritable: guard.isWritable,
    async close() {
      try {
        await maintain().catch((error: Error) =>
          log.warn({ reason: error.message }, 'Maintenance before closing failed'),
        )
        await pool.end()
        await engine.close()
      } finally {
        lock.release()
      }
    },
  }
}

/** Autovacuum and the checkpointer, which the embedded engine does not run. */
async function maintainThrough(pool: pg.Pool, guard: DiskGuard): Promise<void> {
  // Vacuuming writes: on a full disk it waits, and a checkpoint alone gives back what it can.
  if (guard.isWritable()) await pool.query('vacuum (analyze)')
  await pool.query('checkpoint')
}

async function openEngine(paths: Paths, log: Log): Promise<PGlite> {
  const said: string[] = []
  try {
    return await PGlite.create({
      ...engineOptions,
      dataDir: paths.data,
      onStderr: (line) => {
        if (/FATAL|PANIC|ERROR/.test(line)) said.push(line)
        return false
      },
    })
  } catch (error) {
    log.debug({ said }, 'The embedded database did not open')
    if ((await freeBytesOf(paths.dir)) < DISK_RESERVE_BYTES) throw new DiskFullError(error)
    if (said.some((line) => /incompatible/.test(line))) {
      throw new DatabaseVersionError(paths.dir, 'another version of the embedded database', describe(ownVersion()))
    }
    throw new EngineStoppedError(new Error(`${paths.data} could not be opened. ${said.join(' ')}`, { cause: error }))
  }
}

/** Lets go of the files of a stopped engine without writing to them: closing it properly would save its broken memory. */
async function abandon(engine: PGlite): Promise<void> {
  await engine.fs?.closeFs()
}

const versionSchema = z.object({ state: z.enum(['creating', 'ready']), pglite: z.string(), postgres: z.string() })
type Version = Omit<z.infer<typeof versionSchema>, 'state'>

/** Refuses a folder of another engine, and clears one whose very first creation was interrupted. */
function prepareFolder(paths: Paths): void {
  const own = ownVersion()
  const marker = readMarker(paths.version)
  if (marker?.state === 'creating') rmSync(paths.data, { recursive: true, force: true })
  const postgresFile = join(paths.data, 'PG_VERSION')
  const isNew = !existsSync(postgresFile)
  const found = isNew
    ? own
    : { pglite: marker?.pglite ?? 'unknown', postgres: readFileSync(postgresFile, 'utf8').trim() }
  if (!isReadable(found, own)) throw new DatabaseVersionError(paths.dir, describe(found), describe(own))
  if (isNew) writeVersion(paths, 'creating')
}

/** PostgreSQL's major version and PGlite's line (0.5) fix the format of the files; within a line they stay readable. */
function isReadable(found: Version, own: Version): boolean {
  const line = (version: string) => version.split('.').slice(0, 2).join('.')
  return found.postgres === own.postgres && (found.pglite === 'unknown' || line(found.pglite) === line(own.pglite))
}

function describe({ pglite, postgres }: Version): string {
  return `PGlite ${pglite} (PostgreSQL ${postgres})`
}

function readMarker(path: string): z.infer<typeof versionSchema> | null {
  if (!existsSync(path)) return null
  try {
    return versionSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new Error(
      `${path} cannot be read; it says which version of the embedded database wrote this folder. ` +
        'If you have not changed it, restore the folder from a backup; else put its contents back.',
      { cause: error },
    )
  }
}

function writeVersion(paths: Paths, state: 'creating' | 'ready'): void {
  const text = `${JSON.stringify({ state, ...ownVersion() })}\n`
  // Not written again for nothing: a desk on a full disk must start, to be read.
  if (!existsSync(paths.version) || readFileSync(paths.version, 'utf8') !== text) writeWhole(paths.version, text)
}

// PGlite does not say which PostgreSQL it carries before it is open; held true by a test.
const OWN_POSTGRES_MAJOR = '18'

function ownVersion(): Version {
  const file = findPackageJSON('@electric-sql/pglite', import.meta.url)
  if (!file) throw new Error('The package @electric-sql/pglite is missing. Run npm ci.')
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8')))
  return { pglite: version, postgres: OWN_POSTGRES_MAJOR }
}
