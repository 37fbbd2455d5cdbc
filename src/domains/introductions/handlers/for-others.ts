import type { MemberId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import type { Refused } from '../../../kit/reply.ts'
import type { PendingReason, RequestState } from '../model.ts'
import { decide } from '../rules/change.ts'
import { alreadyAsked } from '../rules/consent.ts'
import { met, type OutcomeTold, tellOutcome } from '../rules/follow-up.ts'
import { send } from '../rules/introduction.ts'
import { findNobody, loseContact, makeOffer } from '../rules/offer.ts'
import { type IntroRefusal, movedOn } from '../rules/refusals.ts'
import { lookAgain, withdraw } from '../rules/request.ts'
import { lockRouting } from '../store/routing.ts'
import { readParty } from '../store/state.ts'
import { decideInside, type Rule } from './commit.ts'

/** What other desks decide about requests of their kind, each inside the caller's own transaction. */

type Decided = Promise<RequestState | Refused<IntroRefusal>>

/** One request of a workspace, and who acts: null for the desk itself and for a team's own systems. */
export interface About {
  readonly workspace: WorkspaceInfo
  readonly requestId: string
  readonly actorId: MemberId | null
}

export type Choice =
  | {
      readonly kind: 'offer'
      readonly facilitatorId: MemberId
      readonly contactId: string
      readonly reasons: readonly string[]
    }
  | { readonly kind: 'nobody'; readonly reason: PendingReason; readonly retryAt: Date }

/** Answers `routeWanted`: `choose` looks at the request as it is, under the lock that keeps everybody within their caps. */
export async function routeTo(w: Work, about: About, choose: (state: RequestState) => Promise<Choice>): Decided {
  return on(w, about, async (state) => {
    if (state.request.status !== 'PENDING') return movedOn
    await lockRouting(w.db, about.workspace.id)
    const choice = await choose(state)
    if (choice.kind === 'nobody') return findNobody(state, choice, w)
    const { facilitatorId } = choice
    const party = await readParty(w.db, about.workspace.id, facilitatorId, w.now)
    const people = party ? new Map(state.people).set(facilitatorId, party) : state.people
    return makeOffer({ ...state, people }, choice, w)
  })
}

/** Routes a waiting request again, at once. */
export const routeAgain = (w: Work, about: About): Decided =>
  on(w, about, (state) => decide(state.request.status === 'PENDING' ? lookAgain(w) : {}))

/** Somebody who was to be introduced is not available any more. */
export const passOver = (w: Work, about: About, contactId: string): Decided =>
  on(w, about, (state) => loseContact(state, contactId, w))

/** The team withdraws a request. */
export const withdrawFor = (w: Work, about: About, why: string): Decided =>
  on(w, about, (state) => withdraw(state, { by: about.actorId, isAdmin: true, why }, w))

/** The team says what came of it. */
export const tellOutcomeFor = (w: Work, about: About, told: Omit<OutcomeTold, 'by' | 'isTeam'>): Decided =>
  on(w, about, (state) => tellOutcome(state, { ...told, by: about.actorId, isTeam: true }, w))

/** The team made the introduction outside the desk, after asking both sides. */
export async function introducedByHand(w: Work, about: About): Decided {
  await on(w, about, (state) =>
    state.request.facilitatorId ? alreadyAsked(state, state.request.facilitatorId, w) : movedOn,
  )
  return on(w, about, (state) =>
    state.request.facilitatorId ? send(state, { by: state.request.facilitatorId, channel: 'BY_HAND' }, w) : movedOn,
  )
}

/** The team knows that the two are in touch. */
export const connectedFor = (w: Work, about: About): Decided =>
  on(w, about, (state) => met(state, { by: state.request.requesterId, answer: 'YES' }, w))

const on = (w: Work, about: About, rule: Rule): Decided => decideInside(w, { ...about, rule })
