import type {
  ModelApi,
  ModelAsk,
  ModelChunk,
  ModelFailure,
  ModelPort,
  ModelReply,
  ModelStreamAsk,
} from '../../kit/model.ts'
import { err, ok, type Result } from '../../kit/result.ts'
import { type Breaker, type BreakerOptions, createBreaker, DEFAULT_BREAKER } from './breaker.ts'
import { chatWire } from './chat-wire.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { isPassing } from './failures.ts'
import { composePrompt, promptSections } from './prompt.ts'
import { htmlFailure, readReply, valueIn } from './read-reply.ts'
import { readStream } from './read-stream.ts'
import { responsesWire } from './responses-wire.ts'
import { systemTiming, type Timing } from './timing.ts'
import { createTransport, type Transport } from './transport.ts'
import type { Wire, WireCall } from './wire.ts'

export interface OpenAiModelOptions {
  readonly model: string
  readonly api: ModelApi
  /** `undefined` for a server that wants none. */
  readonly apiKey?: string | undefined
  /** `undefined`: the provider's own. */
  readonly baseUrl?: string | undefined
  /** Silence allowed between two events of a stream. Default 15 s: a reasoning model may think that long before a word. */
  readonly idleTimeoutMs?: number
  /** Default 4 MiB: some twenty times what the longest answer we ask for takes on the wire. */
  readonly maxResponseBytes?: number
  /** Default 250 ms, doubled with each retry, half of it jitter. */
  readonly retryBaseMs?: number
  readonly breaker?: BreakerOptions
  readonly timing?: Timing
}

/** After the first try. More would only make a slow server slower. */
const MAX_RETRIES = 2

const DEFAULT_IDLE_TIMEOUT_MS = 15_000
const DEFAULT_MAX_RESPONSE_BYTES = 4 * 1024 * 1024
const DEFAULT_RETRY_BASE_MS = 250

/** The port over any OpenAI-compatible server. Every call ends in a value or a typed failure within its own time. */
export function createOpenAiModel(options: OpenAiModelOptions): ModelPort {
  const { model, api, timing = systemTiming } = options
  const wire = api === 'responses' ? responsesWire : chatWire
  const transport = createTransport(wire, {
    apiKey: options.apiKey,
    baseUrl: options.baseUrl,
    maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
  })
  const server: Server = {
    model,
    wire,
    transport,
    timing,
    breaker: createBreaker(options.breaker ?? DEFAULT_BREAKER, timing.nowMs),
    idleTimeoutMs: options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS,
    retryBaseMs: options.retryBaseMs ?? DEFAULT_RETRY_BASE_MS,
  }
  return {
    describe: { configured: true, model, api },
    complete: (ask) => complete(server, ask),
    stream: (ask) => stream(server, ask),
  }
}

interface Server {
  readonly model: string
  readonly wire: Wire
  readonly transport: Transport
  readonly timing: Timing
  readonly breaker: Breaker
  readonly idleTimeoutMs: number
  readonly retryBaseMs: number
}

async function complete<T>(server: Server, ask: ModelAsk<T>): Promise<Result<ModelReply<T>, ModelFailure>> {
  const { wire, transport, timing } = server
  const permit = server.breaker.admit()
  if (!permit.ok) return permit
  const startedAtMs = timing.nowMs()
  const deadline = startDeadline({ timeoutMs: ask.timeoutMs, signal: ask.signal, timing })
  try {
    const prompt = composePrompt(ask)
    const call: WireCall = {
      ...callOf(ask, server.model),
      instructions: prompt.instructions,
      messages: [{ role: 'user', text: prompt.data ?? '{}' }],
      format: { name: ask.name, schema: ask.schema },
      tools: [],
      stream: false,
    }
    const replied = await withRetries(server, deadline, async () => {
      const opened = await transport.open(call, deadline)
      return opened.ok ? await readReply(wire, opened.value, deadline) : opened
    })
    const value = replied.ok ? valueIn(replied.value, ask) : replied
    permit.value.settle(value.ok ? undefined : value.error)
    if (!value.ok) return value
    return ok({ model: server.model, ...value.value, latencyMs: Math.round(timing.nowMs() - startedAtMs) })
  } finally {
    // Only a bug gets here unsettled; it must not leave the breaker waiting for its probe.
    permit.value.settle({ kind: 'cancelled' })
    deadline.end()
  }
}

async function* stream(server: Server, ask: ModelStreamAsk): AsyncGenerator<ModelChunk> {
  const permit = server.breaker.admit()
  if (!permit.ok) {
    yield { kind: 'failed', failure: permit.error }
    return
  }
  const deadline = startDeadline({ timeoutMs: ask.timeoutMs, signal: ask.signal, timing: server.timing })
  try {
    for await (const chunk of chunksOf(server, ask, deadline)) {
      if (chunk.kind === 'done') permit.value.settle(undefined)
      if (chunk.kind === 'failed') permit.value.settle(chunk.failure)
      yield chunk
    }
  } finally {
    // A reader who left early says nothing about the server.
    permit.value.settle({ kind: 'cancelled' })
    deadline.end()
  }
}

async function* chunksOf(server: Server, ask: ModelStreamAsk, deadline: Deadline): AsyncGenerator<ModelChunk> {
  const { wire, transport, timing } = server
  const startedAtMs = timing.nowMs()
  const prompt = composePrompt(ask)
  const call: WireCall = {
    ...callOf(ask, server.model),
    instructions: prompt.instructions,
    messages: [...(prompt.data ? [{ role: 'user' as const, text: prompt.data }] : []), ...ask.messages],
    tools: ask.tools ?? [],
    stream: true,
  }
  const opened = await withRetries(server, deadline, async () => {
    const response = await transport.open(call, deadline)
    const failure = response.ok ? htmlFailure(response.value) : undefined
    return failure ? err(failure) : response
  })
  if (!opened.ok) {
    yield { kind: 'failed', failure: opened.error }
    return
  }
  yield* readStream(opened.value, {
    wire,
    client: transport.client,
    deadline,
    idleTimeoutMs: server.idleTimeoutMs,
    maxOutputTokens: ask.maxOutputTokens,
    tools: call.tools,
    model: server.model,
    promptTokens: promptSections(ask).reduce((sum, { estimatedTokens }) => sum + estimatedTokens, 0),
    latencyMs: () => Math.round(timing.nowMs() - startedAtMs),
  })
}

function callOf(
  ask: ModelAsk<unknown> | ModelStreamAsk,
  model: string,
): Pick<WireCall, 'model' | 'maxOutputTokens' | 'cacheKey' | 'memberHash'> {
  const { maxOutputTokens, cacheKey, memberHash } = ask
  return { model, maxOutputTokens, cacheKey, memberHash }
}

/** Tries again what may pass, while the call's own time lasts; a wait longer than that is given up at once. */
async function withRetries<T>(
  server: Server,
  deadline: Deadline,
  attempt: () => Promise<Result<T, ModelFailure>>,
): Promise<Result<T, ModelFailure>> {
  for (let retryCount = 0; ; retryCount += 1) {
    const tried = await attempt()
    if (tried.ok || !isPassing(tried.error) || retryCount === MAX_RETRIES) return tried
    const askedMs = tried.error.kind === 'rate_limited' ? tried.error.retryAfterMs : 0
    const backoffMs = server.retryBaseMs * 2 ** retryCount * (0.5 + server.timing.random() / 2)
    const waitMs = Math.max(askedMs, backoffMs)
    if (waitMs >= deadline.remainingMs()) return tried
    const paused = await deadline.pause(waitMs)
    if (!paused.ok) return paused
  }
}
