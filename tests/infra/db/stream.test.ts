import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { inTransaction, prisma } from '../../../src/infra/db/handle.ts'
import { testDatabases } from '../../helpers/database.ts'

describe.each(testDatabases())('a pool on $name', ({ open }) => {
  let database: Database

  beforeAll(async () => {
    database = await open()
    await database.pool.query('create table item (id int primary key, n int not null default 0, name text)')
  })
  afterAll(() => database.close())

  it('answers each of 1,600 interleaved distinct statements with its own rows', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_600 }, (_, i) =>
        database.pool.query(`select ${i}::int as own, $1::text as text`, [`${i}`]),
      ),
    )
    expect(answers.map(({ rows }) => rows[0])).toEqual(answers.map((_, i) => ({ own: i, text: `${i}` })))
  })

  it('carries a value of a megabyte there and back', async () => {
    const text = 'é€🙂'.repeat(100_000)
    const { rows } = await database.pool.query('select $1::text as text', [text])
    expect(rows[0].text).toBe(text)
  })

  it('keeps a transaction apart from statements that come in between', async () => {
    const first = await database.pool.connect()
    await first.query('begin')
    await first.query("insert into item values (1, 0, 'not yet')")
    const seen = database.pool.query('select count(*)::int as n from item where id = 1')
    await first.query('rollback')
    first.release()
    expect((await seen).rows).toEqual([{ n: 0 }])
  })

  it('goes on after a failing statement inside a transaction has been rolled back', async () => {
    const client = await database.pool.connect()
    await client.query('begin')
    await expect(client.query('select no_such_column')).rejects.toMatchObject({ code: '42703' })
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' })
    await client.query('rollback')
    expect((await client.query('select 2 as two')).rows).toEqual([{ two: 2 }])
    client.release()
  })

  it('undoes the transaction of a client that goes away', async () => {
    const client = await database.pool.connect()
    await client.query('begin')
    await client.query("insert into item values (2, 0, 'gone')")
    client.release(true)
    await expect(database.pool.query('select * from item where id = 2')).resolves.toMatchObject({ rows: [] })
  })

  it('lets exactly one of twenty rivals win a conditional update', async () => {
    await database.pool.query("insert into item values (3, 0, 'open')")
    const rivals = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        database.pool.query("update item set name = $1 where id = 3 and name = 'open'", [`taken by ${i}`]),
      ),
    )
    expect(rivals.filter(({ rowCount }) => rowCount === 1)).toHaveLength(1)
  })

  it('loses no update of thirty transactions that read, lock and write one row', async () => {
    await database.pool.query('insert into item values (4, 0, null)')
    await Promise.all(
      Array.from({ length: 30 }, () =>
        inTransaction(database, async (db) => {
          const [row] = await prisma(db).$queryRaw<{ n: number }[]>`select n from item where id = 4 for update`
          await prisma(db).$executeRaw`update item set n = ${(row?.n ?? 0) + 1} where id = 4`
        }),
      ),
    )
    expect((await database.pool.query('select n from item where id = 4')).rows).toEqual([{ n: 30 }])
  })

  it('hands each of 200 jobs to one of eight workers that skip locked rows', async () => {
    await database.pool.query("insert into item select g, 0, 'job' from generate_series(1000, 1199) g")
    const take = `update item set name = 'done', n = n + 1
      where id in (select id from item where name = 'job' limit 5 for update skip locked) returning id`
    const work = async (): Promise<number> => {
      const { rowCount } = await database.pool.query(take)
      return rowCount ? rowCount + (await work()) : 0
    }
    const done = await Promise.all(Array.from({ length: 8 }, work))
    expect(done.reduce((sum, count) => sum + count)).toBe(200)
    expect((await database.pool.query("select max(n) as most from item where name = 'done'")).rows).toEqual([
      { most: 1 },
    ])
  })

  it('lets timers run while queries follow each other without a pause', async () => {
    let ticks = 0
    const timer = setInterval(() => (ticks += 1), 5)
    for (const startedAt = performance.now(); performance.now() - startedAt < 200; )
      await database.pool.query('select 1')
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(5)
  })
})
