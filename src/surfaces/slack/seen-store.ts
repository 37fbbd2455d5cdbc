import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

/** Notes what was not there yet, many at once in one statement, and says which of them were new. */
export async function noteSeen(db: Db, ids: readonly string[], expiresAt: Date): Promise<ReadonlySet<string>> {
  const rows = await prisma(db).$queryRaw<{ id: string }[]>`
    insert into seen_signatures (id, "expiresAt")
    select id, ${expiresAt} from unnest(${[...ids]}::text[]) as id
    on conflict (id) do nothing
    returning id`
  return new Set(rows.map((row) => row.id))
}
