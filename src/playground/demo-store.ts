import { prisma } from '../infra/db/handle.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import { addDays } from '../kit/working-time.ts'
import type { DemoTown, PastAsk } from './demo-town.ts'

/** Where the demo town is written to, and with what. */
export interface DemoSite {
  readonly workspaceId: WorkspaceId
  readonly installation: string
  readonly now: Date
  newId(): string
}

export async function nameWorkspace(db: Db, id: WorkspaceId, town: DemoTown): Promise<void> {
  await prisma(db).workspace.update({ where: { id }, data: { ...town.workspace } })
}

/** From now on the demo town is there; until then, loading it again goes on where it stopped. */
export async function markDemo(db: Db, id: WorkspaceId): Promise<void> {
  await prisma(db).workspace.update({ where: { id }, data: { isDemo: true } })
}

/** What an import of members does not bring: their profiles, and an account on the playground under their key. */
export async function writeProfiles(db: Db, site: DemoSite, town: DemoTown): Promise<void> {
  const { workspaceId, installation, now, newId } = site
  await takeTurns(db, workspaceId)
  for (const [index, { key, email, name, headline, organization, city, tags }] of town.members.entries()) {
    // Created a second apart, so that the cast keeps the order of the file.
    const createdAt = new Date(addDays(now, -120).getTime() + index * 1000)
    const member = await prisma(db).member.update({
      where: { workspaceId_email: { workspaceId, email } },
      data: { headline, organization, city, tags, createdAt },
      select: { id: true },
    })
    const account = { workspaceId, memberId: member.id, surface: 'web' as const, installation, externalId: key }
    await prisma(db).identity.deleteMany({ where: { workspaceId, memberId: member.id, surface: 'web' } })
    await prisma(db).identity.create({
      data: { id: newId(), ...account, displayName: name, lastActiveAt: addDays(now, -1) },
    })
  }
}

type IdByKey = ReadonlyMap<string, string>

/** Asks that have ended: routing learns answer rates and loads from them. They are numbered like any other. */
export async function writeHistory(db: Db, site: DemoSite, town: DemoTown): Promise<void> {
  const { workspaceId } = site
  const members = await prisma(db).member.findMany({ where: { workspaceId }, select: { id: true, email: true } })
  const contacts = await prisma(db).contact.findMany({ where: { workspaceId }, select: { id: true, name: true } })
  const idByEmail = new Map(members.map(({ id, email }) => [email, id]))
  const memberIds = new Map(town.members.map(({ key, email }) => [key, idByEmail.get(email) ?? '']))
  const contactIds = new Map(contacts.map(({ id, name }) => [name, id]))
  const oldestFirst = town.history.toSorted((a, b) => b.daysAgo - a.daysAgo)
  for (const [index, ask] of oldestFirst.entries()) {
    await writePastAsk(db, site, { ask, number: index + 1, memberIds, contactIds })
  }
  await prisma(db).workspace.update({ where: { id: workspaceId }, data: { nextReference: oldestFirst.length + 1 } })
}

async function writePastAsk(
  db: Db,
  { workspaceId, now, newId }: DemoSite,
  given: { ask: PastAsk; number: number; memberIds: IdByKey; contactIds: IdByKey },
): Promise<void> {
  const { ask, number, memberIds, contactIds } = given
  const askedAt = addDays(now, -ask.daysAgo)
  const answeredAt = new Date(askedAt.getTime() + ask.hours * 3_600_000)
  const closedAt = addDays(answeredAt, ask.outcome ? 9 : 0)
  const isAccepted = ask.answered === 'accepted'
  const contactId = idOf(contactIds, ask.contact)
  const facilitatorId = idOf(memberIds, ask.facilitator)
  const requestId = newId()
  await prisma(db).referralRequest.create({
    data: {
      id: requestId,
      workspaceId,
      number,
      kind: 'CONTACT',
      requesterId: idOf(memberIds, ask.asker),
      contactId,
      purpose: ask.purpose,
      message: `${ask.purpose}: I would be glad to hear how they see it, in a short call.`,
      status: isAccepted ? 'CLOSED' : 'DECLINED',
      facilitatorId: isAccepted ? facilitatorId : null,
      respondedAt: isAccepted ? answeredAt : null,
      introSentAt: isAccepted ? addDays(answeredAt, 1) : null,
      connectedAt: isAccepted ? addDays(answeredAt, 4) : null,
      outcome: ask.outcome ?? null,
      outcomeAt: ask.outcome ? closedAt : null,
      offersMade: 1,
      expiresAt: addDays(askedAt, 30),
      closedAt,
      createdAt: askedAt,
      offers: {
        create: {
          id: newId(),
          workspaceId,
          facilitatorId,
          contactId,
          rank: 1,
          reasons: [],
          status: isAccepted ? 'ACCEPTED' : ask.answered === 'declined' ? 'DECLINED' : 'LAPSED',
          answerBy: addDays(askedAt, 5),
          askedAt,
          answeredAt: ask.answered === 'lapsed' ? null : answeredAt,
        },
      },
    },
  })
}

/** Members who came by an import, or from another platform, and have no account here yet. */
export async function countStrangers(db: Db, workspaceId: WorkspaceId): Promise<number> {
  return prisma(db).member.count({ where: withoutAccount(workspaceId) })
}

/** Everybody can be played: whoever has no account here gets one. Inside a transaction; two of them take turns. */
export async function giveAccounts(db: Db, { workspaceId, installation, newId }: Omit<DemoSite, 'now'>): Promise<void> {
  await takeTurns(db, workspaceId)
  const strangers = await prisma(db).member.findMany({
    where: withoutAccount(workspaceId),
    select: { id: true, name: true },
  })
  const surface = 'web' as const
  await prisma(db).identity.createMany({
    data: strangers.map(({ id, name }) => ({
      ...{ id: newId(), workspaceId, memberId: id, surface, installation, externalId: id },
      displayName: name,
      lastActiveAt: new Date(0),
    })),
  })
}

/** Pages give accounts while the town is moving in: on the workspace's row they take turns, so that nobody gets two. */
async function takeTurns(db: Db, workspaceId: WorkspaceId): Promise<void> {
  await prisma(db).$queryRaw`select id from workspaces where id = ${workspaceId} for update`
}

const withoutAccount = (workspaceId: WorkspaceId) => ({
  workspaceId,
  status: 'ACTIVE' as const,
  identities: { none: { surface: 'web' as const } },
})

export async function castOf(db: Db, workspaceId: WorkspaceId) {
  return prisma(db).identity.findMany({
    where: { workspaceId, surface: 'web', member: { status: 'ACTIVE' } },
    orderBy: { member: { createdAt: 'asc' } },
    select: {
      externalId: true,
      member: { select: { id: true, name: true, headline: true, roles: true, timeZone: true, locale: true } },
    },
  })
}

export async function isDemo(db: Db, workspaceId: WorkspaceId): Promise<boolean> {
  const row = await prisma(db).workspace.findUnique({ where: { id: workspaceId }, select: { isDemo: true } })
  return row?.isDemo ?? false
}

function idOf(ids: IdByKey, key: string): string {
  const id = ids.get(key)
  if (!id) throw new Error(`The demo town names "${key}", who is not in it.`)
  return id
}
