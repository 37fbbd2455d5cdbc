import { prisma } from '../../../infra/db/handle.ts'
import type { Db } from '../../../kit/db.ts'
import type { Exported, Whose } from '../../../kit/personal-data.ts'
import { forgetConversations } from './conversations.ts'

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
export async function eraseMember(db: Db, whose: Whose & { readonly now: Date }): Promise<void> {
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
