import type { JobCtx } from '../../../kit/ctx.ts'
import type { Person } from '../../../kit/person.ts'
import { localDay } from '../../../kit/working-time.ts'
import { person } from '../../people/api.ts'
import { contracts, subjectOf } from '../contracts.ts'
import type { Answer, Settings } from '../model.ts'
import { answerAllowance, questionTokens, reserve } from '../rules/budget.ts'
import { toSumUp } from '../rules/history.ts'
import { givenUpAt } from '../rules/plan.ts'
import { answerById, findTaken, lookAtWriting, type Taken, takeOn } from '../store/answers.ts'
import { lockDay, spend } from '../store/budget.ts'
import { settingsOf } from '../store/config.ts'
import { conversation, linesOf } from '../store/conversations.ts'
import { listen } from './listen.ts'
import { endTurn, lockTurn, nothingSaid, type TheEnd } from './turn.ts'

/** An answer in one run: take it on, listen to the model, end it. A run that was cut off is taken over by the next. */
export interface Run {
  readonly answer: Answer
  readonly settings: Settings
  readonly taken: Taken
  /** The mark of this run on the answer. */
  readonly writer: string
  /** What the model may still write for it, in tokens. */
  readonly allowance: number
  /** How its reader reads. */
  readonly member: Pick<Person, 'timeZone' | 'locale'>
}

export async function write(ctx: JobCtx, { answerId }: { answerId: string }): Promise<void> {
  const run = await takeUp(ctx, answerId)
  if (!run) return
  const end = await listen(ctx, run)
  // This process is going down: what was heard so far is not an answer, and the next run begins anew.
  ctx.signal.throwIfAborted()
  if (end) await finish(ctx, run, end)
}

/** Null where there is nothing to write any more: it was stopped before it began, or its day is used up. */
async function takeUp(ctx: JobCtx, answerId: string): Promise<Run | null> {
  const { workspace } = ctx
  return ctx.work(async (w) => {
    const answer = await answerById(w.db, workspace.id, answerId)
    const before = answer && (await findTaken(w.db, workspace.id, answerId))
    if (!answer || !before) return null
    await lockTurn(w, workspace.id, { answer, taken: before })
    // Somebody may have ended it while this waited for the locks.
    const taken = await findTaken(w.db, workspace.id, answerId)
    const settings = await settingsOf(w.db, workspace.id)
    if (!taken) return null
    if (answer.stopWanted) {
      await endTurn(w, workspace.id, {
        answer,
        taken,
        settings,
        end: nothingSaid({ status: 'STOPPED', why: null }, answer),
      })
      return null
    }
    const held = taken.status === 'WRITING' ? await payForLostRun(ctx, w.db, { answer, taken, settings }) : taken
    if (!held) {
      const end = nothingSaid({ status: 'FIXED', why: 'OUT_OF_BUDGET' }, answer)
      await endTurn(w, workspace.id, { answer, taken, settings, end })
      return null
    }
    const writer = w.newId()
    const { reserved, reservedDay } = held
    await takeOn(w.db, workspace.id, answerId, { writer, reserved, reservedDay, dueBy: givenUpAt(w.now, 'WRITING') })
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return {
      answer,
      settings,
      taken: held,
      writer,
      allowance: answerAllowance(reserved, questionTokens(answer.question.text)),
      member: (await person(w.db, workspace.id, answer.memberId)) ?? workspace,
    }
  })
}

/**
 * A run died while the model was writing for it, and nobody knows what that cost: all that was set aside is counted as spent,
 * and the new run sets aside anew. Null where the day has no room for that.
 */
async function payForLostRun(
  { workspace, now }: JobCtx,
  db: JobCtx['db'],
  { answer, taken, settings }: Pick<Run, 'answer' | 'taken' | 'settings'>,
): Promise<Taken | null> {
  const { memberId, question } = answer
  await spend(db, workspace.id, { memberId, day: taken.reservedDay, tokens: taken.reserved })
  const member = await person(db, workspace.id, memberId)
  const day = member ? localDay(now, member.timeZone) : taken.reservedDay
  const soFar = await lockDay(db, workspace.id, { memberId, day })
  // What this answer holds is about to be let go; it must not stand in its own way.
  const others = day === taken.reservedDay ? soFar.reserved - taken.reserved : soFar.reserved
  const reserved = reserve(
    { spent: soFar.spent, reserved: others, limit: settings.maxTokensPerDay },
    { questionTokens: questionTokens(question.text), maxTokensPerMessage: settings.maxTokensPerMessage },
  )
  return reserved.ok ? { status: 'WRITING', reserved: reserved.value, reservedDay: day } : null
}

async function finish(ctx: JobCtx, { answer, settings, taken, writer }: Run, end: TheEnd): Promise<void> {
  const { workspace } = ctx
  await ctx.work(async (w) => {
    await lockTurn(w, workspace.id, { answer, taken })
    const { isMine } = await lookAtWriting(w.db, workspace.id, { id: answer.id, writer })
    if (!isMine) return
    await endTurn(w, workspace.id, { answer, taken, settings, end })
    const { conversationId } = answer
    const talked = await conversation(w.db, workspace.id, conversationId)
    const lines = await linesOf(w.db, workspace.id, { conversationId })
    if (toSumUp(lines, talked?.summarisedTo ?? 0).length > 0) w.enqueue(contracts.sumUp, { conversationId })
  })
}

/** An answer that nobody writes any more is given up, so that its member is not left waiting and what it holds is free. */
export async function giveUp(ctx: JobCtx, answerId: string): Promise<void> {
  const { workspace } = ctx
  await ctx.work(async (w) => {
    const answer = await answerById(w.db, workspace.id, answerId)
    const before = answer && (await findTaken(w.db, workspace.id, answerId))
    if (!answer || !before) return
    await lockTurn(w, workspace.id, { answer, taken: before })
    const taken = await findTaken(w.db, workspace.id, answerId)
    if (!taken) return
    const { memberId } = answer
    const isLost = taken.status === 'WRITING'
    if (isLost) await spend(w.db, workspace.id, { memberId, day: taken.reservedDay, tokens: taken.reserved })
    const settings = await settingsOf(w.db, workspace.id)
    const end = nothingSaid({ status: 'FAILED', why: 'DOWN' }, answer)
    await endTurn(w, workspace.id, { answer, taken, settings, end })
  })
}
