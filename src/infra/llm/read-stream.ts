import type OpenAI from 'openai'
import { Stream } from 'openai/streaming'
import {
  estimateTokens,
  type ModelChunk,
  type ModelFailure,
  type ModelTool,
  type ModelToolCall,
  type ModelUsage,
} from '../../kit/model.ts'
import { err, ok, type Result } from '../../kit/result.ts'
import type { Deadline } from './deadline.ts'
import { failureOf } from './failures.ts'
import { parseJson } from './structured.ts'
import type { Wire, WireEnd, WireEvent, WireUsage } from './wire.ts'

/** The longest token any tokeniser in use has is a run of spaces; words average four characters. */
const MAX_CHARS_PER_TOKEN = 20

/** After the finish reason only the token figures are missing, and they are not worth waiting for. */
const AFTER_END_IDLE_MS = 1_000

export interface StreamReading {
  readonly wire: Wire
  readonly client: OpenAI
  readonly deadline: Deadline
  readonly idleTimeoutMs: number
  readonly maxOutputTokens: number
  readonly tools: readonly ModelTool[]
  readonly model: string
  readonly promptTokens: number
  latencyMs(): number
}

/** What has come in so far. */
interface Collected {
  chars: number
  /** Ours, used only where the server gives no figures. */
  outputTokens: number
  refused: boolean
  model: string
  end?: WireEnd
  usage?: WireUsage
  error?: string
  readonly toolParts: Map<number, { callId: string; name: string; json: string }>
}

/**
 * Reads a response's events into chunks. Ends with `done` only where the server said how it ended; a stream that just
 * stops is half an answer (the SDK reports it as success, measured).
 */
export async function* readStream(response: Response, reading: StreamReading): AsyncGenerator<ModelChunk> {
  const collected: Collected = { chars: 0, outputTokens: 0, refused: false, model: reading.model, toolParts: new Map() }
  try {
    for await (const event of eventsOf(response, reading, collected)) {
      if (event.kind === 'text') yield { kind: 'text', text: event.text }
      if (collected.chars > reading.maxOutputTokens * MAX_CHARS_PER_TOKEN) {
        yield failed({ kind: 'cut_off', by: 'byte_cap', spent: usageOf(collected, reading) })
        return
      }
    }
  } catch (thrown) {
    yield failed(withSpent(failureOf(thrown), usageOf(collected, reading)))
    return
  }
  yield* endingOf(collected, reading)
}

/** Events until the answer is complete, each within the idle time, collected on the way. */
async function* eventsOf(response: Response, reading: StreamReading, collected: Collected): AsyncGenerator<WireEvent> {
  const { wire, client, deadline } = reading
  const events = Stream.fromSSEResponse<unknown>(response, new AbortController(), client)[Symbol.asyncIterator]()
  try {
    while (collected.error === undefined && !(collected.end && collected.usage)) {
      const idleMs = collected.end ? Math.min(AFTER_END_IDLE_MS, reading.idleTimeoutMs) : reading.idleTimeoutMs
      const next = await nextOrEnd(deadline.race(events.next(), idleMs), collected)
      if (next.done) return
      for (const event of wire.readEvent(next.value)) {
        collect(event, collected)
        yield event
      }
    }
  } finally {
    // Hangs up. Not awaited: behind a read that never returns, neither does this.
    void events.return?.().catch(() => undefined)
  }
}

/** A stream that hangs after its finish reason is complete all the same. */
async function nextOrEnd(
  next: Promise<IteratorResult<unknown>>,
  collected: Collected,
): Promise<IteratorResult<unknown>> {
  try {
    return await next
  } catch (thrown) {
    if (collected.end) return { done: true, value: undefined }
    throw thrown
  }
}

function collect(event: WireEvent, collected: Collected): void {
  switch (event.kind) {
    case 'text':
      collected.chars += event.text.length
      collected.outputTokens += estimateTokens(event.text)
      return
    case 'refusal':
      collected.chars += event.text.length
      collected.refused = true
      return
    case 'tool': {
      const known = collected.toolParts.get(event.index)
      collected.chars += event.json.length
      collected.toolParts.set(event.index, {
        callId: event.callId ?? known?.callId ?? '',
        name: event.name ?? known?.name ?? '',
        json: (known?.json ?? '') + event.json,
      })
      return
    }
    case 'end':
      collected.end = event.end
      return
    case 'usage':
      collected.usage = event.usage
      return
    case 'model':
      collected.model = event.model
      return
    case 'error':
      collected.error = event.detail
      return
  }
}

function* endingOf(collected: Collected, reading: StreamReading): Generator<ModelChunk> {
  const usage = usageOf(collected, reading)
  const failure = failureOfEnding(collected, usage)
  if (failure) {
    yield failed(failure)
    return
  }
  const calls = toolCallsOf(collected, reading.tools)
  if (!calls.ok) {
    yield failed(withSpent(calls.error, usage))
    return
  }
  for (const call of calls.value) yield { kind: 'tool_call', call }
  yield { kind: 'done', usage, model: collected.model, latencyMs: reading.latencyMs() }
}

function failureOfEnding(collected: Collected, spent: ModelUsage): ModelFailure | undefined {
  if (collected.error !== undefined) return { kind: 'server', detail: collected.error }
  if (collected.refused) return { kind: 'refused', detail: 'the model would not', spent }
  if (collected.end === 'filtered') return { kind: 'refused', detail: 'content filter', spent }
  if (collected.end === 'cut') return { kind: 'cut_off', by: 'max_tokens', spent }
  if (collected.end === undefined) return { kind: 'cut_off', by: 'no_finish_reason', spent }
  if (collected.chars > 0 || collected.toolParts.size > 0) return undefined
  return { kind: 'nonsense', what: 'no_answer', detail: 'the stream ended without a word', spent }
}

function toolCallsOf(
  collected: Collected,
  tools: readonly ModelTool[],
): Result<readonly ModelToolCall[], ModelFailure> {
  const calls: ModelToolCall[] = []
  for (const { callId, name, json } of collected.toolParts.values()) {
    const tool = tools.find((offered) => offered.name === name)
    const input = tool?.input.safeParse(parseJson(json))
    if (!input?.success) {
      return err({ kind: 'nonsense', what: 'wrong_shape', detail: `tool call ${name.slice(0, 60)} does not fit` })
    }
    calls.push({ callId, name, input: input.data })
  }
  return ok(calls)
}

function usageOf(collected: Collected, reading: StreamReading): ModelUsage {
  if (collected.usage) return { ...collected.usage, estimated: false }
  const { outputTokens } = collected
  return { inputTokens: reading.promptTokens, cachedTokens: 0, outputTokens, estimated: true }
}

/** Adds what was used to those failures that can have cost something. */
function withSpent(failure: ModelFailure, spent: ModelUsage): ModelFailure {
  switch (failure.kind) {
    case 'timeout':
    case 'refused':
    case 'cut_off':
    case 'nonsense':
    case 'cancelled':
      return { spent, ...failure }
    case 'not_configured':
    case 'paused':
    case 'rate_limited':
    case 'server':
    case 'rejected':
    case 'unreachable':
      return failure
  }
}

function failed(failure: ModelFailure): ModelChunk {
  return { kind: 'failed', failure }
}
