/** Ids of the last events, so that one that is told twice is heard once. */
export interface Recent {
  /** True for the second time. */
  seen(id: string): boolean
}

const REMEMBERED = 5_000

export function createRecent(): Recent {
  const ids = new Set<string>()
  return {
    seen(id) {
      if (ids.has(id)) return true
      ids.add(id)
      const oldest = ids.values().next().value
      if (ids.size > REMEMBERED && oldest !== undefined) ids.delete(oldest)
      return false
    },
  }
}
