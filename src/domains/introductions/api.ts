import { type MemberId, memberId, type WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import { button, type ListItem } from '../../kit/ui/card.ts'
import { t } from '../../kit/ui/text.ts'
import { addDays } from '../../kit/working-time.ts'
import { turnOf } from './cards/lists.ts'
import { statusOf, them } from './cards/parts.ts'
import { open } from './contracts.ts'
import { referenceOf, targetOf } from './model.ts'
import { digestCounts, liveRequestIds, waitingFor } from './store/lists.ts'
import { readStates } from './store/state.ts'

/** What other domains may ask of introductions. */

export { type AskStart, ask as askForm } from './forms.ts'
export { type AskTaken, submitAsk } from './handlers/ask.ts'
export {
  type About,
  type Choice,
  connectedFor,
  introducedByHand,
  passOver,
  routeAgain,
  routeTo,
  tellOutcomeFor,
  withdrawFor,
} from './handlers/for-others.ts'
export { type ReferralRequest, type RequestState, type RequestStatus, referenceOf, targetOf } from './model.ts'
export { type Load, refuseOverCap } from './rules/accept.ts'
export type { IntroRefusal } from './rules/refusals.ts'
export { nextLook } from './rules/request.ts'
export { houseRulesOf } from './store/house-rules.ts'
export { loadsOf } from './store/routing.ts'
export { readStates } from './store/state.ts'
export { refusals } from './text.ts'

export interface DigestPart {
  readonly numbers: readonly { readonly label: string; readonly value: number }[]
  /** What waits for this member, each with its button. */
  readonly items: readonly ListItem[]
}

const WEEK_DAYS = 7

/** This member's week. Where everything is zero and nothing waits, there is nothing to say. */
export async function digestItems(db: Db, workspaceId: WorkspaceId, member: MemberId, now: Date): Promise<DigestPart> {
  const waiting = await readStates(db, workspaceId, await waitingFor(db, workspaceId, memberId(member)), now)
  const since = addDays(now, -WEEK_DAYS)
  const { asked, introduced, helped } = await digestCounts(db, workspaceId, { memberId: member, since })
  return {
    numbers: [
      { label: 'You asked', value: asked },
      { label: 'You were introduced', value: introduced },
      { label: 'Doors you opened', value: helped },
    ],
    items: waiting.map((state) => ({
      title: `${referenceOf(state.request)} · ${them(targetOf(state))}`,
      text: t`${turnOf(state, member)}`,
      actions: [button('Open it', open, { requestId: state.request.id })],
    })),
  }
}

export interface OwnRequest {
  readonly reference: string
  readonly wanted: string
  readonly status: string
  readonly since: Date
}

/** What this member asks for at the moment and how far each is, as they may know it. */
export async function requestsOf(
  db: Db,
  workspaceId: WorkspaceId,
  member: MemberId,
  now: Date,
): Promise<readonly OwnRequest[]> {
  const states = await readStates(db, workspaceId, await liveRequestIds(db, workspaceId, member), now)
  return states.map((state) => ({
    reference: referenceOf(state.request),
    wanted: them(targetOf(state)),
    status: statusOf(state.request.status).word,
    since: state.request.createdAt,
  }))
}
