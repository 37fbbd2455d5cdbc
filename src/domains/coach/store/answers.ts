import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Answer, AnswerFacts, AnswerStatus, CoachClass, Language, Rating, Why } from '../model.ts'
import { answerFields, questionFields, toAnswer, toAuthor, toFacts, toQuestion } from './rows.ts'

export async function answerById(db: Db, workspaceId: WorkspaceId, id: string): Promise<Answer | null> {
  const { coachMessage } = prisma(db)
  const row = await coachMessage.findFirst({ where: { workspaceId, id, role: 'assistant' }, select: answerFields })
  const question =
    row?.questionId &&
    (await coachMessage.findFirst({ where: { workspaceId, id: row.questionId }, select: questionFields }))
  return row && question ? toAnswer(row, toQuestion(question)) : null
}

export interface Asked {
  readonly conversationId: string
  readonly memberId: MemberId
  readonly questionId: string
  readonly answerId: string
  readonly text: string
  readonly questionTokens: number
  readonly screened: CoachClass | null
  readonly language: Language | null
  readonly isEscalation: boolean
  readonly answer: NewAnswer
  readonly now: Date
}

export interface NewAnswer {
  readonly status: AnswerStatus
  readonly why: Why | null
  readonly facts: AnswerFacts
  readonly reserved: number
  readonly reservedDay: string | null
  readonly dueBy: Date | null
}

/** The question and its answer to be, one after the other. Only under the conversation's lock. */
export async function addQuestion(db: Db, workspaceId: WorkspaceId, asked: Asked): Promise<void> {
  const { conversationId, memberId, now, answer } = asked
  const position = await lastPosition(db, workspaceId, conversationId)
  const base = { workspaceId, conversationId, memberId, createdAt: now, isEscalation: asked.isEscalation }
  const { facts, ...rest } = answer
  await prisma(db).coachMessage.createMany({
    data: [
      {
        ...base,
        ...{ id: asked.questionId, position: position + 1, role: 'user', content: asked.text },
        ...{ tokensUsed: asked.questionTokens, screened: asked.screened, language: asked.language },
      },
      {
        ...base,
        ...{ id: asked.answerId, position: position + 2, role: 'assistant', content: '', questionId: asked.questionId },
        ...rest,
        metadata: stored(facts),
      },
    ],
  })
  await prisma(db).coachConversation.updateMany({
    where: { workspaceId, id: conversationId },
    data: { lastMessageAt: now },
  })
}

/** What a person writes into the conversation beside the coach. Only under its lock. */
export async function addWords(
  db: Db,
  workspaceId: WorkspaceId,
  said: {
    id: string
    conversationId: string
    memberId: MemberId
    role: 'user' | 'human'
    text: string
    by: MemberId
    now: Date
  },
): Promise<void> {
  const { id, conversationId, memberId, role, text, by, now } = said
  const position = await lastPosition(db, workspaceId, conversationId)
  await prisma(db).coachMessage.create({
    data: {
      ...{ id, workspaceId, conversationId, memberId, role, content: text, createdAt: now, position: position + 1 },
      isEscalation: true,
      metadata: { by },
    },
  })
  await prisma(db).coachConversation.updateMany({
    where: { workspaceId, id: conversationId },
    data: { lastMessageAt: now },
  })
}

async function lastPosition(db: Db, workspaceId: WorkspaceId, conversationId: string): Promise<number> {
  const { _max } = await prisma(db).coachMessage.aggregate({
    where: { workspaceId, conversationId },
    _max: { position: true },
  })
  return _max.position ?? 0
}

/** Whether another answer of the conversation is under way: then this one waits for its turn. */
export async function hasOtherUnderWay(
  db: Db,
  workspaceId: WorkspaceId,
  { conversationId, answerId }: { conversationId: string; answerId: string },
): Promise<boolean> {
  const others = await prisma(db).coachMessage.count({
    where: { workspaceId, conversationId, id: { not: answerId }, status: { in: ['WAITING', 'WRITING'] } },
  })
  return others > 0
}

