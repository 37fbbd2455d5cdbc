// Prepares the databases of a test run once: a snapshot of the embedded one and a template on a throw-away server.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/infra/db/database.ts'
import { engineOptions, poolOver } from '../../src/infra/db/embedded.ts'
import { type Migration, migrate, readMigrations } from '../../src/infra/db/migrate.ts'
import { silentLog } from '../../src/kit/log.ts'
import { onServer, startPostgres, type TestServer, urlOf } from './postgres.ts'

const TEMPLATE = `introdesk_template_${randomUUID().slice(0, 8)}`

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_DATABASES ?? 'both'
  if (!['both', 'embedded', 'postgres'].includes(wanted)) {
    throw new Error(`TEST_DATABASES is "${wanted}". Set it to embedded, postgres or both.`)
  }
  const migrations = await readMigrations()
  const [snapshot, server] = await Promise.all([
    wanted === 'postgres' ? null : prepareSnapshot(migrations),
    wanted === 'embedded' ? null : prepareServer(migrations),
  ])
  if (!snapshot) console.log('Tests on the embedded database are left out: TEST_DATABASES=postgres')
  if (wanted === 'embedded') console.log('Tests on PostgreSQL are left out: TEST_DATABASES=embedded')
  project.provide('databases', { snapshot, server: server && { url: server.url, template: TEMPLATE } })
  return async () => {
    if (!server) return
    await onServer(server.url, `drop database if exists ${TEMPLATE} with (force)`)
    await server.stop()
  }
}

/** Kept between runs for as long as neither the migrations nor the engine change, because making one takes seconds. */
async function prepareSnapshot(migrations: Migration[]): Promise<string> {
  const engineFile = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const inputs = JSON.stringify([migrations, engineOptions.startParams, process.getuid?.()])
  const key = createHash('sha256')
    .update(inputs)
    .update(await readFile(engineFile))
    .digest('hex')
    .slice(0, 16)
  const file = join(tmpdir(), `introdesk-snapshot-${key}.tar`)
  if (existsSync(file)) return file
  await removeOldSnapshots()
  const engine = await PGlite.create(engineOptions)
  const pool = poolOver(engine, silentLog)
  const session = await pool.connect()
  await migrate(session, { log: silentLog, migrations })
  session.release()
  await pool.end()
  const part = `${file}.${process.pid}`
  await writeFile(part, Buffer.from(await (await engine.dumpDataDir('none')).arrayBuffer()))
  await rename(part, file)
  await engine.close()
  return file
}

const DAY_MS = 86_400_000

/** Each is 40 MB, and every edit of a migration makes another. */
async function removeOldSnapshots(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith('introdesk-snapshot-')) continue
    const old = join(tmpdir(), name)
    if (Date.now() - (await stat(old)).mtimeMs > DAY_MS) await rm(old, { force: true })
  }
}

async function prepareServer(migrations: Migration[]): Promise<TestServer | null> {
  const server = await startPostgres()
  if ('missing' in server) {
    console.log(`Tests on PostgreSQL are left out: ${server.missing}`)
    return null
  }
  await onServer(server.url, `create database ${TEMPLATE} template template0`)
  const database = await openDatabase({ databaseUrl: urlOf(server.url, TEMPLATE), dataDir: '', log: silentLog })
  await database.withSession((session) => migrate(session, { log: silentLog, migrations }))
  await database.close()
  return server
}
