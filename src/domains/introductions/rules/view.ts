import type { MemberId } from '../../../kit/brand.ts'
import { type Offer, type RequestState, targetOf } from '../model.ts'

/** As what a member may look at a request. Null: it is none of their business. */
export type Viewer = 'asker' | 'facilitator' | 'target' | 'admin'

export function viewerOf(state: RequestState, memberId: MemberId, isAdmin: boolean): Viewer | null {
  if (memberId === state.request.requesterId) return 'asker'
  if (offerOf(state, memberId)) return 'facilitator'
  if (memberId === targetOf(state)?.memberId && state.consents.some((consent) => consent.memberId === memberId)) {
    return 'target'
  }
  return isAdmin ? 'admin' : null
}

/** What this member holds or held: the offer that still matters, else the latest. */
export function offerOf({ offers }: RequestState, memberId: MemberId): Offer | null {
  const theirs = offers.filter(({ facilitatorId }) => facilitatorId === memberId)
  const live = theirs.find(({ status }) => ['OPEN', 'QUESTIONED', 'DEFERRED', 'ACCEPTED'].includes(status))
  return live ?? theirs.at(-1) ?? null
}
