/** Time and chance as the model client uses them: given, so that a test can decide both. */
export interface Timing {
  /** Milliseconds on a clock that only goes forwards. */
  nowMs(): number
  /** Calls back once; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void
  /** Between 0 and 1, for jitter. */
  random(): number
}

export const systemTiming: Timing = {
  nowMs: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
