import { memberId } from '../../../kit/brand.ts'
import type { NoticeCtx } from '../../../kit/ctx.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { addDays, startOfDay } from '../../../kit/working-time.ts'
import { asideCard } from '../cards/answer.ts'
import { versionCard } from '../cards/desk.ts'
import { reportCard } from '../cards/report.ts'
import { humanAnswerCard, stillWaitingCard, welcomeCard } from '../cards/talk.ts'
import type { Answer } from '../model.ts'
import { answerById, humanWords } from '../store/answers.ts'
import { configById, settingsOf } from '../store/config.ts'
import { conversation } from '../store/conversations.ts'
import { escalation as escalationById, latestEscalation } from '../store/escalations.ts'
import { weekFigures } from '../store/review.ts'
import { drawAnswer, drawEscalation, nameOf, namesOf } from './see.ts'

/** Cards built from the state as it is now. Null: the conversation is gone, or was never this reader's. */

export async function answer(
  ctx: NoticeCtx,
  { answerId, aside }: { answerId: string; aside: boolean },
): Promise<Card | null> {
  const found = await answerById(ctx.db, ctx.workspace.id, answerId)
  if (!found || found.memberId !== ctx.recipient?.id) return null
  if (!aside && isGrave(found) && (await conversation(ctx.db, ctx.workspace.id, found.conversationId))?.isShared) {
    return asideCard()
  }
  return drawAnswer(ctx, found, ctx.recipient)
}

const isGrave = ({ why }: Answer): boolean => why === 'CRISIS' || why === 'HARM'

export const welcome = async (): Promise<Card> => welcomeCard()

export async function humanAnswer(ctx: NoticeCtx, { messageId }: { messageId: string }): Promise<Card | null> {
  const written = await humanWords(ctx.db, ctx.workspace.id, messageId)
  if (!written) return null
  const by = written.by ? await nameOf(ctx, written.by) : 'A person'
  const escalation = await latestEscalation(ctx.db, ctx.workspace.id, written.conversationId)
  return humanAnswerCard({ by, words: written.content, escalation })
}

export async function stillWaiting(ctx: NoticeCtx, { escalationId }: { escalationId: string }): Promise<Card | null> {
  const found = await escalationById(ctx.db, ctx.workspace.id, escalationId)
  if (found?.status !== 'OPEN') return null
  return stillWaitingCard(await namesOf(ctx, found.responderIds))
}

export async function escalation(
  ctx: NoticeCtx,
  { escalationId, level }: { escalationId: string; level: 1 | 2 },
): Promise<Card | null> {
  const found = await escalationById(ctx.db, ctx.workspace.id, escalationId)
  const isTheirs = found && ctx.recipient && found.responderIds.includes(memberId(ctx.recipient.id))
  return found && isTheirs ? drawEscalation(ctx, found, level) : null
}

export async function version(ctx: NoticeCtx, { configId }: { configId: string }): Promise<Card | null> {
  const config = await configById(ctx.db, ctx.workspace.id, configId)
  return config && versionCard(config, await settingsOf(ctx.db, ctx.workspace.id))
}

const WEEK_DAYS = 7

/** The seven days before `day`; a week in which nobody said anything is no news. */
export async function report(ctx: NoticeCtx, { day }: { day: string }): Promise<Card | null> {
  const { db, workspace } = ctx
  const until = startOfDay(day, workspace.timeZone)
  const from = addDays(until, -WEEK_DAYS)
  const figures = await weekFigures(db, workspace.id, { from, until, timeZone: workspace.timeZone })
  return figures.answers > 0 ? reportCard({ from, until, figures }) : null
}
