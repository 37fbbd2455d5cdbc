import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseHeldError } from '../../../src/infra/db/errors.ts'
import { readHolder, takeLock } from '../../../src/infra/db/lock-file.ts'
import { type Program, startProgram } from './programs/program.ts'

describe('the lock of an embedded database', () => {
  const now = () => new Date('2026-03-01T09:00:00Z')
  let dir: string
  let path: string
  let started: Program[]

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'introdesk-lock-'))
    path = join(dir, 'database.lock')
    started = []
  })
  afterEach(async () => {
    await Promise.all(started.map((program) => program.kill()))
    rmSync(dir, { recursive: true })
  })
  const start = async () => {
    const program = await startProgram('hold-lock', path)
    started.push(program)
    return program
  }

  it('refuses a second process, and names the first and since when', async () => {
    const { child } = await start()
    const refused = await takeLock(path, now).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DatabaseHeldError)
    expect(String(refused)).toContain(`process ${child.pid} on`)
    expect(String(refused)).toMatch(/since \d{4}-\d\d-\d\dT/)
  })

  it('refuses a second opening in the same process', async () => {
    const lock = await takeLock(path, now)
    await expect(takeLock(path, now)).rejects.toBeInstanceOf(DatabaseHeldError)
    lock.release()
  })

  it('is free again after a release', async () => {
    const first = await takeLock(path, now)
    first.release()
    const second = await takeLock(path, now)
    second.release()
    expect(await readHolder(path)).toBeNull()
  })

  it('is taken over from a process that was killed', async () => {
    const program = await start()
    expect(program.firstLine).toBe('held')
    await program.kill()
    expect(await readHolder(path)).toBeNull()
    const lock = await takeLock(path, now)
    expect(await readHolder(path)).toMatchObject({ pid: process.pid, since: '2026-03-01T09:00:00.000Z' })
    lock.release()
  })

  it('is taken over when the pid of the dead holder belongs to another program by now', async () => {
    const program = await start()
    const owner = JSON.parse(readFileSync(path, 'utf8'))
    await program.kill()
    writeFileSync(path, JSON.stringify({ ...owner, pid: process.ppid }))
    const lock = await takeLock(path, now)
    lock.release()
  })

  it('is taken over from an earlier process with the pid of this one, as in a restarted container', async () => {
    const program = await start()
    const owner = JSON.parse(readFileSync(path, 'utf8'))
    await program.kill()
    writeFileSync(path, JSON.stringify({ ...owner, pid: process.pid }))
    const lock = await takeLock(path, now)
    lock.release()
  })

  it('is taken over when it was cut off in the middle of being written', async () => {
    writeFileSync(path, '{"pid":')
    const lock = await takeLock(path, now)
    lock.release()
  })

  it('goes to exactly one of four processes that find it abandoned at once', async () => {
    const dead = await start()
    await dead.kill()
    const rivals = await Promise.all([start(), start(), start(), start()])
    expect(rivals.map(({ firstLine }) => firstLine).sort()).toEqual([
      'DatabaseHeldError',
      'DatabaseHeldError',
      'DatabaseHeldError',
      'held',
    ])
  })

  it('tells others where its holder takes commands', async () => {
    const lock = await takeLock(path, now)
    expect(await readHolder(path)).toMatchObject({ control: null })
    lock.announce('http://127.0.0.1:3000')
    expect(await readHolder(path)).toMatchObject({ control: 'http://127.0.0.1:3000' })
    lock.release()
  })

  it('of another machine is respected while it is kept fresh', async () => {
    const lock = await takeLock(path, now)
    const owner = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...owner, token: 'other', host: 'elsewhere' }))
    const beating = setInterval(() => writeFileSync(path, readFileSync(path, 'utf8')), 500)
    await expect(takeLock(path, now)).rejects.toThrow('elsewhere')
    clearInterval(beating)
    lock.release()
  })
})
