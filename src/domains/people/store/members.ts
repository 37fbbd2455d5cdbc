import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Person, Role, SurfaceName } from '../../../kit/person.ts'
import { normaliseEmail } from '../import/normalise.ts'
import type { FacilitatorView, PersonSummary } from '../model.ts'

export const personFields = {
  id: true,
  name: true,
  roles: true,
  timeZone: true,
  locale: true,
  external: true,
  workspace: { select: { timeZone: true, locale: true } },
} satisfies Prisma.MemberSelect

export const facilitatorFields = {
  ...personFields,
  quietFrom: true,
  quietUntil: true,
  quietWeekends: true,
  openToAsks: true,
  askRhythm: true,
  awayUntil: true,
  pausedAt: true,
  lastAskedAt: true,
  status: true,
} satisfies Prisma.MemberSelect

type PersonRow = Prisma.MemberGetPayload<{ select: typeof personFields }>
type FacilitatorRow = Prisma.MemberGetPayload<{ select: typeof facilitatorFields }>

/** Null for somebody who is not in this workspace, or was erased. Whoever was joined with another member is that one. */
export async function person(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<Person | null> {
  const { member } = prisma(db)
  const known = { workspaceId, status: { not: 'ERASED' } } as const
  const row = await member.findFirst({ where: { ...known, id }, select: personFields })
  if (row) return toPerson(row)
  const joined = await member.findFirst({ where: { workspaceId, id }, select: { joinedIntoId: true } })
  if (!joined?.joinedIntoId) return null
  const other = await member.findFirst({ where: { ...known, id: joined.joinedIntoId }, select: personFields })
  return other && toPerson(other)
}

/** The members who are here now, by name; with `role`, only those who have it. */
export async function members(db: Db, workspaceId: WorkspaceId, only: { role?: Role } = {}): Promise<Person[]> {
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, status: 'ACTIVE', ...(only.role && { roles: { has: only.role } }) },
    select: personFields,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toPerson)
}

/** A member with what they tell about themselves, for the cards of those who deal with them. */
export async function personSummary(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<PersonSummary | null> {
  const row = await prisma(db).member.findFirst({
    where: { workspaceId, id, status: { not: 'ERASED' } },
    select: { id: true, name: true, headline: true, organization: true, city: true, tags: true, bio: true },
  })
  if (!row) return null
  const { name, headline, organization, city, tags, bio } = row
  return {
    id,
    name,
    tags,
    ...(headline && { headline }),
    ...(organization && { organization }),
    ...(city && { city }),
    ...(bio && { bio }),
  }
}

/** A member as routing sees one, at the moment of deciding. */
export async function facilitator(
  db: Db,
  workspaceId: WorkspaceId,
  id: MemberId,
  now: Date,
): Promise<FacilitatorView | null> {
  const row = await prisma(db).member.findFirst({ where: { workspaceId, id }, select: facilitatorFields })
  return row && toFacilitator(row, now)
}

/** Several at once, in no order; those who are not there are left out. */
export async function facilitators(
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly MemberId[],
  now: Date,
): Promise<FacilitatorView[]> {
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: facilitatorFields,
  })
  return rows.map((row) => toFacilitator(row, now))
}

/** Whom a `REF` of the command line means: `slack:U…`, `discord:…`, `web:…`, an e-mail address, or a member's id. */
export async function findMemberByRef(db: Db, workspaceId: WorkspaceId, ref: string): Promise<Person | null> {
  const row = await prisma(db).member.findFirst({
    where: { workspaceId, status: { not: 'ERASED' }, ...whereRef(ref.trim()) },
    select: personFields,
  })
  return row && toPerson(row)
}

function whereRef(ref: string): Prisma.MemberWhereInput {
  const [, account, externalId] = /^(slack|discord|web):(.+)$/.exec(ref) ?? []
  // The expression names exactly these three surfaces.
  if (account && externalId) return { identities: { some: { surface: account as SurfaceName, externalId } } }
  const email = normaliseEmail(ref)
  return email ? { email } : { id: ref }
}

/** An offer went out to them. */
export async function noteAsked(db: Db, workspaceId: WorkspaceId, id: MemberId, now: Date): Promise<void> {
  await prisma(db).member.updateMany({ where: { workspaceId, id }, data: { lastAskedAt: now } })
}

