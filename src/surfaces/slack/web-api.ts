import { webApi } from '@slack/bolt'
import type { Log } from '../../kit/log.ts'
import type { Sent } from '../../kit/surface.ts'
import { quietLogger } from './log.ts'

/** A silent server must not hold a person or a job for ever; the SDK's own default is no time-out at all. */
const TIMEOUT_MS = 8_000
/** A trigger lives three seconds: two tries have to fit into them. */
const QUICK_TIMEOUT_MS = 1_300

/**
 * The SDK's own retries are off: it repeats a post whose reply was lost, up to eleven times, and a member would see each. Who
 * sends decides about a second try.
 */
export function clientOptions(
  apiUrl: string | undefined,
  log: Log,
  timeout: number = TIMEOUT_MS,
): webApi.WebClientOptions {
  return {
    ...(apiUrl && { slackApiUrl: apiUrl }),
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quietLogger(log),
  }
}

/** The two clients of one token: the patient one, and one for what a person waits for with a trigger in hand. */
export function clientsFor(token: string, apiUrl: string | undefined, log: Log) {
  return {
    client: new webApi.WebClient(token, clientOptions(apiUrl, log)),
    quick: new webApi.WebClient(token, clientOptions(apiUrl, log, QUICK_TIMEOUT_MS)),
  }
}

/** Errors after which the message may be there all the same. */
const PERHAPS_DONE = ['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']
const WAIT_WITHOUT_ADVICE_MS = 30_000

/** What a failed call means for a message: wait, give up there, or look whether it arrived. */
export function failureToSent(error: unknown): Exclude<Sent, { kind: 'sent' }> {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { kind: 'later', afterMs: error.retryAfter * 1000, reason: 'Slack asks to wait' }
  }
  if (error instanceof webApi.WebAPIPlatformError) return platformFailure(error.data.error)
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode < 500) {
    return { kind: 'unreachable', reason: `Slack answered ${error.statusCode}` }
  }
  if (error instanceof Error && error.message.includes('Retry header')) {
    return { kind: 'later', afterMs: WAIT_WITHOUT_ADVICE_MS, reason: 'Slack asks to wait' }
  }
  return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) }
}

/** A token that Slack will never take again. */
const ENDED = ['account_inactive', 'token_revoked', 'invalid_auth', 'token_expired']

export const isEnded = (error: unknown): boolean => ENDED.includes(platformError(error) ?? '')

/** Slack asks to wait. */
export const isRateLimited = (error: unknown): boolean =>
  error instanceof webApi.WebAPIRateLimitedError || platformError(error) === 'ratelimited'

/** Whether Slack itself said no, however deep in the causes it is. */
export function isRefusal(error: unknown): boolean {
  if (platformError(error)) return true
  return error instanceof Error && error.cause !== undefined && isRefusal(error.cause)
}

/** Slack's own word for what went wrong, or null where there was no answer. */
export function platformError(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null
}

/** What Slack says besides, such as which block it did not like. */
export function platformMessages(error: unknown): readonly string[] {
  return error instanceof webApi.WebAPIPlatformError ? (error.data.response_metadata?.messages ?? []) : []
}

function platformFailure(code: string): Exclude<Sent, { kind: 'sent' }> {
  if (code === 'ratelimited') return { kind: 'later', afterMs: WAIT_WITHOUT_ADVICE_MS, reason: 'Slack asks to wait' }
  if (PERHAPS_DONE.includes(code)) return { kind: 'unknown', reason: `Slack answered ${code}` }
  return { kind: 'unreachable', reason: `Slack answered ${code}` }
}
