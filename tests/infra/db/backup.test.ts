import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { backup } from '../../../src/infra/db/backup.ts'
import { RestoreError } from '../../../src/infra/db/backup-file.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import { migrate } from '../../../src/infra/db/migrate.ts'
import { restore } from '../../../src/infra/db/restore.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { testDatabases } from '../../helpers/database.ts'
import { migration } from './migrations.ts'

// Every kind of column that Prisma makes, keys that go both ways, and what migrations may add by hand.
const tables = migration(
  '20260101000000_tables',
  `create type "Mood" as enum ('GOOD', 'so so');
   create table "Town" (
     id text primary key, epoch int not null default 1, best text, moods "Mood"[], mood "Mood", big bigint, price numeric(20,4),
     ratio double precision, at timestamptz(3), day date, details jsonb, raw json, bytes bytea, tags text[], is_open boolean,
     lower_id text generated always as (lower(id)) stored);
   create table "Person" (id serial primary key, town text not null references "Town" (id), friend int references "Person" (id));
   alter table "Town" add constraint best_fkey foreign key (best) references "Town" (id) deferrable;
   create table "Audit" (id bigint generated always as identity primary key, what text);
   create function "refuse"() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
   create trigger "append_only" before insert or update or delete on "Audit" for each row execute function "refuse"();`,
)
const later = migration('20260201000000_later', `alter table "Town" add column motto text not null default 'none'`)
const seed = `
  insert into "Town" values
    ('B', 7, 'A', '{GOOD,"so so"}', 'so so', 9007199254740993, 0.1000, 0.1, '2026-02-28T23:59:59.123Z', '2024-02-29',
     '{"a": [1, null, "é€🙂"]}', '{"b" :  1}', '\\x00ff0a', '{"",NULL,"a,b","\\"q\\""}', true),
    ('A', 1, 'B', '{}', null, -1, null, 'NaN', null, null, 'null', null, '', null, false),
    (E'line\\nbreak \\u2028 [x] {"table":1}', 1, null, null, null, null, null, null, null, null, null, null, null, null, null);
  insert into "Person" (town, friend) select 'A', null from generate_series(1, 1200);
  update "Person" set friend = 1201 - id;
  alter table "Audit" disable trigger user; insert into "Audit" (what) values ('one'), ('two'); alter table "Audit" enable trigger user;`

const kinds = testDatabases()
const ways = kinds.flatMap((from) => kinds.map((to) => ({ from, to, way: `${from.name} to ${to.name}` })))

