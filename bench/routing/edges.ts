// Any public edge list: paths found, how well paths tell who will be tied next, and time.
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { GraphBuilder } from '../../src/domains/paths/graph/build.ts'
import type { WarmGraph } from '../../src/domains/paths/graph/graph.ts'
import { bestPaths } from '../../src/domains/paths/graph/search.ts'
import { freshness, type Link } from '../../src/domains/paths/graph/warmth.ts'
import { median, quantile, rounded, timeEach } from './figures.ts'
import { seeded } from './town.ts'

interface Edge {
  readonly from: string
  readonly to: string
  readonly weight: number
  readonly at: Date | null
}

/** The share of edges that are kept from the graph, to be foretold: the latest where there are times, else drawn. */
const HELD_BACK = 0.1
/** How many of those are looked at, and against how many other persons each. */
const MOST_FORETOLD = 500
const OTHERS = 99
const PAIRS = 1000
const K = 3

export interface EdgeListFigures {
  readonly persons: number
  readonly edges: number
  readonly buildMs: number
  readonly bytesPerEdge: number
  /** Between two persons drawn by chance: how often there is a verified path, and how long the search takes. */
  readonly pathsFound: number
  readonly searchUs: { readonly median: number; readonly p99: number }
  /** The other end of a held-back edge among a hundred persons, by the warmest paths and by simpler signs. */
  readonly ranking: Record<string, { readonly hitAt1: number; readonly hitAt10: number; readonly mrr: number }>
}

/** Columns from, to, weight and time, by name or in this order; weight and time may be missing. */
export async function evaluateEdges(file: string): Promise<EdgeListFigures> {
  const edges = await readEdges(file)
  const { kept, held } = holdBack(edges)
  const startedAt = performance.now()
  const graph = build(kept)
  const buildMs = performance.now() - startedAt
  const persons = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  const random = seeded(23)
  const pick = () => persons[Math.floor(random() * persons.length)] ?? ''
  const pairs = Array.from({ length: PAIRS }, () => ({ fromId: pick(), toId: pick() }))
  const ask = (pair: { fromId: string; toId: string }) => bestPaths(graph, { ...pair, k: K, maxHops: 3, floor: 0 })
  const found = pairs.filter((pair) => ask(pair).length > 0).length
  const times = timeEach(pairs, ask)
  return {
    persons: persons.length,
    edges: edges.length,
    buildMs: rounded(buildMs),
    bytesPerEdge: rounded(graph.bytes / kept.length),
    pathsFound: rounded(found / pairs.length),
    searchUs: { median: rounded(median(times)), p99: rounded(quantile(times, 0.99)) },
    ranking: foretell(graph, { kept, held, pick }),
  }
}

async function readEdges(file: string): Promise<Edge[]> {
  const edges: Edge[] = []
  const parser = createReadStream(file).pipe(
    parse({
      skip_empty_lines: true,
      trim: true,
      comment: '#',
      relax_column_count: true,
      delimiter: [',', ';', '\t'],
    }),
  )
  let columns = [0, 1, 2, 3]
  for await (const row of parser) {
    const cells: string[] = row // Without `columns` the parser gives rows of text.
    if (edges.length === 0 && /^(from|source|src)/i.test(cells[0] ?? '')) {
      const names = [
        /^(from|source|src)/i,
        /^(to|target|dst)/i,
        /^(weight|rating|strength|count)/i,
        /^(time|date|at$)/i,
      ]
      columns = names.map((name) => cells.findIndex((cell) => name.test(cell)))
      continue
    }
    const [one = '', other = '', weight = '', time = ''] = columns.map((column) => cells[column] ?? '')
    // The graph takes ids, not names.
    const [from, to] = [encodeURIComponent(one), encodeURIComponent(other)]
    if (from === '' || to === '' || from === to) continue
    edges.push({ from, to, weight: weight === '' ? 1 : Number(weight), at: readTime(time) })
  }
  const broken = edges.find(({ weight }) => !Number.isFinite(weight))
  if (broken) throw new Error(`${file}: the weight of ${broken.from} → ${broken.to} is no number.`)
  if (edges.length === 0) throw new Error(`${file} has no edges. Its lines are to say: from,to,weight,time.`)
  return edges
}

/** Seconds or milliseconds since 1970, or what `Date` understands. */
function readTime(text: string): Date | null {
  if (text === '') return null
  const number = Number(text)
  const at = Number.isFinite(number) ? new Date(number < 1e11 ? number * 1000 : number) : new Date(text)
  return Number.isNaN(at.getTime()) ? null : at
}

function holdBack(edges: readonly Edge[]): { kept: Edge[]; held: Edge[] } {
  const random = seeded(29)
  const order = new Map(edges.map((edge) => [edge, edge.at ? edge.at.getTime() : random()]))
  const sorted = edges.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  const count = Math.ceil(edges.length * (1 - HELD_BACK))
  const kept = sorted.slice(0, count)
  const known = new Set(kept.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]))
  return { kept, held: sorted.slice(count).filter(({ from, to }) => !known.has(`${from} ${to}`)) }
}

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

type Sign = (fromId: string, toId: string) => number

/** Ties count half: whoever is level with the right person may stand before or behind them. */
function foretell(
  graph: WarmGraph,
  { kept, held, pick }: { kept: readonly Edge[]; held: readonly Edge[]; pick: () => string },
): EdgeListFigures['ranking'] {
  const neighbours = new Map<string, Set<string>>()
  for (const { from, to } of kept) {
    for (const [one, other] of [[from, to] as const, [to, from] as const]) {
      const known = neighbours.get(one) ?? new Set()
      neighbours.set(one, known.add(other))
    }
  }
  const paths = (fromId: string, toId: string, k: number) => bestPaths(graph, { fromId, toId, k, maxHops: 3, floor: 0 })
  const signs: Record<string, Sign> = {
    warmestPath: (from, to) => paths(from, to, 1)[0]?.score ?? 0,
    tenWarmestPaths: (from, to) => paths(from, to, 10).reduce((sum, { score }) => sum + score, 0),
    shortestPath: (from, to) => -(paths(from, to, 1)[0]?.warmths.length ?? 9),
    commonNeighbours: (from, to) =>
      [...(neighbours.get(from) ?? [])].filter((one) => neighbours.get(to)?.has(one)).length,
    popularity: (_, to) => neighbours.get(to)?.size ?? 0,
    chance: () => 0,
  }
  const asked = held.slice(0, MOST_FORETOLD).map(({ from, to }) => ({
    from,
    to,
    others: Array.from({ length: OTHERS }, pick).filter(
      (one) => one !== from && one !== to && !neighbours.get(from)?.has(one),
    ),
  }))
  const ranks = (sign: Sign) =>
    asked.map(({ from, to, others }) => {
      const right = sign(from, to)
      const values = others.map((other) => sign(from, other))
      return 1 + values.filter((value) => value > right).length + values.filter((value) => value === right).length / 2
    })
  return Object.fromEntries(Object.entries(signs).map(([name, sign]) => [name, quality(ranks(sign))]))
}

function quality(ranks: readonly number[]): { hitAt1: number; hitAt10: number; mrr: number } {
  const share = (count: number) => rounded(ranks.filter((rank) => rank <= count).length / Math.max(1, ranks.length))
  const reciprocal = ranks.reduce((sum, rank) => sum + 1 / rank, 0) / Math.max(1, ranks.length)
  return { hitAt1: share(1), hitAt10: share(10), mrr: rounded(reciprocal) }
}
