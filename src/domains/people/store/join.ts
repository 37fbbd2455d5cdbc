import { prisma } from '../../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { SurfaceName } from '../../../kit/person.ts'
import type { Halves } from '../../../kit/personal-data.ts'
import type { Half } from '../rules.ts'
import { EMPTY_MEMBER } from './personal.ts'
import { isNeverContact, recordNeverContact } from './privacy.ts'

/** Every column here that is a member's id, or a list of them. */
export const names = [
  'identities.memberId',
  'contacts.memberId',
  'contacts.addedById',
  'relationships.memberId',
  'blocks.memberId',
  'blocks.blockedId',
  'members.joinedIntoId',
] as const

/** Both know the same contact: what they know adds up, and the more careful of two wishes counts. */
export async function joinMembers(w: Work, halves: Halves): Promise<void> {
  const { workspaceId, from, into } = halves
  const client = prisma(w.db)
  await client.$executeRaw`
    update relationships kept set
      declared = greatest(kept.declared, gone.declared),
      interactions = kept.interactions + gone.interactions,
      "lastInteractionAt" = greatest(kept."lastInteractionAt", gone."lastInteractionAt"),
      visibility = least(kept.visibility, gone.visibility),
      "neverAsk" = kept."neverAsk" or gone."neverAsk",
      notes = nullif(concat_ws(E'\n\n', kept.notes, gone.notes), '')
    from relationships gone
    where kept."workspaceId" = ${workspaceId} and kept."memberId" = ${into} and gone."workspaceId" = ${workspaceId}
      and gone."memberId" = ${from} and gone."contactId" = kept."contactId"`
  await client.$executeRaw`
    delete from relationships gone using relationships kept
    where gone."workspaceId" = ${workspaceId} and gone."memberId" = ${from} and kept."workspaceId" = ${workspaceId}
      and kept."memberId" = ${into} and kept."contactId" = gone."contactId"`
  await forgetThemselves(w.db, halves)
  const asFrom = { emails: [], phones: [], memberId: from }
  if (await isNeverContact(w.db, workspaceId, asFrom)) {
    const contact = { ...asFrom, memberId: into }
    await recordNeverContact(w.db, workspaceId, { contact, newId: () => w.newId(), now: w.now })
  }
}

/** Nobody knows themselves, or is blocked by themselves; somebody whom both had blocked is blocked once. */
async function forgetThemselves(db: Db, { workspaceId, from, into }: Halves): Promise<void> {
  const client = prisma(db)
  const both = { in: [from, into] }
  const themselves = await client.contact.findMany({ where: { workspaceId, memberId: both }, select: { id: true } })
  await client.relationship.deleteMany({
    where: { workspaceId, memberId: both, contactId: { in: themselves.map(({ id }) => id) } },
  })
  await client.block.deleteMany({ where: { workspaceId, memberId: both, blockedId: both } })
  await client.$executeRaw`
    delete from blocks gone using blocks kept
    where gone."workspaceId" = ${workspaceId} and kept."workspaceId" = ${workspaceId} and gone.id <> kept.id
      and ((gone."memberId" = ${from} and kept."memberId" = ${into} and gone."blockedId" = kept."blockedId")
        or (gone."blockedId" = ${from} and kept."blockedId" = ${into} and gone."memberId" = kept."memberId"))`
}

/**
 * Roles are united; a profile's gaps are filled from the other; of two wishes about being asked the more careful one counts.
 * `from` stays as an empty row that leads to `into`.
 */
