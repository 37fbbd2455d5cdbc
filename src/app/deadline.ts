/** How long a surface waits before it says "I am on it" and edits later; both platforms give three seconds in all. */
export const DEFER_AFTER_MS = 2000

/** The answer, or `null` when it takes longer than `ms`; the work itself goes on. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T | null> {
  const { promise: tooLate, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(resolve, ms, null)
  try {
    return await Promise.race([answer, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
