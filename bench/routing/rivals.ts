// The same question answered by others, over the same ties: what they share, and arrays without any cleverness.
import type { WarmGraph } from '../../src/domains/paths/graph/graph.ts'
import { IdTable } from '../../src/domains/paths/graph/id-table.ts'
import { COOLEST, COST, type Link, toldByBoth, wordOf } from '../../src/domains/paths/graph/warmth.ts'

export interface Question {
  readonly fromId: string
  readonly toId: string
}

/** A path as every rival tells it: what it costs and who is between the ends. */
export interface Told {
  readonly cost: number
  readonly between: readonly string[]
}

export type Rival = (question: Question) => Told[] | Promise<Told[]>

export interface Tie {
  readonly a: string
  readonly b: string
  readonly aIsMember: boolean
  readonly bIsMember: boolean
  readonly cost: number
}

/** What two persons say of each other, as one tie; worked out apart from the graph, to check it too. */
export function tiesOf(links: readonly Link[]): Tie[] {
  const wordByPair = new Map<string, { link: Link; words: [number, number] }>()
  for (const link of links) {
    const isForward = link.memberId < link.personId
    const key = isForward ? `${link.memberId} ${link.personId}` : `${link.personId} ${link.memberId}`
    const pair = wordByPair.get(key) ?? { link, words: [0, 0] }
    pair.words[isForward ? 0 : 1] = wordOf(link)
    wordByPair.set(key, pair)
  }
  return [...wordByPair.values()].flatMap(({ link, words: [one, other] }): Tie[] => {
    const warmth = toldByBoth(one, other)
    if (warmth === 0) return []
    const ends = { a: link.memberId, b: link.personId, aIsMember: true, bIsMember: link.isMember }
    return [{ ...ends, cost: COST[warmth] ?? 0 }]
  })
}

/** The order among paths of one cost, by a number for each person that follows from their id. */
export function chanceOrder(ids: Iterable<string>): Map<string, number> {
  const table = new IdTable()
  const unique = [...new Set(ids)].map((id) => ({ id, hash: table.hashes[table.add(id)] ?? 0 }))
  const sorted = unique.toSorted((a, b) => a.hash - b.hash || (a.id < b.id ? -1 : 1))
  return new Map(sorted.map(({ id }, i) => [id, i]))
}

export interface Best {
  readonly k: number
  readonly order: ReadonlyMap<string, number>
}

/** Keeps the k best in the order that all rivals share. */
export class Shortlist {
  bound = COST[COOLEST] ?? 0
  readonly found: Told[] = []
  readonly #best: Best

  constructor(best: Best) {
    this.#best = best
  }

  offer(cost: number, between: string[]): void {
    if (cost > this.bound) return
    this.found.push({ cost, between })
    this.found.sort((a, b) => this.#compare(a, b))
    if (this.found.length > this.#best.k) this.found.pop()
    if (this.found.length === this.#best.k) this.bound = this.found.at(-1)?.cost ?? this.bound
  }

  #compare(a: Told, b: Told): number {
    const { order } = this.#best
    const place = ({ between }: Told, at: number) => order.get(between.at(at) ?? '') ?? -1
    return (
      a.cost - b.cost || a.between.length - b.between.length || place(a, -1) - place(b, -1) || place(a, 0) - place(b, 0)
    )
  }
}

/** Our own arrays, read whole: neither rounds nor the warmest first. What cleverness is worth. */
export function plainRival({ ids, ties }: WarmGraph, best: Best): Rival {
  const costs = new Float64Array(ids.size)
  const names = Array.from({ length: ids.size }, (_, person) => ids.idOf(person))
  return ({ fromId, toId }) => {
    const [from, to] = [ids.find(fromId), ids.find(toId)]
    if (from < 0 || to < 0) return []
    const shortlist = new Shortlist(best)
    const each = (person: number, take: (neighbour: number, cost: number) => void) => {
      const start = ties.starts[person] ?? 0
      const end = start + ties.countOf(person)
      for (let at = start; at < end; at += 1) take(ties.neighbours[at] ?? 0, COST[ties.warmths[at] ?? 0] ?? 0)
    }
    const offer = (cost: number, between: number[]) => {
      if (cost <= shortlist.bound)
        shortlist.offer(
          cost,
          between.map((person) => names[person] ?? ''),
        )
    }
    each(from, (person, cost) => {
      if (person !== to) costs[person] = cost
    })
    each(to, (last, lastCost) => {
      if (last === from) return offer(lastCost, [])
      const direct = costs[last] ?? 0
      if (direct > 0) offer(direct + lastCost, [last])
      each(last, (first, cost) => {
        const firstCost = costs[first] ?? 0
        if (firstCost > 0) offer(firstCost + cost + lastCost, [first, last])
      })
    })
    each(from, (person) => {
      costs[person] = 0
    })
    return shortlist.found
  }
}
