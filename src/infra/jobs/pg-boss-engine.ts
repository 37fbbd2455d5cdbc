import { setTimeout as wait } from 'node:timers/promises'
import { fromPrisma, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Db } from '../../kit/db.ts'
import type { JobEngine, JobHandler, QueueCount, QueuedJob } from '../../kit/jobs.ts'
import type { Log } from '../../kit/log.ts'
import type { Database } from '../db/database.ts'
import { prisma } from '../db/handle.ts'
import { BOSS_SCHEMA, bossDatabase, problemLog } from './boss-database.ts'
import { activeJobs, countByName, hasWork } from './job-rows.ts'
import {
  CRASHES_FORGIVEN,
  envelopeSchema,
  FAILED,
  QUEUES,
  queueOf,
  toFailedInsert,
  toInserts,
  WORKED_QUEUES,
  type WorkedQueue,
} from './queues.ts'

export interface PgBossEngineConfig {
  readonly database: Pick<Database, 'kind' | 'pool'>
  readonly log: Log
}

/** The job engine over the desk's own database. Its tables live in a schema of their own, made at the first start. */
export function pgBossEngine(config: PgBossEngineConfig): JobEngine {
  return new PgBossEngine(config)
}

// Most of a job's time is waiting for a platform or the model; the two queues do not wait for each other.
const WORKERS_PER_QUEUE = 6
// Finds what nobody poked for: next tries, delayed jobs and the jobs of other processes. Each look costs the embedded
// database some 4 ms, and there it finds nothing of others.
const PULSE_SHARED_MS = 1000
const PULSE_ALONE_MS = 2000
// The pulse wakes one worker a queue; by themselves they hardly look.
const OWN_POLL_S = 30
// Longer than the slowest answer that is still of use, shorter than the engine's own expiry.
const RUN_LIMIT_MS = 4 * 60_000
const HEARTBEAT_REFRESH_S = 3
// With the heartbeat of 10 s, the first back-off of up to 2 s and the pulse: a dead process is replaced within 20 s.
const WATCH_SHARED_S = 3
const WATCH_ALONE_S = 60
const CLEAN_UP_S = 600
const SETTLE_POLL_MS = 3
const DAY_S = 24 * 3600

interface Worker {
  readonly queue: WorkedQueue
  id: string
  isBusy: boolean
}

type BossJob = JobWithMetadata<object>

class PgBossEngine implements JobEngine {
  readonly #database: PgBossEngineConfig['database']
  readonly #log: Log
  readonly #boss: PgBoss
  readonly #problems: ReturnType<typeof problemLog>
  readonly #workers: Worker[] = []
  readonly #running = new Map<string, { queue: WorkedQueue; job: BossJob }>()
  readonly #queuesByName = new Map<string, Set<WorkedQueue>>()
  #handlers: ReadonlyMap<string, JobHandler> = new Map()
  #pulse: NodeJS.Timeout | undefined
  #state: 'new' | 'started' | 'stopped' = 'new'

  constructor({ database, log }: PgBossEngineConfig) {
    this.#database = database
    this.#log = log
    this.#problems = problemLog(log)
    this.#boss = newBoss(database)
    this.#boss.on('error', (problem) => this.#state === 'started' && this.#problems.failed(problem))
    this.#boss.on('warning', ({ message }) => log.warn({ reason: message }, 'The job engine warns'))
  }

