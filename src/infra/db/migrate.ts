// Applies prisma/migrations when the desk starts, on both databases, and records it as `prisma migrate deploy` does, so that
// Prisma's own commands agree (docs/decisions/0002-embedded-database.md).
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Log } from '../../kit/log.ts'

/** Where the migrations of this version are. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

/** A migration's SQL failed. Nothing of it was kept; `_prisma_migrations.logs` has the reason. */
export class MigrationFailedError extends Error {
  override readonly name = 'MigrationFailedError'

  constructor(migration: string, cause: unknown) {
    super(
      `The migration ${migration} failed: ${messageOf(cause)}. Nothing of it was kept, and the desk does not start on a ` +
        `half-migrated database. Mend the cause, then run "npx introdesk migrate --rolled-back ${migration}".`,
      { cause },
    )
  }
}

/** An earlier run left a failed migration behind, and somebody has to say what became of it. */
export class MigrationBlockedError extends Error {
  override readonly name = 'MigrationBlockedError'

  constructor(migration: string, startedAt: Date, logs: string | null) {
    super(
      `The migration ${migration}, started ${startedAt.toISOString()}, did not finish${logs ? `: ${logs}` : ''}. ` +
        'When the cause is mended and nothing of it is left in the database, run ' +
        `"npx introdesk migrate --rolled-back ${migration}"; it is then applied again.`,
    )
  }
}

export type Migration = { name: string; sql: string; checksum: string }

/** The migrations in `folder` (default: this version's own), in the order they are applied. */
export async function readMigrations(folder = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(folder, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

type Options = {
  log: Log
  /** Default: this version's own, in prisma/migrations. */
  migrations?: Migration[] | undefined
}

/**
 * Brings the database up to date and returns the names of what it applied. Replicas that start at once take turns, and
 * exactly one applies. Throws MigrationFailedError or MigrationBlockedError.
 */
export async function migrate(session: pg.ClientBase, options: Options): Promise<string[]> {
  const migrations = options.migrations ?? (await readMigrations())
  return locked(session, options.log, async () => {
    await session.query(CREATE_TABLE)
    const known = await readRows(session)
    const applied = await settle(session, known, options.log)
    const names: string[] = []
    for (const migration of migrations) {
      const checksum = applied.get(migration.name)
      if (checksum === undefined) {
        await apply(session, migration)
        names.push(migration.name)
      } else if (checksum !== migration.checksum) {
        options.log.warn({ migration: migration.name }, 'A migration was edited after it had been applied here')
      }
    }
    if (names.length > 0) options.log.info({ migrations: names }, 'The database was migrated')
    return names
  })
}

/** The names of the migrations that the database has; none when it is new. */
export async function appliedMigrations(session: pg.ClientBase): Promise<string[]> {
  const { rows } = await session.query<{ exists: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as exists`,
  )
  return rows[0]?.exists ? [...appliedChecksums(await readRows(session)).keys()] : []
}

/** Declares a failed migration undone, as `prisma migrate resolve --rolled-back` does. False when there is none such. */
export async function markRolledBack(session: pg.ClientBase, migration: string): Promise<boolean> {
  const { rowCount } = await session.query(
    `update _prisma_migrations set rolled_back_at = now()
     where migration_name = $1 and finished_at is null and rolled_back_at is null`,
    [migration],
  )
  return rowCount === 1
}

// The key of Prisma's own schema engine, so that `prisma migrate deploy` and this take turns too.
const LOCK_KEY = 72707369

async function locked<T>(session: pg.ClientBase, log: Log, work: () => Promise<T>): Promise<T> {
  const { rows } = await session.query<{ free: boolean }>(`select pg_try_advisory_lock(${LOCK_KEY}) as free`)
  if (!rows[0]?.free) {
    log.info({}, 'Waiting for another process that is migrating the database')
    await session.query(`select pg_advisory_lock(${LOCK_KEY})`)
  }
  try {
    return await work()
  } finally {
    // When this fails the connection is gone and the lock with it; the error of `work` is the one to hear.
    await session.query(`select pg_advisory_unlock(${LOCK_KEY})`).catch(() => {})
  }
}

// As the schema engine of Prisma 7.10 creates it.
const CREATE_TABLE = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

type Row = {
  id: string
  migration_name: string
  checksum: string
  logs: string | null
  started_at: Date
  finished_at: Date | null
  rolled_back_at: Date | null
}

async function readRows(session: pg.ClientBase): Promise<Row[]> {
  const { rows } = await session.query<Row>('select * from _prisma_migrations order by started_at')
  return rows
}

function appliedChecksums(rows: Row[]): Map<string, string> {
  return new Map(
    rows.filter((row) => row.finished_at && !row.rolled_back_at).map((row) => [row.migration_name, row.checksum]),
  )
}

/** Checksums by name of what is applied, after dealing with what an earlier run left unfinished. */
async function settle(session: pg.ClientBase, rows: Row[], log: Log): Promise<Map<string, string>> {
  for (const row of rows.filter((candidate) => !candidate.finished_at && !candidate.rolled_back_at)) {
    if (row.logs !== null || !row.id.startsWith(ATOMIC_ID)) {
      throw new MigrationBlockedError(row.migration_name, row.started_at, row.logs)
    }
    log.warn(
      { migration: row.migration_name },
      'A migration was interrupted and left nothing behind; applying it again',
    )
    await markRolledBack(session, row.migration_name)
  }
  return appliedChecksums(rows)
}

// Marks rows whose SQL and whose "finished" were sent as one message, hence one transaction. Such a row without an end and
// without a reason is from a process that was killed, and provably changed nothing. The column holds 36 characters.
const ATOMIC_ID = 'introdesk-'

async function apply(session: pg.ClientBase, migration: Migration): Promise<void> {
  // A statement that refuses transactions has to be alone in its file, so its end can only be recorded afterwards.
  const isAtomic = !/\bconcurrently\b/i.test(migration.sql)
  const id = isAtomic ? `${ATOMIC_ID}${randomUUID().replaceAll('-', '').slice(0, 26)}` : randomUUID()
  const finish = `update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = '${id}'`
  await session.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    migration.checksum,
    migration.name,
  ])
  try {
    // Without parameters, pg sends the whole file as one simple-protocol message: an implicit transaction.
    await session.query(isAtomic ? `${migration.sql}\n;\n${finish}` : migration.sql)
    if (!isAtomic) await session.query(finish)
  } catch (error) {
    await session.query('update _prisma_migrations set logs = $2 where id = $1', [id, messageOf(error)])
    throw new MigrationFailedError(migration.name, error)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
