import type { JobCtx } from '../../../kit/ctx.ts'
import { sanitiseOutput } from '../../../kit/model-output.ts'
import { addDays } from '../../../kit/working-time.ts'
import { coachInstructions } from '../llm.ts'
import { CLASSES, type CoachClass, type DryRun, type Settings } from '../model.ts'
import { screen } from '../screen/screen.ts'
import { KEPT_DAYS } from '../store/due.ts'
import { questionTexts, sharedExchanges } from '../store/review.ts'

/** A version tried on what members asked before, while it counts for nobody. */

/** Enough to see what a word would catch, few enough to be quick. */
const QUESTIONS = 1000
const ANSWERS = 3
const ANSWER_MS = 40_000

/** Counts over all questions, without showing one; new answers only to those that members let be read. */
export async function tryOn(ctx: JobCtx, wanted: Settings, live: Settings): Promise<DryRun> {
  const { db, workspace, now } = ctx
  const questions = await questionTexts(db, workspace.id, addDays(now, -KEPT_DAYS), QUESTIONS)
  const [before, after] = [live, wanted].map((settings) => countFound(questions, settings))
  const answers = []
  for (const { question, answer } of await sharedExchanges(db, workspace.id, ANSWERS)) {
    ctx.signal.throwIfAborted()
    answers.push({ question, before: answer, after: await answerWith(ctx, question, wanted) })
  }
  const found = CLASSES.map((one) => ({ class: one, before: before?.get(one) ?? 0, after: after?.get(one) ?? 0 }))
  return { isRunning: false, questions: questions.length, found, answers }
}

function countFound(questions: readonly string[], { keywords }: Settings): ReadonlyMap<CoachClass, number> {
  const counts = new Map<CoachClass, number>()
  for (const question of questions) {
    const found = screen(question, keywords)
    if (found) counts.set(found.class, (counts.get(found.class) ?? 0) + 1)
  }
  return counts
}

async function answerWith(ctx: JobCtx, question: string, settings: Settings): Promise<string> {
  const found = screen(question, settings.keywords)
  if (found && found.class !== 'LEGAL_MONEY') return '(Would not reach the AI: a person is offered instead.)'
  const ask = {
    name: 'coach_dry_run',
    instructions: coachInstructions({ ...settings, capabilities: [] }, found?.class ?? null),
    messages: [{ role: 'user' as const, text: question }],
    maxOutputTokens: settings.maxTokensPerMessage,
    timeoutMs: ANSWER_MS,
  }
  let text = ''
  for await (const chunk of ctx.stream(ask, { tickMs: ANSWER_MS })) if (chunk.kind === 'text') text += chunk.text
  const { text: safe } = sanitiseOutput(text, { emails: [], phones: [], urls: [] })
  return safe.trim() || '(No answer came.)'
}
