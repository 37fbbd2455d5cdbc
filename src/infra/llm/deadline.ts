import type { ModelFailure } from '../../kit/model.ts'
import { err, ok, type Result } from '../../kit/result.ts'
import type { Timing } from './timing.ts'

/** Thrown inside this folder only, to leave a call that is over; `failureOf` turns it back into its value. */
export class CallStopped extends Error {
  readonly failure: ModelFailure

  constructor(failure: ModelFailure) {
    super(`model call stopped: ${failure.kind}`)
    this.failure = failure
  }
}

/**
 * The end of one call: its total time, its idle time and its caller's signal in one place.
 * The SDK's own `timeout` does not cover a stream that stalls (measured, openai 6 and 7), and a promise that ignores an
 * abort would hang us, so everything awaited is raced against this as well as aborted.
 */
export interface Deadline {
  readonly signal: AbortSignal
  remainingMs(): number
  /** Waits for `work`, no longer than the call has left, and no longer than `idleMs` where given. */
  race<T>(work: Promise<T>, idleMs?: number): Promise<T>
  /** Waits; refused when the call is over first. */
  pause(ms: number): Promise<Result<void, ModelFailure>>
  /** Ends the call: closes sockets, forgets timers and listeners. */
  end(): void
}

export function startDeadline(options: {
  timeoutMs: number
  signal: AbortSignal | undefined
  timing: Timing
}): Deadline {
  const { timeoutMs, signal, timing } = options
  const endsAt = timing.nowMs() + timeoutMs
  const controller = new AbortController()
  const over = Promise.withResolvers<never>()
  // Nobody may be waiting when the time runs out; that is no unhandled rejection.
  over.promise.catch(() => undefined)

  const stop = (failure: ModelFailure): void => {
    const stopped = new CallStopped(failure)
    over.reject(stopped)
    controller.abort(stopped)
  }
  const onCancel = (): void => stop({ kind: 'cancelled' })
  const cancelTimer = timing.after(timeoutMs, () => stop({ kind: 'timeout', limit: 'total', limitMs: timeoutMs }))
  if (signal?.aborted) onCancel()
  else signal?.addEventListener('abort', onCancel, { once: true })

  const race = async <T>(work: Promise<T>, idleMs?: number): Promise<T> => {
    // The loser of the race may still reject, much later.
    work.catch(() => undefined)
    if (idleMs === undefined) return Promise.race([over.promise, work])
    const cancelIdle = timing.after(idleMs, () => stop({ kind: 'timeout', limit: 'idle', limitMs: idleMs }))
    try {
      return await Promise.race([over.promise, work])
    } finally {
      cancelIdle()
    }
  }

  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, endsAt - timing.nowMs()),
    race,
    pause: async (ms) => {
      const rested = Promise.withResolvers<void>()
      const cancelRest = timing.after(ms, rested.resolve)
      try {
        return ok(await race(rested.promise))
      } catch (thrown) {
        if (thrown instanceof CallStopped) return err(thrown.failure)
        throw thrown
      } finally {
        cancelRest()
      }
    },
    end: () => {
      cancelTimer()
      signal?.removeEventListener('abort', onCancel)
      controller.abort()
    },
  }
}
