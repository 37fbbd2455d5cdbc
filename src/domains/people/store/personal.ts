import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { Exported, Whose } from '../../../kit/personal-data.ts'

/** What stands where a name was. */
const ERASED_NAME = 'Erased'

/** Everything in the tables of people that is about this member or came from them. */
export async function exportMember(db: Db, { workspaceId, memberId }: Whose): Promise<Exported> {
  const client = prisma(db)
  const profile = await client.member.findMany({ where: { workspaceId, id: memberId }, omit: { workspaceId: true } })
  const accounts = await client.identity.findMany({
    where: { workspaceId, memberId },
    omit: { workspaceId: true, memberId: true },
  })
  const relationships = await client.relationship.findMany({
    where: { workspaceId, memberId },
    omit: { workspaceId: true, memberId: true },
    include: {
      contact: {
        omit: { workspaceId: true, ...internalContactFields },
        include: { organization: { select: { name: true } } },
      },
    },
  })
  const entriesAboutMe = await client.contact.findMany({
    where: { workspaceId, memberId },
    omit: { workspaceId: true, ...internalContactFields },
  })
  const blocks = await client.block.findMany({
    where: { workspaceId, memberId },
    select: { blockedId: true, createdAt: true },
  })
  return { profile, accounts, relationships, entriesAboutMe, blocks }
}

/** Made from the other fields for searching, and who named them first, which is somebody else's doing. */
const internalContactFields = { searchKey: true, aboutKey: true, addedById: true } as const

/**
 * Takes a member's accounts, relationships and blocks away, empties the contacts that only they knew and the entries about
 * them in other people's contacts, and leaves an empty member whom old records can point to.
 */
export async function eraseMember({ db, now }: Work, { workspaceId, memberId }: Whose): Promise<void> {
  const client = prisma(db)
  const contactIds = await contactsToErase(db, workspaceId, memberId)
  await client.relationship.deleteMany({
    where: { workspaceId, OR: [{ memberId }, { contactId: { in: contactIds } }] },
  })
  await eraseContacts(db, workspaceId, contactIds, now)
  await client.contact.updateMany({ where: { workspaceId, addedById: memberId }, data: { addedById: null } })
  await client.block.deleteMany({ where: { workspaceId, OR: [{ memberId }, { blockedId: memberId }] } })
  await client.identity.deleteMany({ where: { workspaceId, memberId } })
  await client.member.updateMany({
    where: { workspaceId, OR: [{ id: memberId }, { joinedIntoId: memberId }] },
    data: { ...EMPTY_MEMBER, joinedIntoId: null, leftAt: now },
  })
}

/** A member whom only old records still point to. */
export const EMPTY_MEMBER = {
  ...{ name: ERASED_NAME, email: null, headline: null, bio: null, organization: null, city: null, tags: [] },
  ...{ timeZone: null, locale: null, mutedTopics: [], roles: ['member'], status: 'ERASED', openToAsks: false },
  ...{
    awayUntil: null,
    awayByStatus: false,
    pausedAt: null,
    lastAskedAt: null,
    silentOffers: 0,
    nextDigestAt: null,
    lastDigestDay: null,
  },
} satisfies Prisma.MemberUncheckedUpdateManyInput

/** Empties these contacts; asks that were about them keep an entry without a name. */
export async function eraseContacts(
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await prisma(db).contactKey.deleteMany({ where: { workspaceId, contactId: { in: [...ids] } } })
  await prisma(db).contact.updateMany({
    where: { workspaceId, id: { in: [...ids] } },
    data: {
      name: ERASED_NAME,
      emails: [],
      phones: [],
      tags: [],
      title: null,
      city: null,
      organizationId: null,
      ...{
        source: 'erased',
        sourceUrl: null,
        memberId: null,
        addedById: null,
        searchKey: '',
        aboutKey: '',
      },
      erasedAt: now,
    },
  })
}

/** Whom nobody else knows or named, and the entries about the member. */
async function contactsToErase(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<string[]> {
  const rows = await prisma(db).$queryRaw<{ id: string }[]>`
    select c.id from contacts c
    left join members m on m.id = ${memberId} and m."workspaceId" = c."workspaceId"
    where c."workspaceId" = ${workspaceId} and c."erasedAt" is null and (
      c."memberId" = ${memberId} or m.email = any (c.emails)
      or ((c."addedById" = ${memberId} or (c."addedById" is null
            and exists (select 1 from relationships mine where mine."contactId" = c.id and mine."memberId" = ${memberId})))
        and not exists (select 1 from relationships other where other."contactId" = c.id and other."memberId" <> ${memberId})))`
  return rows.map(({ id }) => id)
}