/** They let an offer lapse; how many in a row that makes. */
export async function noteSilent(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<number> {
  const [row] = await prisma(db).member.updateManyAndReturn({
    where: { workspaceId, id },
    data: { silentOffers: { increment: 1 } },
    select: { silentOffers: true },
  })
  return row?.silentOffers ?? 0
}

/** They answered an offer, whatever they said. */
export async function clearSilent(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<void> {
  await prisma(db).member.updateMany({ where: { workspaceId, id, silentOffers: { gt: 0 } }, data: { silentOffers: 0 } })
}

/** Nobody asks them until they choose again. */
export async function pauseAsks(db: Db, workspaceId: WorkspaceId, id: MemberId, now: Date): Promise<void> {
  await prisma(db).member.updateMany({ where: { workspaceId, id, pausedAt: null }, data: { pausedAt: now } })
}

/** They may be asked again, as before. */
export async function resumeAsks(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<void> {
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: { pausedAt: null, silentOffers: 0, openToAsks: true, awayUntil: null },
  })
}

/** Nobody asks them until `until`; null means that they are back. */
export async function setAway(db: Db, workspaceId: WorkspaceId, id: MemberId, until: Date | null): Promise<void> {
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: { awayUntil: until, awayByStatus: false, pausedAt: null, silentOffers: 0 },
  })
}

/**
 * What their status on a platform says. A day that they have named themselves counts more: the status neither shortens nor ends
 * it. Null where nothing changes.
 */
export async function followStatus(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId: id, until, now }: { memberId: MemberId; until: Date | null; now: Date },
): Promise<'away' | 'back' | null> {
  const row = await prisma(db).member.findFirst({
    where: { workspaceId, id },
    select: { awayUntil: true, awayByStatus: true },
  })
  if (!row) return null
  const isAway = row.awayUntil !== null && row.awayUntil > now
  if (isAway && !row.awayByStatus) return null
  if (!isAway && !until) return null
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: { awayUntil: until, awayByStatus: until !== null },
  })
  if (!until) return 'back'
  return isAway ? null : 'away'
}

/** They do not open doors at all, until they say otherwise. */
export async function stopAsks(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<void> {
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: { openToAsks: false, pausedAt: null, silentOffers: 0 },
  })
}

export function toPerson(row: PersonRow): Person {
  return {
    id: memberId(row.id),
    name: row.name,
    roles: row.roles,
    timeZone: row.timeZone ?? row.workspace.timeZone,
    locale: row.locale ?? row.workspace.locale,
    external: row.external,
  }
}

export function toFacilitator(row: FacilitatorRow, now: Date): FacilitatorView {
  const { name, roles, openToAsks, askRhythm, pausedAt, lastAskedAt, status } = row
  return {
    id: memberId(row.id),
    name,
    roles,
    openToAsks,
    askRhythm,
    pausedAt,
    lastAskedAt,
    status,
    timeZone: row.timeZone ?? row.workspace.timeZone,
    quiet: { from: row.quietFrom, until: row.quietUntil, weekends: row.quietWeekends },
    awayUntil: row.awayUntil && row.awayUntil > now ? row.awayUntil : null,
  }
}

/** Somebody here by their name, or by how it begins; null for nobody, and where several fit. */
export async function memberCalled(db: Db, workspaceId: WorkspaceId, name: string): Promise<Person | null> {
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, status: { not: 'ERASED' }, name: { startsWith: name, mode: 'insensitive' } },
    select: personFields,
    take: 2,
  })
  const exact = rows.filter((row) => row.name.toLowerCase() === name.toLowerCase())
  const [found] = exact.length === 1 ? exact : rows
  return found && (exact.length === 1 || rows.length === 1) ? toPerson(found) : null
}

/** This member, and whoever was joined with them: old records name the one or the other. */
export async function halvesOf(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<MemberId[]> {
  const rows = await prisma(db).member.findMany({ where: { workspaceId, joinedIntoId: id }, select: { id: true } })
  return [id, ...rows.map((row) => memberId(row.id))]
}

/** The names of these members today; somebody who was joined with another has the other's, somebody who was erased has none. */
export async function namesOf(
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<string, string>> {
  const { member } = prisma(db)
  const select = { id: true, name: true, status: true, joinedIntoId: true } as const
  const rows = await member.findMany({ where: { workspaceId, id: { in: [...ids] } }, select })
  const others = await member.findMany({
    where: { workspaceId, id: { in: rows.flatMap(({ joinedIntoId }) => joinedIntoId ?? []) } },
    select,
  })
  const byId = new Map([...rows, ...others].map((row) => [row.id, row]))
  return new Map(
    rows.flatMap((row) => {
      const shown = row.joinedIntoId ? byId.get(row.joinedIntoId) : row
      return shown && shown.status !== 'ERASED' ? [[row.id, shown.name] as const] : []
    }),
  )
}