export async function underWayIn(db: Db, workspaceId: WorkspaceId, conversationId: string): Promise<readonly string[]> {
  const rows = await prisma(db).coachMessage.findMany({
    where: { workspaceId, conversationId, status: { in: ['WAITING', 'WRITING'] } },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** The next answer of the conversation that waits for its turn. */
export async function nextWaiting(db: Db, workspaceId: WorkspaceId, conversationId: string): Promise<string | null> {
  const row = await prisma(db).coachMessage.findFirst({
    where: { workspaceId, conversationId, status: 'WAITING' },
    orderBy: { position: 'asc' },
    select: { id: true },
  })
  return row?.id ?? null
}

/** What a run finds when it takes an answer on. */
export interface Taken {
  readonly status: AnswerStatus
  readonly reserved: number
  readonly reservedDay: string
}

/** Null for an answer that is not under way any more. */
export async function findTaken(db: Db, workspaceId: WorkspaceId, id: string): Promise<Taken | null> {
  const row = await prisma(db).coachMessage.findFirst({
    where: { workspaceId, id, status: { in: ['WAITING', 'WRITING'] } },
    select: { status: true, reserved: true, reservedDay: true },
  })
  if (!row?.status) return null
  return { status: row.status, reserved: row.reserved, reservedDay: row.reservedDay ?? '' }
}

export interface Taking {
  readonly writer: string
  readonly reserved: number
  readonly reservedDay: string
  readonly dueBy: Date
}

export async function takeOn(db: Db, workspaceId: WorkspaceId, id: string, taking: Taking): Promise<void> {
  await prisma(db).coachMessage.updateMany({
    where: { workspaceId, id },
    data: { status: 'WRITING', content: '', ...taking },
  })
}

export interface Writing {
  /** Another run, or nobody, writes it now. */
  readonly isMine: boolean
  readonly isStopWanted: boolean
}

export async function lookAtWriting(
  db: Db,
  workspaceId: WorkspaceId,
  { id, writer }: { id: string; writer: string },
): Promise<Writing> {
  const row = await prisma(db).coachMessage.findFirst({
    where: { workspaceId, id, writer, status: 'WRITING' },
    select: { stopWantedAt: true },
  })
  return { isMine: row !== null, isStopWanted: row?.stopWantedAt != null }
}

export interface Ending {
  readonly status: AnswerStatus
  readonly why: Why | null
  readonly content: string
  readonly tokensUsed: number
  readonly facts: AnswerFacts
}

/** The answer is over and holds nothing back of the day. */
export async function endAnswer(db: Db, workspaceId: WorkspaceId, id: string, ending: Ending): Promise<void> {
  const { facts, ...rest } = ending
  await prisma(db).coachMessage.updateMany({
    where: { workspaceId, id },
    data: { ...rest, ...nobodyWrites, metadata: stored(facts) },
  })
}

/** Out of the hands of any writer; nothing is set aside for it. */
const nobodyWrites = { writer: null, dueBy: null, reserved: 0, reservedDay: null, stopWantedAt: null } as const

/** A fresh try at the same question. */
export async function startOver(db: Db, workspaceId: WorkspaceId, id: string, answer: NewAnswer): Promise<void> {
  const { facts, ...rest } = answer
  await prisma(db).coachMessage.updateMany({
    where: { workspaceId, id },
    data: { ...rest, content: '', writer: null, stopWantedAt: null, rating: null, metadata: stored(facts) },
  })
}

export async function wantStop(db: Db, workspaceId: WorkspaceId, id: string, now: Date): Promise<void> {
  await prisma(db).coachMessage.updateMany({
    where: { workspaceId, id, status: { in: ['WAITING', 'WRITING'] } },
    data: { stopWantedAt: now },
  })
}

export async function rateAnswer(db: Db, workspaceId: WorkspaceId, id: string, rating: Rating): Promise<void> {
  await prisma(db).coachMessage.updateMany({ where: { workspaceId, id }, data: { rating, reviewedAt: null } })
}

export async function giveReason(
  db: Db,
  workspaceId: WorkspaceId,
  { id, reason, flaggedAt }: { id: string; reason: string | null; flaggedAt: Date | null },
): Promise<void> {
  await prisma(db).coachMessage.updateMany({
    where: { workspaceId, id },
    data: { ratingFeedback: reason, flaggedAt, reviewedAt: null, reviewedById: null },
  })
}

export async function markQuestionEscalated(db: Db, workspaceId: WorkspaceId, questionId: string): Promise<void> {
  await prisma(db).coachMessage.updateMany({ where: { workspaceId, id: questionId }, data: { isEscalation: true } })
}

export async function markScreened(
  db: Db,
  workspaceId: WorkspaceId,
  questionId: string,
  screened: CoachClass,
): Promise<void> {
  await prisma(db).coachMessage.updateMany({ where: { workspaceId, id: questionId }, data: { screened } })
}

export async function questionText(db: Db, workspaceId: WorkspaceId, questionId: string): Promise<string | null> {
  const row = await prisma(db).coachMessage.findFirst({
    where: { workspaceId, id: questionId, role: 'user' },
    select: { content: true },
  })
  return row?.content ?? null
}

export async function answerOfQuestion(db: Db, workspaceId: WorkspaceId, questionId: string): Promise<string | null> {
  const row = await prisma(db).coachMessage.findFirst({ where: { workspaceId, questionId }, select: { id: true } })
  return row?.id ?? null
}

/** A human's words and whose conversation they are in. */
export async function humanWords(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
): Promise<{ content: string; by: MemberId | null; conversationId: string; at: Date } | null> {
  const row = await prisma(db).coachMessage.findFirst({
    where: { workspaceId, id, role: 'human' },
    select: { content: true, metadata: true, conversationId: true, createdAt: true },
  })
  if (!row) return null
  const { content, metadata, conversationId, createdAt } = row
  return { content, by: toAuthor(metadata), conversationId, at: createdAt }
}

// Prisma's input type for JSON wants an index signature that a readonly interface has not; `toFacts` reads it back the same.
const stored = (facts: AnswerFacts): object => ({ ...toFacts(facts) })
