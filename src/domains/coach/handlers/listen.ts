import type { JobCtx } from '../../../kit/ctx.ts'
import {
  estimateTokens,
  type ModelFailure,
  type ModelMessage,
  type ModelStreamAsk,
  type ModelToolCall,
} from '../../../kit/model.ts'
import { sanitiseOutput } from '../../../kit/model-output.ts'
import { personSummary } from '../../people/api.ts'
import { contracts, subjectOf } from '../contracts.ts'
import { coachData, coachInstructions, handOver, toolsFor } from '../llm.ts'
import { shownSoFar } from '../markdown.ts'
import { type Capability, NOTHING_SPENT, type Proposal, plus, type Spent } from '../model.ts'
import { endingOf } from '../rules/ending.ts'
import { toModelMessages, windowOf } from '../rules/history.ts'
import { lookAtWriting } from '../store/answers.ts'
import { conversation, linesOf } from '../store/conversations.ts'
import { drawAnswer } from './see.ts'
import { type Finds, useTool } from './tools.ts'
import type { TheEnd } from './turn.ts'
import type { Run } from './write.ts'

/** Listens to the model, in rounds where it uses tools, and shows what it says while it says it. */

/** Slack and Discord take about one edit a second and message (reliability.md D4). */
const EDIT_EVERY_MS = 1200
const MAX_ROUNDS = 4
const CALL_MS = 60_000
/** A round with less than this left would break off at once. */
const LEAST_TOKENS = 40

/** What has come so far. */
interface Heard {
  text: string
  spent: Spent
  failure: ModelFailure | null
  isStopWanted: boolean
  /** Another run writes this answer now. */
  isLost: boolean
  shown: string
  proposal: Proposal | undefined
  /** The model found what the phrases had not. */
  care: 'CRISIS' | 'HARM' | undefined
}

/** Null where somebody else has taken the answer over meanwhile. */
export async function listen(ctx: JobCtx, run: Run): Promise<TheEnd | null> {
  const heard: Heard = {
    ...{ text: '', shown: '', spent: NOTHING_SPENT, failure: null },
    ...{ isStopWanted: false, isLost: false, proposal: undefined, care: undefined },
  }
  const finds: Finds = new Map()
  let ask = await firstAsk(ctx, run)
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    const calls = await hearRound(ctx, run, { ask, heard })
    if (heard.isLost) return null
    heard.care = handedOver(calls)
    if (heard.care) break
    const left = run.allowance - heard.spent.outputTokens
    if (isBadToolCall(heard.failure) && ask.tools && left > LEAST_TOKENS) {
      heard.failure = null
      ask = { ...ask, tools: [], maxOutputTokens: left }
      continue
    }
    if (heard.failure || calls.length === 0 || heard.isStopWanted) break
    if (left <= LEAST_TOKENS) {
      heard.failure = { kind: 'cut_off', by: 'max_tokens' }
      break
    }
    const results = await answersTo(ctx, run, { calls, finds, heard })
    const isLastRound = round === MAX_ROUNDS - 1
    ask = {
      ...ask,
      messages: [...ask.messages, ...results],
      maxOutputTokens: left,
      tools: isLastRound ? [] : (ask.tools ?? []),
    }
  }
  return theEnd(run, heard)
}

async function firstAsk({ db, workspace }: JobCtx, { answer, settings, allowance }: Run): Promise<ModelStreamAsk> {
  const { conversationId, memberId, question, position } = answer
  const talked = await conversation(db, workspace.id, conversationId)
  // The question stands right before its answer.
  const before = windowOf(await linesOf(db, workspace.id, { conversationId, before: position - 1 }))
  const capabilities = talked?.isShared ? settings.capabilities.filter(isForEverybody) : settings.capabilities
  const knowsProfile = capabilities.includes('PROFILE')
  const member = knowsProfile ? await personSummary(db, workspace.id, memberId) : null
  return {
    name: 'coach_answer',
    instructions: coachInstructions({ ...settings, capabilities }, question.screened),
    data: coachData({ member, summary: talked?.summary ?? null }),
    messages: [...toModelMessages(before), { role: 'user', text: question.text }],
    tools: toolsFor(capabilities),
    maxOutputTokens: allowance,
    timeoutMs: CALL_MS,
  }
}

/** Where others read along, nothing is looked up that only the member may see. */
const isForEverybody = (capability: Capability): boolean => capability === 'PROPOSALS'

