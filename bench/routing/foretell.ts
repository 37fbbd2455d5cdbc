// How well the graph tells who will be tied next.
import type { WarmGraph } from '../../src/domains/paths/graph/graph.ts'
import { bestPaths } from '../../src/domains/paths/graph/search.ts'
import type { Edge } from './edge-list.ts'
import { rounded } from './figures.ts'
import { seeded } from './town.ts'

/** How many edges are looked at, and against how many other persons each. */
export const MOST_FORETOLD = 500
const OTHERS = 99
const DRAWS = 1000
const HOPS = [1, 2, 3] as const

type Sign = (fromId: string, toId: string) => number

export interface Quality {
  /** How often the right person comes first and among the first ten; the mean of one divided by their place. */
  readonly hitAt1: number
  readonly hitAt10: number
  readonly mrr: number
}

/** Finds the other end of each held-back edge among a hundred persons, by the warmest paths and by simpler signs. */
export function foretell(
  graph: WarmGraph,
  { kept, held, persons }: { kept: readonly Edge[]; held: readonly Edge[]; persons: readonly string[] },
): Record<string, Quality> {
  const neighbours = new Map<string, Set<string>>()
  for (const { from, to } of kept) {
    for (const [one, other] of [[from, to] as const, [to, from] as const]) {
      const known = neighbours.get(one) ?? new Set()
      neighbours.set(one, known.add(other))
    }
  }
  const paths = (fromId: string, toId: string, k: number, maxHops: (typeof HOPS)[number] = 3) =>
    bestPaths(graph, { fromId, toId, k, maxHops, floor: 0 })
  const signs: Record<string, Sign> = {
    warmestPath: (from, to) => paths(from, to, 1)[0]?.score ?? 0,
    tenWarmestPaths: (from, to) => paths(from, to, 10).reduce((sum, { score }) => sum + score, 0),
    shortestPath: (from, to) => -(HOPS.find((hops) => paths(from, to, 1, hops).length > 0) ?? 9),
    commonNeighbours: (from, to) =>
      [...(neighbours.get(from) ?? [])].filter((one) => neighbours.get(to)?.has(one)).length,
    popularity: (_, to) => neighbours.get(to)?.size ?? 0,
    chance: () => 0,
  }
  const random = seeded(31)
  const asked = held.slice(0, MOST_FORETOLD).map(({ from, to }) => {
    const isOther = (one: string) => one !== from && one !== to && !neighbours.get(from)?.has(one)
    return { from, to, others: someOf(persons, random).filter(isOther).slice(0, OTHERS) }
  })
  // Whoever is level with the right person may stand before or behind them: they count half.
  const ranks = (sign: Sign) =>
    asked.map(({ from, to, others }) => {
      const right = sign(from, to)
      const values = others.map((other) => sign(from, other))
      return 1 + values.filter((value) => value > right).length + values.filter((value) => value === right).length / 2
    })
  return Object.fromEntries(Object.entries(signs).map(([name, sign]) => [name, quality(ranks(sign))]))
}

/** Enough different persons that a hundred are left without those whom somebody knows. */
function someOf(persons: readonly string[], random: () => number): string[] {
  const some = new Set<string>()
  for (let i = 0; i < DRAWS; i += 1) some.add(persons[Math.floor(random() * persons.length)] ?? '')
  return [...some]
}

function quality(ranks: readonly number[]): Quality {
  const share = (count: number) => rounded(ranks.filter((rank) => rank <= count).length / Math.max(1, ranks.length))
  const reciprocal = ranks.reduce((sum, rank) => sum + 1 / rank, 0) / Math.max(1, ranks.length)
  return { hitAt1: share(1), hitAt10: share(10), mrr: rounded(reciprocal) }
}
