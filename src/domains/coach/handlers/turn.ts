import type { WorkspaceId } from '../../../kit/brand.ts'
import { toMember, type Work } from '../../../kit/ctx.ts'
import { contracts, subjectOf } from '../contracts.ts'
import { type Answer, NOTHING_SPENT, type Settings, type Spent } from '../model.ts'
import { questionTokens } from '../rules/budget.ts'
import type { Ended } from '../rules/ending.ts'
import { endAnswer, markScreened, nextWaiting, type Taken } from '../store/answers.ts'
import { lockDay, spend } from '../store/budget.ts'
import { conversation, lockConversation, recount } from '../store/conversations.ts'

/** The end of an answer, however it came: it is paid for, shown, and the next one of the conversation has its turn. */
export interface TheEnd extends Ended {
  readonly content: string
  readonly spent: Spent
  readonly facts: Answer['facts']
}

export const nothingSaid = (ended: Ended, answer: Answer): TheEnd => ({
  ...ended,
  content: '',
  spent: NOTHING_SPENT,
  facts: answer.facts,
})

/** Only under the locks of the day and the conversation, which `lockTurn` takes in their order. */
export async function endTurn(
  w: Work,
  workspaceId: WorkspaceId,
  turn: { answer: Answer; taken: Pick<Taken, 'reservedDay'>; settings: Settings; end: TheEnd },
): Promise<void> {
  const { answer, taken, settings, end } = turn
  const { id, conversationId, memberId, question } = answer
  const isCharged = end.spent.outputTokens > 0 || end.spent.inputTokens > 0
  const tokens = isCharged ? end.spent.outputTokens + questionTokens(question.text) : 0
  const day = { memberId, day: taken.reservedDay }
  await spend(w.db, workspaceId, { ...day, tokens })
  const { spent } = await lockDay(w.db, workspaceId, day)
  await endAnswer(w.db, workspaceId, id, {
    status: end.status,
    why: end.why,
    content: end.content,
    tokensUsed: end.spent.outputTokens,
    facts: {
      ...end.facts,
      inputTokens: end.spent.inputTokens,
      cachedTokens: end.spent.cachedTokens,
      left: { tokens: Math.max(0, settings.maxTokensPerDay - spent), limit: settings.maxTokensPerDay },
    },
  })
  // What the model handed over is not shown to one again.
  if (end.why === 'CRISIS' || end.why === 'HARM') {
    await markScreened(w.db, workspaceId, question.id, end.why)
    const talked = await conversation(w.db, workspaceId, conversationId)
    if (talked?.isShared) w.notify(contracts.answer, toMember(memberId), { answerId: id, aside: true }, { now: true })
  }
  await recount(w.db, workspaceId, conversationId)
  w.redraw(subjectOf(contracts.answer, { answerId: id }))
  const next = await nextWaiting(w.db, workspaceId, conversationId)
  if (next) w.enqueue(contracts.write, { answerId: next })
}

/** The day first, then the conversation: everybody takes them in this order. */
export async function lockTurn(
  w: Work,
  workspaceId: WorkspaceId,
  { answer, taken: { reservedDay } }: { answer: Answer; taken: Pick<Taken, 'reservedDay'> },
): Promise<void> {
  await lockDay(w.db, workspaceId, { memberId: answer.memberId, day: reservedDay })
  await lockConversation(w.db, workspaceId, answer.conversationId)
}
