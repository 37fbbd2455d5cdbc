// The same question answered by a database: a good layered query and a recursive one.
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { COOLEST, COST } from '../../src/domains/paths/graph/warmth.ts'
import { startPostgres } from '../../tests/helpers/postgres.ts'
import type { Question, Rival, Tie, Told } from './rivals.ts'

export interface Sql {
  readonly kind: string
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** A throw-away PostgreSQL where the machine has one, else the embedded database. */
export async function openSql(): Promise<Sql> {
  const server = await startPostgres()
  if ('missing' in server) {
    const engine = await PGlite.create()
    return {
      kind: 'PGlite',
      query: async (text, values = []) => (await engine.query<Record<string, unknown>>(text, [...values])).rows,
      close: () => engine.close(),
    }
  }
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  return {
    kind: 'PostgreSQL',
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    async close() {
      await client.end()
      await server.stop()
    },
  }
}

const BATCH = 50_000

/** Persons are numbers in the order in which equal paths come; a row is a member whom a person is tied to. */
export async function loadTies(sql: Sql, ties: readonly Tie[], order: ReadonlyMap<string, number>): Promise<void> {
  const rows = ties.flatMap(({ a, b, aIsMember, bIsMember, cost }) => {
    const [one, other] = [order.get(a) ?? 0, order.get(b) ?? 0]
    return [...(bIsMember ? [[one, other, cost]] : []), ...(aIsMember ? [[other, one, cost]] : [])]
  })
  await sql.query('drop table if exists ties')
  await sql.query('create table ties (person int not null, member int not null, cost bigint not null)')
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH)
    const columns = [0, 1, 2].map((column) => batch.map((row) => row[column]))
    await sql.query('insert into ties select * from unnest($1::int[], $2::int[], $3::bigint[])', columns)
  }
  await sql.query('create unique index ties_person on ties (person, member) include (cost)')
  await sql.query('create index ties_member on ties (member, person) include (cost)')
  await sql.query('vacuum analyze ties')
}

const LAYERED = `
  with first as (select member, cost from ties where person = $1 and member <> $2),
    last as (select member, cost from ties where person = $2 and member <> $1),
    paths as (
      select cost, array[]::int[] as between from ties where person = $2 and member = $1
      union all
      select first.cost + last.cost, array[member] from first join last using (member)
      union all
      select first.cost + middle.cost + last.cost, array[first.member, last.member]
      from last join ties middle on middle.person = last.member join first on first.member = middle.member
    )
  select cost, between from paths where cost <= $3
  order by cost, cardinality(between), between[cardinality(between)], between[1] limit $4`

const RECURSIVE = `
  with recursive walk (here, between, cost) as (
    select person, array[]::int[], cost from ties where member = $1
    union all
    select ties.person, walk.between || walk.here, walk.cost + ties.cost
    from walk join ties on ties.member = walk.here
    where cardinality(walk.between) < 2 and walk.here <> $2 and ties.person <> $1
      and ties.person <> all (walk.between) and walk.cost + ties.cost <= $3
  )
  select cost, between from walk where here = $2 and cost <= $3
  order by cost, cardinality(between), between[cardinality(between)], between[1] limit $4`

export interface SqlRivals {
  readonly layered: Rival
  readonly recursive: Rival
}

export function sqlRivals(sql: Sql, order: ReadonlyMap<string, number>, k: number): SqlRivals {
  const ids = [...order.keys()]
  const rival =
    (text: string) =>
    async ({ fromId, toId }: Question): Promise<Told[]> => {
      const rows = await sql.query(text, [order.get(fromId) ?? -1, order.get(toId) ?? -1, COST[COOLEST], k])
      // Our own statements: a bigint, which drivers tell as text or number, and an array of ints.
      return rows.map(({ cost, between }) => ({
        cost: Number(cost),
        between: (between as number[]).map((person) => ids[person] ?? ''),
      }))
    }
  return { layered: rival(LAYERED), recursive: rival(RECURSIVE) }
}
