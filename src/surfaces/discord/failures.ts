import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { Sent } from '../../kit/surface.ts'
import { OnHold } from './on-hold.ts'

/** Discord's error codes that mean something to us (docs.discord.com, opcodes and status codes). */
export const CODE = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownInteraction: 10062,
  unknownWebhook: 10015,
  oldEditsLimited: 30046,
  tooFast: 40003,
  alreadyAnswered: 40060,
  invalidToken: 50027,
  missingAccess: 50001,
  closedToUs: 50007,
  noPermission: 50013,
  invalidBody: 50035,
  noMutualServer: 50278,
} as const

/** The error's code in Discord's words, or null for one that Discord did not send. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : null
}

export function statusOf(error: unknown): number | null {
  return error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : null
}

/** The person takes no direct messages from us. */
export const isClosed = (error: unknown) =>
  [CODE.closedToUs, CODE.noMutualServer].some((code) => code === codeOf(error))

/** The moment to answer is over, or somebody answered already: nothing that a second try would mend. */
export const isTooLate = (error: unknown) =>
  [CODE.unknownInteraction, CODE.alreadyAnswered, CODE.unknownWebhook, CODE.invalidToken].some(
    (code) => code === codeOf(error),
  )

/** The fifteen minutes of an interaction are over. */
export const isTokenOver = (error: unknown) =>
  [CODE.unknownWebhook, CODE.invalidToken].some((code) => code === codeOf(error))

/** The channel is not there, or not for us. Three of these in a row switch it off. */
export const isRefusedByChannel = (error: unknown) =>
  [403, 404].some((status) => status === statusOf(error)) && !isClosed(error) && codeOf(error) !== CODE.unknownMessage

/** Where Discord says that it is too much, and not for how long. */
const WAIT_AT_LEAST_MS = 1_000
/** Discord asks for a breath after opening many conversations; it does not say for how long. */
const TOO_FAST_PAUSE_MS = 60_000

/** What a failed send or edit means for the delivery. */
export function failureToSent(error: unknown): Sent {
  if (error instanceof OnHold) return { kind: 'later', afterMs: error.afterMs, reason: error.message }
  if (error instanceof RateLimitError) {
    return { kind: 'later', afterMs: Math.max(error.retryAfter, WAIT_AT_LEAST_MS), reason: 'Discord asks to wait' }
  }
  const status = statusOf(error)
  if (status === null || status >= 500) return { kind: 'unknown', reason: reasonOf(error) }
  if (codeOf(error) === CODE.tooFast) return { kind: 'later', afterMs: TOO_FAST_PAUSE_MS, reason: reasonOf(error) }
  // The token was refused once; whether it is good is found out elsewhere, and the card is not lost meanwhile.
  if (status === 401) return { kind: 'later', afterMs: TOO_FAST_PAUSE_MS, reason: 'Discord did not accept the token' }
  return { kind: 'unreachable', reason: reasonOf(error) }
}

/** For logs and operators, never for members. */
export function reasonOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.message.split('\n')[0]} (${error.code})`
  if (error instanceof HTTPError) return `Discord answered ${error.status}`
  return error instanceof Error ? error.message : String(error)
}
