import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { CLASSES, type CoachClass, type Rating } from '../model.ts'

/** What those who look after the coach may see: figures of everything, words only of what was shared. */

export interface Flagged {
  readonly answerId: string
  readonly memberId: MemberId
  readonly question: string
  readonly answer: string
  readonly rating: Rating | null
  readonly reason: string | null
  readonly flaggedAt: Date
}

/** Answers that members let be read and nobody has looked at yet, oldest first. */
export async function flaggedAnswers(db: Db, workspaceId: WorkspaceId, limit: number): Promise<Flagged[]> {
  return flagged(db, workspaceId, { limit, onlyNew: true })
}

async function flagged(
  db: Db,
  workspaceId: WorkspaceId,
  { limit, onlyNew }: { limit: number; onlyNew: boolean },
): Promise<Flagged[]> {
  const { coachMessage } = prisma(db)
  const rows = await coachMessage.findMany({
    where: { workspaceId, flaggedAt: { not: null }, ...(onlyNew && { reviewedAt: null }) },
    orderBy: { flaggedAt: onlyNew ? 'asc' : 'desc' },
    take: limit,
    select: {
      id: true,
      memberId: true,
      questionId: true,
      content: true,
      rating: true,
      ratingFeedback: true,
      flaggedAt: true,
    },
  })
  const questions = await coachMessage.findMany({
    where: { workspaceId, id: { in: rows.flatMap(({ questionId }) => questionId ?? []) } },
    select: { id: true, content: true },
  })
  const textById = new Map(questions.map(({ id, content }) => [id, content]))
  return rows.map((row) => ({
    answerId: row.id,
    memberId: memberId(row.memberId),
    question: textById.get(row.questionId ?? '') ?? '',
    answer: row.content,
    rating: row.rating === 1 || row.rating === 2 ? row.rating : null,
    reason: row.ratingFeedback,
    flaggedAt: row.flaggedAt ?? new Date(0),
  }))
}

export async function markReviewed(
  db: Db,
  workspaceId: WorkspaceId,
  { id, by, now }: { id: string; by: MemberId; now: Date },
): Promise<void> {
  await prisma(db).coachMessage.updateMany({
    where: { workspaceId, id },
    data: { reviewedAt: now, reviewedById: by },
  })
}

/** Questions with their answers that may be tried again with other settings: only what members let be read. */
export async function sharedExchanges(
  db: Db,
  workspaceId: WorkspaceId,
  limit: number,
): Promise<{ question: string; answer: string }[]> {
  return (await flagged(db, workspaceId, { limit, onlyNew: false })).map(({ question, answer }) => ({
    question,
    answer,
  }))
}

/** Every question since a day, for counting what phrases would find in them; nobody sees them. */
export async function questionTexts(db: Db, workspaceId: WorkspaceId, since: Date, limit: number): Promise<string[]> {
  const rows = await prisma(db).coachMessage.findMany({
    where: { workspaceId, role: 'user', createdAt: { gt: since } },
    orderBy: { createdAt: 'desc' },
    take: limit,
    select: { content: true },
  })
  return rows.map(({ content }) => content)
}

export interface WeekFigures {
  readonly days: readonly { readonly day: string; readonly answers: number }[]
  readonly members: number
  readonly answers: number
  readonly helped: number
  readonly didNotHelp: number
  readonly withoutAnswer: number
  readonly tokens: number
  readonly escalations: readonly { readonly reason: CoachClass; readonly count: number }[]
  readonly unanswered: number
  /** Hours until a human answered, the middle one; null where nobody had to. */
  readonly medianHours: number | null
}

export async function weekFigures(
  db: Db,
  workspaceId: WorkspaceId,
  { from, until, timeZone }: { from: Date; until: Date; timeZone: string },
): Promise<WeekFigures> {
  const client = prisma(db)
  const createdAt = { gte: from, lt: until }
  const answers = await client.coachMessage.findMany({
    where: { workspaceId, role: 'assistant', createdAt },
    select: { memberId: true, status: true, why: true, rating: true, tokensUsed: true },
  })
  const escalations = await client.coachEscalation.findMany({
    where: { workspaceId, createdAt },
    select: { reason: true, status: true, createdAt: true, answeredAt: true },
  })
  const days = await client.$queryRaw<{ day: string; answers: number }[]>`
    select to_char("createdAt" at time zone ${timeZone}, 'YYYY-MM-DD') as day, count(*)::int as answers
    from coach_messages
    where "workspaceId" = ${workspaceId} and role = 'assistant' and "createdAt" >= ${from} and "createdAt" < ${until}
    group by 1 order by 1`
  const hours = escalations
    .flatMap(({ createdAt: asked, answeredAt }) =>
      answeredAt ? [(answeredAt.getTime() - asked.getTime()) / 3_600_000] : [],
    )
    .toSorted((a, b) => a - b)
  return {
    days,
    members: new Set(answers.map((answer) => answer.memberId)).size,
    answers: answers.length,
    helped: answers.filter(({ rating }) => rating === 2).length,
    didNotHelp: answers.filter(({ rating }) => rating === 1).length,
    withoutAnswer: answers.filter(({ status }) => status === 'FAILED').length,
    tokens: answers.reduce((sum, { tokensUsed }) => sum + (tokensUsed ?? 0), 0),
    escalations: CLASSES.map((reason) => ({
      reason,
      count: escalations.filter((one) => one.reason === reason).length,
    })),
    unanswered: escalations.filter(({ status }) => status === 'OPEN').length,
    medianHours: hours[Math.floor(hours.length / 2)] ?? null,
  }
}
