import { APIConnectionError, APIError, APIUserAbortError } from 'openai'
import type { ModelFailure } from '../../kit/model.ts'
import { CallStopped } from './deadline.ts'

/** Thrown by our own guard around a response body. */
export class ByteCapExceeded extends Error {}

/** Enough of a server's message to mend a configuration, too little to fill a log. */
const DETAIL_CHARS = 300

/** Statuses that are the server's trouble and may pass: 529 is what some providers send when overloaded. */
const PASSING_STATUSES = new Set([408, 409, 500, 502, 503, 504, 529])

/** What a thrown error of the SDK, of fetch or of ours says about the call. Anything else is a bug and is thrown on. */
export function failureOf(thrown: unknown): ModelFailure {
  if (thrown instanceof CallStopped) return thrown.failure
  if (thrown instanceof ByteCapExceeded) return { kind: 'cut_off', by: 'byte_cap' }
  // Our deadline is the only one who aborts and it wins its race, so this is a call ended from outside.
  if (thrown instanceof APIUserAbortError) return { kind: 'cancelled' }
  if (thrown instanceof APIConnectionError) return { kind: 'unreachable', detail: detailOf(thrown) }
  if (thrown instanceof APIError) return failureOfStatus(thrown)
  // The SDK throws this for an event whose data is not JSON.
  if (thrown instanceof SyntaxError) return { kind: 'nonsense', what: 'not_json', detail: detailOf(thrown) }
  if (thrown instanceof Error && isBrokenConnection(thrown)) return { kind: 'unreachable', detail: detailOf(thrown) }
  throw thrown
}

/** True where the same call may well succeed a moment later. */
export function isPassing(failure: ModelFailure): boolean {
  switch (failure.kind) {
    case 'rate_limited':
    case 'unreachable':
      return true
    case 'server':
      return failure.status !== undefined && PASSING_STATUSES.has(failure.status)
    case 'not_configured':
    case 'paused':
    case 'timeout':
    case 'rejected':
    case 'refused':
    case 'cut_off':
    case 'nonsense':
    case 'cancelled':
      return false
  }
}

function failureOfStatus(error: APIError): ModelFailure {
  const detail = detailOf(error)
  const { status } = error
  // A 200 stream that carries an error event has no status.
  if (status === undefined) return isFiltered(error) ? { kind: 'refused', detail } : { kind: 'server', detail }
  if (isFiltered(error)) return { kind: 'refused', detail }
  // Out of credit comes as 429 as well, and no waiting mends it.
  if (status === 429 && error.code === 'insufficient_quota') return { kind: 'rejected', status, detail }
  if (status === 429) return { kind: 'rate_limited', retryAfterMs: retryAfterMs(error.headers) ?? 0 }
  if (status >= 500 || PASSING_STATUSES.has(status)) return { kind: 'server', status, detail }
  return { kind: 'rejected', status, detail }
}

/** What the server asks us to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfterMs(headers: Headers | undefined, nowMs: number = Date.now()): number | undefined {
  const exact = headers?.get('retry-after-ms')
  if (exact && Number.isFinite(Number(exact))) return Math.max(0, Number(exact))
  const given = headers?.get('retry-after')
  if (!given) return undefined
  if (Number.isFinite(Number(given))) return Math.max(0, Number(given) * 1000)
  const date = Date.parse(given)
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs)
}

function isFiltered(error: APIError): boolean {
  return error.code === 'content_filter' || error.code === 'content_policy_violation'
}

/** undici says `terminated` for a body cut by a reset, and `fetch failed` with the system's code as the cause. */
function isBrokenConnection(thrown: Error): boolean {
  if (thrown.name === 'AbortError') return true
  return thrown instanceof TypeError && (thrown.message === 'terminated' || thrown.message === 'fetch failed')
}

function detailOf(error: Error): string {
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`.slice(0, DETAIL_CHARS)
}
