import type { MemberId, WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import { blockedWith, membersAmongContacts } from '../people/api.ts'
import { currentGraph } from './cache.ts'
import { bestPaths, type PathsAsked, type WarmPath } from './graph/search.ts'

export type { WarmPath } from './graph/search.ts'

/** Below this a path is not verified: nobody is bothered, the ask board is offered. */
export const PATH_FLOOR = 0.1
/** asker → member → member → contact. */
const MOST_HOPS = 3

export interface WarmPathsAsked {
  readonly askerId: MemberId
  readonly contactIds: readonly string[]
  /** How many for each contact. */
  readonly k: number
  readonly maxHops?: 1 | 2 | 3
  readonly floor?: number
  /** Without what the asker keeps to themselves: where somebody else learns of the answer. */
  readonly sharedOnly?: boolean
  readonly now: Date
}

/**
 * The warmest ways from the asker to each contact, best first; none is "no verified path". They tell who knows whom, so they
 * are for routing and its proof log, never for the asker's eyes. The last person before the contact is who would open the door.
 */
export async function warmPaths(
  db: Db,
  workspaceId: WorkspaceId,
  { askerId, contactIds, now, k, maxHops = MOST_HOPS, floor = PATH_FLOOR, sharedOnly = false }: WarmPathsAsked,
): Promise<ReadonlyMap<string, readonly WarmPath[]>> {
  const members = await membersAmongContacts(db, workspaceId, contactIds)
  const avoid = new Set<string>(await blockedWith(db, workspaceId, askerId))
  const graph = await currentGraph(db, workspaceId, now)
  const asked = { fromId: askerId, k, maxHops, floor, avoid, sharedOnly }
  return new Map(contactIds.map((id) => [id, bestPaths(graph, { ...asked, toId: members.get(id) ?? id })]))
}

export interface TrustAsked {
  readonly askerId: MemberId
  readonly memberIds: readonly MemberId[]
  readonly now: Date
}

/**
 * How warm the best way from the asker to each of these members is, over one colleague at most: 0–1, and 0 for none. It is for
 * a choice that those members see, so what the asker keeps to themselves takes no part.
 */
export async function trustBetween(
  db: Db,
  workspaceId: WorkspaceId,
  { askerId, memberIds, now }: TrustAsked,
): Promise<ReadonlyMap<MemberId, number>> {
  const avoid = new Set<string>(await blockedWith(db, workspaceId, askerId))
  const graph = await currentGraph(db, workspaceId, now)
  const asked: Omit<PathsAsked, 'toId'> = { fromId: askerId, k: 1, maxHops: 2, floor: 0, avoid, sharedOnly: true }
  return new Map(memberIds.map((id) => [id, bestPaths(graph, { ...asked, toId: id })[0]?.score ?? 0]))
}

/**
 * Reads the workspace's graph before it is needed. A handler calls it outside its transaction where a workspace may know many
 * people: the first reading of a million relationships takes seconds, later ones only what changed.
 */
export async function readAhead(db: Db, workspaceId: WorkspaceId, now: Date): Promise<void> {
  await currentGraph(db, workspaceId, now)
}
