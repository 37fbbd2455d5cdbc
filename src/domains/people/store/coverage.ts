import { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { normaliseOrganization } from '../import/normalise.ts'
import type { Acquaintance } from '../model.ts'
import { reachable } from './contacts.ts'
import { blockedWith } from './links.ts'

export interface Somewhere {
  readonly id: string
  readonly name: string
}

/** Organizations of this name that somebody else knows and lets the router use; what is for its owner alone is not there. */
export async function organizationsCalled(
  db: Db,
  workspaceId: WorkspaceId,
  { viewerId, name, limit }: { viewerId: MemberId; name: string; limit: number },
): Promise<Somewhere[]> {
  const key = normaliseOrganization(name)
  if (key === '') return []
  return prisma(db).$queryRaw<Somewhere[]>`
    select o.id, o.name from organizations o
    where o."workspaceId" = ${workspaceId} and (o."nameKey" = ${key} or starts_with(o."nameKey", ${`${key} `}))
      and exists (select 1 from contacts c join relationships r on r."contactId" = c.id
        where c."organizationId" = o.id and ${isShared(viewerId)})
    order by o."nameKey" = ${key} desc, o."nameKey" limit ${limit}`
}

export async function organizationNamed(db: Db, workspaceId: WorkspaceId, id: string): Promise<string | null> {
  const row = await prisma(db).organization.findFirst({ where: { workspaceId, id }, select: { name: true } })
  return row?.name ?? null
}

export interface KnowerThere extends Acquaintance {
  readonly memberId: string
}

/** What members say of the people they know there. Only for counting: nobody is told who they are. */
export async function knowersAt(
  db: Db,
  workspaceId: WorkspaceId,
  { viewerId, organizationIds }: { viewerId: MemberId; organizationIds: readonly string[] },
): Promise<KnowerThere[]> {
  const blocked = await blockedWith(db, workspaceId, viewerId)
  return prisma(db).$queryRaw<KnowerThere[]>`
    select r."memberId", r.declared, r.interactions, r."lastInteractionAt"
    from contacts c join relationships r on r."contactId" = c.id
    join members m on m.id = r."memberId" and m.status = 'ACTIVE' and m."openToAsks"
    where c."workspaceId" = ${workspaceId} and c."organizationId" = any (${[...organizationIds]}::text[])
      and not (r."memberId" = any (${blocked}::text[])) and ${isShared(viewerId)}`
}

/** The permission filter: it runs before anything is counted. `c` and `r` are the contact and the relationship around it. */
const isShared = (
  viewerId: MemberId,
): Prisma.Sql => Prisma.sql`${reachable} and c."memberId" is distinct from ${viewerId}
  and r."workspaceId" = c."workspaceId" and r."memberId" <> ${viewerId} and r.visibility <> 'ONLY_ME' and not r."neverAsk"`

/** How many members can be asked at all: they are here, open to it, and know somebody whom the router may use. */
export async function countAskable(db: Db, workspaceId: WorkspaceId): Promise<number> {
  return prisma(db).member.count({
    where: {
      ...{ workspaceId, status: 'ACTIVE', openToAsks: true },
      relationships: { some: { visibility: { not: 'ONLY_ME' }, neverAsk: false } },
    },
  })
}
