import type { MemberId } from '../../../kit/brand.ts'
import type { JobCtx, Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { contactsMatching, facilitator, findContacts, isBlockedPair, type Knower, knowersOf } from '../../people/api.ts'
import type { RequestState } from '../model.ts'
import { type Decided, decide } from '../rules/change.ts'
import { findNobody, makeOffer } from '../rules/offer.ts'
import { movedOn } from '../rules/refusals.ts'
import { nextLook } from '../rules/request.ts'
import { type Candidate, rank, whyNobody } from '../rules/routing.ts'
import { busyContacts, loadsOf, lockRouting, pastsOf, saveProof } from '../store/routing.ts'
import { reasonsFor } from '../text.ts'
import { decideInside, decideQuietly } from './commit.ts'

/** How many contacts that fit the kind of person wanted are looked at. */
const MOST_MATCHES = 25

export async function route(ctx: JobCtx, { requestId }: { requestId: string }): Promise<void> {
  await decideQuietly(ctx, requestId, (state, w) => findRoute(w, ctx.workspace, state))
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
  await lockRouting(w.db, workspace.id)
  const ranking = rank(state, await candidatesFor(w, workspace, state), w.now)
  const best = ranking.ranked[0]
  const picked = best?.candidate.facilitator.id ?? null
  await saveProof(w.db, workspace.id, { id: w.newId(), requestId: state.request.id, ranking, picked, now: w.now })
  if (!best) return findNobody(state, whyNobody(state, ranking, w.now), w)
  const { facilitator: asked, contactId } = best.candidate
  const people = new Map(state.people).set(asked.id, asked)
  const reasons = reasonsFor(best, w.now)
  return makeOffer({ ...state, people }, { facilitatorId: asked.id, contactId, reasons }, w)
}

async function candidatesFor(w: Work, workspace: WorkspaceInfo, state: RequestState): Promise<Candidate[]> {
  const { db, now } = w
  const fits = await contactsFor(w, workspace, state)
  const contactIds = [...fits.keys()]
  const knowers = await knowersOf(db, workspace.id, contactIds, now)
  const suggested = await suggestedKnowers(w, workspace, { state, knowers, contactIds })
  const all = [
    ...knowers.map((knower) => ({ ...knower, isSuggested: isSuggested(state, knower.member.id) })),
    ...suggested,
  ]
  const ids = [...new Set(all.map(({ member }) => member.id))]
  const loads = await loadsOf(db, workspace.id, { memberIds: ids, now })
  const pasts = await pastsOf(db, workspace.id, ids, now)
  const busy = await busyContacts(db, workspace.id, { contactIds, requestId: state.request.id })
  const blocked = await blockedFor(w, workspace, state, ids)
  const contacts = new Map((await findContacts(db, workspace.id, contactIds)).map((one) => [one.id, one]))
  return all.flatMap(({ member, contactId, relationship, ...more }): Candidate[] => {
    const load = loads.get(member.id)
    const past = pasts.get(member.id)
    if (!load || !past) return []
    const contact = contactId === null ? null : contacts.get(contactId)
    return [
      {
        ...{ facilitator: member, contactId, relationship, load, past, isSuggested: more.isSuggested },
        contactName: contact?.name ?? null,
        fit: contactId === null ? 1 : (fits.get(contactId) ?? 0),
        isBlocked: blocked.has(member.id),
        isTargetBusy: contactId !== null && busy.has(contactId),
        targetMemberId: contact?.memberId ?? null,
      },
    ]
  })
}

/** The named contact, or those who fit the kind of person wanted, each with how well. */
async function contactsFor(
  w: Work,
  workspace: WorkspaceInfo,
  { request }: RequestState,
): Promise<ReadonlyMap<string, number>> {
  if (request.contactId) return new Map([[request.contactId, 1]])
  const criteria = request.criteria ?? ''
  const search = { viewerId: request.requesterId, criteria, limit: MOST_MATCHES }
  const matches = await contactsMatching(w.db, workspace.id, search)
  const most = Math.max(1, ...matches.map(({ matched }) => matched.length))
  return new Map(matches.map(({ contact, matched }) => [contact.id, matched.length / most]))
}

const isSuggested = ({ offers }: RequestState, id: MemberId): boolean =>
  offers.some(({ suggestedId }) => suggestedId === id)

type Suggested = Pick<Knower, 'member'> & {
  readonly contactId: string | null
  readonly relationship: null
  readonly isSuggested: true
}

/** Colleagues who were named and of whom no relationship is known: they may know more than the desk does. */
async function suggestedKnowers(
  w: Work,
  workspace: WorkspaceInfo,
  { state, knowers, contactIds }: { state: RequestState; knowers: readonly Knower[]; contactIds: readonly string[] },
): Promise<Suggested[]> {
  const known = new Set(knowers.map(({ member }) => member.id))
  const ids = state.offers.flatMap(({ suggestedId }) => (suggestedId && !known.has(suggestedId) ? [suggestedId] : []))
  const found: Suggested[] = []
  for (const id of new Set(ids)) {
    const member = await facilitator(w.db, workspace.id, id, w.now)
    const contactId = state.request.contactId ? (contactIds[0] ?? null) : null
    if (member) found.push({ member, contactId, relationship: null, isSuggested: true })
  }
  return found
}

async function blockedFor(
  w: Work,
  workspace: WorkspaceInfo,
  { request }: RequestState,
  ids: readonly MemberId[],
): Promise<ReadonlySet<MemberId>> {
  const blocked = new Set<MemberId>()
  for (const id of ids) {
    if (await isBlockedPair(w.db, workspace.id, request.requesterId, id)) blocked.add(id)
  }
  return blocked
}
