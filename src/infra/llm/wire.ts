import type OpenAI from 'openai'
import type { z } from 'zod'
import type { ModelApi, ModelMessage, ModelTool, ModelUsage } from '../../kit/model.ts'
import type { Features } from './features.ts'

/** One call in words both of the package's APIs can be given. */
export interface WireCall {
  readonly model: string
  readonly instructions: string
  readonly messages: readonly ModelMessage[]
  /** Present: one JSON value of this shape, not text. */
  readonly format?: { readonly name: string; readonly schema: z.ZodType }
  readonly tools: readonly ModelTool[]
  readonly maxOutputTokens: number
  readonly cacheKey: string | undefined
  readonly memberHash: string | undefined
  readonly stream: boolean
}

/** How an answer ended: `cut` at our token limit, `filtered` by the provider, `stop` for every proper end. */
export type WireEnd = 'stop' | 'cut' | 'filtered'

export type WireUsage = Omit<ModelUsage, 'estimated'>

/** A whole answer. `end` is missing where the server did not say how it ended. */
export interface WireReply {
  readonly text: string
  readonly refusal?: string
  readonly end?: WireEnd
  readonly usage?: WireUsage
  readonly model?: string
}

/** One thing a stream says; parts of a tool call share an `index`. */
export type WireEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  | {
      readonly kind: 'tool'
      readonly index: number
      readonly callId?: string
      readonly name?: string
      readonly json: string
    }
  | { readonly kind: 'end'; readonly end: WireEnd }
  | { readonly kind: 'usage'; readonly usage: WireUsage }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'error'; readonly detail: string }

/** One of the package's two APIs. */
export interface Wire {
  readonly api: ModelApi
  /** Sends the call and resolves with the response as soon as its head is there. Throws what the SDK throws. */
  send(client: OpenAI, call: WireCall, options: SendOptions): Promise<Response>
  /** The answer in a JSON body, or `undefined` where it holds none. */
  readReply(body: unknown): WireReply | undefined
  readEvent(event: unknown): readonly WireEvent[]
}

export interface SendOptions {
  readonly features: Features
  readonly signal: AbortSignal
  readonly timeoutMs: number
}
