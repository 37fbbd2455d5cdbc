import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { CoachClass, Escalation, Share } from '../model.ts'
import { escalationFields, toEscalation } from './rows.ts'

export async function escalation(db: Db, workspaceId: WorkspaceId, id: string): Promise<Escalation | null> {
  const row = await prisma(db).coachEscalation.findFirst({ where: { workspaceId, id }, select: escalationFields })
  return row && toEscalation(row)
}

/** The one that is open about a conversation; there is one at most. */
export async function openEscalation(
  db: Db,
  workspaceId: WorkspaceId,
  conversationId: string,
): Promise<Escalation | null> {
  const row = await prisma(db).coachEscalation.findFirst({
    where: { workspaceId, conversationId, status: { in: ['OPEN', 'ANSWERED'] } },
    orderBy: { createdAt: 'desc' },
    select: escalationFields,
  })
  return row && toEscalation(row)
}

/** Whatever has become of it, the last one about a conversation. */
export async function latestEscalation(
  db: Db,
  workspaceId: WorkspaceId,
  conversationId: string,
): Promise<Escalation | null> {
  const row = await prisma(db).coachEscalation.findFirst({
    where: { workspaceId, conversationId },
    orderBy: { createdAt: 'desc' },
    select: escalationFields,
  })
  return row && toEscalation(row)
}

export interface NewEscalation {
  readonly id: string
  readonly conversationId: string
  readonly memberId: MemberId
  readonly reason: CoachClass
  readonly shared: Share
  readonly note: string | null
  readonly messageId: string
  readonly responderIds: readonly MemberId[]
  readonly answerBy: Date
  readonly now: Date
}

export async function addEscalation(db: Db, workspaceId: WorkspaceId, wanted: NewEscalation): Promise<void> {
  const { now, responderIds, ...rest } = wanted
  await prisma(db).coachEscalation.create({
    data: {
      workspaceId,
      ...rest,
      responderIds: [...responderIds],
      createdAt: now,
      consentedAt: rest.shared === 'NOTHING' ? null : now,
    },
  })
}

export interface EscalationChange {
  readonly reason?: CoachClass
  readonly status?: Escalation['status']
  readonly shared?: Share
  readonly consentedAt?: Date
  readonly note?: string | null
  readonly messageId?: string
  readonly responderIds?: readonly MemberId[]
  readonly answerBy?: Date | null
  readonly escalatedAt?: Date
  readonly answeredAt?: Date
  readonly answeredById?: MemberId
  readonly closedAt?: Date
}

export async function changeEscalation(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  change: EscalationChange,
): Promise<void> {
  const { responderIds, ...rest } = change
  await prisma(db).coachEscalation.updateMany({
    where: { workspaceId, id },
    data: { ...rest, ...(responderIds && { responderIds: [...responderIds] }) },
  })
}

/** What this member was asked to look at and nobody has answered yet, oldest first. */
export async function waitingForResponder(
  db: Db,
  workspaceId: WorkspaceId,
  responderId: MemberId,
): Promise<Escalation[]> {
  const rows = await prisma(db).coachEscalation.findMany({
    where: { workspaceId, status: 'OPEN', responderIds: { has: responderId } },
    orderBy: { createdAt: 'asc' },
    select: escalationFields,
  })
  return rows.map(toEscalation)
}
