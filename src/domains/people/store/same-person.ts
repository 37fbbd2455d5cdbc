import { prisma } from '../../../infra/db/handle.ts'
import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { BARE_NAME } from '../rules.ts'

/**
 * For each of these contacts all entries of the same person, itself among them. Entries that one member keeps to themselves are
 * not put together with those of others, and two accounts that were joined may have one each: nobody is approached twice for that.
 */
export async function samePerson(
  db: Db,
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await prisma(db).$queryRaw<{ id: string; entryId: string }[]>`
    with wanted as (
      select id, "memberId" from contacts where "workspaceId" = ${workspaceId} and id = any (${[...contactIds]}))
    select wanted.id, other.id as "entryId" from wanted
      join contacts other on other."workspaceId" = ${workspaceId} and other."memberId" = wanted."memberId"
    union select wanted.id, other."contactId" from wanted
      join contact_keys own on own."workspaceId" = ${workspaceId} and own."contactId" = wanted.id
        and not starts_with(own.key, ${BARE_NAME})
      join contact_keys other on other."workspaceId" = own."workspaceId" and other.key = own.key`
  const entries = new Map(contactIds.map((id) => [id, new Set([id])]))
  for (const { id, entryId } of rows) entries.get(id)?.add(entryId)
  return new Map([...entries].map(([id, found]) => [id, [...found]]))
}
