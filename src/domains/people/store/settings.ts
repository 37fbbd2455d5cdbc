import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { TOPICS, type Topic } from '../../../kit/notices.ts'
import type { Person, Role } from '../../../kit/person.ts'
import type { QuietHours } from '../../../kit/working-time.ts'
import type { AskRhythm, Profile, Settings, Visibility } from '../model.ts'
import { personFields, toPerson } from './members.ts'

/** How a member wants to be dealt with; null for somebody who is not here. */
export async function settingsOf(db: Db, workspaceId: WorkspaceId, id: MemberId, now: Date): Promise<Settings | null> {
  const row = await prisma(db).member.findFirst({
    where: { workspaceId, id },
    select: {
      ...personFields,
      quietFrom: true,
      quietUntil: true,
      quietWeekends: true,
      mutedTopics: true,
      edgeVisibility: true,
      openToAsks: true,
      askRhythm: true,
      awayUntil: true,
      pausedAt: true,
    },
  })
  if (!row) return null
  const { edgeVisibility, openToAsks, askRhythm, pausedAt, awayUntil } = row
  return {
    edgeVisibility,
    openToAsks,
    askRhythm,
    pausedAt,
    quiet: { from: row.quietFrom, until: row.quietUntil, weekends: row.quietWeekends },
    timeZone: toPerson(row).timeZone,
    mutedTopics: TOPICS.filter((topic) => row.mutedTopics.includes(topic)),
    awayUntil: awayUntil && awayUntil > now ? awayUntil : null,
  }
}

export async function saveProfile(db: Db, workspaceId: WorkspaceId, id: MemberId, profile: Profile): Promise<void> {
  const { headline = null, organization = null, city = null, bio = null, tags } = profile
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: { headline, organization, city, bio, tags: [...tags] },
  })
}

export interface NotifyWishes {
  readonly mutedTopics: readonly Topic[]
  readonly quiet: QuietHours
  readonly timeZone: string
}

/** The next digest was worked out in the old zone, so it is worked out anew. */
export async function saveNotify(
  db: Db,
  workspaceId: WorkspaceId,
  id: MemberId,
  { mutedTopics, quiet, timeZone }: NotifyWishes,
): Promise<void> {
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: {
      mutedTopics: [...mutedTopics],
      timeZone,
      nextDigestAt: null,
      quietFrom: quiet.from,
      quietUntil: quiet.until,
      quietWeekends: quiet.weekends,
    },
  })
}

export interface PrivacyWishes {
  readonly edgeVisibility: Visibility
  /** Missing: as it is. */
  readonly askRhythm?: AskRhythm | undefined
  readonly openToAsks: boolean
}

/** Somebody who opens doors again is not paused any more. */
export async function savePrivacy(
  db: Db,
  workspaceId: WorkspaceId,
  id: MemberId,
  { askRhythm, ...wishes }: PrivacyWishes,
): Promise<void> {
  const again = wishes.openToAsks ? { pausedAt: null, silentOffers: 0 } : {}
  await prisma(db).member.updateMany({
    where: { workspaceId, id },
    data: { ...wishes, ...again, ...(askRhythm && { askRhythm }) },
  })
}

/** Every role but "member" that somebody here has, by name of the person. */
export async function roleHolders(db: Db, workspaceId: WorkspaceId): Promise<Person[]> {
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, status: 'ACTIVE', roles: { hasSome: ['facilitator', 'partner_manager', 'admin'] } },
    select: personFields,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(toPerson)
}

/**
 * The administrators who are here, held until the end of the transaction: of two who take each other's role at once, the
 * second sees that they would be the last.
 */
export async function lockAdmins(db: Db, workspaceId: WorkspaceId): Promise<MemberId[]> {
  const rows = await prisma(db).$queryRaw<{ id: string }[]>`
    select id from members where "workspaceId" = ${workspaceId} and status = 'ACTIVE' and 'admin' = any (roles)
    order by id for update`
  return rows.map(({ id }) => memberId(id))
}

export async function saveRoles(db: Db, workspaceId: WorkspaceId, id: MemberId, roles: readonly Role[]): Promise<void> {
  await prisma(db).member.updateMany({ where: { workspaceId, id }, data: { roles: [...roles] } })
}

export interface WorkspaceWishes {
  readonly name: string
  readonly timeZone: string
  readonly locale: string
}

export async function saveWorkspace(db: Db, workspaceId: WorkspaceId, wishes: WorkspaceWishes): Promise<void> {
  await prisma(db).workspace.update({ where: { id: workspaceId }, data: wishes })
}

const workspaceWishes = z.object({ name: z.string(), timeZone: z.string(), locale: z.string() })

/** How the workspace was, for whoever wants it back. */
export async function keepForUndo(
  db: Db,
  workspaceId: WorkspaceId,
  undo: {
    readonly id: string
    readonly memberId: MemberId
    readonly before: WorkspaceWishes
    readonly expiresAt: Date
  },
): Promise<void> {
  const { before, ...rest } = undo
  await prisma(db).uiState.create({ data: { workspaceId, ...rest, state: { ...before } } })
}

/** Once; null when it is too late. */
export async function takeForUndo(
  db: Db,
  workspaceId: WorkspaceId,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<WorkspaceWishes | null> {
  const [row] = await prisma(db).$queryRaw<{ state: unknown }[]>`
    delete from ui_states where "workspaceId" = ${workspaceId} and id = ${id} and "expiresAt" > ${now} returning state`
  return row ? workspaceWishes.parse(row.state) : null
}
