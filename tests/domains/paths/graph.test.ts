import fc from 'fast-check'
import { DirectedGraph } from 'graphology'
import { allSimplePaths } from 'graphology-simple-path'
import { describe, expect, test } from 'vitest'
import { GraphBuilder } from '../../../src/domains/paths/graph/build.ts'
import type { WarmGraph } from '../../../src/domains/paths/graph/graph.ts'
import { IdTable } from '../../../src/domains/paths/graph/id-table.ts'
import { bestPaths, type PathsAsked } from '../../../src/domains/paths/graph/search.ts'
import { COOLEST, FULL, type Link } from '../../../src/domains/paths/graph/warmth.ts'
import { walkAll } from './oracle.ts'

const MEMBERS = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay', 'gus']
const CONTACTS = ['xiu', 'yan', 'zoe']

// Few values, so that equal warmths and equal costs are common: ties must be broken the same way everywhere.
const aWarmth = fc.constantFrom(0.02, 0.05, 0.06, 0.2, 0.4, 0.4, 0.5, 0.8, 0.8, 1)
const aLink: fc.Arbitrary<Link> = fc
  .record({
    memberId: fc.constantFrom(...MEMBERS),
    personId: fc.constantFrom(...MEMBERS, ...CONTACTS),
    warmth: fc.oneof(aWarmth, fc.double({ min: 0, max: 1, noNaN: true })),
    isDeclared: fc.boolean(),
    isPrivate: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  })
  .filter(({ memberId, personId }) => memberId !== personId)
  .map((link) => ({ ...link, isMember: MEMBERS.includes(link.personId) }))
const someLinks = fc.array(aLink, { maxLength: 40 })
const anAsk: fc.Arbitrary<PathsAsked> = fc.record({
  fromId: fc.constantFrom(...MEMBERS),
  toId: fc.constantFrom(...CONTACTS, ...MEMBERS, 'nobody'),
  k: fc.integer({ min: 1, max: 6 }),
  maxHops: fc.constantFrom(1, 2, 3, 3, 3),
  floor: fc.constantFrom(0, 0.05, 0.2, 0.45),
  avoid: fc.subarray(MEMBERS, { maxLength: 2 }).map((ids) => new Set(ids)),
})

function graphOf(links: readonly Link[]): WarmGraph {
  const builder = new GraphBuilder()
  for (const link of links) builder.add(link)
  return builder.build()
}

const namesOf = (paths: readonly { personIds: readonly string[] }[]) => paths.map(({ personIds }) => personIds)
const link = (memberId: string, personId: string, more: Partial<Link> = {}): Link => ({
  ...{ memberId, personId, isMember: MEMBERS.includes(personId), warmth: 0.8, isDeclared: true, isPrivate: false },
  ...more,
})
const ask = (fromId: string, toId: string, more: Partial<PathsAsked> = {}): PathsAsked => ({
  ...{ fromId, toId, k: 3, maxHops: 3, floor: 0 },
  ...more,
})

