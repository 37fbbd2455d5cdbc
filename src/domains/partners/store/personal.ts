import { prisma } from '../../../infra/db/handle.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { Exported, Halves, Whose } from '../../../kit/personal-data.ts'

/** Every column here that is a member's id, or a list of them. */
export const names = [
  'groups.createdById',
  'group_members.memberId',
  'partners.memberId',
  'partners.invitedById',
  'service_area_coverage.setById',
  'waiting_places.memberId',
  'partner_type_rules.setById',
] as const

/** Every column here in which members' ids stand among other things. */
export const mentions = [] as const

const hidden = { workspaceId: true } as const

/** What stands where words about a person were. */
const ERASED = '(erased)'

/** The groups of a member, what they asked for in them, and what they are a partner as. */
export async function exportMember(db: Db, { workspaceId, memberId }: Whose): Promise<Exported> {
  const client = prisma(db)
  const groups = await client.group.findMany({
    where: { workspaceId, members: { some: { memberId } } },
    omit: hidden,
  })
  const places = await client.waitingPlace.findMany({ where: { workspaceId, memberId }, omit: hidden })
  const requestIds = await requestsOf(db, { workspaceId, memberId })
  const partnerAsks = await client.partnerAsk.findMany({
    where: { workspaceId, requestId: { in: requestIds } },
    omit: hidden,
  })
  const partner = await client.partner.findMany({
    where: { workspaceId, memberId },
    omit: { ...hidden, notes: true },
  })
  return { groups, waitingPlaces: places, partnerAsks, partner }
}

/** Takes them out of their groups and lines, their words out of their asks, and everything personal out of their own entry. */
export async function eraseMember({ db }: Work, { workspaceId, memberId }: Whose): Promise<void> {
  const client = prisma(db)
  const requestIds = await requestsOf(db, { workspaceId, memberId })
  for (const { requestId, stateCode } of await client.partnerAsk.findMany({
    where: { workspaceId, requestId: { in: requestIds } },
    select: { requestId: true, stateCode: true },
  })) {
    await client.partnerAsk.updateMany({ where: { workspaceId, requestId }, data: { context: { state: stateCode } } })
  }
  await client.waitingPlace.deleteMany({ where: { workspaceId, memberId } })
  await client.groupMember.deleteMany({ where: { workspaceId, memberId } })
  await client.group.deleteMany({ where: { workspaceId, members: { none: {} } } })
  await client.group.updateMany({ where: { workspaceId, createdById: memberId }, data: { createdById: null } })
  await client.partner.updateMany({
    where: { workspaceId, invitedById: memberId },
    data: { invitedById: null },
  })
  for (const { id } of await client.partner.findMany({ where: { workspaceId, memberId }, select: { id: true } })) {
    await client.partner.updateMany({
      where: { workspaceId, id },
      data: {
        ...{ memberId: null, contactId: null, status: 'REMOVED', companyName: ERASED, contactName: ERASED },
        ...{ email: `${id}@erased.invalid`, phone: null, website: null, notes: null, question: null, answer: null },
      },
    })
  }
  await client.coverage.updateMany({ where: { workspaceId, setById: memberId }, data: { setById: null } })
  await client.partnerTypeRule.updateMany({ where: { workspaceId, setById: memberId }, data: { setById: null } })
}

/** Both were in the same group: once is enough. */
export async function joinMembers({ db }: Work, { workspaceId, from, into }: Halves): Promise<void> {
  await prisma(db).$executeRaw`
    delete from group_members g using group_members other
    where g."workspaceId" = ${workspaceId} and g."memberId" = ${from} and other."groupId" = g."groupId"
      and other."memberId" = ${into}`
}

/** The requests of theirs that are for partners. */
async function requestsOf(db: Db, { workspaceId, memberId }: Whose): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, requesterId: memberId, kind: 'PARTNER' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}
