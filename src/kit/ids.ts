/** Where identifiers come from: time-ordered UUIDs (version 7) in the product, a counter in tests. */
export interface Ids {
  next(): string
}
