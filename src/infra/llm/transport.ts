import OpenAI, { APIError } from 'openai'
import type { ModelFailure } from '../../kit/model.ts'
import { err, ok, type Result } from '../../kit/result.ts'
import type { Deadline } from './deadline.ts'
import { ByteCapExceeded, failureOf } from './failures.ts'
import { ALL_FEATURES, type Features, withoutRefused } from './features.ts'
import type { Wire, WireCall } from './wire.ts'

/** Nobody explains an error in more than this; a server that tries is not read to its end. */
const ERROR_BODY_BYTES = 64 * 1024

/** More than there are features to drop, so that a server contradicting itself does not keep us here. */
const MAX_FEATURE_TRIES = 6

/** Our own deadline is to come first, so that running out of time has one cause and one name. */
const SDK_TIMEOUT_SLACK_MS = 1_000

export interface TransportOptions {
  readonly apiKey: string | undefined
  readonly baseUrl: string | undefined
  readonly maxResponseBytes: number
}

/** Sends a call and hands over the guarded response; knows keys, addresses and what the server has refused so far. */
export interface Transport {
  readonly client: OpenAI
  open(call: WireCall, deadline: Deadline): Promise<Result<Response, ModelFailure>>
}

export function createTransport(wire: Wire, options: TransportOptions): Transport {
  const client = createClient(options)
  // Learned from this server's refusals and kept for its life, so that each costs one call and not one a draft.
  let features = ALL_FEATURES

  const send = async (call: WireCall, tried: Features, deadline: Deadline): Promise<Response> => {
    const sending = wire.send(client, call, {
      features: tried,
      signal: deadline.signal,
      timeoutMs: Math.ceil(deadline.remainingMs()) + SDK_TIMEOUT_SLACK_MS,
    })
    return guardBody(await deadline.race(sending), options.maxResponseBytes, deadline.signal)
  }

  return {
    client,
    open: async (call, deadline) => {
      let tried = features
      for (let tryCount = 1; ; tryCount += 1) {
        try {
          const response = await send(call, tried, deadline)
          features = tried
          return ok(response)
        } catch (thrown) {
          const fewer = tryCount < MAX_FEATURE_TRIES ? fewerFeatures(tried, thrown) : undefined
          if (!fewer) return err(failureOf(thrown))
          tried = fewer
        }
      }
    },
  }
}

function createClient(options: TransportOptions): OpenAI {
  return new OpenAI({
    // The package insists on a key; a local server that wants none gets no header either.
    apiKey: options.apiKey ?? 'none',
    baseURL: options.baseUrl ?? 'https://api.openai.com/v1',
    // Set, because the package would otherwise read the environment behind our configuration's back.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    ...(options.apiKey === undefined ? { defaultHeaders: { Authorization: null } } : {}),
    // Ours: with a budget, and never longer than it. The package obeys `Retry-After: 3600` (measured).
    maxRetries: 0,
    logLevel: 'off',
    fetch: async (url, init) => {
      // A redirect would carry prompts to an address nobody configured.
      const response = await fetch(url, { ...init, redirect: 'error' })
      return response.ok ? response : guardBody(response, ERROR_BODY_BYTES)
    },
  })
}

function fewerFeatures(tried: Features, thrown: unknown): Features | undefined {
  if (!(thrown instanceof APIError) || (thrown.status !== 400 && thrown.status !== 422)) return undefined
  const complaint = [thrown.message, thrown.param, thrown.code, JSON.stringify(thrown.error)].join(' ')
  return withoutRefused(tried, complaint)
}

/** The same response with a body that fails past `maxBytes` and lets go of its socket when `signal` fires. */
function guardBody(response: Response, maxBytes: number, signal?: AbortSignal): Response {
  if (!response.body) return response
  let bytes = 0
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength
      if (bytes > maxBytes) controller.error(new ByteCapExceeded(`more than ${maxBytes} bytes`))
      else controller.enqueue(chunk)
    },
  })
  const body = response.body.pipeThrough(counted, signal ? { signal } : {})
  return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers })
}