async function hearRound(
  ctx: JobCtx,
  run: Run,
  { ask, heard }: { ask: ModelStreamAsk; heard: Heard },
): Promise<readonly ModelToolCall[]> {
  const hangUp = new AbortController()
  const calls: ModelToolCall[] = []
  const before = heard.text === '' ? '' : `${heard.text}\n\n`
  let said = ''
  for await (const chunk of ctx.stream({ ...ask, signal: hangUp.signal }, { tickMs: EDIT_EVERY_MS })) {
    switch (chunk.kind) {
      case 'text':
        said += chunk.text
        heard.text = before + said
        break
      case 'tool_call':
        calls.push(chunk.call)
        break
      case 'tick':
        await show(ctx, run, heard)
        if (heard.isLost) return []
        // The call then ends by itself and says what it cost.
        if (heard.isStopWanted) hangUp.abort()
        break
      case 'done':
        heard.spent = plus(heard.spent, chunk.usage)
        break
      case 'failed':
        heard.failure = chunk.failure
        heard.spent = plus(heard.spent, spentOn(chunk.failure, said))
        logFailure(ctx, chunk.failure, heard.isStopWanted)
        break
    }
  }
  return calls
}

/** Shows what there is, and hears whether it is still wanted. */
async function show(ctx: JobCtx, run: Run, heard: Heard): Promise<void> {
  const { workspace } = ctx
  const { answer, writer } = run
  const { isMine, isStopWanted } = await lookAtWriting(ctx.db, workspace.id, { id: answer.id, writer })
  heard.isLost = !isMine
  heard.isStopWanted = isStopWanted
  const content = cleaned(shownSoFar(heard.text)).text
  if (heard.isLost || (content === heard.shown && !isStopWanted)) return
  await showSoFar(ctx, run, { content, isStopWanted })
  heard.shown = content
}

/** Past the database: what is kept of an answer is its end. */
async function showSoFar(
  ctx: JobCtx,
  { answer, member }: Run,
  { content, isStopWanted }: { content: string; isStopWanted: boolean },
): Promise<void> {
  const growing = { ...answer, status: 'WRITING', content, stopWanted: isStopWanted } as const
  const card = await drawAnswer(ctx, growing, member)
  await ctx.grow(subjectOf(contracts.answer, { answerId: answer.id }), { card, markdown: content })
}

async function answersTo(
  ctx: JobCtx,
  run: Run,
  { calls, finds, heard }: { calls: readonly ModelToolCall[]; finds: Finds; heard: Heard },
): Promise<readonly ModelMessage[]> {
  const results: ModelMessage[] = []
  for (const call of calls) {
    const used = await useTool(ctx, { call, finds, memberId: run.answer.memberId, settings: run.settings })
    if (used.proposal) heard.proposal = used.proposal
    results.push({ role: 'tool', callId: call.callId, text: used.text })
  }
  return [{ role: 'assistant', text: '', toolCalls: calls }, ...results]
}

/** Harm to others or to the member goes before everything that was said besides. */
function handedOver(calls: readonly ModelToolCall[]): 'CRISIS' | 'HARM' | undefined {
  const call = calls.find(({ name }) => name === handOver.name)
  return call && (handOver.input.parse(call.input).what === 'crisis' ? 'CRISIS' : 'HARM')
}

function theEnd({ answer }: Run, heard: Heard): TheEnd {
  const { text, removed } = cleaned(heard.text)
  if (heard.care) return { status: 'FIXED', why: heard.care, content: '', spent: heard.spent, facts: answer.facts }
  const { failure, isStopWanted, spent, proposal } = heard
  return {
    ...endingOf({ failure, isStopWanted, hasText: text !== '' }),
    content: failure?.kind === 'refused' ? '' : text,
    spent,
    facts: { ...answer.facts, ...(removed > 0 && { isCleaned: true }), ...(proposal && { proposal }) },
  }
}

/** No link, address or number leaves in a model's words, whoever put it there. */
function cleaned(text: string): { text: string; removed: number } {
  const { text: safe, removed } = sanitiseOutput(text, { emails: [], phones: [], urls: [] })
  return { text: safe.trim(), removed: removed.length }
}

const isBadToolCall = (failure: ModelFailure | null): boolean =>
  failure?.kind === 'nonsense' && failure.what === 'wrong_shape'

/** What a failed call is known, or must be thought, to have cost. */
function spentOn(failure: ModelFailure, said: string): Spent {
  if ('spent' in failure && failure.spent) return failure.spent
  return { ...NOTHING_SPENT, outputTokens: estimateTokens(said) }
}

function logFailure({ log }: JobCtx, failure: ModelFailure, isStopWanted: boolean): void {
  if (isStopWanted || failure.kind === 'not_configured') return
  log.warn({ failure: failure.kind }, 'The model gave the coach no whole answer')
}
