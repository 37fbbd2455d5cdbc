import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { DiskFullError } from '../../../src/infra/db/errors.ts'
import { asReader, inTransaction, pooledRows, prisma } from '../../../src/infra/db/handle.ts'
import type { WriteLog } from '../../../src/infra/db/write-log.ts'
import { clear, testDatabases } from '../../helpers/database.ts'

describe.each(testDatabases())('inTransaction on $name', ({ open }) => {
  let database: Database
  const workspace = (id: string) => ({ id, name: `Town ${id}`, timeZone: 'Europe/Berlin' })
  const names = async () => (await database.prisma.workspace.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)

  beforeAll(async () => {
    database = await open()
  })
  beforeEach(() => clear(database))
  afterAll(() => database.close())

  it('keeps all writes together', async () => {
    const answer = await inTransaction(database, async (db) => {
      await prisma(db).workspace.create({ data: workspace('a') })
      await prisma(db).workspace.create({ data: workspace('b') })
      return 'done'
    })
    expect(answer).toBe('done')
    expect(await names()).toEqual(['a', 'b'])
  })

  it('keeps none when the work throws, and throws the same', async () => {
    const bug = new Error('bug')
    const work = inTransaction(database, async (db) => {
      await prisma(db).workspace.create({ data: workspace('a') })
      throw bug
    })
    await expect(work).rejects.toBe(bug)
    expect(await names()).toEqual([])
  })

  it('lends a session to a statement past Prisma, outside of a transaction alone', async () => {
    const reader = asReader(database)
    const insert = `insert into workspaces (id, name, "timeZone", "createdAt") select id, id, 'UTC', $2 from unnest($1::text[]) id returning id`
    expect(await pooledRows(reader, insert, [['a', 'b'], new Date()])).toEqual([{ id: 'a' }, { id: 'b' }])
    const work = inTransaction(database, (db) => pooledRows(db, insert, [['c'], new Date()]))
    await expect(work).rejects.toThrow('ask the reader')
    expect(await names()).toEqual(['a', 'b'])
  })

  it('lists the writes that were made, and no reads', async () => {
    let seen: WriteLog = []
    await inTransaction(database, async (db, writes) => {
      seen = writes
      const tx = prisma(db)
      await tx.workspace.create({ data: workspace('a') })
      await tx.workspace.findMany()
      await tx.workspace.updateMany({ where: { id: 'a' }, data: { name: 'New' } })
      await tx.$executeRaw`update workspaces set "nextReference" = "nextReference" + 1 where id = ${'a'}`
      await tx.$queryRaw`select id from workspaces where id = ${'a'} for update`
      await tx.$queryRaw`with u as (update "workspaces" set name = 'x' returning id) select id from u`
      await tx.$executeRawUnsafe('delete from workspaces where id = $1', 'zz')
    })
    expect(seen).toEqual([
      { model: 'Workspace', action: 'create' },
      { model: 'Workspace', action: 'updateMany' },
      { model: 'workspaces', action: 'update' },
      { model: 'workspaces', action: 'update' },
      { model: 'workspaces', action: 'delete' },
    ])
  })

  it('keeps the lists of two transactions at once apart', async () => {
    const lists = await Promise.all(
      ['a', 'b', 'c'].map((id) =>
        inTransaction(database, async (db, writes) => {
          await prisma(db).workspace.create({ data: workspace(id) })
          return writes
        }),
      ),
    )
    expect(lists.map((writes) => writes.length)).toEqual([1, 1, 1])
  })

  it('runs again when the database says that it lost against another transaction', async () => {
    let runs = 0
    await inTransaction(database, async (db, writes) => {
      runs += 1
      await prisma(db).workspace.create({ data: workspace('a') })
      if (runs < 3) await prisma(db).$executeRaw`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`
      expect(writes.filter(({ action }) => action === 'create')).toHaveLength(1)
    })
    expect(runs).toBe(3)
    expect(await names()).toEqual(['a'])
  })

  it('gives up after three runs', async () => {
    let runs = 0
    const work = inTransaction(database, async (db) => {
      runs += 1
      await prisma(db).$executeRaw`do $$ begin raise exception 'lost' using errcode = '40P01'; end $$`
    })
    await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/P2034|P2010/) })
    expect(runs).toBe(3)
  })

  it('says what to do when the disk is full, through models and through SQL', async () => {
    const raise = `raise exception 'No space' using errcode = '53100'`
    await database.pool.query(
      `create or replace function refuse() returns trigger language plpgsql as $$ begin ${raise}; end $$;
       create or replace trigger refuse before insert on workspaces for each row execute function refuse()`,
    )
    const byModel = inTransaction(database, (db) => prisma(db).workspace.create({ data: workspace('a') }))
    await expect(byModel).rejects.toBeInstanceOf(DiskFullError)
    const bySql = inTransaction(
      database,
      (db) => prisma(db).$executeRaw`insert into workspaces (id, name, "timeZone") values ('a', 'A', 'UTC')`,
    )
    await expect(bySql).rejects.toBeInstanceOf(DiskFullError)
    await database.pool.query('drop trigger refuse on workspaces')
  })
})
