import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { contactsMatching, findContacts, isBlockedPair, searchContacts } from '../../people/api.ts'
import { detailsCard, historyCard } from '../cards/details.ts'
import { boardCard, findCard, inboxCard, mineCard } from '../cards/lists.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { houseRulesOf } from '../store/house-rules.ts'
import { boardRequests, endedRequestIds, historyPage, liveRequestIds, waitingFor } from '../store/lists.ts'
import { readStates } from '../store/state.ts'
import { insertActivities } from '../store/write.ts'
import { cardFor, see } from './see.ts'

/** What can be looked up: one's own requests, what waits, the board, people, one request in full, its history. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>

/** How many that have ended are still listed. */
const ENDED_SHOWN = 4
const HISTORY_PAGE = LIMITS.listItems

export async function mine({ db, workspace, actor, now }: ReadCtx): Promise<Card> {
  const live = await readStates(db, workspace.id, await liveRequestIds(db, workspace.id, actor.id), now)
  const endedIds = await endedRequestIds(db, workspace.id, { memberId: actor.id, limit: ENDED_SHOWN })
  const ended = await readStates(db, workspace.id, endedIds, now)
  return mineCard(
    live,
    ended.filter(({ request }) => request.requesterId === actor.id),
    await houseRulesOf(db, workspace.id),
  )
}

export async function inbox({ db, workspace, actor, now }: ReadCtx): Promise<Card> {
  const waiting = await readStates(db, workspace.id, await waitingFor(db, workspace.id, actor.id), now)
  return inboxCard(waiting, actor.id)
}

/** Without requests of, or for, somebody whom the reader has blocked or who has blocked them. */
export async function board({ db, workspace, actor }: ReadCtx): Promise<Card> {
  const requests = await boardRequests(db, workspace.id, { notOf: actor.id, limit: LIMITS.listItems })
  const shown = []
  for (const request of requests) {
    if (!(await isBlockedPair(db, workspace.id, actor.id, request.requesterId))) shown.push(request)
  }
  const ids = shown.flatMap(({ contactId }) => contactId ?? [])
  const contacts = await findContacts(db, workspace.id, ids)
  return boardCard(
    shown,
    new Map(contacts.map(({ id, name, organization }) => [id, withOrganization(name, organization)])),
  )
}

const withOrganization = (name: string, organization?: string) => (organization ? `${name}, ${organization}` : name)

/** People by name, or, where nobody is called that, those who are what was typed: "a CFO at a robotics company". */
export async function find({ db, workspace, actor }: ReadCtx, { query }: { query: string }): Promise<Card> {
  const search = { viewerId: actor.id, limit: LIMITS.listItems }
  const named = await searchContacts(db, workspace.id, { ...search, query })
  if (named.length > 0) return findCard(query, { by: 'name', contacts: named })
  const fitting = await contactsMatching(db, workspace.id, { ...search, criteria: query })
  return findCard(query, { by: 'criteria', contacts: fitting.map(({ contact }) => contact) })
}

export async function open(ctx: ReadCtx, { requestId }: { requestId: string }): Answered<Card> {
  const seen = await see(ctx, requestId)
  return isRefused(seen) ? seen : cardFor(ctx, seen)
}

/** Opening the details is a fact of the request's history: once for each reader and look. */
export async function details(ctx: Ctx, { requestId }: { requestId: string }): Answered<Card> {
  const { actor, workspace, now } = ctx
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const viewed = { type: 'REQUEST_VIEWED', actorId: actor.id, description: 'Opened the details' } as const
  await ctx.work((w) =>
    insertActivities(w.db, workspace.id, { requestId, activities: [viewed], now, newId: () => w.newId() }),
  )
  return detailsCard({ ...seen, now, viewerId: actor.id })
}

export async function history(ctx: ReadCtx, { requestId, page }: { requestId: string; page: number }): Answered<Card> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const { db, workspace, now, actor } = ctx
  const found = await historyPage(db, workspace.id, { requestId, page, size: HISTORY_PAGE })
  return historyCard({ ...seen, now, viewerId: actor.id }, { ...found, page })
}