  async enqueue(db: Db, jobs: readonly QueuedJob[]): Promise<void> {
    // The engine would look its queues up outside the transaction, which the embedded database's one session cannot do.
    if (this.#state === 'new') throw new Error('The job engine is not started yet; call start() before enqueue().')
    for (const [queue, inserts] of toInserts(jobs, this.#isShared)) {
      await this.#boss.insert(queue, inserts, { db: fromPrisma(prisma(db)) })
    }
    for (const job of jobs) this.#queuesOf(job.name).add(queueOf(job))
  }

  poke(names: Iterable<string>): void {
    const queues = new Set([...names].flatMap((name) => [...this.#queuesOf(name)]))
    for (const queue of queues) this.#wakeOne(queue)
  }

  async start(handlers: ReadonlyMap<string, JobHandler>): Promise<void> {
    try {
      await this.#begin(handlers)
    } catch (error) {
      // Its timers would keep a process alive that failed to start.
      await this.#boss.stop({ graceful: false, close: false })
      throw error
    }
  }

  async stop(graceMs: number): Promise<void> {
    if (this.#state !== 'started') return
    clearInterval(this.#pulse)
    const drained = Promise.all(WORKED_QUEUES.map((queue) => this.#boss.offWork(queue, { wait: true })))
    const graceOver = new AbortController()
    const isDrained = await Promise.race([
      drained.then(() => true),
      wait(graceMs, false, { signal: graceOver.signal }).catch(() => false),
    ])
    graceOver.abort()
    if (!isDrained) await this.#handBackRunning()
    this.#state = 'stopped'
    // Aborts what is still running; what it does from now on no longer counts.
    await this.#boss.stop({ graceful: false, close: false })
  }

  async settled(): Promise<void> {
    while (this.#state === 'started' && this.#workers.length > 0) {
      // What runs wakes others by itself, where it leaves something to do.
      if (this.#running.size === 0) {
        if (!(await hasWork(this.#database.pool))) return
        this.#wakeAll()
      }
      await wait(SETTLE_POLL_MS)
    }
  }

  counts(): Promise<readonly QueueCount[]> {
    return countByName(this.#database.pool)
  }

  async #begin(handlers: ReadonlyMap<string, JobHandler>): Promise<void> {
    this.#handlers = handlers
    await this.#boss.start()
    await this.#createMissingQueues()
    this.#state = 'started'
    if (handlers.size === 0) return
    if (!this.#isShared) await this.#takeBackAbandoned()
    for (const queue of WORKED_QUEUES) {
      for (let count = 0; count < WORKERS_PER_QUEUE; count += 1) await this.#hire(queue)
    }
    this.#pulse = setInterval(() => this.#wakeAll(), this.#isShared ? PULSE_SHARED_MS : PULSE_ALONE_MS).unref()
  }

  get #isShared(): boolean {
    return this.#database.kind === 'postgres'
  }

  #queuesOf(name: string): Set<WorkedQueue> {
    const queues = this.#queuesByName.get(name) ?? new Set()
    this.#queuesByName.set(name, queues)
    return queues
  }

  async #createMissingQueues(): Promise<void> {
    const known = new Set((await this.#boss.getQueues(QUEUES.map(({ name }) => name))).map(({ name }) => name))
    for (const { name, ...options } of QUEUES.filter((queue) => !known.has(queue.name))) {
      await this.#boss.createQueue(name, options)
      // Makes the engine look the queue up now; inside somebody's transaction its look-up would wait for itself.
      await this.#boss.insert(name, [])
    }
  }

  /** Nobody else can be working on an embedded database, so what is marked as running was cut off with its process. */
  async #takeBackAbandoned(): Promise<void> {
    const abandoned = await activeJobs(this.#database.pool)
    for (const { queue, id } of abandoned) await this.#handBack(queue, id, 'the process ended')
    if (abandoned.length > 0) this.#log.info({ jobs: abandoned.length }, 'Jobs cut off by the last stop start again')
  }

  async #handBackRunning(): Promise<void> {
    for (const { queue, job } of this.#running.values()) {
      await this.#handBack(queue, { id: job.id, retryCount: job.retryCount }, 'the process stops').catch(
        // Then the heartbeat, or the next start, brings the job back; stopping must not depend on it.
        (error: Error) => this.#log.warn({ jobId: job.id, reason: error.message }, 'A job could not be handed back'),
      )
    }
  }

  /** Failing a job frees it for its next try; the update lets that begin at once. */
  async #handBack(queue: string, job: string | { id: string; retryCount: number }, reason: string): Promise<void> {
    await this.#boss.fail(queue, job, { message: reason })
    await this.#boss.update(queue, undefined, { id: typeof job === 'string' ? job : job.id, startAfter: 0 })
  }

  async #hire(queue: WorkedQueue): Promise<void> {
    const worker: Worker = { queue, id: '', isBusy: false }
    this.#workers.push(worker)
    worker.id = await this.#boss.work(
      queue,
      {
        includeMetadata: true,
        perJobResults: true,
        pollingIntervalSeconds: OWN_POLL_S,
        ...(this.#isShared && { heartbeatRefreshSeconds: HEARTBEAT_REFRESH_S }),
      },
      async (jobs: BossJob[]) => {
        worker.isBusy = true
        this.#problems.worked()
        // There may be more: one colleague looks now, this worker when it is done.
        this.#wakeOne(queue)
        this.#boss.notifyWorker(worker.id)
        try {
          return await Promise.all(jobs.map((job) => this.#run(queue, job)))
        } finally {
          worker.isBusy = false
        }
      },
    )
  }

  #wakeOne(queue: WorkedQueue): void {
    const idle = this.#workers.find((worker) => worker.queue === queue && !worker.isBusy)
    if (idle) this.#boss.notifyWorker(idle.id)
  }

  #wakeAll(): void {
    for (const queue of WORKED_QUEUES) this.#wakeOne(queue)
  }

  async #run(queue: WorkedQueue, job: BossJob): Promise<JobResult> {
    this.#running.set(job.id, { queue, job })
    try {
      await this.#handle(job)
      return { id: job.id, status: 'completed' }
    } catch (error) {
      return await this.#afterFailure(job, error)
    } finally {
      this.#running.delete(job.id)
    }
  }

  async #handle(job: BossJob): Promise<void> {
    const { name, data } = envelopeSchema.parse(job.data)
    const handler = this.#handlers.get(name)
    if (!handler) throw new Error(`This version knows no job named ${name}; another one enqueued it.`)
    const signal = AbortSignal.any([job.signal, AbortSignal.timeout(RUN_LIMIT_MS)])
    const { attempt, isLastAttempt } = attemptOf(job)
    await orAborted(handler({ id: job.id, data, attempt, isLastAttempt, signal }), signal)
  }

  /** The engine retries what is `failed`. A job that is out of tries is moved aside, so that its lane goes on. */
  async #afterFailure(job: BossJob, error: unknown): Promise<JobResult> {
    const reason = error instanceof Error ? error.message : String(error)
    const { attempt, isLastAttempt } = attemptOf(job)
    const fields = { job: nameOf(job), jobId: job.id, attempt, error }
    if (job.signal.aborted) this.#log.info({ ...fields, error: reason }, 'A job was interrupted and starts again')
    else if (isLastAttempt) {
      await this.#boss.insert(FAILED, [toFailedInsert(job, reason)])
      this.#log.error(fields, 'A job failed for good')
      return { id: job.id, status: 'completed' }
    } else this.#log.warn(fields, 'A job failed and will be tried again')
    return { id: job.id, status: 'failed', output: { message: reason } }
  }
}

function newBoss({ kind, pool }: PgBossEngineConfig['database']): PgBoss {
  const watchS = kind === 'postgres' ? WATCH_SHARED_S : WATCH_ALONE_S
  return new PgBoss({
    db: bossDatabase(pool),
    backend: kind === 'postgres' ? 'postgres' : 'pglite',
    schema: BOSS_SCHEMA,
    superviseIntervalSeconds: watchS,
    monitorIntervalSeconds: watchS,
    maintenanceIntervalSeconds: CLEAN_UP_S,
    queueCacheIntervalSeconds: DAY_S,
    // What the desk does not use: cron (the ticker's job), flows, background schema builds, index and vacuum care.
    schedule: false,
    flowIntervalSeconds: DAY_S,
    bamIntervalSeconds: DAY_S,
    monitorVacuum: false,
    reindex: false,
  })
}

function attemptOf(job: BossJob): { attempt: number; isLastAttempt: boolean } {
  return { attempt: job.retryCount + 1, isLastAttempt: job.retryCount >= job.retryLimit - CRASHES_FORGIVEN }
}

function nameOf(job: BossJob): string {
  return envelopeSchema.safeParse(job.data).data?.name ?? 'unreadable'
}

/** What ignores its signal is left to end by itself; its outcome no longer counts. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  await Promise.race([work, aborted])
}
