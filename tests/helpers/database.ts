import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { type Database, databaseOver, openDatabase } from '../../src/infra/db/database.ts'
import { engineOptions, poolOver } from '../../src/infra/db/embedded.ts'
import { silentLog } from '../../src/kit/log.ts'
import { onServer, urlOf } from './postgres.ts'

/** What tests/helpers/global-setup.ts prepared, once for the whole run. */
export type PreparedDatabases = {
  /** A file with a migrated, empty in-memory PGlite; null when that kind is left out. */
  snapshot: string | null
  /** A server whose database `template` is migrated and empty; null when that kind is left out. */
  server: { url: string; template: string } | null
}

declare module 'vitest' {
  interface ProvidedContext {
    databases: PreparedDatabases
  }
}

export type TestDatabase = { name: Database['kind']; open(): Promise<Database> }

/**
 * The kinds of database that this run tests, for `describe.each(testDatabases())('… on $name', ({ open }) => …)`. Each
 * `open()` gives a migrated, empty database of its own in 20 to 600 ms; close it when done, or `clear` it to go on with it.
 */
export function testDatabases(): TestDatabase[] {
  const { snapshot, server } = inject('databases')
  const kinds: TestDatabase[] = []
  if (snapshot) kinds.push({ name: 'embedded', open: () => openSnapshot(snapshot) })
  if (server) kinds.push({ name: 'postgres', open: () => openClone(server) })
  return kinds
}

/** The fastest kind at hand, for tests whose subject is not the database. */
export function anyTestDatabase(): TestDatabase {
  const kinds = testDatabases()
  const kind = kinds.find(({ name }) => name === 'postgres') ?? kinds[0]
  if (!kind) throw new Error('TEST_DATABASES leaves no database to test on. Set it to embedded, postgres or both.')
  return kind
}

/** An empty PostgreSQL database without our tables, or null when this run has no server. `drop` removes it. */
export async function emptyServerDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const { server } = inject('databases')
  return server ? createOn(server.url, 'template0') : null
}

/** Empties every table but the record of migrations: some milliseconds, where a fresh database takes some hundred. */
export async function clear(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ names: string | null }>(
    `select string_agg(format('%I', tablename), ', ') as names from pg_tables
     where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  )
  if (rows[0]?.names) await database.pool.query(`truncate ${rows[0].names} restart identity cascade`)
}

async function openSnapshot(file: string): Promise<Database> {
  const engine = await PGlite.create({ ...engineOptions, loadDataDir: new Blob([await readFile(file)]) })
  const pool = poolOver(engine, silentLog)
  return databaseOver(pool, {
    maintain: async () => {},
    isWritable: () => true,
    announce: () => {},
    async close() {
      await pool.end()
      await engine.close()
    },
  })
}

async function openClone(server: { url: string; template: string }): Promise<Database> {
  const { url, drop } = await createOn(server.url, server.template)
  const database = await openDatabase({ databaseUrl: url, dataDir: '', log: silentLog })
  return {
    ...database,
    async close() {
      await database.close()
      await drop()
    },
  }
}

async function createOn(serverUrl: string, template: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(serverUrl, `create database ${name} template ${template}`)
  return {
    url: urlOf(serverUrl, name),
    drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`),
  }
}
