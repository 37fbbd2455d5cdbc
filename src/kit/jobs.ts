import type { Db } from './db.ts'

/** The job engine as the runtime sees it. Jobs are at-least-once: whoever handles one re-reads and may find nothing to do. */
export interface JobEngine {
  /** Inside the caller's transaction: the jobs exist exactly when the state does. */
  enqueue(db: Db, jobs: readonly QueuedJob[]): Promise<void>
  /** After the commit: fetch these queues now rather than at the next poll. */
  poke(names: Iterable<string>): void
  /** Creates the queues and starts to work. `handlers` by job name; with none, jobs are only enqueued. */
  start(handlers: ReadonlyMap<string, JobHandler>): Promise<void>
  /** Stops fetching, lets running jobs end for at most `graceMs`, then hands them back to the queue. */
  stop(graceMs: number): Promise<void>
  /** Resolves when nothing is waiting (due now) nor running in this process; for time travel and tests. */
  settled(): Promise<void>
  /** For doctor, metrics and the inspector. */
  counts(): Promise<readonly QueueCount[]>
}

export interface QueuedJob {
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
  /** A second job with the same key is dropped while the first is known, such as `<sweep>@<slot>`. */
  readonly key?: string
  /** Jobs of one lane run one after the other, such as the sends to one channel. */
  readonly lane?: string
  /** Not before this much machine time has passed: back-off, or a platform's Retry-After. Domain due times are columns instead. */
  readonly delayMs?: number
  /** Tries after the first. */
  readonly retries: number
}

export type JobHandler = (run: JobRun) => Promise<void>

export interface JobRun {
  readonly id: string
  readonly data: unknown
  /** 1 for the first try. */
  readonly attempt: number
  readonly isLastAttempt: boolean
  readonly signal: AbortSignal
}

export interface QueueCount {
  readonly name: string
  readonly waiting: number
  readonly running: number
  readonly failed: number
}
