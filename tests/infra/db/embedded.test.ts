import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Embedded, holderOf, openEmbedded } from '../../../src/infra/db/embedded.ts'
import { DatabaseHeldError, DatabaseVersionError } from '../../../src/infra/db/errors.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { startProgram } from './programs/program.ts'

describe('the embedded database', () => {
  let dir: string
  const open = (): Promise<Embedded> => openEmbedded({ dir, log: silentLog, now: () => new Date() })
  const using = async <T>(work: (database: Embedded) => Promise<T>): Promise<T> => {
    const database = await open()
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }

  const marker = () => join(dir, 'database.version')
  const keepOne = () => using(({ pool }) => pool.query('create table kept as select 1 as id'))
  const kept = () => using(async ({ pool }) => (await pool.query('select id from kept')).rows)

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'introdesk-embedded-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  it('refuses a second process, and is whole after the first was killed', async () => {
    const program = await startProgram('hold-database', dir)
    expect(program.firstLine).toBe('held')
    await expect(open()).rejects.toBeInstanceOf(DatabaseHeldError)
    expect(await holderOf(dir)).toMatchObject({ pid: program.child.pid, control: 'http://127.0.0.1:4321' })
    await program.kill()
    expect(await holderOf(dir)).toBeNull()
    expect(await kept()).toEqual([{ id: 1 }])
  })

  it('is the PostgreSQL it says, with little memory, in UTC, and with trigrams', async () => {
    await using(async ({ pool }) => {
      const { postgres } = JSON.parse(readFileSync(marker(), 'utf8'))
      const show = async (name: string) => Object.values((await pool.query(`show ${name}`)).rows[0])[0]
      expect(await show('server_version')).toMatch(new RegExp(`^${postgres}\\.`))
      expect(await show('shared_buffers')).toBe('16MB')
      expect(await show('max_wal_size')).toBe('64MB')
      expect(await show('timezone')).toBe('UTC')
      await pool.query('create extension if not exists pg_trgm')
      expect((await pool.query("select similarity('Maria', 'Marya') > 0.3 as near")).rows).toEqual([{ near: true }])
    })
  })

  it('keeps the write-ahead log small when maintained', async () => {
    await using(async ({ pool, maintain }) => {
      await pool.query('create table busy as select g as id, 0 as n from generate_series(1, 20000) g')
      for (let i = 0; i < 20; i += 1) await pool.query('update busy set n = n + 1')
      const walBytes = async () =>
        Number((await pool.query('select sum(size)::bigint as bytes from pg_ls_waldir()')).rows[0].bytes)
      await maintain()
      expect(await walBytes()).toBeLessThanOrEqual(80 * 1024 * 1024)
      const { rows } = await pool.query("select pg_relation_size('busy')::bigint as bytes")
      await pool.query('update busy set n = n + 1')
      const after = await pool.query("select pg_relation_size('busy')::bigint as bytes")
      expect(after.rows, 'space of old rows is used again').toEqual(rows)
    })
  })

  it('refuses a folder of another version and changes nothing', async () => {
    await keepOne()
    const text = readFileSync(marker(), 'utf8')
    writeFileSync(marker(), JSON.stringify({ ...JSON.parse(text), pglite: '0.4.3' }))
    const refused = await open().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DatabaseVersionError)
    expect(String(refused)).toContain('PGlite 0.4.3')
    writeFileSync(marker(), text)
    expect(await kept()).toHaveLength(1)
  })

  it('begins anew when its very first creation was interrupted', async () => {
    await keepOne()
    writeFileSync(marker(), JSON.stringify({ ...JSON.parse(readFileSync(marker(), 'utf8')), state: 'creating' }))
    rmSync(join(dir, 'database', 'global'), { recursive: true })
    await expect(using(async ({ pool }) => (await pool.query('select 1 as one')).rows)).resolves.toEqual([{ one: 1 }])
  })
})
