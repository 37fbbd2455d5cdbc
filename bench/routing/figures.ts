// How figures are taken: medians of interleaved rounds, ratios of medians, the machine's noise shown as least and most.

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Three digits are all that is known. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spread(values: readonly number[]): Spread {
  return { median: rounded(median(values)), least: rounded(Math.min(...values)), most: rounded(Math.max(...values)) }
}

/** How long each call takes, in microseconds. */
export function timeEach<T>(questions: readonly T[], answer: (question: T) => unknown): number[] {
  return questions.map((question) => {
    const startedAt = performance.now()
    answer(question)
    return (performance.now() - startedAt) * 1000
  })
}

export async function timeEachAsync<T>(
  questions: readonly T[],
  answer: (question: T) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  for (const question of questions) {
    const startedAt = performance.now()
    await answer(question)
    times.push((performance.now() - startedAt) * 1000)
  }
  return times
}

/** How unevenly something is shared out: 0 for all the same, near 1 when one has everything. */
export function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const sum = sorted.reduce((total, value) => total + value, 0)
  if (sum === 0) return 0
  const weighted = sorted.reduce((total, value, i) => total + (2 * (i + 1) - sorted.length - 1) * value, 0)
  return weighted / (sorted.length * sum)
}
