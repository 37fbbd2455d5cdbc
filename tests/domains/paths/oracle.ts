import { IdTable } from '../../../src/domains/paths/graph/id-table.ts'
import type { PathsAsked } from '../../../src/domains/paths/graph/search.ts'
import {
  COOLEST,
  COST,
  FULL,
  type Link,
  toldByBoth,
  toldByOne,
  wordOf,
} from '../../../src/domains/paths/graph/warmth.ts'

export interface OraclePath {
  readonly cost: number
  readonly personIds: readonly string[]
}

/** The same question answered the long way: every simple path is walked, then all are sorted. */
export function walkAll(links: readonly Link[], asked: PathsAsked): OraclePath[] {
  const limit = COST[Math.max(COOLEST, Math.ceil(asked.floor * FULL))] ?? 0
  const members = new Set(links.flatMap((link) => [link.memberId, ...(link.isMember ? [link.personId] : [])]))
  const warmthOf = warmths(links, asked.fromId)
  const found: OraclePath[] = []
  const walk = (personIds: readonly string[], cost: number) => {
    const here = personIds.at(-1) ?? ''
    if (here === asked.toId) {
      if (cost <= limit) found.push({ cost, personIds })
      return
    }
    if (personIds.length > asked.maxHops || (here !== asked.fromId && !members.has(here))) return
    for (const [next, warmth] of warmthOf.get(here) ?? []) {
      const isEnd = next === asked.toId
      if (personIds.includes(next) || (!isEnd && (!members.has(next) || asked.avoid?.has(next)))) continue
      if (warmth > 0) walk([...personIds, next], cost + (COST[warmth] ?? 0))
    }
  }
  if (asked.fromId !== asked.toId) walk([asked.fromId], 0)
  return found.toSorted(inOrder).slice(0, asked.k)
}

/** The warmth of every tie in the eyes of an asker: their own private words count, others' do not. */
function warmths(links: readonly Link[], askerId: string): Map<string, Map<string, number>> {
  const words = new Map<string, number>()
  for (const link of links) {
    const key = JSON.stringify([link.memberId, link.personId, link.isPrivate])
    const [before, said] = [words.get(key) ?? 0, wordOf(link)]
    words.set(key, [before, said].toSorted((a, b) => toldByOne(b) - toldByOne(a) || b - a)[0] ?? 0)
  }
  const word = (...key: [string, string, boolean]) => words.get(JSON.stringify(key)) ?? 0
  const found = new Map<string, Map<string, number>>()
  for (const { memberId, personId } of links) {
    for (const [a, b] of [[memberId, personId] as const, [personId, memberId] as const]) {
      const shared = toldByBoth(word(a, b, false), word(b, a, false))
      const warmth = Math.max(shared, a === askerId ? toldByOne(word(a, b, true)) : 0)
      found.set(a, (found.get(a) ?? new Map()).set(b, warmth))
    }
  }
  return found
}

function inOrder(a: OraclePath, b: OraclePath): number {
  return (
    a.cost - b.cost ||
    a.personIds.length - b.personIds.length ||
    byChance(a.personIds.at(-2) ?? '', b.personIds.at(-2) ?? '') ||
    byChance(a.personIds[1] ?? '', b.personIds[1] ?? '')
  )
}

const byChance = (a: string, b: string): number => hashOf(a) - hashOf(b) || (a < b ? -1 : Number(a > b))

function hashOf(id: string): number {
  const table = new IdTable()
  return table.hashes[table.add(id)] ?? 0
}
