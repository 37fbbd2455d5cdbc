import { pooledRows, prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

export interface ReceivedAct {
  readonly id: string
  readonly body: string
}

/**
 * Many acts in one statement: those seen before are left out, the others are kept until they are done, and what is done goes.
 * The one hot path of the house, so it goes past Prisma.
 */
export async function keepActs(
  db: Db,
  acts: readonly ReceivedAct[],
  about: { done: readonly string[]; now: Date; forgetAt: Date },
): Promise<ReadonlySet<string>> {
  const ids = acts.map(({ id }) => id)
  const bodies = acts.map(({ body }) => body)
  const values = [ids, bodies, about.forgetAt, about.now, about.done]
  const rows = await pooledRows<{ id: string }>(db, KEEP_ACTS, values)
  return new Set(rows.map((row) => row.id))
}

const KEEP_ACTS = `
  with given as (select * from unnest($1::text[], $2::text[]) as given(id, body)),
  fresh as (
    insert into seen_signatures (id, "expiresAt") select id, $3 from given
    on conflict (id) do nothing returning id
  ),
  kept as (
    insert into slack_acts (id, body, "receivedAt") select id, body, $4 from given join fresh using (id)
  ),
  gone as (delete from slack_acts where id = any($5::text[]))
  select id from fresh`

/** Acts that nobody finished: theirs was a process that is gone. Each is taken by one process, for another while. */
export async function takeForgotten(
  db: Db,
  about: { before: Date; now: Date; limit: number },
): Promise<readonly (ReceivedAct & { readonly tries: number })[]> {
  return prisma(db).$queryRaw<(ReceivedAct & { tries: number })[]>`
    update slack_acts set "receivedAt" = ${about.now}, tries = tries + 1
    where id in (
      select id from slack_acts where "receivedAt" < ${about.before}
      order by "receivedAt" limit ${about.limit} for update skip locked
    )
    returning id, body, tries`
}
