import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { openDatabase } from '../../../src/infra/db/database.ts'
import {
  appliedMigrations,
  type Migration,
  MigrationBlockedError,
  MigrationFailedError,
  markRolledBack,
  migrate,
  readMigrations,
} from '../../../src/infra/db/migrate.ts'
import { type Log, silentLog } from '../../../src/kit/log.ts'
import { emptyServerDatabase, testDatabases } from '../../helpers/database.ts'
import { migration } from './migrations.ts'

const first = migration('20260101000000_first', 'create table a (id int); create table b (id int);')
const second = migration('20260102000000_second', 'alter table a add column name text;')

describe.each(testDatabases())('migrate on $name', ({ open }) => {
  let database: Database
  const apply = (migrations: Migration[], log: Log = silentLog) =>
    database.withSession((session) => migrate(session, { log, migrations }))
  const rows = async (sql: string) => (await database.pool.query(sql)).rows

  beforeAll(async () => {
    database = await open()
  })
  beforeEach(() => database.pool.query('drop schema public cascade; create schema public'))
  afterAll(() => database.close())

  it('applies what is missing, in order, once', async () => {
    expect(await apply([first])).toEqual([first.name])
    expect(await apply([first, second])).toEqual([second.name])
    expect(await apply([first, second])).toEqual([])
    expect(await rows('select id, name from a')).toEqual([])
    expect(await database.withSession(appliedMigrations)).toEqual([first.name, second.name])
  })

  it("applies this version's own migrations", async () => {
    const own = await readMigrations()
    expect(await apply(own)).toEqual(own.map(({ name }) => name))
  })

  it('records what it applied as Prisma does', async () => {
    await apply([first])
    const [row] = await rows('select * from _prisma_migrations')
    expect(row).toMatchObject({
      migration_name: first.name,
      checksum: first.checksum,
      applied_steps_count: 1,
      logs: null,
      rolled_back_at: null,
    })
    expect(row.finished_at.getTime()).toBeGreaterThanOrEqual(row.started_at.getTime())
    expect(row.id.length).toBeLessThanOrEqual(36)
  })

  it('keeps nothing of a migration that fails, records why, and stops', async () => {
    const bad = migration('20260103000000_bad', 'create table c (id int); insert into nowhere values (1);')
    await expect(apply([first, bad, second])).rejects.toBeInstanceOf(MigrationFailedError)
    expect(await rows("select to_regclass('c') as c, to_regclass('a')::text as a")).toEqual([{ c: null, a: 'a' }])
    const [row] = await rows(`select * from _prisma_migrations where migration_name = '${bad.name}'`)
    expect(row).toMatchObject({ finished_at: null, logs: 'relation "nowhere" does not exist' })
  })

  it('refuses to go on after a failed migration until somebody says that it is undone', async () => {
    const bad = migration('20260103000000_bad', 'insert into nowhere values (1);')
    const mended = migration(bad.name, 'create table nowhere (id int);')
    await apply([bad]).catch(() => {})
    const blocked = await apply([mended]).catch((error: unknown) => error)
    expect(blocked).toBeInstanceOf(MigrationBlockedError)
    expect(String(blocked)).toContain(`npx introdesk migrate --rolled-back ${bad.name}`)
    expect(await database.withSession((session) => markRolledBack(session, bad.name))).toBe(true)
    expect(await database.withSession((session) => markRolledBack(session, 'no_such'))).toBe(false)
    expect(await apply([mended])).toEqual([bad.name])
  })

  it('goes on by itself after a process that was killed between recording a migration and its end', async () => {
    await apply([first])
    await database.pool.query(
      `update _prisma_migrations set finished_at = null, applied_steps_count = 0; drop table a; drop table b`,
    )
    expect(await apply([first])).toEqual([first.name])
  })

  it('refuses to go on after a killed `prisma migrate deploy`, of which it cannot know what was kept', async () => {
    await apply([first])
    await database.pool.query(
      `update _prisma_migrations set finished_at = null, id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'`,
    )
    await expect(apply([first])).rejects.toBeInstanceOf(MigrationBlockedError)
  })

  it('warns when an applied migration was edited', async () => {
    const warned: string[] = []
    await apply([first])
    await apply([migration(first.name, 'select 1')], {
      ...silentLog,
      warn: (_fields, message) => void warned.push(message),
    })
    expect(warned).toEqual(['A migration was edited after it had been applied here'])
  })
})

describe.skipIf(!inject('databases').server)('migrate by replicas', () => {
  let server: Awaited<ReturnType<typeof emptyServerDatabase>>
  const replicas: Database[] = []
  beforeEach(async () => {
    server = await emptyServerDatabase()
  })
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.close()))
    await server?.drop()
  })

  it('that start at once takes turns, and exactly one applies', async () => {
    const slow = migration('20260101000000_slow', 'create table a (id int); select pg_sleep(0.2);')
    for (let i = 0; i < 4; i += 1) {
      replicas.push(await openDatabase({ databaseUrl: server?.url, dataDir: '', log: silentLog }))
    }
    const applied = await Promise.all(
      replicas.map((replica) =>
        replica.withSession((session) => migrate(session, { log: silentLog, migrations: [slow, second] })),
      ),
    )
    expect(applied.filter((names) => names.length === 2)).toHaveLength(1)
    expect(applied.filter((names) => names.length === 0)).toHaveLength(3)
  })

  it('can build an index without stopping writers, in a file of its own', async () => {
    const client = new pg.Client({ connectionString: server?.url })
    await client.connect()
    const alone = migration('20260104000000_index', 'create index concurrently a_id on a (id);')
    expect(await migrate(client, { log: silentLog, migrations: [first, alone] })).toEqual([first.name, alone.name])
    await client.end()
  })
})
