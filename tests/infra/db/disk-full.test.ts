import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Embedded, engineOptions, openEmbedded, poolOver } from '../../../src/infra/db/embedded.ts'
import { DiskFullError, translateDatabaseError } from '../../../src/infra/db/errors.ts'
import { silentLog } from '../../../src/kit/log.ts'

// A disk of its own that can be filled: needs the right to mount one, which root on Linux has (and many containers not).
const mounts = (dir: string) =>
  process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', dir]).status === 0
const newFolder = () => mkdtempSync(join(tmpdir(), 'introdesk-disk-'))
function unmount(dir: string): void {
  spawnSync('umount', ['-l', dir])
  rmSync(dir, { recursive: true })
}
const tried = newFolder()
const canMount = mounts(tried)
unmount(tried)
if (!canMount) console.log('The tests of a full disk are left out: mounting a small disk needs root on Linux')

describe.skipIf(!canMount)('the embedded database on a full disk', () => {
  let dir = ''
  beforeEach(() => {
    dir = newFolder()
    expect(mounts(dir)).toBe(true)
  })
  afterEach(() => unmount(dir))
  const resize = (size: string) => execFileSync('mount', ['-o', `remount,size=${size}`, dir])
  const count = async ({ pool }: Pick<Embedded, 'pool'>) =>
    (await pool.query<{ n: number }>('select count(*)::int as n from item')).rows[0]?.n

  /** Adds rows until that is refused: how many were confirmed, and with what the next were refused. */
  async function fill({ pool }: Pick<Embedded, 'pool'>): Promise<{ acked: number; refusal: unknown }> {
    const sql = 'insert into item (text) select repeat(md5(g::text), 20) from generate_series(1, 200) g'
    for (let acked = 0; ; acked += 200) {
      try {
        await pool.query(sql)
      } catch (error) {
        return { acked, refusal: translateDatabaseError(error) }
      }
    }
  }

  function fillDisk(file: string): void {
    const handle = openSync(file, 'w')
    try {
      for (;;) writeSync(handle, Buffer.alloc(65_536))
    } catch {
      closeSync(handle) // ENOSPC: that was the aim.
    }
  }

  it('refuses writes with what to do, answers reads, goes on when there is space, and has lost nothing', async () => {
    const open = () => openEmbedded({ dir, log: silentLog, now: () => new Date() })
    let database = await open()
    await database.pool.query('create table item (id serial primary key, text text)')
    const { acked, refusal } = await fill(database)
    expect(refusal).toBeInstanceOf(DiskFullError)
    expect(String(refusal)).toContain('Free some space')
    expect(database.isWritable()).toBe(false)
    expect(acked).toBeGreaterThan(0)
    expect(await count(database)).toBe(acked)
    await database.close()
    database = await open()
    expect(await count(database), 'after a restart on the full disk').toBe(acked)
    resize('260m')
    await expect
      .poll(() => database.pool.query("insert into item (text) values ('after')").then(() => 'kept', String))
      .toBe('kept')
    expect(database.isWritable()).toBe(true)
    expect(await count(database)).toBe(acked + 1)
    await database.close()
  })

  it('opens the engine again after a PANIC, which a disk filled by others can still cause', async () => {
    const openEngine = () => PGlite.create({ ...engineOptions, dataDir: join(dir, 'database') })
    let engine = await openEngine()
    let reopened = 0
    const pool = poolOver(engine, silentLog, {
      async reopen() {
        await engine.fs?.closeFs()
        engine = await openEngine()
        reopened += 1
        return engine
      },
    })
    await pool.query('create table item (id serial primary key, text text)')
    const before = await count({ pool })
    const filler = join(dir, 'filler')
    fillDisk(filler)
    // Writes to the log only, so it is the next log segment that finds no room.
    const writeLog = async () => {
      for (;;) await pool.query("select pg_logical_emit_message(false, '', repeat('x', 1000000))")
    }
    const refusal = await writeLog().catch(translateDatabaseError)
    expect(refusal).toBeInstanceOf(DiskFullError)
    rmSync(filler)
    await expect.poll(() => count({ pool }).catch(String)).toBe(before)
    expect(reopened).toBe(1)
    await pool.query("insert into item (text) values ('after')")
    await pool.end()
    await engine.close()
  })
})