export async function absorbMember(db: Db, halves: Halves & { now: Date; settleUntil: Date }): Promise<void> {
  const { workspaceId, from, into, now, settleUntil } = halves
  const client = prisma(db)
  const [gone] = await client.member.findMany({ where: { workspaceId, id: from, status: 'ACTIVE' } })
  if (!gone) return
  await client.member.updateMany({
    where: { workspaceId, id: from },
    data: { ...EMPTY_MEMBER, joinedIntoId: into, settleUntil, leftAt: now },
  })
  const tags = gone.tags
  await client.$executeRaw`
    update members set
      roles = (select array_agg(distinct role) from unnest(roles || ${gone.roles}::text[]::"MemberRole"[]) role),
      email = coalesce(email, ${gone.email}), headline = coalesce(headline, ${gone.headline}),
      bio = coalesce(bio, ${gone.bio}), organization = coalesce(organization, ${gone.organization}),
      city = coalesce(city, ${gone.city}), "timeZone" = coalesce("timeZone", ${gone.timeZone}),
      locale = coalesce(locale, ${gone.locale}),
      tags = case when cardinality(tags) = 0 then ${tags}::text[] else tags end,
      "edgeVisibility" = least("edgeVisibility", ${gone.edgeVisibility}::"Visibility"),
      "openToAsks" = "openToAsks" and ${gone.openToAsks},
      "awayUntil" = greatest("awayUntil", ${gone.awayUntil}), "pausedAt" = greatest("pausedAt", ${gone.pausedAt}),
      "silentOffers" = greatest("silentOffers", ${gone.silentOffers}),
      "lastAskedAt" = greatest("lastAskedAt", ${gone.lastAskedAt}),
      "lastDigestDay" = greatest("lastDigestDay", ${gone.lastDigestDay}),
      "createdAt" = least("createdAt", ${gone.createdAt}), "updatedAt" = ${now}
    where "workspaceId" = ${workspaceId} and id = ${into}`
}

/** Both held until the end of the transaction, always in the same order; null for one who is not there. */
export async function lockHalves(
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly [MemberId, MemberId],
): Promise<readonly [Half | null, Half | null]> {
  const sorted = [...ids].toSorted()
  await prisma(db).$queryRaw`
    select 1 from members where "workspaceId" = ${workspaceId} and id = any (${sorted}) order by id for update`
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, id: { in: sorted } },
    select: { id: true, status: true, external: true, identities: { select: { surface: true } } },
  })
  const half = (id: MemberId): Half | null => {
    const row = rows.find((one) => one.id === id)
    if (!row) return null
    const { status, external, identities } = row
    return {
      ...{ id, isHere: status === 'ACTIVE', isExternal: external },
      surfaces: identities.map(({ surface }) => surface),
    }
  }
  return [half(ids[0]), half(ids[1])]
}

/** Who was joined a moment ago, of all workspaces: only a sweep asks. */
export async function settling(db: Db): Promise<readonly (Halves & { readonly until: Date })[]> {
  const rows = await prisma(db).member.findMany({
    where: { settleUntil: { not: null }, joinedIntoId: { not: null } },
    orderBy: { settleUntil: 'asc' },
    select: { id: true, workspaceId: true, joinedIntoId: true, settleUntil: true },
  })
  return rows.flatMap(({ id, workspaceId, joinedIntoId, settleUntil: until }) =>
    joinedIntoId && until
      ? [{ workspaceId: asWorkspaceId(workspaceId), from: memberId(id), into: memberId(joinedIntoId), until }]
      : [],
  )
}

export async function endSettling(db: Db, { workspaceId, from }: Halves): Promise<void> {
  await prisma(db).member.updateMany({ where: { workspaceId, id: from }, data: { settleUntil: null } })
}

/** The account on this surface becomes a member of its own, who begins with nothing; false where it is their only one. */
export async function separateAccount(
  db: Db,
  workspaceId: WorkspaceId,
  wanted: { readonly memberId: MemberId; readonly surface: SurfaceName; readonly newId: MemberId },
): Promise<boolean> {
  const { memberId: from, surface, newId } = wanted
  const { identity, member } = prisma(db)
  await prisma(db).$queryRaw`select 1 from members where "workspaceId" = ${workspaceId} and id = ${from} for update`
  const accounts = await identity.findMany({ where: { workspaceId, memberId: from } })
  const [leaving] = accounts.filter((account) => account.surface === surface)
  if (!leaving || accounts.length < 2) return false
  const name = leaving.displayName ?? leaving.externalId
  await member.create({ data: { id: newId, workspaceId, name } })
  await identity.updateMany({ where: { workspaceId, id: leaving.id }, data: { memberId: newId } })
  return true
}

/** Where this member has accounts. */
export async function surfacesOf(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<SurfaceName[]> {
  const rows = await prisma(db).identity.findMany({
    where: { workspaceId, memberId: id },
    select: { surface: true },
    distinct: ['surface'],
  })
  return rows.map(({ surface }) => surface)
}
