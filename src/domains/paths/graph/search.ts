import type { WarmGraph } from './graph.ts'
import { COOLEST, COST, FULL, scoreOf } from './warmth.ts'

export interface PathsAsked {
  readonly fromId: string
  readonly toId: string
  /** How many paths at most. */
  readonly k: number
  /** How many ties a path may have. */
  readonly maxHops: 1 | 2 | 3
  /** Cooler than this is no verified path, 0–1. */
  readonly floor: number
  /** Who must not be on the way, such as people whom the asker has blocked. */
  readonly avoid?: ReadonlySet<string>
  /** Without what the asker keeps to themselves: where somebody else learns of the answer. */
  readonly sharedOnly?: boolean
}

/** A way from one person to another, with the ties between them. */
export interface WarmPath {
  /** 0–1: see `warmth.ts`. */
  readonly score: number
  /** Both ends and everybody between them. */
  readonly personIds: readonly string[]
  /** 0–1, one fewer than the persons. */
  readonly warmths: readonly number[]
}

/** A search that may take longer than this begins with the warmest ties; a shorter one looks at all of them at once. */
const SMALL_SEARCH = 4096
/** Beyond this it matters no more which side has less to read. */
const MUCH_WORK = 1 << 16
/** How much cooler the ties are that the next round admits. */
const NEXT_ROUND = 0.8

/**
 * The k warmest distinct paths, best first; none where all are below the floor. Equal ones come in the order of fewer ties,
 * then of chance that follows from the ids alone.
 *
 * Three ties meet in the middle: the members tied to one end are marked, and the rows of those tied to the other are read
 * until a mark comes up. Rows have the warmest tie first, and a path costs at least what its coolest tie costs, so the search
 * goes in rounds: only ties above a threshold, then cooler ones too, until k paths are known that no path with a tie below
 * the threshold can beat.
 */
export function bestPaths(graph: WarmGraph, asked: PathsAsked): WarmPath[] {
  const from = graph.ids.find(asked.fromId)
  const to = graph.ids.find(asked.toId)
  if (from < 0 || to < 0 || from === to || asked.k < 1) return []
  const coolest = Math.max(COOLEST, Math.ceil(asked.floor * FULL))
  const search = new Search(graph, { from, to, asked, coolest })
  for (let threshold = search.firstThreshold(); ; threshold = Math.max(coolest, Math.floor(threshold * NEXT_ROUND))) {
    search.round(threshold)
    if (threshold === coolest || search.isSettled(threshold)) return search.paths()
  }
}

/** Part of one of the arrays of ties: the ties of one person, the warmest first. */
interface Row {
  readonly neighbours: Int32Array
  readonly warmths: Uint16Array
  readonly start: number
  readonly end: number
}

interface Ends {
  readonly from: number
  readonly to: number
  readonly asked: PathsAsked
  readonly coolest: number
}

const NOBODY: ReadonlySet<number> = new Set()

class Search {
  readonly #graph: WarmGraph
  readonly #ends: Ends
  readonly #avoid: ReadonlySet<number>
  readonly #fromRow: Row
  readonly #toRow: Row
  readonly #direct: number
  readonly #isSmall: boolean
  /** Whether rows are read from the asker's side, and marks are those of the other end. */
  readonly #readsFrom: boolean
  #best: Shortlist

