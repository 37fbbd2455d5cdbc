// Speed, growth and memory of the search, beside its rivals.
import { GraphBuilder } from '../../src/domains/paths/graph/build.ts'
import type { WarmGraph } from '../../src/domains/paths/graph/graph.ts'
import { bestPaths } from '../../src/domains/paths/graph/search.ts'
import { COOLEST, COST, FULL } from '../../src/domains/paths/graph/warmth.ts'
import { median, quantile, rounded, type Spread, spread, timeEach, timeEachAsync } from './figures.ts'
import { graphologyRivals } from './graphology.ts'
import { chanceOrder, plainRival, type Question, type Rival, type Tie, tiesOf } from './rivals.ts'
import { loadTies, openSql, type Sql, sqlRivals } from './sql.ts'
import { ALL_MEMBERS, COMMUNITY, makeTown, seeded, type Town, type TownPlan } from './town.ts'

const K = 3
const ROUNDS = 5
const QUESTIONS = 300
/** So long everybody answers before it counts: the compiler is to be done with them, and memory to be warm. */
const WARM_UP_MS = 300
/** Rivals take up to seconds for one question. */
const QUESTIONS_FOR = { graphology: 100, graphologyPairs: 100, plain: 100, layered: 20, recursive: 3 }
/** Recursion over more than this takes minutes for one question. */
const MOST_RECURSIVE = 100_000
/** Others would need more memory than a desk has. */
const MOST_FOR_RIVALS = 1_000_000
const FLOOR = COOLEST / FULL

export type TownName = keyof typeof TOWNS
export const TOWNS = { community: COMMUNITY, allMembers: ALL_MEMBERS }

export interface Growth {
  readonly relationships: number
  readonly medianUs: number
  readonly p90Us: number
  readonly p99Us: number
  readonly pathsFound: number
  readonly bytesPerRelationship: number
  readonly buildMs: number
  readonly changeUs: Spread
  /** How many times slower, on the same questions with the same answers. */
  readonly timesSlower: Record<string, Spread>
}

/** Measures each town at each size; throws where a rival answers differently. */
export async function measureSpeed(sizes: readonly number[]): Promise<Record<TownName, Growth[]>> {
  const sql = await openSql()
  try {
    const curve = async (name: TownName) => {
      const points: Growth[] = []
      for (const relationships of sizes) {
        points.push(await measureTown({ relationships, ...TOWNS[name] }, sql))
        console.log(`  ${name} ${JSON.stringify(points.at(-1))}`)
      }
      return points
    }
    return { community: await curve('community'), allMembers: await curve('allMembers') }
  } finally {
    await sql.close()
  }
}

async function measureTown(plan: TownPlan, sql: Sql): Promise<Growth> {
  const town = makeTown(plan, plan.relationships)
  const buildMs: number[] = []
  let graph = build(town, buildMs)
  for (let i = 0; i < 2 && plan.relationships <= MOST_FOR_RIVALS; i += 1) graph = build(town, buildMs)
  const questions = questionsFor(town)
  const ask = (question: Question) => bestPaths(graph, { ...question, k: K, maxHops: 3, floor: FLOOR })
  const found = questions.map((question) => ask(question).length)
  await warmUp(questions, ask)
  const { bytes } = graph
  const rivals = await rivalsFor(town, graph, sql)
  for (const { rival, count } of rivals) await warmUp(questions.slice(0, count), rival)
  const times: number[] = []
  const slower = new Map(rivals.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(...timeEach(questions, ask))
    for (const { name, rival, count } of rivals) {
      const some = questions.slice(0, count)
      const theirs = await timeEachAsync(some, async (question) => rival(question))
      const ours = timeEach(some, ask)
      slower.get(name)?.push(median(theirs) / median(ours))
    }
  }
  for (const { name, rival, count } of rivals)
    await compareAnswers(name, rival, { questions: questions.slice(0, count), graph })
  return {
    relationships: plan.relationships,
    medianUs: rounded(median(times)),
    p90Us: rounded(quantile(times, 0.9)),
    p99Us: rounded(quantile(times, 0.99)),
    pathsFound: rounded(found.reduce((sum, count) => sum + count, 0) / found.length),
    bytesPerRelationship: rounded(bytes / plan.relationships),
    buildMs: rounded(median(buildMs)),
    changeUs: spread(timeChanges(graph, town)),
    timesSlower: Object.fromEntries([...slower].map(([name, ratios]) => [name, spread(ratios)])),
  }
}

