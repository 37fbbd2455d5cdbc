import type { JobCtx, Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { readAhead } from '../../paths/api.ts'
import { criteriaTask } from '../contracts.ts'
import { tidyWords } from '../llm-criteria.ts'
import type { RequestState } from '../model.ts'
import { type Decided, decide, together } from '../rules/change.ts'
import { findNobody, makeOffer } from '../rules/offer.ts'
import { movedOn } from '../rules/refusals.ts'
import { nextLook } from '../rules/request.ts'
import { rank, whyNobody } from '../rules/routing.ts'
import { lockRouting, saveProof } from '../store/routing.ts'
import { readState } from '../store/state.ts'
import { reasonsFor } from '../text.ts'
import { candidatesFor, contactsFor } from './candidates.ts'
import { decideInside, decideQuietly } from './commit.ts'

export async function route(ctx: JobCtx, { requestId }: { requestId: string }): Promise<void> {
  await readAhead(ctx.db, ctx.workspace.id, ctx.now)
  const searchWords = await readWords(ctx, requestId)
  await decideQuietly(ctx, requestId, async (state, w) => {
    if (searchWords === null || state.request.searchWords !== null) return findRoute(w, ctx.workspace, state)
    const read = { ...state, request: { ...state.request, searchWords } }
    const decided = await findRoute(w, ctx.workspace, read)
    return decided.ok ? decide(together(decided.value, { request: { searchWords } })) : decided
  })
}

/** The model's words for the kind of person wanted, asked once for each request; null where they are known or not to be had. */
async function readWords(ctx: JobCtx, requestId: string): Promise<string | null> {
  const request = (await readState(ctx.db, ctx.workspace.id, requestId, ctx.now))?.request
  if (request?.kind !== 'EXPERTISE' || request.status !== 'PENDING') return null
  if (request.criteria === null || request.searchWords !== null) return null
  const { value, by } = await ctx.write(criteriaTask, { wanted: request.criteria, purpose: request.purpose })
  return by === 'model' ? tidyWords(value) || null : null
}

/** For the sweep, which holds the request's lock already. */
export async function routeInside(w: Work, workspace: WorkspaceInfo, requestId: string): Promise<void> {
  await decideInside(w, { workspace, actorId: null, requestId, rule: (state) => findRoute(w, workspace, state) })
}

/** Looks at everybody who could help, asks the best, and keeps the proof of how that was decided. */
async function findRoute(w: Work, workspace: WorkspaceInfo, state: RequestState): Promise<Decided> {
  if (state.request.status !== 'PENDING') return movedOn
  // The partners' desk is asked again; until it answers, the next look is a day away.
  if (state.request.kind === 'PARTNER')
    return decide({ request: { retryAt: nextLook(state, w) }, effects: [{ do: 'route' }] })
  // The search takes as long as there are many contacts; whoever is asked is decided one request after the other.
  const fits = await contactsFor(w, workspace, state)
  await lockRouting(w.db, workspace.id)
  const ranking = rank(state, await candidatesFor(w, workspace, { state, fits }), w.now)
  const best = ranking.ranked[0]
  const picked = best?.candidate.facilitator.id ?? null
  await saveProof(w.db, workspace.id, { id: w.newId(), requestId: state.request.id, ranking, picked, now: w.now })
  if (!best) return findNobody(state, whyNobody(state, ranking, w.now), w)
  const { facilitator: asked, contactId } = best.candidate
  const people = new Map(state.people).set(asked.id, asked)
  const reasons = reasonsFor(best, { now: w.now, isBlind: state.request.blind })
  return makeOffer({ ...state, people }, { facilitatorId: asked.id, contactId, reasons }, w)
}
