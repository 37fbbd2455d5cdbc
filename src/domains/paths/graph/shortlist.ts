import type { IdTable } from './id-table.ts'

/** A path while it is searched for: persons are numbers, so that most are dropped without a name being read. */
export interface Found {
  readonly cost: number
  /** Whom the asker asks, and who asks the other end: the same person where there are two ties, −1 where there is one. */
  readonly first: number
  readonly last: number
  /** From the asker's side, in thousandths. */
  readonly warmths: readonly number[]
}

/** The k best so far: by cost, then fewer ties, then chance that follows from the ids. */
export class Shortlist {
  found: Found[] = []
  /** A path that costs more than this is not among them. */
  bound: number
  readonly #k: number
  readonly #limit: number
  readonly #ids: IdTable

  constructor(ids: IdTable, { k, limit }: { k: number; limit: number }) {
    this.#ids = ids
    this.#k = k
    this.#limit = limit
    this.bound = limit
  }

  get isFull(): boolean {
    return this.found.length === this.#k
  }

  clear(): void {
    this.found = []
    this.bound = this.#limit
  }

  offer(offered: Found): void {
    if (offered.cost > this.bound) return
    const { found } = this
    let at = found.length
    while (at > 0 && this.#compare(offered, found[at - 1] ?? offered) < 0) at -= 1
    if (at >= this.#k) return
    for (let i = Math.min(found.length, this.#k - 1); i > at; i -= 1) found[i] = found[i - 1] ?? offered
    found[at] = offered
    if (this.isFull) this.bound = found[this.#k - 1]?.cost ?? this.bound
  }

  #compare(a: Found, b: Found): number {
    if (a.cost !== b.cost) return a.cost - b.cost
    return (
      a.warmths.length - b.warmths.length ||
      this.#comparePersons(a.last, b.last) ||
      this.#comparePersons(a.first, b.first)
    )
  }

  #comparePersons(a: number, b: number): number {
    if (a === b) return 0
    const ids = this.#ids
    const byChance = (ids.hashes[a] ?? 0) - (ids.hashes[b] ?? 0)
    return byChance || (ids.idOf(a) < ids.idOf(b) ? -1 : 1)
  }
}
