// Any public edge list: paths found, how well paths tell who will be tied next, and time.
import { GraphBuilder } from '../../src/domains/paths/graph/build.ts'
import type { WarmGraph } from '../../src/domains/paths/graph/graph.ts'
import { bestPaths } from '../../src/domains/paths/graph/search.ts'
import { freshness, type Link } from '../../src/domains/paths/graph/warmth.ts'
import { type Edge, readEdgeList } from './edge-list.ts'
import { median, quantile, rounded, timeEach } from './figures.ts'
import { foretell, MOST_FORETOLD, type Quality } from './foretell.ts'
import { seeded } from './town.ts'

/** The share of edges that are kept from the graph, to be foretold: the latest where there are times, else drawn. */
const HELD_BACK = 0.1
/** Fewer foretold edges than this are told to be few. */
const FEW = 100
const PAIRS = 1000
const K = 3

export interface EdgeListFigures {
  readonly persons: number
  readonly edges: number
  /** Left out, because they are edges of a person with themselves. */
  readonly selfLoops: number
  readonly buildMs: number
  readonly bytesPerEdge: number
  /** Between two persons drawn by chance: how often there is a verified path, and how long the search takes. */
  readonly pathsFound: number
  readonly searchUs: { readonly median: number; readonly p99: number }
  /** Edges kept from the graph, between two who are not tied in it; the graph is to foretell them. */
  readonly heldBack: { readonly edges: number; readonly chosen: 'the latest' | 'by chance' }
  readonly ranking: Record<string, Quality>
}

/** Columns from, to, weight and time, by name or in this order; weight and time may be missing. */
export async function evaluateEdges(file: string): Promise<EdgeListFigures> {
  const { edges, selfLoops, remarks } = await readEdgeList(file)
  for (const remark of remarks) console.log(`  ${remark}`)
  const { kept, held } = holdBack(edges)
  const startedAt = performance.now()
  const graph = build(kept)
  const buildMs = performance.now() - startedAt
  const { bytes } = graph
  const persons = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  const random = seeded(23)
  const pick = () => persons[Math.floor(random() * persons.length)] ?? ''
  const pairs = Array.from({ length: PAIRS }, () => ({ fromId: pick(), toId: pick() })).filter(
    ({ fromId, toId }) => fromId !== toId,
  )
  const ask = (pair: { fromId: string; toId: string }) => bestPaths(graph, { ...pair, k: K, maxHops: 3, floor: 0 })
  const found = pairs.filter((pair) => ask(pair).length > 0).length
  const times = timeEach(pairs, ask)
  const heldBack = { edges: held.length, chosen: kept.some(({ at }) => at) ? 'the latest' : 'by chance' } as const
  const ranking = held.length > 0 ? foretell(graph, { kept, held, persons }) : {}
  tell(heldBack, ranking)
  return {
    persons: persons.length,
    edges: edges.length,
    selfLoops,
    buildMs: rounded(buildMs),
    bytesPerEdge: rounded(bytes / kept.length),
    pathsFound: rounded(found / pairs.length),
    searchUs: { median: rounded(median(times)), p99: rounded(quantile(times, 0.99)) },
    heldBack,
    ranking,
  }
}

function tell({ edges, chosen }: EdgeListFigures['heldBack'], ranking: EdgeListFigures['ranking']): void {
  console.log(`  ${edges} edges between persons not tied before were kept back (${chosen}).`)
  if (edges > 0)
    console.log(`  For each of at most ${MOST_FORETOLD}, its other end is looked for among up to a hundred persons:`)
  for (const [name, { hitAt1, hitAt10, mrr }] of Object.entries(ranking)) {
    const share = (value: number) => `${Math.round(value * 100)} %`.padStart(5)
    console.log(`    ${name.padEnd(16)} first ${share(hitAt1)}   among ten ${share(hitAt10)}   mean of 1/place ${mrr}`)
  }
  if (edges < FEW) console.log('  So few edges say little about a ranking.')
}

/** The latest where there are times, else drawn; only those between two who were not tied before. */
function holdBack(edges: readonly Edge[]): { kept: Edge[]; held: Edge[] } {
  const random = seeded(29)
  const order = new Map(edges.map((edge) => [edge, edge.at ? edge.at.getTime() : random()]))
  const sorted = edges.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  const count = Math.ceil(edges.length * (1 - HELD_BACK))
  const kept = addedUp(sorted.slice(0, count))
  const known = new Set(kept.flatMap(({ from, to }) => [pairKey(from, to), pairKey(to, from)]))
  return { kept, held: addedUp(sorted.slice(count)).filter(({ from, to }) => !known.has(pairKey(from, to))) }
}

const pairKey = (from: string, to: string): string => JSON.stringify([from, to])

/** One edge for all from one person to another: weights are added up, the latest time counts. */
function addedUp(edges: readonly Edge[]): Edge[] {
  const sums = new Map<string, Edge>()
  for (const edge of edges) {
    const key = pairKey(edge.from, edge.to)
    const before = sums.get(key)
    sums.set(key, before ? { ...edge, weight: before.weight + edge.weight, at: later(before.at, edge.at) } : edge)
  }
  return [...sums.values()]
}

const later = (one: Date | null, other: Date | null): Date | null =>
  one && other && one > other ? one : (other ?? one)

/** Everybody is a member and every edge a relationship; weights count by their rank, because lists have scales of their own. */
function build(edges: readonly Edge[]): WarmGraph {
  const latest = edges.reduce<Date | null>((last, { at }) => (at && (!last || at > last) ? at : last), null)
  const weights = [...new Set(edges.map(({ weight }) => weight))].toSorted((a, b) => a - b)
  const placeByWeight = new Map(weights.map((weight, i) => [weight, (i + 1) / weights.length]))
  const builder = new GraphBuilder()
  for (const { from, to, weight, at } of edges) {
    const strength = 0.2 + 0.8 * (placeByWeight.get(weight) ?? 1)
    const warmth = strength * (latest ? freshness(at, latest) : 1)
    const link: Link = { memberId: from, personId: to, isMember: true, warmth, isDeclared: true, isPrivate: false }
    builder.add(link)
  }
  return builder.build()
}