describe('paths.bestPaths', () => {
  test('finds what walking every path finds, in the same order', () => {
    fc.assert(
      fc.property(someLinks, anAsk, (links, asked) => {
        expect(namesOf(bestPaths(graphOf(links), asked))).toEqual(namesOf(walkAll(links, asked)))
      }),
      { numRuns: 3000 },
    )
  })

  test('finds what walking every path finds in a town where the search goes in rounds', () => {
    const town = fc.record({ seed: fc.integer(), people: fc.constantFrom(120, 200), asked: anAsk })
    fc.assert(
      fc.property(town, ({ seed, people, asked }) => {
        const links = crowd(seed, people)
        const question = { ...asked, fromId: 'm0', toId: `m${people - 1}`, floor: 0, avoid: new Set(['m1']) }
        expect(namesOf(bestPaths(graphOf(links), question))).toEqual(namesOf(walkCrowd(links, question)))
      }),
      { numRuns: 12 },
    )
  })

  test('finds the paths that graphology finds', () => {
    fc.assert(
      fc.property(someLinks, anAsk, (links, { fromId, toId, maxHops }) => {
        const shared = links.filter((one) => !one.isPrivate && one.warmth * FULL > COOLEST * 2)
        fc.pre(fromId !== toId)
        const graph = new DirectedGraph()
        for (const person of [...MEMBERS, ...CONTACTS, 'nobody']) graph.addNode(person)
        for (const { memberId, personId, isMember } of shared) {
          graph.mergeEdge(memberId, personId)
          if (isMember) graph.mergeEdge(personId, memberId)
        }
        const theirs = allSimplePaths(graph, fromId, toId, { maxDepth: maxHops })
        const ours = bestPaths(graphOf(shared), ask(fromId, toId, { maxHops, k: 1000 }))
        expect(namesOf(ours).toSorted()).toEqual(theirs.toSorted())
      }),
    )
  })

  test('does not depend on the order in which links were told', () => {
    const shuffled = someLinks.chain((links) =>
      fc.tuple(fc.constant(links), fc.shuffledSubarray(links, { minLength: links.length })),
    )
    fc.assert(
      fc.property(shuffled, anAsk, ([links, others], asked) => {
        expect(bestPaths(graphOf(links), asked)).toEqual(bestPaths(graphOf(others), asked))
      }),
    )
  })

  test('shows nothing of what another member keeps to themselves', () => {
    fc.assert(
      fc.property(someLinks, anAsk, (links, asked) => {
        const without = links.filter((one) => !one.isPrivate || one.memberId === asked.fromId)
        expect(bestPaths(graphOf(links), asked)).toEqual(bestPaths(graphOf(without), asked))
      }),
      { numRuns: 1000 },
    )
  })

  test('scores a path at most 13 % below its coolest tie, and never above it', () => {
    fc.assert(
      fc.property(someLinks, anAsk, (links, asked) => {
        for (const { score, warmths } of bestPaths(graphOf(links), asked)) {
          const coolest = Math.min(...warmths)
          expect(score).toBeLessThanOrEqual(coolest + 1e-9)
          expect(score).toBeGreaterThanOrEqual(coolest * 0.87 - 1e-9)
        }
      }),
    )
  })

  test('never gets cooler by a link that is told in addition', () => {
    fc.assert(
      fc.property(someLinks, aLink, anAsk, (links, more, asked) => {
        const [before] = bestPaths(graphOf(links), asked)
        const [after] = bestPaths(graphOf([...links, more]), asked)
        expect(after?.score ?? 0).toBeGreaterThanOrEqual(before?.score ?? 0)
      }),
    )
  })

  test('gives no path below the floor', () => {
    const links = [link('ada', 'ben'), link('ben', 'zoe', { warmth: 0.3 })]
    expect(bestPaths(graphOf(links), ask('ada', 'zoe', { floor: 0.25 }))).toHaveLength(1)
    expect(bestPaths(graphOf(links), ask('ada', 'zoe', { floor: 0.28 }))).toEqual([])
  })

  test('lets the weakest link decide', () => {
    const links = [
      ...[link('ada', 'ben', { warmth: 1 }), link('ben', 'zoe', { warmth: 0.4 })],
      ...[
        link('ada', 'cleo', { warmth: 0.5 }),
        link('cleo', 'dan', { warmth: 0.5 }),
        link('dan', 'zoe', { warmth: 0.5 }),
      ],
    ]
    expect(namesOf(bestPaths(graphOf(links), ask('ada', 'zoe', { k: 1 })))).toEqual([['ada', 'cleo', 'dan', 'zoe']])
  })

  test('trusts a tie that both tell, however coolly one of them does', () => {
    const told = link('ada', 'ben', { warmth: 0.8 })
    const alone = bestPaths(graphOf([told]), ask('ada', 'ben'))
    const both = [told, link('ben', 'ada', { warmth: 0.06, isDeclared: false })]
    expect(alone[0]?.warmths).toEqual([0.72])
    expect(bestPaths(graphOf(both), ask('ada', 'ben'))[0]?.warmths).toEqual([0.8])
  })

  test('does not go through a contact', () => {
    const links = [link('ada', 'xiu'), link('ben', 'xiu'), link('ben', 'zoe')]
    expect(bestPaths(graphOf(links), ask('ada', 'zoe'))).toEqual([])
  })
})

