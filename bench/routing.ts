// Routing: how fast the warmest paths are found beside others who answer the same, how soon a change counts, how well the
// ranking chooses. What the figures mean is in docs/routing.md.
import { parseArgs } from 'node:util'
import { measureDatabase } from './routing/database.ts'
import { BadEdgeList } from './routing/edge-list.ts'
import { evaluateEdges } from './routing/edges.ts'
import { evaluateRanking } from './routing/ranking.ts'
import { measureSpeed } from './routing/speed.ts'

const SIZES = [10_000, 100_000, 400_000, 1_000_000]
const LARGE = 10_000_000
const IN_THE_DATABASE = 100_000

/**
 * `routing` measures all; `routing --large` also ten million relationships (some minutes, some gigabytes);
 * `routing --quick` ten thousand only; `routing --edges FILE.csv` evaluates a list of edges (from,to,weight,time) instead.
 */
export async function run(args: string[]): Promise<object> {
  const options = { edges: { type: 'string' }, large: { type: 'boolean' }, quick: { type: 'boolean' } } as const
  const { values } = parseArgs({ args, options })
  if (values.edges !== undefined) return evaluate(values.edges)
  const sizes = values.quick ? SIZES.slice(0, 1) : [...SIZES, ...(values.large ? [LARGE] : [])]
  return {
    speed: await measureSpeed(sizes),
    database: await measureDatabase(values.quick ? (SIZES[0] ?? 0) : IN_THE_DATABASE),
    ranking: evaluateRanking(),
  }
}

async function evaluate(file: string): Promise<object> {
  try {
    return await evaluateEdges(file)
  } catch (error) {
    if (!(error instanceof BadEdgeList)) throw error
    console.error(`  ${error.message}`)
    process.exit(1)
  }
}
