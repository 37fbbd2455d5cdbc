import { prisma } from '../infra/db/handle.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import { addDays } from '../kit/working-time.ts'
import type { DemoContact, DemoTown, PastAsk } from './demo-town.ts'

/** Where the demo town is written to, and with what. */
export interface DemoSite {
  readonly workspaceId: WorkspaceId
  readonly installation: string
  readonly now: Date
  newId(): string
}

type IdByKey = ReadonlyMap<string, string>

/** Writes people, contacts, relationships and the asks of the past weeks in one go. For an empty workspace, inside a transaction. */
export async function writeDemoTown(db: Db, site: DemoSite, town: DemoTown): Promise<void> {
  const { workspaceId, newId } = site
  await prisma(db).workspace.update({ where: { id: workspaceId }, data: { ...town.workspace, isDemo: true } })
  const memberIds = new Map(town.members.map(({ key }) => [key, newId()]))
  const contactIds = new Map(town.contacts.map((contact) => [nameOf(town, contact), newId()]))
  await writeMembers(db, site, { town, memberIds })
  await writeContacts(db, site, { town, memberIds, contactIds })
  await writeHistory(db, site, { town, memberIds, contactIds })
}

interface Ids {
  readonly town: DemoTown
  readonly memberIds: IdByKey
}

async function writeMembers(
  db: Db,
  { workspaceId, installation, now, newId }: DemoSite,
  { town, memberIds }: Ids,
): Promise<void> {
  // Created a second apart, so that the cast keeps the order of the file.
  const createdAt = (index: number) => new Date(addDays(now, -120).getTime() + index * 1000)
  await prisma(db).member.createMany({
    data: town.members.map(({ key, ...rest }, index) => ({
      id: idOf(memberIds, key),
      workspaceId,
      ...rest,
      createdAt: createdAt(index),
    })),
  })
  await prisma(db).identity.createMany({
    data: town.members.map(({ key, name }) => ({
      id: newId(),
      workspaceId,
      memberId: idOf(memberIds, key),
      surface: 'web' as const,
      installation,
      externalId: key,
      displayName: name,
      lastActiveAt: addDays(now, -1),
    })),
  })
}

async function writeContacts(
  db: Db,
  { workspaceId, now, newId }: DemoSite,
  given: Ids & { contactIds: IdByKey },
): Promise<void> {
  const { town, memberIds, contactIds } = given
  const organizationIds = new Map(town.contacts.map(({ organization }) => [organization, newId()]))
  await prisma(db).organization.createMany({
    data: [...organizationIds].map(([name, id]) => ({ id, workspaceId, name, nameKey: name.toLowerCase() })),
  })
  await prisma(db).contact.createMany({
    data: town.contacts.map((contact) => ({
      id: idOf(contactIds, nameOf(town, contact)),
      workspaceId,
      name: nameOf(town, contact),
      emails: [emailOf(town, contact)],
      phones: [],
      organizationId: idOf(organizationIds, contact.organization),
      title: contact.title,
      city: contact.city,
      tags: contact.tags,
      source: 'demo',
      memberId: contact.member ? idOf(memberIds, contact.member) : null,
    })),
  })
  await prisma(db).relationship.createMany({
    data: town.contacts.flatMap((contact) =>
      Object.entries(contact.knownBy).map(([owner, [declared, interactions, days]]) => ({
        id: newId(),
        workspaceId,
        memberId: idOf(memberIds, owner),
        contactId: idOf(contactIds, nameOf(town, contact)),
        declared,
        interactions,
        lastInteractionAt: addDays(now, -days),
      })),
    ),
  })
}

/** Asks that have ended: routing learns answer rates and loads from them. They are numbered like any other. */
async function writeHistory(db: Db, site: DemoSite, given: Ids & { contactIds: IdByKey }): Promise<void> {
  const { workspaceId } = site
  const oldestFirst = given.town.history.toSorted((a, b) => b.daysAgo - a.daysAgo)
  for (const [index, ask] of oldestFirst.entries()) await writePastAsk(db, site, { ask, number: index + 1, ...given })
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

/** Everything that the playground kept as a platform; the workspace's own rows are the app's to delete. */
export async function clearWeb(db: Db, installation: string): Promise<void> {
  await prisma(db).webConversation.deleteMany({ where: { installation } })
  await prisma(db).webMail.deleteMany()
}

/** Everybody can be played: members who came by an import get an account here too. */
export async function giveAccounts(db: Db, { workspaceId, installation, newId }: Omit<DemoSite, 'now'>): Promise<void> {
  const strangers = await prisma(db).member.findMany({
    where: { workspaceId, status: 'ACTIVE', identities: { none: { surface: 'web' } } },
    select: { id: true, name: true },
  })
  if (strangers.length === 0) return
  await prisma(db).identity.createMany({
    data: strangers.map(({ id, name }) => ({
      id: newId(),
      workspaceId,
      memberId: id,
      surface: 'web' as const,
      installation,
      externalId: id,
      displayName: name,
      lastActiveAt: new Date(0),
    })),
    skipDuplicates: true,
  })
}

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

function nameOf(town: DemoTown, { name, member }: DemoContact): string {
  const found = name ?? town.members.find(({ key }) => key === member)?.name
  if (!found) throw new Error('A contact of the demo town has neither a name nor a member.')
  return found
}

function emailOf(town: DemoTown, { email, member }: DemoContact): string {
  return email ?? town.members.find(({ key }) => key === member)?.email ?? ''
}