describe('paths.setLinks', () => {
  test('gives the answers of a graph that is built anew', () => {
    const change = fc.record({ links: fc.array(aLink, { minLength: 1, maxLength: 3 }), isRemoval: fc.boolean() })
    fc.assert(
      fc.property(
        someLinks,
        fc.array(change, { maxLength: 12 }),
        fc.array(anAsk, { maxLength: 5 }),
        (first, changes, asks) => {
          const graph = graphOf(first)
          let links: readonly Link[] = first
          for (const { links: told, isRemoval } of changes) {
            const { memberId: a, personId: b } = told[0] ?? link('ada', 'ben')
            const isOfPair = ({ memberId: m, personId: p }: Link) => (m === a && p === b) || (m === b && p === a)
            const now = isRemoval ? [] : told.filter(isOfPair)
            links = [...links.filter((one) => !isOfPair(one)), ...now]
            graph.setLinks(a, b, now)
          }
          for (const asked of asks) expect(bestPaths(graph, asked)).toEqual(bestPaths(graphOf(links), asked))
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('forgets a person', () => {
    fc.assert(
      fc.property(someLinks, fc.constantFrom(...MEMBERS, ...CONTACTS), anAsk, (links, gone, asked) => {
        const graph = graphOf(links)
        graph.forget(gone)
        const rest = links.filter((one) => one.memberId !== gone && one.personId !== gone)
        expect(bestPaths(graph, asked)).toEqual(bestPaths(graphOf(rest), asked))
      }),
    )
  })

  test('keeps memory in bounds over many changes', () => {
    const graph = graphOf(crowd(7, 100))
    const before = graph.bytes
    for (let i = 0; i < 50_000; i += 1) {
      const [a, b] = [`m${i % 97}`, `m${(i * 31) % 89}`]
      if (a !== b)
        graph.setLinks(a, b, i % 3 === 0 ? [] : [{ ...link(a, b), isMember: true, warmth: ((i % 90) + 10) / 100 }])
    }
    expect(graph.bytes).toBeLessThan(before * 3)
  })
})

describe('paths.IdTable', () => {
  test('numbers ids as a Map would', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'a', 'b', 'é'))),
        (ids) => {
          const table = new IdTable()
          const map = new Map<string, number>()
          for (const id of ids) {
            if (!map.has(id)) map.set(id, map.size)
            expect(table.add(id)).toBe(map.get(id))
          }
          for (const [id, number] of map) expect([table.find(id), table.idOf(number)]).toEqual([number, id])
          const order = Int32Array.from(map.values(), (number) => map.size - 1 - number)
          table.renumber(order)
          for (const [id, number] of map) expect(table.idOf(map.size - 1 - number)).toBe(id)
          for (const [id, number] of map) expect(table.find(id)).toBe(map.size - 1 - number)
          expect(table.find('not there')).toBe(-1)
          expect(table.find('longer than all the room that there is'.repeat(99))).toBe(-1)
          for (const id of ['new', 'newer']) expect(table.idOf(table.add(id))).toBe(id)
        },
      ),
    )
  })
})

/** Everybody a member, about thirty ties each, from a seed. */
function crowd(seed: number, people: number): Link[] {
  let state = seed >>> 0 || 1
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: people * 30 }, () => {
    const [a, b] = [Math.floor(random() ** 2 * people), Math.floor(random() * people)]
    const more = { isMember: true, warmth: Math.ceil(random() * 20) / 20, isDeclared: random() < 0.5 }
    return link(`m${a}`, `m${b}`, more)
  }).filter(({ memberId, personId }) => memberId !== personId)
}

/** `walkAll` looks at every pair; in a crowd that takes too long, so it gets the links near the question. */
function walkCrowd(links: readonly Link[], asked: PathsAsked) {
  const near = (id: string) =>
    new Set(
      links
        .filter(({ memberId, personId }) => memberId === id || personId === id)
        .flatMap((l) => [l.memberId, l.personId]),
    )
  const [fromSide, toSide] = [near(asked.fromId), near(asked.toId)]
  const matters = ({ memberId: a, personId: b }: Link) =>
    (fromSide.has(a) && toSide.has(b)) ||
    (fromSide.has(b) && toSide.has(a)) ||
    [asked.fromId, asked.toId].some((end) => end === a || end === b)
  return walkAll(links.filter(matters), asked)
}
