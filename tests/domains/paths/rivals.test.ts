import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { graphologyRivals } from '../../../bench/routing/graphology.ts'
import { chanceOrder, plainRival, type Told, tiesOf } from '../../../bench/routing/rivals.ts'
import { loadTies, type Sql, sqlRivals } from '../../../bench/routing/sql.ts'
import { makeTown } from '../../../bench/routing/town.ts'
import { GraphBuilder } from '../../../src/domains/paths/graph/build.ts'
import { bestPaths } from '../../../src/domains/paths/graph/search.ts'
import { COOLEST, COST, FULL } from '../../../src/domains/paths/graph/warmth.ts'
import { testDatabases } from '../../helpers/database.ts'

const K = 4

describe.each(testDatabases())('paths.bestPaths and others on $name', ({ open }) => {
  let sql: Sql

  beforeAll(async () => {
    const { kind, pool, close } = await open()
    sql = { kind, query: async (text, values = []) => (await pool.query(text, [...values])).rows, close }
  })
  afterAll(() => sql.close())

  test('agree with graphology, a layered query and a recursive one', async () => {
    const plan = fc.record({
      relationships: fc.constant(200),
      perMember: fc.constant(5),
      perContact: fc.constant(4),
      membersShare: fc.constantFrom(0.3, 1),
    })
    await fc.assert(
      fc.asyncProperty(plan, fc.integer(), async (wanted, seed) => {
        const { links, memberIds, contactIds } = makeTown(wanted, seed)
        const builder = new GraphBuilder()
        for (const link of links) builder.add(link)
        const graph = builder.build()
        const order = chanceOrder([...memberIds, ...contactIds])
        const ties = tiesOf(links)
        await loadTies(sql, ties, order)
        const best = { k: K, order }
        const { layered, recursive } = sqlRivals(sql, order, K)
        const rivals = { ...graphologyRivals(ties, best), plain: plainRival(graph, best), layered, recursive }
        for (const toId of [...contactIds.slice(0, 4), ...memberIds.slice(3, 8)]) {
          const question = { fromId: memberIds[2] ?? '', toId }
          const ours = bestPaths(graph, { ...question, k: K, maxHops: 3, floor: COOLEST / FULL }).map(
            ({ personIds, warmths }): Told => ({
              cost: warmths.reduce((sum, warmth) => sum + (COST[Math.round(warmth * FULL)] ?? 0), 0),
              between: personIds.slice(1, -1),
            }),
          )
          for (const [name, rival] of Object.entries(rivals))
            expect([name, await rival(question)]).toEqual([name, ours])
        }
      }),
      // Small and fixed: in larger towns the recursive query walks for minutes, which the benchmark measures.
      { numRuns: 3, seed: 11 },
    )
  })
})
