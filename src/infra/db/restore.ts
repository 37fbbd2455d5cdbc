import type pg from 'pg'
import type { Log } from '../../kit/log.ts'
import { summarize } from './backup.ts'
import { checkBackup, type Header, RestoreError, readBackup, type Summary, type Table } from './backup-file.ts'
import type { Database } from './database.ts'
import { appliedMigrations, type Migration, migrate, readMigrations } from './migrate.ts'
import { insertSql, liftForeignKeys, listTables, quote, textSession } from './tables.ts'

type Options = {
  log: Log
  /** Replace what the database holds. Without it, a database with any row in it is refused. */
  overwrite?: boolean
  /**
   * Called in the restoring transaction, on tables as the backup's version had them, when all rows are in and compared. Here
   * belongs what fences the past off: raising each workspace's epoch, so that no delivery of before is sent again.
   */
  afterRestore(session: pg.ClientBase): Promise<void>
  /** Default: this version's own. */
  migrations?: Migration[]
}

/**
 * Fills the database from a backup of either kind and compares counts and sums with the backup's. Rows go in within one
 * transaction; a backup of an older version is migrated after it is in, one of a newer version is refused. The desk must
 * not run meanwhile. Throws RestoreError.
 */
export async function restore(
  database: Pick<Database, 'withSession'>,
  file: string,
  options: Options,
): Promise<{ header: Header; summary: Summary }> {
  // The whole file is read once before anything is touched: a damaged backup must not cost the data it was to replace.
  const { header, summary } = await checkBackup(file)
  const all = options.migrations ?? (await readMigrations())
  const ofBackup = migrationsOf(header, all)
  await database.withSession(async (session) => {
    await refuseFilled(session, options.overwrite ?? false)
    await resetIfAhead(session, ofBackup)
    await migrate(session, { log: options.log, migrations: ofBackup })
    await textSession(session, () => fill(session, file, options))
    await migrate(session, { log: options.log, migrations: all })
  })
  options.log.info({ rows: summary.rows, madeAt: header.madeAt }, 'The backup was restored')
  return { header, summary }
}

/** This version's migrations up to those of the backup. */
function migrationsOf(header: Header, all: Migration[]): Migration[] {
  const known = new Set(all.map(({ name }) => name))
  const unknown = header.migrations.find(({ name }) => !known.has(name))
  if (unknown) {
    throw new RestoreError(
      `The backup of ${header.madeAt} was made by a newer version of Introdesk: this one has no migration ${unknown.name}. ` +
        'Restore it with that version or a later one. Nothing was changed.',
    )
  }
  const names = new Set(header.migrations.map(({ name }) => name))
  return all.filter(({ name }) => names.has(name))
}

async function refuseFilled(session: pg.ClientBase, overwrite: boolean): Promise<void> {
  if (overwrite) return
  const filled: string[] = []
  for (const { name } of await listTables(session)) {
    const { rows } = await session.query(`select from ${quote(name)} limit 1`)
    if (rows.length > 0) filled.push(name)
  }
  if (filled.length === 0) return
  throw new RestoreError(
    `The database is not empty: there are rows in ${filled.join(', ')}. Restore into an empty one, or say --overwrite to ` +
      'replace what it holds. Nothing was changed.',
  )
}

/** The backup's rows fit the tables of its own version only, so a database that is further begins anew. */
async function resetIfAhead(session: pg.ClientBase, ofBackup: Migration[]): Promise<void> {
  const names = new Set(ofBackup.map(({ name }) => name))
  const applied = await appliedMigrations(session)
  if (applied.every((name) => names.has(name))) return
  await session.query('drop schema public cascade; create schema public')
}

async function fill(session: pg.ClientBase, file: string, options: Options): Promise<void> {
  const tables = await listTables(session)
  const columns = new Map(tables.map((table) => [table.name, columnsOf(table)]))
  const names = tables.map(({ name }) => quote(name)).join(', ')
  if (names) await session.query(`truncate ${names} restart identity cascade`)
  // Its jobs point at rows that are now others; the engine makes its schema again when it starts.
  await session.query(`drop schema if exists ${JOB_SCHEMA} cascade`)
  const restoreForeignKeys = await liftForeignKeys(session)
  for (const { name } of tables) await session.query(`alter table ${quote(name)} disable trigger user`)
  for await (const part of readBackup(file)) {
    if (part.kind === 'table') requireSame(part.table, columns.get(part.table.name))
    if (part.kind === 'rows') await session.query(insertSql(part.table), [`[${part.lines.join(',')}]`])
    if (part.kind !== 'end') continue
    for (const { name, value, isCalled } of part.sequences) {
      await session.query('select setval($1::regclass, $2::bigint, $3)', [quote(name), value, isCalled])
    }
    requireEqual(part.summary, await summarize(session))
  }
  for (const { name } of tables) await session.query(`alter table ${quote(name)} enable trigger user`)
  if (restoreForeignKeys) await session.query(restoreForeignKeys)
  await options.afterRestore(session)
}

const JOB_SCHEMA = 'pgboss'

function columnsOf(table: Table): string {
  return JSON.stringify(table.columns.map(({ name, type }) => `${name} ${type}`).sort())
}

function requireSame(table: Table, own: string | undefined): void {
  if (own === columnsOf(table)) return
  throw new RestoreError(
    `The table ${table.name} has other columns in the backup than here, although both are of the same version. ` +
      'One of them was changed by hand. Nothing was restored.',
  )
}

function requireEqual(expected: Summary, found: Summary): void {
  const names = new Set([...Object.keys(expected.tables), ...Object.keys(found.tables)])
  const wrong = [...names].filter((name) => expected.tables[name]?.sha256 !== found.tables[name]?.sha256)
  if (wrong.length === 0) return
  throw new RestoreError(
    `After restoring, these tables did not hold what the backup holds: ${wrong.join(', ')}. Nothing was restored; please report it.`,
  )
}
