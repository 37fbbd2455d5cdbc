import { prisma } from '../../../infra/db/handle.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { Exported, Halves, Whose } from '../../../kit/personal-data.ts'
import { forgetConversations } from './conversations.ts'

/** Every column here that is a member's id, or a list of them. */
export const names = [
  'coach_conversations.memberId',
  'coach_messages.memberId',
  'coach_messages.reviewedById',
  'coach_days.memberId',
  'coach_escalations.memberId',
  'coach_escalations.responderIds',
  'coach_escalations.answeredById',
  'coach_configs.updatedBy',
] as const

/** Every column here in which members' ids stand among other things. */
export const mentions = ['coach_messages.metadata'] as const

/** Everything a member said to the coach and was told, with what hangs on it. */
export async function exportMember(db: Db, { workspaceId, memberId }: Whose): Promise<Exported> {
  const client = prisma(db)
  const conversations = await client.coachConversation.findMany({
    where: { workspaceId, memberId },
    orderBy: { createdAt: 'asc' },
    omit: { workspaceId: true, memberId: true },
    include: {
      messages: {
        orderBy: { position: 'asc' },
        // Who looked at it, and which run wrote it, is not about the member.
        omit: { workspaceId: true, memberId: true, reviewedById: true, writer: true },
      },
      escalations: { omit: { workspaceId: true, memberId: true, responderIds: true, answeredById: true } },
    },
  })
  const days = await client.coachDay.findMany({
    where: { workspaceId, memberId },
    omit: { workspaceId: true, memberId: true },
  })
  return { conversations, days }
}

/** Their conversations are gone; what they did for others in the coach's place stays without their name. */
export async function eraseMember({ db }: Work, whose: Whose): Promise<void> {
  const { workspaceId, memberId } = whose
  const client = prisma(db)
  await forgetConversations(db, workspaceId, memberId)
  await client.coachDay.deleteMany({ where: { workspaceId, memberId } })
  await client.coachMessage.updateMany({ where: { workspaceId, reviewedById: memberId }, data: { reviewedById: null } })
  await client.coachConfig.updateMany({ where: { workspaceId, updatedBy: memberId }, data: { updatedBy: null } })
  await client.coachEscalation.updateMany({
    where: { workspaceId, answeredById: memberId },
    data: { answeredById: null },
  })
  await client.$executeRaw`
    update coach_escalations set "responderIds" = array_remove("responderIds", ${memberId})
    where "workspaceId" = ${workspaceId} and "responderIds" @> array[${memberId}]`
  await client.$executeRaw`
    update coach_messages set metadata = '{"by":""}'
    where "workspaceId" = ${workspaceId} and metadata->>'by' = ${memberId}`
}

/** What both spent on a day adds up; the conversation under way is the one of the member who stays. */
export async function joinMembers({ db }: Work, { workspaceId, from, into }: Halves): Promise<void> {
  const client = prisma(db)
  await client.$executeRaw`
    insert into coach_days ("workspaceId", "memberId", day, spent)
    select "workspaceId", ${into}, day, spent from coach_days
    where "workspaceId" = ${workspaceId} and "memberId" = ${from} order by day
    on conflict ("workspaceId", "memberId", day) do update set spent = coach_days.spent + excluded.spent`
  await client.coachDay.deleteMany({ where: { workspaceId, memberId: from } })
  const active = { workspaceId, thread: null, isActive: true }
  const goesOn = await client.coachConversation.findFirst({
    where: { ...active, memberId: into },
    select: { id: true },
  })
  if (!goesOn) return
  await client.coachConversation.updateMany({ where: { ...active, memberId: from }, data: { isActive: false } })
}
