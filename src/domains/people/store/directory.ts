import { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId, workspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Ids } from '../../../kit/ids.ts'
import { TOPICS } from '../../../kit/notices.ts'
import type { Address, DeliveryPreferences, Directory, Person, Sighting, WorkspaceInfo } from '../../../kit/person.ts'
import { isTimeZone } from '../../../kit/working-time.ts'
import { cleanLine, clipText } from '../import/clean.ts'
import { MAX_NAME_LENGTH } from '../import/limits.ts'
import { isLocale } from '../rules.ts'
import { person, personFields, toPerson } from './members.ts'

/** How exactly "last active" is known: once a minute is enough to choose a surface, and spares a write per click. */
const ACTIVE_GRAIN_MS = 60_000

/** What the runtime asks about people. `ids` name the members who are seen for the first time. */
export function createDirectory(ids: Ids): Directory {
  return {
    workspaceOf,
    workspace,
    anyWorkspace,
    recognise: (db, sighting) => recognise(db, sighting, ids),
    knows,
    person,
    addresses,
    preferences,
  }
}

const workspaceFields = { id: true, name: true, timeZone: true, locale: true } satisfies Prisma.WorkspaceSelect

async function workspaceOf(db: Db, surface: Address['surface'], installation: string): Promise<WorkspaceInfo | null> {
  const row = await prisma(db).installation.findUnique({
    where: {
      surface_externalId: { surface, externalId: installation },
      status: 'ACTIVE',
      workspace: { closedAt: null },
    },
    select: { workspace: { select: workspaceFields } },
  })
  return row && toWorkspace(row.workspace)
}

async function workspace(db: Db, id: WorkspaceId): Promise<WorkspaceInfo | null> {
  const row = await prisma(db).workspace.findUnique({ where: { id, closedAt: null }, select: workspaceFields })
  return row && toWorkspace(row)
}

async function anyWorkspace(db: Db, id: WorkspaceId): Promise<WorkspaceInfo | null> {
  const row = await prisma(db).workspace.findUnique({ where: { id }, select: workspaceFields })
  return row && toWorkspace(row)
}

function toWorkspace(row: Prisma.WorkspaceGetPayload<{ select: typeof workspaceFields }>): WorkspaceInfo {
  return { ...row, id: workspaceId(row.id) }
}

async function recognise(db: Db, sighting: Sighting, ids: Ids): Promise<Person> {
  const known = await findAccount(db, sighting)
  if (known) return refresh(db, sighting, known)
  await addMember(db, sighting, ids)
  const added = await findAccount(db, sighting)
  if (!added)
    throw new Error(`The account ${sighting.claim.externalId} on ${sighting.surface} was added and is not there.`)
  return toPerson(added.member)
}

async function knows(
  db: Db,
  workspaceId: WorkspaceId,
  account: Pick<Address, 'surface' | 'externalId'>,
): Promise<boolean> {
  const found = await prisma(db).identity.count({ where: { workspaceId, ...account, member: { status: 'ACTIVE' } } })
  return found > 0
}

const accountFields = {
  id: true,
  installation: true,
  lastActiveAt: true,
  timeZone: true,
  locale: true,
  member: { select: { ...personFields, status: true } },
} satisfies Prisma.IdentitySelect

type Account = Prisma.IdentityGetPayload<{ select: typeof accountFields }>

function findAccount(db: Db, { workspace, surface, claim }: Sighting): Promise<Account | null> {
  return prisma(db).identity.findUnique({
    where: { workspaceId_surface_externalId: { workspaceId: workspace.id, surface, externalId: claim.externalId } },
    select: accountFields,
  })
}

/**
 * One statement, so that two first sightings at once make one member: the account that comes second finds the first, and
 * a member is only made for an account that was. Whoever is first in a workspace can set it up.
 */
async function addMember(db: Db, sighting: Sighting, ids: Ids): Promise<void> {
  const { workspace, surface, installation, claim, now } = sighting
  const { name, timeZone, locale } = claimed(sighting)
  const external = claim.external ?? false
  await prisma(db).$executeRaw`
    with account as (
      insert into identities (id, "workspaceId", "memberId", surface, installation, "externalId", "displayName", "timeZone", locale, "createdAt", "lastActiveAt")
      values (${ids.next()}, ${workspace.id}, ${ids.next()}, ${surface}::"SurfaceName", ${installation}, ${claim.externalId}, ${name}, ${timeZone}, ${locale}, ${now}, ${now})
      on conflict ("workspaceId", surface, "externalId") do nothing
      returning "memberId"
    )
    insert into members (id, "workspaceId", name, roles, external, "timeZone", locale, "createdAt", "updatedAt")
    select "memberId", ${workspace.id}, ${name ?? claim.externalId},
      case when ${external} or exists (select 1 from members where "workspaceId" = ${workspace.id})
        then array['member']::"MemberRole"[] else array['member', 'admin']::"MemberRole"[] end,
      ${external}, ${timeZone}, ${locale}, ${now}, ${now}
    from account`
}

