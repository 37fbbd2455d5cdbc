/** How many calls a key may make in a window. Counted in this process: a limit protects a process, and needs no table. */

export interface RateLimit {
  readonly calls: number
  readonly windowMs: number
}

/** Ten a second, on average, is more than any system of a community needs. */
export const USUAL_LIMIT: RateLimit = { calls: 600, windowMs: 60_000 }

export interface Allowance {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
}

/** `now` is machine time in milliseconds: a clock that a playground moves must not open or close a window. */
export function createRateLimiter({ calls, windowMs }: RateLimit, now: () => number): (key: string) => Allowance {
  const windows = new Map<string, { startedAt: number; count: number }>()
  return (key) => {
    const at = now()
    const known = windows.get(key)
    const current = known && at - known.startedAt < windowMs ? known : { startedAt: at, count: 0 }
    current.count += 1
    windows.set(key, current)
    if (windows.size > MOST_WINDOWS) forgetOld(at)
    return {
      isAllowed: current.count <= calls,
      limit: calls,
      remaining: Math.max(0, calls - current.count),
      resetSeconds: Math.ceil((current.startedAt + windowMs - at) / 1000),
    }
  }

  function forgetOld(at: number): void {
    for (const [key, { startedAt }] of windows) if (at - startedAt >= windowMs) windows.delete(key)
  }
}

/** More keys than anybody has: then windows that are over are let go. */
const MOST_WINDOWS = 10_000
