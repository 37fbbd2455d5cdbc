/**
 * Calls that come while one is running are gathered and run as one: a statement for many costs little more than one for one.
 * `runAll` answers in the order of its items. Where a crowd is expected, `waitMs` lets others join before each run.
 */
export function gather<I, O>(
  runAll: (items: readonly I[]) => Promise<readonly O[]>,
  { waitMs = 0 }: { readonly waitMs?: number } = {},
): (item: I) => Promise<O> {
  let waiting: { readonly item: I; readonly settle: PromiseWithResolvers<O> }[] = []
  let isRunning = false
  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      const batch = waiting
      waiting = []
      try {
        const answers = await runAll(batch.map(({ item }) => item))
        batch.forEach(({ settle }, index) => {
          const answer = answers[index]
          if (index in answers) settle.resolve(answer as O)
          else settle.reject(new Error(`No answer for item ${index} of ${batch.length}.`))
        })
      } catch (error) {
        for (const { settle } of batch) settle.reject(error)
      }
    }
    isRunning = false
  }
  return (item) => {
    const settle = Promise.withResolvers<O>()
    waiting.push({ item, settle })
    if (!isRunning) void run()
    return settle.promise
  }
}