  constructor(graph: WarmGraph, ends: Ends) {
    const { from, to, asked } = ends
    this.#graph = graph
    this.#ends = ends
    this.#avoid = asked.avoid?.size ? new Set(Array.from(asked.avoid, (id) => graph.ids.find(id))) : NOBODY
    this.#fromRow = asked.sharedOnly ? rowOf(graph, from) : rowOfAsker(graph, from)
    this.#toRow = rowOf(graph, to)
    this.#direct = Math.max(warmthIn(this.#toRow, from), asked.sharedOnly ? 0 : graph.own.warmth(from, to))
    const [fromWork, toWork] = [this.#work(this.#fromRow), this.#work(this.#toRow)]
    this.#readsFrom = fromWork < toWork
    this.#isSmall = Math.min(fromWork, toWork) < SMALL_SEARCH
    this.#best = this.#emptyList()
  }

  /** No path has all of its ties above the warmest tie of either end. */
  firstThreshold(): number {
    const { coolest } = this.#ends
    if (this.#isSmall) return coolest
    const warmest = Math.min(warmestOf(this.#fromRow), warmestOf(this.#toRow))
    return Math.max(coolest, Math.floor(warmest * NEXT_ROUND))
  }

  /** Whether no path with a tie below the threshold can be among the best. */
  isSettled(threshold: number): boolean {
    return this.#best.isFull && this.#best.bound < (COST[threshold - 1] ?? 0)
  }

  /** Finds the best of the paths all of whose ties are at or above the threshold. */
  round(threshold: number): void {
    const { from, to, asked } = this.#ends
    this.#best = this.#emptyList()
    if (this.#direct >= threshold) this.#offer(COST[this.#direct] ?? 0, [], [this.#direct])
    if (asked.maxHops === 1) return
    const marked = this.#readsFrom ? this.#toRow : this.#fromRow
    const { marks } = this.#graph
    for (let at = marked.start; at < marked.end && (marked.warmths[at] ?? 0) >= threshold; at += 1) {
      const person = marked.neighbours[at] ?? 0
      if (person !== from && person !== to && !(this.#avoid.size > 0 && this.#avoid.has(person)))
        marks[person] = marked.warmths[at] ?? 0
    }
    this.#readRows(threshold, COST[warmestOf(marked)] ?? 0)
    for (let at = marked.start; at < marked.end && (marked.warmths[at] ?? 0) >= threshold; at += 1) {
      marks[marked.neighbours[at] ?? 0] = 0
    }
  }

  /** `least` is what the cheapest marked tie costs: nothing that leads to a mark costs less. */
  #readRows(threshold: number, least: number): void {
    const { from, to, asked } = this.#ends
    const { marks, ties } = this.#graph
    const { starts, counts, neighbours, warmths } = ties
    const best = this.#best
    const row = this.#readsFrom ? this.#fromRow : this.#toRow
    for (let at = row.start; at < row.end && (row.warmths[at] ?? 0) >= threshold; at += 1) {
      const person = row.neighbours[at] ?? 0
      const read = row.warmths[at] ?? 0
      const cost = COST[read] ?? 0
      if (cost + least > best.bound) return
      if (person === from || person === to || (this.#avoid.size > 0 && this.#avoid.has(person))) continue
      const mark = marks[person] ?? 0
      if (mark > 0) this.#offer(cost + (COST[mark] ?? 0), [person], [read, mark])
      if (asked.maxHops < 3) continue
      const start = starts[person] ?? 0
      const end = start + (counts[person] ?? 0)
      for (let next = start; next < end; next += 1) {
        const warmth = warmths[next] ?? 0
        const sum = cost + (COST[warmth] ?? 0)
        if (warmth < threshold || sum + least > best.bound) break
        const other = neighbours[next] ?? 0
        const met = marks[other] ?? 0
        if (met > 0) this.#offer(sum + (COST[met] ?? 0), [person, other], [read, warmth, met])
      }
    }
  }

  /** `between` and `warmths` come in the order of reading. */
  #offer(cost: number, between: number[], warmths: number[]): void {
    if (cost > this.#best.bound) return
    this.#best.offer(
      this.#readsFrom ? { cost, between, warmths } : { cost, between: between.reverse(), warmths: warmths.reverse() },
    )
  }

  paths(): WarmPath[] {
    const { asked } = this.#ends
    const { ids } = this.#graph
    return this.#best.list().map(({ cost, between, warmths }) => ({
      score: scoreOf(cost),
      personIds: [asked.fromId, ...between.map((person) => ids.idOf(person)), asked.toId],
      warmths: warmths.map((warmth) => warmth / FULL),
    }))
  }

  #emptyList(): Shortlist {
    return new Shortlist(this.#graph, { k: this.#ends.asked.k, limit: COST[this.#ends.coolest] ?? 0 })
  }

  /** How many ties would be read from this side, or more than enough to tell. */
  #work({ neighbours, start, end }: Row): number {
    const { counts } = this.#graph.ties
    let work = end - start
    for (let at = start; at < end && work < MUCH_WORK; at += 1) work += counts[neighbours[at] ?? 0] ?? 0
    return work
  }
}

interface Found {
  readonly cost: number
  /** From the asker's side. */
  readonly between: readonly number[]
  readonly warmths: readonly number[]
}

/** The best so far, in order. */
class Shortlist {
  /** A path that costs more than this is not among them. */
  bound: number
  isFull = false
  readonly #k: number
  readonly #graph: WarmGraph
  readonly #found: Found[] = []

  constructor(graph: WarmGraph, { k, limit }: { k: number; limit: number }) {
    this.#graph = graph
    this.#k = k
    this.bound = limit
  }

  offer(offered: Found): void {
    let at = this.#found.length
    while (at > 0 && this.#compare(offered, this.#found[at - 1] ?? offered) < 0) at -= 1
    if (at >= this.#k) return
    this.#found.splice(at, 0, offered)
    if (this.#found.length > this.#k) this.#found.pop()
    if (this.#found.length < this.#k) return
    this.isFull = true
    this.bound = this.#found.at(-1)?.cost ?? this.bound
  }

  list(): readonly Found[] {
    return this.#found
  }

  #compare(a: Found, b: Found): number {
    if (a.cost !== b.cost) return a.cost - b.cost
    const byLength = a.between.length - b.between.length
    return (
      byLength ||
      this.#comparePersons(a.between.at(-1) ?? 0, b.between.at(-1) ?? 0) ||
      this.#comparePersons(a.between[0] ?? 0, b.between[0] ?? 0)
    )
  }

  #comparePersons(a: number, b: number): number {
    if (a === b) return 0
    const { ids } = this.#graph
    const byChance = (ids.hashes[a] ?? 0) - (ids.hashes[b] ?? 0)
    return byChance || (ids.idOf(a) < ids.idOf(b) ? -1 : 1)
  }
}

function rowOf({ ties }: WarmGraph, person: number): Row {
  const start = ties.starts[person] ?? 0
  return { neighbours: ties.neighbours, warmths: ties.warmths, start, end: start + ties.countOf(person) }
}

/** The members who can be asked first, also those whom the asker keeps to themselves. */
function rowOfAsker(graph: WarmGraph, asker: number): Row {
  const shared = rowOf(graph, asker)
  const { own, isMember } = graph
  if (own.countOf(asker) === 0) return shared
  const warmthByPerson = new Map<number, number>()
  for (let at = shared.start; at < shared.end; at += 1) {
    warmthByPerson.set(shared.neighbours[at] ?? 0, shared.warmths[at] ?? 0)
  }
  const start = own.starts[asker] ?? 0
  for (let at = start; at < start + own.countOf(asker); at += 1) {
    const person = own.neighbours[at] ?? 0
    if (!isMember[person]) continue
    warmthByPerson.set(person, Math.max(own.warmths[at] ?? 0, warmthByPerson.get(person) ?? 0))
  }
  const sorted = [...warmthByPerson].sort(([, a], [, b]) => b - a)
  return {
    neighbours: Int32Array.from(sorted, ([person]) => person),
    warmths: Uint16Array.from(sorted, ([, warmth]) => warmth),
    start: 0,
    end: sorted.length,
  }
}

function warmthIn({ neighbours, warmths, start, end }: Row, person: number): number {
  for (let at = start; at < end; at += 1) if (neighbours[at] === person) return warmths[at] ?? 0
  return 0
}

const warmestOf = ({ warmths, start, end }: Row): number => (start < end ? (warmths[start] ?? 0) : 0)
