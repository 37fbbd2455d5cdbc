import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import { type Database, databaseOver, openDatabase } from '../../src/infra/db/database.ts'
import { engineOptions, poolOver } from '../../src/infra/db/embedded.ts'
import { silentLog } from '../../src/kit/log.ts'
import { onServer, urlOf } from './postgres.ts'

/** Migrated and empty, or with the demo town in it, as it is on a Tuesday morning. */
export type Start = 'empty' | 'town'

/** What tests/helpers/global-setup.ts prepared, once for the whole run. */
export type PreparedDatabases = {
  /** Files with an in-memory PGlite; null when that kind is left out. */
  snapshots: Record<Start, string> | null
  /** A server with databases to copy; null when that kind is left out. */
  server: { url: string; templates: Record<Start, string> } | null
}

declare module 'vitest' {
  interface ProvidedContext {
    databases: PreparedDatabases
  }
}

export type TestDatabase = { name: Database['kind']; open: OpenTestDatabase }
export type OpenTestDatabase = (start?: Start) => Promise<Database>

/**
 * The kinds of database that this run tests, for `describe.each(testDatabases())('… on $name', ({ open }) => …)`. Each
 * `open()` gives a migrated database of its own in 20 to 600 ms; close it when done, or `clear` it to go on with it.
 */
export function testDatabases(): TestDatabase[] {
  const { snapshots, server } = inject('databases')
  const kinds: TestDatabase[] = []
  if (snapshots) kinds.push({ name: 'embedded', open: (start = 'empty') => openSnapshot(snapshots[start]) })
  if (server)
    kinds.push({ name: 'postgres', open: (start = 'empty') => openClone(server.url, server.templates[start]) })
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
  return databaseOn(engine)
}

/** A database on an engine in memory, which closes with it. */
export function databaseOn(engine: PGlite): Database {
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

async function openClone(serverUrl: string, template: string): Promise<Database> {
  const { url, drop } = await createOn(serverUrl, template)
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
