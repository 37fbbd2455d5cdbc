import type pg from 'pg'
import { z } from 'zod'
import type { QueueCount } from '../../kit/jobs.ts'
import { BOSS_SCHEMA } from './boss-database.ts'
import { FAILED, WORKED_QUEUES } from './queues.ts'

// Read-only questions that pg-boss has no call for. Everything that changes its rows goes through its API.

const WORKED = WORKED_QUEUES.map((name) => `'${name}'`).join(', ')

/** Waiting, running and failed jobs by the job's name. */
export async function countByName(pool: pg.Pool): Promise<QueueCount[]> {
  const { rows } = await pool.query(
    `select data->>'name' as name,
       count(*) filter (where name <> $1 and state < 'active')::int as waiting,
       count(*) filter (where name <> $1 and state = 'active')::int as running,
       count(*) filter (where name = $1 and state = 'created')::int as failed
     from ${BOSS_SCHEMA}.job where name in (${WORKED}, $1) group by 1 order by 1`,
    [FAILED],
  )
  return countsSchema.parse(rows)
}

const countsSchema = z.array(
  z.object({ name: z.string(), waiting: z.number(), running: z.number(), failed: z.number() }),
)

/** Whether a job is running or could be fetched now. One that stands behind another's next try in its lane could not. */
export async function hasWork(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from ${BOSS_SCHEMA}.job j where name in (${WORKED}) and (
       state = 'active' or (state < 'active' and start_after <= now() and not exists (
         select 1 from ${BOSS_SCHEMA}.job ahead
         where ahead.name = j.name and ahead.singleton_key = j.singleton_key and ahead.id <> j.id
           and (ahead.state = 'failed' or (ahead.state = 'retry' and ahead.start_after > now()))))) limit 1`,
  )
  return rowCount !== 0
}

/** The jobs that some process has begun and not ended. */
export async function activeJobs(pool: pg.Pool): Promise<{ id: string; queue: string }[]> {
  const { rows } = await pool.query(
    `select id, name as queue from ${BOSS_SCHEMA}.job where name in (${WORKED}) and state = 'active'`,
  )
  return z.array(z.object({ id: z.string(), queue: z.string() })).parse(rows)
}
