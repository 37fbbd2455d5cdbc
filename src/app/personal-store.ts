import { prisma } from '../infra/db/handle.ts'
import type { Work } from '../kit/ctx.ts'
import type { Db } from '../kit/db.ts'
import type { Exported, Halves, Whose } from '../kit/personal-data.ts'

/** What they did, as the desk kept it, and what they were or will be told. */
export async function exportMember(db: Db, { workspaceId, memberId }: Whose): Promise<Exported> {
  const client = prisma(db)
  const acts = await client.keptInteraction.findMany({
    where: { workspaceId, actorId: memberId },
    orderBy: { at: 'asc' },
    select: { at: true, surface: true, contract: true, reference: true },
  })
  const messages = await client.delivery.findMany({
    where: { workspaceId, recipientKind: 'MEMBER', recipient: memberId },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true, sentAt: true, notice: true, surface: true, status: true },
  })
  return { acts, messages }
}

/** What was promised to them is not sent any more. What others were told stays, as ids that lead to nobody. */
export async function eraseMember({ db }: Work, { workspaceId, memberId }: Whose): Promise<void> {
  const client = prisma(db)
  await client.uiState.deleteMany({ where: { workspaceId, memberId } })
  await client.delivery.deleteMany({ where: { workspaceId, recipientKind: 'MEMBER', recipient: memberId } })
  await client.keptInteraction.updateMany({ where: { workspaceId, actorId: memberId }, data: { actorId: null } })
  await client.$executeRaw`
    update rooms set "memberIds" = array_remove("memberIds", ${memberId})
    where "workspaceId" = ${workspaceId} and "memberIds" @> array[${memberId}::text]`
}

/**
 * Both were told the same: a card that is on a screen already keeps being redrawn there under a key of its own, one that is
 * still on its way is not sent twice.
 */
export async function settleDeliveries({ db }: Work, { workspaceId, from, into }: Halves): Promise<void> {
  await prisma(db).$executeRaw`
    delete from deliveries d where d."workspaceId" = ${workspaceId} and d.recipient = ${from} and d.ref is null
      and exists (select 1 from deliveries other where other."workspaceId" = d."workspaceId" and other.recipient = ${into}
        and other.notice = d.notice and other.key = replace(d.key, ${from}, ${into}))`
  await prisma(db).$executeRaw`
    update deliveries d set key = d.key || ' of ' || d.id
    where d."workspaceId" = ${workspaceId} and d.recipient = ${from}
      and exists (select 1 from deliveries other where other."workspaceId" = d."workspaceId" and other.recipient = ${into}
        and other.notice = d.notice and other.key = replace(d.key, ${from}, ${into}))`
}
