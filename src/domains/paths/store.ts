import { z } from 'zod'
import { prisma } from '../../infra/db/handle.ts'
import type { WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'

/** What is to be read again; see `RelationshipChange` in prisma/schema/paths.prisma. */
export interface Change {
  readonly id: string
  readonly oneId: string | null
  readonly otherId: string | null
  /** Of the transaction in which we are: it may yet be rolled back. */
  readonly isOwn: boolean
}

export interface ChangesSeen {
  readonly changes: readonly Change[]
  /** Where to look from the next time: the oldest transaction that is still running. */
  readonly marker: bigint
}

const row = z.object({
  marker: z.bigint(),
  id: z.string().nullable(),
  oneId: z.string().nullable(),
  otherId: z.string().nullable(),
  isOwn: z.boolean().nullable(),
})

/** What was committed by transactions from `since` on. Some may have been seen before: then a transaction ran for long. */
export async function changesSince(db: Db, workspaceId: WorkspaceId, since: bigint): Promise<ChangesSeen> {
  const rows = await prisma(db).$queryRaw`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as marker, c.id, c."oneId", c."otherId",
      c.transaction = pg_current_xact_id_if_assigned()::text::bigint as "isOwn"
    from (select 1) as always
    left join relationship_changes c on c."workspaceId" = ${workspaceId} and c.transaction >= ${since}`
  const parsed = z.array(row).parse(rows)
  return {
    changes: parsed.flatMap(({ id, oneId, otherId, isOwn }) =>
      id ? [{ id, oneId, otherId, isOwn: isOwn ?? false }] : [],
    ),
    marker: parsed[0]?.marker ?? since,
  }
}