describe.each(ways)('a backup from $way', ({ from, to }) => {
  let dir: string
  let file: string
  let source: Database
  let target: Database
  const anew = async (database: Database) => {
    await database.pool.query('drop schema public cascade; create schema public')
  }
  const fence = async (session: pg.ClientBase) => void (await session.query('update "Town" set epoch = epoch + 1'))
  const put = (options: { overwrite?: boolean; migrations?: (typeof tables)[] } = {}) =>
    restore(target, file, { log: silentLog, afterRestore: async () => {}, migrations: [tables], ...options })
  const contents = async (database: Database) => {
    const read = async (table: string) =>
      (await database.pool.query(`select t::text as row from "${table}" t order by t.id`)).rows
    return { towns: await read('Town'), people: await read('Person'), audit: await read('Audit') }
  }

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'introdesk-backup-'))
    source = await from.open()
    target = await to.open()
    await anew(source)
    await source.withSession((session) => migrate(session, { log: silentLog, migrations: [tables] }))
    await source.pool.query(seed)
  })
  beforeEach(async () => {
    file = join(dir, `${Math.random()}.backup`)
    await backup(source, file)
    await anew(target)
  })
  afterAll(async () => {
    await source.close()
    await target.close()
    rmSync(dir, { recursive: true })
  })

  it('brings every value, key, counter and trigger', async () => {
    const { summary } = await put()
    expect(summary.tables.Person?.rows).toBe(1200)
    expect(await contents(target)).toEqual(await contents(source))
    const next = await target.pool.query(`insert into "Person" (town) values ('B') returning id`)
    expect(next.rows).toEqual([{ id: 1201 }])
    await expect(target.pool.query(`insert into "Person" (town) values ('nowhere')`)).rejects.toMatchObject({
      code: '23503',
    })
    await expect(target.pool.query(`delete from "Audit"`)).rejects.toThrow('append only')
    await expect(target.pool.query(`insert into "Town" (id, best) values ('C', 'nowhere')`)).rejects.toMatchObject({
      code: '23503',
    })
  })

  it('has the same sums when it is taken again from what it was restored to', async () => {
    const { summary } = await put()
    const again = join(dir, 'again.backup')
    expect(await backup(target, again)).toEqual(summary)
  })

  it('can fence the past off in the same transaction', async () => {
    await restore(target, file, { log: silentLog, afterRestore: fence, migrations: [tables] })
    expect((await target.pool.query(`select epoch from "Town" where id = 'B'`)).rows).toEqual([{ epoch: 8 }])
  })

  it('is undone as a whole when something fails', async () => {
    const work = restore(target, file, {
      log: silentLog,
      migrations: [tables],
      afterRestore: () => Promise.reject(new Error('no fence')),
    })
    await expect(work).rejects.toThrow('no fence')
    expect((await target.pool.query('select count(*)::int as n from "Town"')).rows).toEqual([{ n: 0 }])
  })

  it('of an older version is migrated after it is in', async () => {
    await put({ migrations: [tables, later] })
    expect((await target.pool.query(`select distinct motto from "Town"`)).rows).toEqual([{ motto: 'none' }])
  })

  it('of an older version replaces a newer database that is empty', async () => {
    await target.withSession((session) => migrate(session, { log: silentLog, migrations: [tables, later] }))
    await put({ migrations: [tables, later] })
    expect((await target.pool.query(`select distinct motto from "Town"`)).rows).toEqual([{ motto: 'none' }])
  })

  it('of a newer version is refused', async () => {
    await expect(put({ migrations: [] })).rejects.toThrow('newer version of Introdesk')
  })

  it('is refused by a database that is not empty, unless told, and then jobs of before are gone', async () => {
    await put()
    await target.pool.query('create schema pgboss; create table pgboss.job (id int)')
    await expect(put()).rejects.toThrow('not empty: there are rows in Audit, Person, Town')
    await target.pool.query(`update "Town" set epoch = 99`)
    await put({ overwrite: true })
    expect(await contents(target)).toEqual(await contents(source))
    expect((await target.pool.query(`select to_regclass('pgboss.job') as job`)).rows).toEqual([{ job: null }])
  })

  it('that is damaged or cut off is refused before anything is touched', async () => {
    await put()
    const bytes = readFileSync(file)
    const text = gunzipSync(bytes).toString()
    const lines = text.split('\n')
    const damaged = {
      'cut off': bytes.subarray(0, bytes.length / 2),
      'cut off at a line': gzipSync(`${lines.slice(0, -3).join('\n')}\n`),
      'with a changed row': gzipSync(text.replace('[""', '["x"').replace('"two"', '"TWO"')),
      'with a missing row': gzipSync(lines.filter((line) => !line.includes('"two"')).join('\n')),
      'of something else': gzipSync('{"hello":"world"}\n'),
      'not packed': Buffer.from(text),
    }
    for (const [name, content] of Object.entries(damaged)) {
      writeFileSync(file, content)
      await expect(put({ overwrite: true }), name).rejects.toBeInstanceOf(RestoreError)
    }
    rmSync(file)
    await expect(put({ overwrite: true })).rejects.toThrow('There is no file')
    expect(await contents(target)).toEqual(await contents(source))
  })

  it('is readable by its owner only', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
