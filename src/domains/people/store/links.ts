import { z } from 'zod'
import { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Acquaintance } from '../model.ts'

/** A member's word that they know somebody. Only for routing: it tells who knows whom. */
export interface RelationshipLink extends Acquaintance {
  readonly memberId: MemberId
  readonly contactId: string
  /** The member whom the contact is, else the contact. */
  readonly personId: string
  readonly isMember: boolean
  /** ONLY_ME, or they do not want to be asked about them: for nobody else's asks. */
  readonly isPrivate: boolean
}

/** Told by one of these members; with one of these persons on either side; told by one of a pair about the other. */
export type LinksAbout =
  | { readonly kind: 'members'; readonly ids: readonly string[] }
  | { readonly kind: 'persons'; readonly ids: readonly string[] }
  | { readonly kind: 'pairs'; readonly pairs: readonly (readonly [string, string])[] }

/** In the order of the query's columns. */
const linkRows = z.array(
  z
    .tuple([
      z.string(),
      z.string(),
      z.string(),
      z.boolean(),
      z.boolean(),
      z.number().nullable(),
      z.number(),
      z.number().nullable(),
    ])
    .transform(
      ([member, contactId, personId, isMember, isPrivate, declared, interactions, touchedMs]): RelationshipLink => ({
        memberId: memberId(member),
        lastInteractionAt: touchedMs === null ? null : new Date(touchedMs),
        ...{ contactId, personId, isMember, isPrivate, declared, interactions },
      }),
    ),
)

/**
 * Who says they know whom, in any order: members who are here, contacts who may be approached, and no two who blocked each
 * other. As one text, because a row of its own costs ten times the reading, and there may be a million.
 */
export async function relationshipLinks(
  db: Db,
  workspaceId: WorkspaceId,
  about: LinksAbout,
): Promise<RelationshipLink[]> {
  const [found] = await prisma(db).$queryRaw<{ links: string }[]>`
    select coalesce(json_agg(json_build_array(r."memberId", r."contactId", coalesce(known.id, c.id), known.id is not null,
      r.visibility = 'ONLY_ME' or r."neverAsk", r.declared, r.interactions,
      extract(epoch from r."lastInteractionAt") * 1000)), '[]')::text as links
    from relationships r
    join members m on m.id = r."memberId" and m.status = 'ACTIVE'
    join contacts c on c.id = r."contactId" and c."erasedAt" is null and c."neverContactAt" is null
    left join members known on known.id = c."memberId" and known.status = 'ACTIVE'
    where r."workspaceId" = ${workspaceId} and known.id is distinct from m.id and ${isAbout(workspaceId, about)}
      and not exists (select 1 from blocks b where b."workspaceId" = r."workspaceId" and known.id is not null
        and ((b."memberId" = m.id and b."blockedId" = known.id) or (b."memberId" = known.id and b."blockedId" = m.id)))`
  return linkRows.parse(JSON.parse(found?.links ?? '[]'))
}

/** How many relationships each member has, for reading all of them in parts. */
export async function relationshipCounts(
  db: Db,
  workspaceId: WorkspaceId,
): Promise<readonly { readonly memberId: string; readonly count: number }[]> {
  return prisma(db).$queryRaw<{ memberId: string; count: number }[]>`
    select "memberId", count(*)::int as count from relationships where "workspaceId" = ${workspaceId}
    group by "memberId" order by "memberId"`
}

/** As ids that indexes give, because a disjunction over two tables would read both whole. */
function isAbout(workspaceId: WorkspaceId, about: LinksAbout): Prisma.Sql {
  if (about.kind === 'members') return Prisma.sql`r."memberId" = any (${about.ids}::text[])`
  if (about.kind === 'persons') {
    return Prisma.sql`r.id in (
      select id from relationships where "workspaceId" = ${workspaceId} and "memberId" = any (${about.ids}::text[])
      union select told.id from relationships told join contacts c on c.id = told."contactId"
        where told."workspaceId" = ${workspaceId} and c."workspaceId" = ${workspaceId} and c.id = any (${about.ids}::text[])
      union select told.id from relationships told join contacts c on c.id = told."contactId"
        where told."workspaceId" = ${workspaceId} and c."workspaceId" = ${workspaceId} and c."memberId" = any (${about.ids}::text[]))`
  }
  const both = [...about.pairs, ...about.pairs.map(([one, other]) => [other, one] as const)]
  const pairs = Prisma.sql`unnest(${both.map(([one]) => one)}::text[], ${both.map(([, other]) => other)}::text[]) as pair (one, other)`
  const told = Prisma.sql`join relationships told on told."workspaceId" = ${workspaceId} and told."memberId" = pair.one
    and told."contactId" = c.id`
  return Prisma.sql`r.id in (
    select told.id from ${pairs} join contacts c on c."workspaceId" = ${workspaceId} and c.id = pair.other ${told}
    union select told.id from ${pairs} join contacts c on c."workspaceId" = ${workspaceId} and c."memberId" = pair.other ${told})`
}

/** Which of these contacts are members who are here, and which. */
export async function membersAmongContacts(
  db: Db,
  workspaceId: WorkspaceId,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, MemberId>> {
  const rows = await prisma(db).$queryRaw<{ contactId: string; memberId: string }[]>`
    select c.id as "contactId", m.id as "memberId" from contacts c join members m on m.id = c."memberId"
    where c."workspaceId" = ${workspaceId} and c.id = any (${contactIds}::text[]) and m.status = 'ACTIVE'`
  return new Map(rows.map((one) => [one.contactId, memberId(one.memberId)]))
}

/** Everybody with whom this member wants nothing to do, or who wants nothing to do with them. */
export async function blockedWith(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<MemberId[]> {
  const rows = await prisma(db).block.findMany({
    where: { workspaceId, OR: [{ memberId: id }, { blockedId: id }] },
    select: { memberId: true, blockedId: true },
  })
  return rows.map((block) => memberId(block.memberId === id ? block.blockedId : block.memberId))
}
