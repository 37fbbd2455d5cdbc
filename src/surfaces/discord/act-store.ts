import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

export interface WaitingAct {
  readonly id: string
  readonly payload: string
}

/** Many acts in one statement: a Prisma call for each would cost most of what an answer costs. */
export async function keepActs(
  db: Db,
  acts: readonly WaitingAct[],
  about: { line: string; holder: string; now: Date },
): Promise<void> {
  const ids = acts.map(({ id }) => id)
  const payloads = acts.map(({ payload }) => payload)
  await prisma(db).$executeRaw`
    insert into discord_acts (id, line, holder, payload, "receivedAt")
    select id, ${about.line}, ${about.holder}, payload, ${about.now}
    from unnest(${ids}::text[], ${payloads}::text[]) as given(id, payload)
    on conflict (id) do nothing`
}

export async function dropActs(db: Db, ids: readonly string[]): Promise<void> {
  await prisma(db).$executeRaw`delete from discord_acts where id = any(${[...ids]}::text[])`
}

/** What the holder before us left behind, the oldest first. From now on it is ours. */
export async function takeActs(db: Db, line: string, holder: string): Promise<readonly WaitingAct[]> {
  const acts = await prisma(db).$queryRaw<(WaitingAct & { receivedAt: Date })[]>`
    update discord_acts set holder = ${holder} where line = ${line} and holder <> ${holder}
    returning id, payload, "receivedAt"`
  return acts.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1))
}
