// Prepares the databases of a test run once: snapshots of the embedded one and templates on a throw-away server.
import { createHash, type Hash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../src/infra/db/database.ts'
import { engineOptions, poolOver } from '../../src/infra/db/embedded.ts'
import { type Migration, migrate, readMigrations } from '../../src/infra/db/migrate.ts'
import { silentLog } from '../../src/kit/log.ts'
import { databaseOn, type PreparedDatabases } from './database.ts'
import { moveIn } from './move-in.ts'
import { onServer, startPostgres, type TestServer, urlOf } from './postgres.ts'

const RUN = randomUUID().slice(0, 8)
const TEMPLATES = { empty: `introdesk_template_${RUN}`, town: `introdesk_town_${RUN}` } as const

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_DATABASES ?? 'both'
  if (!['both', 'embedded', 'postgres'].includes(wanted)) {
    throw new Error(`TEST_DATABASES is "${wanted}". Set it to embedded, postgres or both.`)
  }
  const migrations = await readMigrations()
  const [snapshots, server] = await Promise.all([
    wanted === 'postgres' ? null : prepareSnapshots(migrations),
    wanted === 'embedded' ? null : prepareServer(migrations),
  ])
  if (!snapshots) console.log('Tests on the embedded database are left out: TEST_DATABASES=postgres')
  if (wanted === 'embedded') console.log('Tests on PostgreSQL are left out: TEST_DATABASES=embedded')
  project.provide('databases', { snapshots, server: server && { url: server.url, templates: TEMPLATES } })
  return async () => {
    if (!server) return
    for (const name of Object.values(TEMPLATES)) {
      await onServer(server.url, `drop database if exists ${name} with (force)`)
    }
    await server.stop()
  }
}

/** Kept between runs for as long as nothing changes that they are made of, because making one takes seconds. */
async function prepareSnapshots(migrations: Migration[]): Promise<PreparedDatabases['snapshots']> {
  const engineFile = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const inputs = JSON.stringify([migrations, engineOptions.startParams, process.getuid?.()])
  const key = createHash('sha256')
    .update(inputs)
    .update(await readFile(engineFile))
  const empty = await kept(key.copy(), async () => {
    const engine = await PGlite.create(engineOptions)
    const pool = poolOver(engine, silentLog)
    const session = await pool.connect()
    await migrate(session, { log: silentLog, migrations })
    session.release()
    await pool.end()
    return engine
  })
  const town = await kept(await withSources(key), async () => {
    const engine = await PGlite.create({ ...engineOptions, loadDataDir: new Blob([await readFile(empty)]) })
    await moveIn(databaseOn(engine))
    return engine
  })
  return { empty, town }
}

/** The town is what the whole house makes of its file. */
async function withSources(key: Hash): Promise<Hash> {
  const files = await Array.fromAsync(glob(['src/**/*.ts', 'prisma/demo/*', 'tests/helpers/move-in.ts']))
  for (const file of files.toSorted()) key.update(file).update(await readFile(file))
  return key
}

async function kept(key: Hash, make: () => Promise<PGlite>): Promise<string> {
  const file = join(tmpdir(), `introdesk-snapshot-${key.digest('hex').slice(0, 16)}.tar`)
  if (existsSync(file)) return file
  await removeOldSnapshots()
  const engine = await make()
  const part = `${file}.${process.pid}`
  await writeFile(part, Buffer.from(await (await engine.dumpDataDir('none')).arrayBuffer()))
  await rename(part, file)
  await engine.close()
  return file
}

const DAY_MS = 86_400_000

/** Each is 40 MB, and every edit of a migration, or of the house, makes another. */
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
  const { url } = server
  await onServer(url, `create database ${TEMPLATES.empty} template template0`)
  const database = await openDatabase({ databaseUrl: urlOf(url, TEMPLATES.empty), dataDir: '', log: silentLog })
  await database.withSession((session) => migrate(session, { log: silentLog, migrations }))
  await database.close()
  await onServer(url, `create database ${TEMPLATES.town} template ${TEMPLATES.empty}`)
  const town = await openDatabase({ databaseUrl: urlOf(url, TEMPLATES.town), dataDir: '', log: silentLog })
  await moveIn(town)
  await town.close()
  return server
}
