import { z } from 'zod'
import type { Prisma } from '../../../infra/db/generated/client.ts'
import { type MemberId, memberId } from '../../../kit/brand.ts'
import { SURFACES } from '../../../kit/person.ts'
import { PARTNER_TYPES } from '../../partners/api.ts'
import {
  type Answer,
  type AnswerFacts,
  type Conversation,
  type Escalation,
  LANGUAGES,
  type Line,
  type Question,
  type Rating,
} from '../model.ts'

/** Rows as the rules see them. */

export const conversationFields = {
  id: true,
  memberId: true,
  title: true,
  summary: true,
  summarisedTo: true,
  messageCount: true,
  hasEscalation: true,
  lastMessageAt: true,
  thread: true,
  threadSurface: true,
  threadInstallation: true,
  isShared: true,
} satisfies Prisma.CoachConversationSelect

type ConversationRow = Prisma.CoachConversationGetPayload<{ select: typeof conversationFields }>

export function toConversation(row: ConversationRow): Conversation {
  const { thread, threadSurface, threadInstallation: installation, ...rest } = row
  const surface = SURFACES.find((known) => known === threadSurface)
  const spot = thread && surface && installation ? { surface, installation, place: thread } : null
  return { ...rest, memberId: memberId(row.memberId), spot }
}

export const lineFields = {
  id: true,
  position: true,
  role: true,
  content: true,
  screened: true,
  status: true,
  tokensUsed: true,
  metadata: true,
  createdAt: true,
} satisfies Prisma.CoachMessageSelect

type LineRow = Prisma.CoachMessageGetPayload<{ select: typeof lineFields }>

export const toLine = ({ tokensUsed, createdAt, metadata, ...row }: LineRow): Line => ({
  ...row,
  by: toAuthor(metadata),
  tokens: tokensUsed ?? 0,
  at: createdAt,
})

/** Who wrote it, where two people write to each other in a conversation. */
export const toAuthor = (metadata: unknown): MemberId | null => byPerson.parse(metadata).by ?? null

const byPerson = z.object({ by: z.string().transform(memberId).optional() }).catch({})

export const answerFields = {
  ...lineFields,
  conversationId: true,
  memberId: true,
  why: true,
  stopWantedAt: true,
  rating: true,
  ratingFeedback: true,
  flaggedAt: true,
  questionId: true,
} satisfies Prisma.CoachMessageSelect

type AnswerRow = Prisma.CoachMessageGetPayload<{ select: typeof answerFields }>

const factsSchema = z
  .object({
    model: z.string().optional(),
    inputTokens: z.number().optional(),
    cachedTokens: z.number().optional(),
    proposal: z
      .union([
        z.object({
          contactId: z.string().optional(),
          someone: z.string().optional(),
          purpose: z.string(),
          message: z.string(),
        }),
        z.object({ partner: z.enum(PARTNER_TYPES), state: z.string().optional(), need: z.string() }),
      ])
      .optional(),
    left: z.object({ tokens: z.number(), limit: z.number() }).optional(),
    isCleaned: z.boolean().optional(),
    isClipped: z.boolean().optional(),
  })
  .catch({})

export function toAnswer(row: AnswerRow, question: Question): Answer {
  const { id, conversationId, position, content, why, ratingFeedback, createdAt } = row
  return {
    ...{ id, conversationId, position, question, content, why, ratingFeedback, createdAt },
    memberId: memberId(row.memberId),
    status: row.status ?? 'FIXED',
    stopWanted: row.stopWantedAt !== null,
    rating: toRating(row.rating),
    isFlagged: row.flaggedAt !== null,
    facts: toFacts(row.metadata),
  }
}

export const toFacts = (stored: unknown): AnswerFacts => factsSchema.parse(stored ?? {})

export const questionFields = {
  id: true,
  content: true,
  screened: true,
  language: true,
} satisfies Prisma.CoachMessageSelect

export function toQuestion(row: Prisma.CoachMessageGetPayload<{ select: typeof questionFields }>): Question {
  const language = LANGUAGES.find((known) => known === row.language) ?? null
  return { id: row.id, text: row.content, screened: row.screened, language }
}

const toRating = (stored: number | null): Rating | null => (stored === 1 || stored === 2 ? stored : null)

export const escalationFields = {
  id: true,
  conversationId: true,
  memberId: true,
  reason: true,
  status: true,
  shared: true,
  note: true,
  messageId: true,
  responderIds: true,
  answerBy: true,
  escalatedAt: true,
  answeredAt: true,
  answeredById: true,
  createdAt: true,
} satisfies Prisma.CoachEscalationSelect

type EscalationRow = Prisma.CoachEscalationGetPayload<{ select: typeof escalationFields }>

export const toEscalation = (row: EscalationRow): Escalation => ({
  ...row,
  memberId: memberId(row.memberId),
  responderIds: row.responderIds.map(memberId),
  answeredById: row.answeredById === null ? null : memberId(row.answeredById),
})
