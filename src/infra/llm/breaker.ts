import type { ModelFailure } from '../../kit/model.ts'
import { err, ok, type Result } from '../../kit/result.ts'

export interface BreakerOptions {
  /** This many failures in a row open it. */
  readonly failuresToOpen: number
  /** How long it then refuses, before one call may try again. */
  readonly openMs: number
}

/** Five failures in a row are no accident; half a minute is short enough for a member to wait and long enough to save calls. */
export const DEFAULT_BREAKER: BreakerOptions = { failuresToOpen: 5, openMs: 30_000 }

/** A server may ask for hours (a day's quota). We look again after this long, in case an operator mended it. */
const LONGEST_OPEN_MS = 10 * 60_000

/** One call's leave to go ahead. Exactly one of the two is to be called; further calls do nothing. */
export interface Permit {
  /** `undefined`: the server answered. */
  settle(failure: ModelFailure | undefined): void
}

export interface Breaker {
  admit(): Result<Permit, ModelFailure>
}

/** Stops calling a model that is down, so that a dead one costs a template draft and not eight seconds each time. */
export function createBreaker(options: BreakerOptions, nowMs: () => number): Breaker {
  let failureCount = 0
  let openUntilMs = 0
  let because: ModelFailure['kind'] = 'unreachable'
  let probing = false

  const settle = (failure: ModelFailure | undefined): void => {
    if (failure === undefined || !speaksAgainstServer(failure)) {
      // A call that its own caller broke off says nothing either way.
      if (failure?.kind !== 'cancelled') failureCount = 0
      return
    }
    failureCount += 1
    because = failure.kind
    const askedMs = failure.kind === 'rate_limited' ? Math.min(failure.retryAfterMs, LONGEST_OPEN_MS) : 0
    const oursMs = failureCount >= options.failuresToOpen ? options.openMs : 0
    openUntilMs = nowMs() + Math.max(askedMs, oursMs)
  }

  return {
    admit: () => {
      const retryAfterMs = openUntilMs - nowMs()
      if (retryAfterMs > 0) return err({ kind: 'paused', retryAfterMs, because })
      const isProbe = failureCount >= options.failuresToOpen
      if (isProbe && probing) return err({ kind: 'paused', retryAfterMs: options.openMs, because })
      probing = isProbe
      return ok(
        permitOnce((failure) => {
          if (isProbe) probing = false
          settle(failure)
        }),
      )
    },
  }
}

function permitOnce(settle: (failure: ModelFailure | undefined) => void): Permit {
  let settled = false
  return {
    settle: (failure) => {
      if (settled) return
      settled = true
      settle(failure)
    },
  }
}

/** A refusal or an answer of the wrong shape comes from a server that is up. */
function speaksAgainstServer(failure: ModelFailure): boolean {
  switch (failure.kind) {
    case 'timeout':
    case 'rate_limited':
    case 'server':
    case 'rejected':
    case 'unreachable':
      return true
    case 'cut_off':
      return failure.by !== 'max_tokens'
    case 'nonsense':
      return failure.what === 'html' || failure.what === 'no_answer'
    case 'not_configured':
    case 'paused':
    case 'refused':
    case 'cancelled':
      return false
  }
}
