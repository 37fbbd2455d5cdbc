import type { WarmGraph } from './graph.ts'
import { type Found, Shortlist } from './shortlist.ts'
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
  readonly #best: Shortlist

  constructor(graph: WarmGraph, ends: Ends) {
    const { from, to, asked } = ends
    this.#graph = graph
    this.#ends = ends
    this.#avoid = asked.avoid?.size ? numbersOf(asked.avoid, graph) : NOBODY
    this.#fromRow = asked.sharedOnly ? rowOf(graph, from) : rowOfAsker(graph, from)
    this.#toRow = rowOf(graph, to)
    this.#direct = Math.max(warmthIn(this.#toRow, from), asked.sharedOnly ? 0 : graph.own.warmth(from, to))
    const fromWork = this.#work(this.#fromRow)
    const toWork = this.#work(this.#toRow)
    this.#readsFrom = fromWork < toWork
    this.#isSmall = Math.min(fromWork, toWork) < SMALL_SEARCH
    this.#best = new Shortlist(graph.ids, { k: asked.k, limit: COST[ends.coolest] ?? 0 })
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
    this.#best.clear()
    if (this.#direct >= threshold) {
      const [cost, nobody] = [COST[this.#direct] ?? 0, -1]
      this.#best.offer({ cost, first: nobody, last: nobody, warmths: [this.#direct] })
    }
    if (asked.maxHops === 1) return
    const marked = this.#readsFrom ? this.#toRow : this.#fromRow
    const { marks } = this.#graph
    for (let at = marked.start; at < marked.end && (marked.warmths[at] ?? 0) >= threshold; at += 1) {
      marks[marked.neighbours[at] ?? 0] = marked.warmths[at] ?? 0
    }
    marks[from] = 0
    marks[to] = 0
    for (const person of this.#avoid) marks[person] = 0
    const least = COST[warmestOf(marked)] ?? 0
    this.#meetOverOne(threshold, least)
    if (asked.maxHops === 3) this.#meetOverTwo(threshold, least)
    for (let at = marked.start; at < marked.end && (marked.warmths[at] ?? 0) >= threshold; at += 1) {
      marks[marked.neighbours[at] ?? 0] = 0
    }
  }

  /** Paths of two ties. `least` is what the cheapest marked tie costs: nothing that leads to a mark costs less. */
  #meetOverOne(threshold: number, least: number): void {
    const { marks } = this.#graph
    const best = this.#best
    const row = this.#readsFrom ? this.#fromRow : this.#toRow
    for (let at = row.start; at < row.end; at += 1) {
      const warmth = row.warmths[at] ?? 0
      const cost = COST[warmth] ?? 0
      if (warmth < threshold || cost + least > best.bound) return
      const person = row.neighbours[at] ?? 0
      const mark = marks[person] ?? 0
      if (mark === 0) continue
      const total = cost + (COST[mark] ?? 0)
      if (total > best.bound) continue
      const warmths = this.#readsFrom ? [warmth, mark] : [mark, warmth]
      best.offer({ cost: total, first: person, last: person, warmths })
    }
  }

  /** Paths of three ties. Those of two are known by now, so that less can be among the best. */
  #meetOverTwo(threshold: number, least: number): void {
    const { from, to } = this.#ends
    const { marks, ties } = this.#graph
    const { starts, counts, neighbours, warmths } = ties
    const best = this.#best
    const readsFrom = this.#readsFrom
    const row = readsFrom ? this.#fromRow : this.#toRow
    for (let at = row.start; at < row.end; at += 1) {
      const read = row.warmths[at] ?? 0
      const cost = COST[read] ?? 0
      if (read < threshold || cost + least > best.bound) return
      const person = row.neighbours[at] ?? 0
      if (person === from || person === to || (this.#avoid.size > 0 && this.#avoid.has(person))) continue
      const start = starts[person] ?? 0
      const end = start + (counts[person] ?? 0)
      for (let next = start; next < end; next += 1) {
        const warmth = warmths[next] ?? 0
        const sum = cost + (COST[warmth] ?? 0)
        if (warmth < threshold || sum + least > best.bound) break
        const other = neighbours[next] ?? 0
        const met = marks[other] ?? 0
        if (met === 0) continue
        const total = sum + (COST[met] ?? 0)
        if (total > best.bound) continue
        best.offer(
          readsFrom
            ? { cost: total, first: person, last: other, warmths: [read, warmth, met] }
            : { cost: total, first: other, last: person, warmths: [met, warmth, read] },
        )
      }
    }
  }

  paths(): WarmPath[] {
    return this.#best.found.map((found) => this.#pathOf(found))
  }

  /** Each length is written out: to map and to spread arrays that small takes as long as the search. */
  #pathOf({ cost, first, last, warmths }: Found): WarmPath {
    const { ids } = this.#graph
    const { fromId, toId } = this.#ends.asked
    const score = scoreOf(cost)
    const one = (warmths[0] ?? 0) / FULL
    if (warmths.length === 1) return { score, personIds: [fromId, toId], warmths: [one] }
    const two = (warmths[1] ?? 0) / FULL
    if (warmths.length === 2) return { score, personIds: [fromId, ids.idOf(first), toId], warmths: [one, two] }
    const three = (warmths[2] ?? 0) / FULL
    return { score, personIds: [fromId, ids.idOf(first), ids.idOf(last), toId], warmths: [one, two, three] }
  }

  /** How many ties would be read from this side, or more than enough to tell. */
  #work({ neighbours, start, end }: Row): number {
    const { counts } = this.#graph.ties
    let work = end - start
    for (let at = start; at < end && work < MUCH_WORK; at += 1) work += counts[neighbours[at] ?? 0] ?? 0
    return work
  }
}

function numbersOf(ids: ReadonlySet<string>, graph: WarmGraph): ReadonlySet<number> {
  return new Set(Array.from(ids, (id) => graph.ids.find(id)).filter((person) => person >= 0))
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