async function warmUp(questions: readonly Question[], answer: (question: Question) => unknown): Promise<void> {
  for (const startedAt = performance.now(); performance.now() - startedAt < WARM_UP_MS; )
    for (const question of questions) await answer(question)
}

function build({ links }: Town, times: number[]): WarmGraph {
  const startedAt = performance.now()
  const builder = new GraphBuilder()
  for (const link of links) builder.add(link)
  const graph = builder.build()
  times.push(performance.now() - startedAt)
  return graph
}

function questionsFor({ memberIds, contactIds }: Town): Question[] {
  const random = seeded(11)
  const pick = (ids: readonly string[]) => ids[Math.floor(random() * ids.length)] ?? ''
  const targets = contactIds.length > 0 ? contactIds : memberIds
  return Array.from({ length: QUESTIONS }, () => ({ fromId: pick(memberIds), toId: pick(targets) }))
}

interface Named {
  readonly name: keyof typeof QUESTIONS_FOR
  readonly rival: Rival
  readonly count: number
}

async function rivalsFor(town: Town, graph: WarmGraph, sql: Sql): Promise<Named[]> {
  const named = (name: keyof typeof QUESTIONS_FOR, rival: Rival): Named => ({ name, rival, count: QUESTIONS_FOR[name] })
  const order = chanceOrder([...town.memberIds, ...town.contactIds])
  const best = { k: K, order }
  const plain = named('plain', plainRival(graph, best))
  if (town.links.length > MOST_FOR_RIVALS) return [plain]
  const ties: readonly Tie[] = tiesOf(town.links)
  await loadTies(sql, ties, order)
  const { layered, recursive } = sqlRivals(sql, order, K)
  const { graphology, graphologyPairs } = graphologyRivals(ties, best)
  return [
    plain,
    named('graphology', graphology),
    named('graphologyPairs', graphologyPairs),
    named('layered', layered),
    ...(town.links.length <= MOST_RECURSIVE ? [named('recursive', recursive)] : []),
  ]
}

async function compareAnswers(
  name: string,
  rival: Rival,
  { questions, graph }: { questions: readonly Question[]; graph: WarmGraph },
): Promise<void> {
  for (const question of questions) {
    const ours = bestPaths(graph, { ...question, k: K, maxHops: 3, floor: FLOOR }).map(({ personIds, warmths }) => ({
      cost: warmths.reduce((sum, warmth) => sum + (COST[Math.round(warmth * FULL)] ?? 0), 0),
      between: personIds.slice(1, -1),
    }))
    const theirs = await rival(question)
    if (JSON.stringify(theirs) !== JSON.stringify(ours)) {
      throw new Error(
        `${name} answers ${JSON.stringify(question)} with ${JSON.stringify(theirs)}; we say ${JSON.stringify(ours)}.`,
      )
    }
  }
}

/** From the moment a changed relationship is known until a search sees it, in microseconds. */
function timeChanges(graph: WarmGraph, { links }: Town): number[] {
  const random = seeded(13)
  const changed = Array.from({ length: 200 }, () => links[Math.floor(random() * links.length)]).filter(
    (link) => link !== undefined,
  )
  return timeEach(changed, (link) =>
    graph.setLinks(link.memberId, link.personId, [{ ...link, warmth: 1 - link.warmth }]),
  )
}
