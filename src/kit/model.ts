import type { z } from 'zod'
import type { Result } from './result.ts'

/**
 * The language model as the domains see it: one structured answer, or one stream of text, and never an exception
 * for what a model or its server may do. Who implements it lives in `infra/llm`.
 */
export interface ModelPort {
  readonly describe: ModelDescription
  /** Asks once and returns a value that fits `ask.schema`, or why there is none, within `ask.timeoutMs`. */
  complete<T>(ask: ModelAsk<T>): Promise<Result<ModelReply<T>, ModelFailure>>
  /** Yields text as it comes; the last chunk is always exactly one `done` or one `failed`. Leaving the loop stops the call. */
  stream(ask: ModelStreamAsk): AsyncIterable<ModelChunk>
}

export type ModelApi = 'responses' | 'chat'

export interface ModelDescription {
  readonly configured: boolean
  readonly model?: string
  readonly api?: ModelApi
}

/** Our own words, the same in every call of a kind, so that the server's prefix cache hits. No member's text in here. */
export interface ModelInstructions {
  /** Who the model is and what it has to do. */
  readonly role: string
  readonly rules: readonly string[]
  /** How this community speaks, written by its administrators. Comes last because it differs between communities. */
  readonly voice?: string
}

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** What people wrote and what we know, by section name, in the order given: fenced, clipped, never orders. */
export type ModelData = Readonly<Record<string, JsonValue>>

interface AskBase {
  /** What the call is for (`introduction_draft`): names the schema and the metrics. Letters, digits, `_` and `-`. */
  readonly name: string
  readonly instructions: ModelInstructions
  readonly maxOutputTokens: number
  /** The whole call: retries, waiting and reading included. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Calls with the same stable prefix share it (one per task and community). Opaque: no names, no platform ids. */
  readonly cacheKey?: string
  /** A keyed hash of the member the call is for, so that the provider can tell abusers apart without knowing them. */
  readonly memberHash?: string
}

export interface ModelAsk<T> extends AskBase {
  readonly data: ModelData
  /** Fields must be required (`.nullable()` for what may be missing): strict structured output knows no optional ones. */
  readonly schema: z.ZodType<T>
}

export interface ModelStreamAsk extends AskBase {
  readonly data?: ModelData
  readonly messages: readonly ModelMessage[]
  /** Reading tools only: nothing a model asks for may change anything. */
  readonly tools?: readonly ModelTool[]
}

export type ModelMessage =
  | { readonly role: 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls?: readonly ModelToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string }

export interface ModelTool {
  readonly name: string
  readonly description: string
  readonly input: z.ZodType
}

export interface ModelToolCall {
  readonly callId: string
  readonly name: string
  /** Parsed by the tool's own schema. */
  readonly input: unknown
}

export interface ModelUsage {
  readonly inputTokens: number
  /** The part of `inputTokens` the server had in its prefix cache. */
  readonly cachedTokens: number
  readonly outputTokens: number
  /** True where the server gave no figures and these are ours, from the length of the text. */
  readonly estimated: boolean
}

export interface ModelReply<T> {
  readonly value: T
  readonly usage: ModelUsage
  /** What the server says answered, which may be a dated version of the one asked for. */
  readonly model: string
  readonly latencyMs: number
}

export type ModelChunk =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool_call'; readonly call: ModelToolCall }
  | { readonly kind: 'done'; readonly usage: ModelUsage; readonly model: string; readonly latencyMs: number }
  | { readonly kind: 'failed'; readonly failure: ModelFailure }

/** Why there is no answer. `spent` is there where tokens were used all the same. `detail` is for the log, never for a member. */
export type ModelFailure =
  | { readonly kind: 'not_configured' }
  /** The server was tried too often in vain and is left alone for a while: no call was made. */
  | { readonly kind: 'paused'; readonly retryAfterMs: number; readonly because: ModelFailure['kind'] }
  | {
      readonly kind: 'timeout'
      readonly limit: 'total' | 'idle'
      readonly limitMs: number
      readonly spent?: ModelUsage
    }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number }
  | { readonly kind: 'server'; readonly status?: number; readonly detail: string }
  /** The server understood and said no: a wrong key, an unknown model, no credit. An operator has to act. */
  | { readonly kind: 'rejected'; readonly status: number; readonly detail: string }
  /** The model, or its content filter, would not. */
  | { readonly kind: 'refused'; readonly detail: string; readonly spent?: ModelUsage }
  | {
      readonly kind: 'cut_off'
      readonly by: 'max_tokens' | 'no_finish_reason' | 'byte_cap'
      readonly spent?: ModelUsage
    }
  | {
      readonly kind: 'nonsense'
      readonly what: 'html' | 'not_json' | 'no_answer' | 'wrong_shape'
      readonly detail: string
      readonly spent?: ModelUsage
    }
  | { readonly kind: 'cancelled'; readonly spent?: ModelUsage }
  | { readonly kind: 'unreachable'; readonly detail: string }

/**
 * A rough count for reserving a budget before a call; settle with the reply's `usage`.
 * About four ASCII characters, or one of any other script, make a token; errs upwards for those scripts.
 */
export function estimateTokens(text: string): number {
  let asciiCount = 0
  let otherCount = 0
  for (const char of text) {
    if (char.charCodeAt(0) < 128) asciiCount += 1
    else otherCount += 1
  }
  return Math.ceil(asciiCount / 4) + otherCount
}
