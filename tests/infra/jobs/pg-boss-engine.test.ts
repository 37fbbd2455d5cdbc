import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { asDb, inTransaction } from '../../../src/infra/db/handle.ts'
import { pgBossEngine } from '../../../src/infra/jobs/pg-boss-engine.ts'
import type { JobEngine, JobHandler, JobRun, QueuedJob } from '../../../src/kit/jobs.ts'
import { testDatabases } from '../../helpers/database.ts'
import { type CollectingLog, collectingLog } from '../../helpers/log.ts'

describe.each(testDatabases())('pg-boss engine on $name', ({ name: kind, open }) => {
  let database: Database
  let log: CollectingLog
  let engines: JobEngine[]

  beforeEach(async () => {
    database = await open()
    log = collectingLog()
    engines = []
  })
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.stop(1000)))
    await database.close()
  })

  function newEngine(): JobEngine {
    const engine = pgBossEngine({ database, log })
    engines.push(engine)
    return engine
  }
  async function started(handlers: Record<string, JobHandler>): Promise<JobEngine> {
    const engine = newEngine()
    await engine.start(new Map(Object.entries(handlers)))
    return engine
  }
  const job = (name: string, more: Partial<QueuedJob> = {}): QueuedJob => ({ name, data: {}, retries: 0, ...more })
  const commit = (engine: JobEngine, ...jobs: QueuedJob[]) =>
    inTransaction(database, (db) => engine.enqueue(db, jobs)).then(() => engine.poke(jobs.map(({ name }) => name)))
  /** As if the back-off had passed. */
  const passBackOff = () => database.pool.query(`update pgboss.job set start_after = now() where state = 'retry'`)

  it('runs what was committed, with its data, and tells which try it is', async () => {
    const runs: JobRun[] = []
    const engine = await started({ greet: async (run) => void runs.push(run) })

    await commit(engine, job('greet', { data: { to: 'Maria' }, retries: 5 }))
    await engine.settled()

    expect(runs).toMatchObject([{ data: { to: 'Maria' }, attempt: 1, isLastAttempt: false }])
    log.assertNoErrors()
  })

  it('leaves no job of a transaction that was rolled back', async () => {
    const runs: JobRun[] = []
    const engine = await started({ greet: async (run) => void runs.push(run) })

    const rolledBack = inTransaction(database, async (db) => {
      await engine.enqueue(db, [job('greet')])
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    engine.poke(['greet'])
    await engine.settled()

    expect(runs).toEqual([])
    expect(await engine.counts()).toEqual([])
  })

  it('runs nothing before the commit', async () => {
    const order: string[] = []
    const engine = await started({ greet: async () => void order.push('run') })

    await inTransaction(database, async (db) => {
      await engine.enqueue(db, [job('greet')])
      engine.poke(['greet'])
      order.push('commit')
    })
    await engine.settled()

    expect(order).toEqual(['commit', 'run'])
  })

  it('hands a poked job over without waiting for the next look', async () => {
    let arrived = () => {}
    const engine = await started({ greet: async () => arrived() })
    // The engine looks by itself every second or two: so many looks would outlast the test.
    for (let round = 0; round < 150; round += 1) {
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve
      })
      await inTransaction(database, (db) => engine.enqueue(db, [job('greet')]))
      engine.poke(['greet'])
      await arrival
    }
  })

  it('drops a second job with the same key, also of a rival and after the first is done', async () => {
    const runs: unknown[] = []
    const sweep: JobHandler = async ({ data }) => void runs.push(data)
    const one = await started({ 'expire.sweep': sweep })
    const other = await started({ 'expire.sweep': sweep })
    const slot = (at: string) => job('expire.sweep', { key: `expire.sweep@${at}`, data: { at } })

    await Promise.all(Array.from({ length: 6 }, (_, index) => commit(index % 2 ? one : other, slot('12:00'))))
    await one.settled()
    await commit(other, slot('12:00'), slot('12:00'), slot('12:01'))
    await other.settled()

    expect(runs).toEqual([{ at: '12:00' }, { at: '12:01' }])
  })

  it('keeps the keys of two kinds of job apart', async () => {
    const runs: string[] = []
    const engine = await started({ a: async () => void runs.push('a'), b: async () => void runs.push('b') })
    await commit(engine, job('a', { key: 'same' }), job('b', { key: 'same' }))
    await engine.settled()
    expect(runs.sort()).toEqual(['a', 'b'])
  })

  it('runs the jobs of a lane one after the other, in order, and other lanes meanwhile', async () => {
    const seen: string[] = []
    const active = new Set<string>()
    let overlaps = 0
    let together = 0
    const send: JobHandler = async ({ data }) => {
      const { lane, step } = data as { lane: string; step: number }
      if (active.has(lane)) overlaps += 1
      active.add(lane)
      together = Math.max(together, active.size)
      await new Promise((resolve) => setTimeout(resolve, 5))
      active.delete(lane)
      seen.push(`${lane}${step}`)
    }
    const engines = [await started({ send }), await started({ send })] as const
    for (let step = 0; step < 4; step += 1) {
      await commit(
        engines[step % 2 ? 0 : 1],
        ...['A', 'B', 'C'].map((lane) => job('send', { lane, data: { lane, step } })),
      )
    }
    await commit(engines[0], ...[4, 5, 6].map((step) => job('send', { lane: 'A', data: { lane: 'A', step } })))
    await engines[0].settled()

    expect(overlaps).toBe(0)
    expect(together).toBeGreaterThan(1)
    expect(seen.filter((step) => step.startsWith('A'))).toEqual(['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6'])
    expect(seen.filter((step) => step.startsWith('B'))).toEqual(['B0', 'B1', 'B2', 'B3'])
  })

  it('holds a lane while its first job waits for its next try, and lets it go on when that failed for good', async () => {
    const seen: string[] = []
    const send: JobHandler = async ({ data, attempt }) => {
      const { text } = data as { text: string }
      seen.push(`${text} ${attempt}`)
      if (text === 'first') throw new Error('refused')
    }
    const engine = await started({ send })
    await commit(
      engine,
      job('send', { lane: 'A', data: { text: 'first' }, retries: 1 }),
      job('send', { lane: 'A', data: { text: 'second' } }),
    )
    await engine.settled()
    expect(seen).toEqual(['first 1'])

    await passBackOff()
    await engine.settled()

    expect(seen).toEqual(['first 1', 'first 2', 'second 1'])
  })

  it('tries a failing job again with a growing pause, then keeps it as failed and logs its id', async () => {
    const runs: JobRun[] = []
    const engine = await started({
      flaky: async (run) => {
        runs.push(run)
        throw new Error('the platform is away')
      },
    })
    await commit(engine, job('flaky', { retries: 2 }))
    const pauses: number[] = []
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await engine.settled()
      const { rows } = await database.pool.query(
        `select extract(epoch from start_after - now())::float as pause from pgboss.job where state = 'retry'`,
      )
      pauses.push(rows[0].pause)
      await passBackOff()
    }
    await engine.settled()

    expect(runs.map(({ attempt, isLastAttempt }) => [attempt, isLastAttempt])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ])
    expect(pauses[0]).toSatisfy((pause: number) => pause > 0.5 && pause <= 2)
    expect(pauses[1]).toSatisfy((pause: number) => pause > 1.5 && pause <= 4)
    expect(await engine.counts()).toEqual([{ name: 'flaky', waiting: 0, running: 0, failed: 1 }])
    expect(log.messages('warn')).toHaveLength(2)
    expect(log.entries.find(({ level }) => level === 'error')).toMatchObject({
      message: 'A job failed for good',
      fields: { job: 'flaky', jobId: runs[0]?.id, attempt: 3 },
    })
  })

  it('treats a job that this version does not know as one that failed', async () => {
    const engine = await started({ known: async () => {} })
    await commit(engine, job('unknown', { retries: 1 }))
    await engine.settled()
    expect(await engine.counts()).toEqual([{ name: 'unknown', waiting: 1, running: 0, failed: 0 }])
    await passBackOff()
    await engine.settled()
    expect(await engine.counts()).toEqual([{ name: 'unknown', waiting: 0, running: 0, failed: 1 }])
  })

  it('does not run a delayed job early, and does not wait for it to be settled', async () => {
    const runs: JobRun[] = []
    const engine = await started({ later: async (run) => void runs.push(run) })
    await commit(engine, job('later', { delayMs: 90_500 }))
    await engine.settled()
    expect(runs).toEqual([])
    const { rows } = await database.pool.query(
      'select extract(epoch from start_after - created_on)::float as delay from pgboss.job where start_after > now()',
    )
    expect(rows).toEqual([{ delay: 90.5 }])
  })

  it('lets a running job end when it stops', async () => {
    let release = () => {}
    const events: string[] = []
    const engine = await started({
      slow: () =>
        new Promise<void>((resolve) => {
          events.push('began')
          release = () => {
            events.push('ended')
            resolve()
          }
        }),
    })
    await commit(engine, job('slow'))
    await untilTrue(() => events.includes('began'))
    const stopped = engine.stop(5000).then(() => events.push('stopped'))
    release()
    await stopped

    expect(events).toEqual(['began', 'ended', 'stopped'])
    expect((await database.pool.query('select state from pgboss.job')).rows).toEqual([{ state: 'completed' }])
    log.assertNoErrors()
  })

  it('hands a job back that does not end in time, aborts it, and another process takes it at once', async () => {
    const signals: AbortSignal[] = []
    const first = await started({
      slow: ({ signal }) => {
        signals.push(signal)
        return new Promise(() => {})
      },
    })
    await commit(first, job('slow', { retries: 0 }))
    await untilTrue(() => signals.length === 1)
    await first.stop(50)
    expect(signals[0]?.aborted).toBe(true)

    const attempts: number[] = []
    const second = await started({ slow: async ({ attempt }) => void attempts.push(attempt) })
    await second.settled()

    expect(attempts).toEqual([2])
    log.assertNoErrors()
  })

  it('enqueues without working when it is started without handlers, as a web process does', async () => {
    const web = await started({})
    await commit(web, job('greet'))
    await web.settled()
    expect(await web.counts()).toEqual([{ name: 'greet', waiting: 1, running: 0, failed: 0 }])
  })

  it('refuses to enqueue before its start', async () => {
    const engine = newEngine()
    await expect(engine.enqueue(asDb(database.prisma), [job('greet')])).rejects.toThrow('call start()')
  })

  it('keeps many jobs with one statement', async () => {
    const engine = await started({})
    const statements: string[] = []
    await inTransaction(database, (db) => {
      const counting = new Proxy(db as object, {
        get: (target, key) => {
          if (key === '$queryRawUnsafe') statements.push(String(key))
          return Reflect.get(target, key)
        },
      })
      return engine.enqueue(
        counting as typeof db,
        Array.from({ length: 500 }, (_, index) => job(`kind${index % 7}`)),
      )
    })
    expect(statements).toHaveLength(1)
    expect((await engine.counts()).reduce((sum, { waiting }) => sum + waiting, 0)).toBe(500)
  })

  it.runIf(kind === 'postgres')('goes on after the server dropped all connections', async () => {
    const runs: JobRun[] = []
    const engine = await started({ greet: async (run) => void runs.push(run) })
    await database.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    // The first transaction afterwards may still get a connection that is being closed.
    const once = () => commit(engine, job('greet', { key: 'once' }))
    await once().catch(once)
    await engine.settled()
    expect(runs).toHaveLength(1)
  })

  it('starts in several processes at once on an empty database', async () => {
    const runs: unknown[] = []
    const all = await Promise.all(
      Array.from({ length: kind === 'postgres' ? 4 : 2 }, () => started({ once: async (run) => void runs.push(run) })),
    )
    for (const engine of all) await commit(engine, job('once', { key: 'now' }))
    await all[0]?.settled()
    expect(runs).toHaveLength(1)
    log.assertNoErrors()
  })
})

async function untilTrue(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2))
}