/** What a member told us themselves stays; what was missing, and what follows the platform's profile, comes from there. */
async function refresh(db: Db, sighting: Sighting, account: Account): Promise<Person> {
  const { claim, installation, now } = sighting
  const { member } = account
  const { name, timeZone, locale } = claimed(sighting)
  const missing: Prisma.MemberUpdateInput = {
    ...(member.name === claim.externalId && name && { name }),
    ...(timeZone && follows(member.timeZone, account.timeZone, timeZone) && { timeZone }),
    ...(locale && follows(member.locale, account.locale, locale) && { locale }),
    ...(claim.external !== undefined && claim.external !== member.external && { external: claim.external }),
    ...(member.status === 'LEFT' && { status: 'ACTIVE', leftAt: null }),
  }
  const isStale = now.getTime() - account.lastActiveAt.getTime() >= ACTIVE_GRAIN_MS
  const said = { ...(timeZone && { timeZone }), ...(locale && { locale }) }
  const isNews = (timeZone ?? account.timeZone) !== account.timeZone || (locale ?? account.locale) !== account.locale
  if (isStale || isNews || account.installation !== installation) {
    await prisma(db).identity.update({
      where: { id: account.id },
      data: { lastActiveAt: now, installation, ...said, ...(name && { displayName: name }) },
    })
  }
  if (Object.keys(missing).length === 0) return toPerson(member)
  return toPerson(await prisma(db).member.update({ where: { id: member.id }, data: missing, select: personFields }))
}

/** Whether ours is only what the platform said before, so that it changes with it. */
function follows(ours: string | null, saidBefore: string | null, said: string): boolean {
  return ours === null || (ours === saidBefore && ours !== said)
}

/** The platform's words about a person, as far as they can be used. */
function claimed({ claim }: Sighting): { name: string | null; timeZone: string | null; locale: string | null } {
  const { name, timeZone, locale } = claim
  return {
    name: name ? clipText(cleanLine(name), MAX_NAME_LENGTH) || null : null,
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : null,
    locale: locale && isLocale(locale) ? locale : null,
  }
}

/**
 * The accounts of members who are here, the one used last first; without those whose place is not known yet (see imports) or
 * removed the app.
 */
async function addresses(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, readonly Address[]>> {
  const rows = await prisma(db).$queryRaw<(Address & { memberId: string })[]>`
    select i."memberId", i.surface::text as surface, i."externalId", i.installation, i."lastActiveAt"
    from identities i join members m on m.id = i."memberId"
    where i."workspaceId" = ${workspaceId} and i."memberId" = any(${[...memberIds]}) and m.status = 'ACTIVE' and ${isAddress}
    order by i."lastActiveAt" desc`
  const byMember = new Map<MemberId, Address[]>()
  for (const { memberId: owner, ...address } of rows) {
    const id = memberId(owner)
    byMember.set(id, [...(byMember.get(id) ?? []), address])
  }
  return byMember
}

/** An account at a place where the desk is. `i` is the identity in the query around it. */
const isAddress = Prisma.sql`(i.installation <> '' and not exists (select 1 from installations place
  where place.surface = i.surface and place."externalId" = i.installation and place.status = 'REMOVED'))`

/** Which of these the desk can reach: whoever was imported has no account before they come, nor after the app is removed there. */
export async function reachableMembers(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds: readonly MemberId[],
): Promise<ReadonlySet<MemberId>> {
  const rows = await prisma(db).$queryRaw<{ memberId: string }[]>`
    select distinct i."memberId" from identities i
    where i."workspaceId" = ${workspaceId} and i."memberId" = any(${[...memberIds]}) and ${isAddress}`
  return new Set(rows.map((row) => memberId(row.memberId)))
}

async function preferences(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<DeliveryPreferences | null> {
  const row = await prisma(db).member.findFirst({
    where: { workspaceId, id, status: { not: 'ERASED' } },
    select: { ...personFields, quietFrom: true, quietUntil: true, quietWeekends: true, mutedTopics: true },
  })
  if (!row) return null
  const { timeZone, locale } = toPerson(row)
  return {
    timeZone,
    locale,
    quiet: { from: row.quietFrom, until: row.quietUntil, weekends: row.quietWeekends },
    mutedTopics: TOPICS.filter((topic) => row.mutedTopics.includes(topic)),
  }
}
