import { createHash, randomUUIDv7 } from 'node:crypto'
import type { JobInsert, Queue } from 'pg-boss'
import { z } from 'zod'
import type { QueuedJob } from '../../kit/jobs.ts'

/**
 * Three queues for every kind of job, rather than one queue for each kind: one insert keeps all the jobs of a transaction,
 * one fetch finds whatever is due, and a desk at rest asks the database once a second or two, however many kinds there are.
 *
 * `lanes` is first in, first out for each lane: a unique index of the engine keeps two jobs of one lane from being active at
 * once, in all processes, and one that waits for its next try holds the ones behind it back. Order is that of the
 * transactions' starts. What is not promised: a process that is frozen for longer than the heartbeat and then wakes up may
 * still be inside a job that somebody else has taken over.
 */
export const JOBS = 'jobs'
export const LANES = 'lanes'
/** Where jobs end that failed for good, kept for the operator. */
export const FAILED = 'failed'

export const WORKED_QUEUES = [JOBS, LANES] as const
export type WorkedQueue = (typeof WORKED_QUEUES)[number]

const KEPT_FAILED_S = 30 * 24 * 3600

export const QUEUES: readonly Queue[] = [
  { name: FAILED, retentionSeconds: KEPT_FAILED_S },
  { name: JOBS },
  { name: LANES, policy: 'key_strict_fifo' },
]

// Done jobs are kept while their key may come again: a process whose clock is behind ticks the same slot later.
const KEPT_DONE_S = 3600
const FIRST_RETRY_S = 1
const LONGEST_RETRY_S = 15 * 60
// The engine's own limit ends what even our limit on a run (RUN_LIMIT_MS) could not.
const EXPIRE_S = 5 * 60
// The shortest that the engine accepts.
const HEARTBEAT_S = 10

/**
 * How often a run may be lost to a dying process on top of the job's own retries. A job whose process dies did not fail, but
 * one that ends its process every time must come to an end as well.
 */
export const CRASHES_FORGIVEN = 3

/**
 * The rows to insert, by queue. Two jobs with the same key are one. On a shared database other processes may take over what
 * one of them holds, so that it has to show that it lives.
 */
export function toInserts(jobs: readonly QueuedJob[], isShared: boolean): Map<WorkedQueue, JobInsert[]> {
  // Sorted, because the engine orders jobs of the same moment by id.
  const ids = jobs.map(() => randomUUIDv7()).sort()
  const insertById = new Map<string, { queue: WorkedQueue; insert: JobInsert }>()
  for (const [index, job] of jobs.entries()) {
    const id = job.key === undefined ? ids[index] : keyedId(job.name, job.key)
    if (id === undefined || insertById.has(id)) continue
    insertById.set(id, { queue: queueOf(job), insert: { id, ...toInsert(job, isShared) } })
  }
  const inserts = new Map<WorkedQueue, JobInsert[]>()
  for (const { queue, insert } of insertById.values()) inserts.set(queue, [...(inserts.get(queue) ?? []), insert])
  return inserts
}

export const queueOf = (job: Pick<QueuedJob, 'lane'>): WorkedQueue => (job.lane === undefined ? JOBS : LANES)

function toInsert(job: QueuedJob, isShared: boolean): JobInsert {
  return {
    data: { name: job.name, data: job.data } satisfies Envelope,
    retryLimit: job.retries + CRASHES_FORGIVEN,
    retryDelay: FIRST_RETRY_S,
    retryBackoff: true,
    retryDelayMax: LONGEST_RETRY_S,
    expireInSeconds: EXPIRE_S,
    deleteAfterSeconds: KEPT_DONE_S,
    deadLetter: FAILED,
    ...(isShared && { heartbeatSeconds: HEARTBEAT_S }),
    ...(job.lane !== undefined && { singletonKey: job.lane }),
    ...(job.delayMs !== undefined && { startAfter: job.delayMs / 1000 }),
  }
}

/** The row of a job that failed for good. Its id is the job's, so that burying it twice is burying it once. */
export function toFailedInsert(job: { id: string; data: unknown }, reason: string): JobInsert {
  return { id: job.id, data: { ...envelopeSchema.parse(job.data), reason }, retentionSeconds: KEPT_FAILED_S }
}

/** What our rows carry in the engine's `data` column. */
export const envelopeSchema = z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })
type Envelope = Readonly<z.infer<typeof envelopeSchema>>

/** The row's primary key keeps a key unique for as long as the job is known, done or not, against any rival. */
function keyedId(name: string, key: string): string {
  const digest = createHash('sha256').update(`${name}\n${key}`).digest()
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80 // Version 8 and the variant of RFC 9562: "made by our own rule".
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80
  return digest.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
