import type { WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import {
  type LinksAbout,
  membersAmongContacts,
  type RelationshipLink,
  relationshipCounts,
  relationshipLinks,
  relationshipStrength,
} from '../people/api.ts'
import { GraphBuilder } from './graph/build.ts'
import type { WarmGraph } from './graph/graph.ts'
import { freshness, type Link } from './graph/warmth.ts'
import { type Change, changesSince } from './store.ts'

/** A workspace's graph as this process last read it. */
interface Kept {
  readonly graph: WarmGraph
  /** The UTC day by which relationships have faded. */
  readonly day: string
  /** From which transaction on changes are asked for; those in `seen` were among them already. */
  marker: bigint
  seen: ReadonlySet<string>
  /** Counts what was applied: who read before somebody else applied reads again. */
  version: number
}

/** Together, about twelve million relationships; the workspace that was asked about longest ago goes first. */
const MOST_BYTES = 256 * 2 ** 20
/** About how many relationships are read at a time; a member's are never parted. */
const PART = 50_000
/** For more changes than this it is quicker to read everything again. */
const MOST_CHANGES = 2_000
/** Later than any transaction. */
const END_OF_TIME = 2n ** 62n

// The one thing that outlives a call, because it is this process's memory of what the database says and nothing else.
const keptByWorkspace = new Map<WorkspaceId, Kept>()

/**
 * Who could ask whom now: what was committed before this call counts. Nobody waits for anybody else's reading, because on the
 * embedded database a transaction that waited for a reader outside would wait for ever; rather two read the same.
 */
export async function currentGraph(db: Db, workspaceId: WorkspaceId, now: Date): Promise<WarmGraph> {
  for (;;) {
    const kept = keptByWorkspace.get(workspaceId)
    if (kept?.day !== dayOf(now)) return readGraph(db, workspaceId, now)
    const version = kept.version
    const news = await readNews(db, workspaceId, kept)
    if (news === 'too much') return readGraph(db, workspaceId, now)
    if (keptByWorkspace.get(workspaceId) !== kept || kept.version !== version) continue
    touch(workspaceId, kept)
    applyNews(kept, news)
    return kept.graph
  }
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

interface News {
  readonly marker: bigint
  readonly seen: ReadonlySet<string>
  /** Of whom everything was read again. */
  readonly personIds: readonly string[]
  readonly pairs: readonly (readonly [string, string])[]
  readonly links: readonly Link[]
}

/** What the transaction we are in has changed itself is left for later: it may yet be rolled back. */
async function readNews(db: Db, workspaceId: WorkspaceId, kept: Kept): Promise<News | 'too much'> {
  const { changes, marker } = await changesSince(db, workspaceId, kept.marker)
  const own = new Set(changes.filter(({ isOwn }) => isOwn).flatMap(({ oneId, otherId }) => [oneId, otherId]))
  const isOurs = ({ oneId, otherId }: Change) => own.has(oneId) || (otherId !== null && own.has(otherId))
  const settled = own.size > 0 ? changes.filter((change) => !isOurs(change)) : changes
  const fresh = settled.filter(({ id }) => !kept.seen.has(id))
  const seen = new Set(settled.map(({ id }) => id))
  // Where something is left for later, it has to be found again.
  const next = settled.length < changes.length ? kept.marker : marker
  if (fresh.length === 0) return { marker: next, seen, personIds: [], pairs: [], links: [] }
  if (fresh.length > MOST_CHANGES || fresh.some(({ oneId }) => oneId === null)) return 'too much'
  return { marker: next, seen, ...(await readAgain(db, workspaceId, { changes: fresh, asOf: kept.day })) }
}

async function readAgain(
  db: Db,
  workspaceId: WorkspaceId,
  { changes, asOf }: { changes: readonly Change[]; asOf: string },
): Promise<Pick<News, 'personIds' | 'pairs' | 'links'>> {
  const ids = [...new Set(changes.flatMap(({ oneId, otherId }) => [oneId, otherId].filter((id) => id !== null)))]
  const members = await membersAmongContacts(db, workspaceId, ids)
  const personOf = (id: string): string => members.get(id) ?? id
  const personIds = new Set<string>()
  const pairs: [string, string][] = []
  for (const { oneId, otherId } of changes) {
    if (oneId !== null && otherId !== null) pairs.push([personOf(oneId), personOf(otherId)])
    // The contact too: whatever was tied to it before it turned out to be a member is not any more.
    else if (oneId !== null) personIds.add(oneId).add(personOf(oneId))
  }
  const read = (about: LinksAbout) => relationshipLinks(db, workspaceId, about)
  const ofPersons = personIds.size > 0 ? await read({ kind: 'persons', ids: [...personIds] }) : []
  const ofPairs = pairs.length > 0 ? await read({ kind: 'pairs', pairs }) : []
  const links = [...ofPersons, ...ofPairs].map((link) => warmed(link, startOf(asOf)))
  return { personIds: [...personIds], pairs, links }
}

/** In one go, between two turns of the process: a search sees all of it or nothing. */
function applyNews(kept: Kept, { marker, seen, personIds, pairs, links }: News): void {
  const { graph } = kept
  for (const id of personIds) graph.forget(id)
  const linksByPair = Map.groupBy(links, ({ memberId, personId }) => pairKey(memberId, personId))
  for (const [a, b] of pairs) if (!linksByPair.has(pairKey(a, b))) graph.setLinks(a, b, [])
  for (const [first, ...more] of linksByPair.values()) {
    if (first) graph.setLinks(first.memberId, first.personId, [first, ...more])
  }
  kept.marker = marker
  kept.seen = seen
  if (personIds.length + pairs.length > 0) kept.version += 1
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Reads everything. The marker comes first, so that what is committed meanwhile is read again the next time. */
async function readGraph(db: Db, workspaceId: WorkspaceId, now: Date): Promise<WarmGraph> {
  const { marker } = await changesSince(db, workspaceId, END_OF_TIME)
  const { changes } = await changesSince(db, workspaceId, marker)
  const builder = new GraphBuilder()
  const day = dayOf(now)
  const at = startOf(day)
  for (const ids of parts(await relationshipCounts(db, workspaceId))) {
    const links = await relationshipLinks(db, workspaceId, { kind: 'members', ids })
    for (const link of links) builder.add(warmed(link, at))
  }
  const graph = await builder.buildInSlices()
  // What may yet be rolled back is for this call alone.
  const isCommitted = changes.every(({ isOwn }) => !isOwn)
  if (isCommitted) touch(workspaceId, { graph, day, marker, seen: new Set(), version: 0 })
  return graph
}

function parts(counts: readonly { readonly memberId: string; readonly count: number }[]): string[][] {
  const all: string[][] = []
  let room = 0
  for (const { memberId, count } of counts) {
    if (room < count) {
      all.push([])
      room = PART
    }
    all.at(-1)?.push(memberId)
    room -= count
  }
  return all
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`)

function warmed(link: RelationshipLink, now: Date): Link {
  const { memberId, personId, isMember, isPrivate, declared, lastInteractionAt } = link
  const warmth = relationshipStrength(link, now) * freshness(lastInteractionAt, now)
  return { memberId, personId, isMember, isPrivate, warmth, isDeclared: declared !== null }
}

/** It is the one asked about last now; others go where memory is short. */
function touch(workspaceId: WorkspaceId, kept: Kept): void {
  keptByWorkspace.delete(workspaceId)
  keptByWorkspace.set(workspaceId, kept)
  let bytes = 0
  for (const { graph } of keptByWorkspace.values()) bytes += graph.bytes
  for (const [oldest, { graph }] of keptByWorkspace) {
    if (bytes <= MOST_BYTES || oldest === workspaceId) return
    keptByWorkspace.delete(oldest)
    bytes -= graph.bytes
  }
}
