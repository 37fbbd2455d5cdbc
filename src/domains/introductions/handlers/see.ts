import type { MemberId } from '../../../kit/brand.ts'
import type { ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { blockedWith, personSummary } from '../../people/api.ts'
import { consentCard, type SeenConsent } from '../cards/consent.ts'
import { detailsCard } from '../cards/details.ts'
import { offerCard } from '../cards/offer.ts'
import { receiptCard } from '../cards/receipt.ts'
import { type Consent, type Offer, type RequestState, targetOf } from '../model.ts'
import { targetConsent } from '../rules/consent.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { offerOf, type Viewer, viewerOf } from '../rules/view.ts'
import { readConsent } from '../store/consents.ts'
import { queuedBehind } from '../store/routing.ts'
import { readState } from '../store/state.ts'

/** What a handler needs to look at something; a link's page has no actor. */
export type Looking = Pick<ReadCtx, 'workspace' | 'db' | 'now' | 'linkUrl' | 'canMail'>

export const isAdmin = ({ actor }: Pick<ReadCtx, 'actor'>): boolean => actor.roles.includes('admin')

export interface Seeing {
  readonly state: RequestState
  readonly viewer: Viewer
}

/** A request that this member may look at. */
export async function see(ctx: ReadCtx, requestId: string): Promise<Seeing | Refused<IntroRefusal>> {
  const state = await readState(ctx.db, ctx.workspace.id, requestId, ctx.now)
  if (!state) return refuse({ kind: 'not_found' } as const)
  const viewer = viewerOf(state, ctx.actor.id, isAdmin(ctx))
  return viewer ? { state, viewer } : refuse({ kind: 'not_yours' } as const)
}

/** An offer of the actor's own, for the forms that answer it. */
export async function seeOffer(
  ctx: ReadCtx,
  { requestId, offerId }: { requestId: string; offerId: string },
): Promise<{ state: RequestState; offer: Offer } | Refused<IntroRefusal>> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const offer = seen.state.offers.find(({ id }) => id === offerId)
  if (!offer) return refuse({ kind: 'not_found' } as const)
  return offer.facilitatorId === ctx.actor.id ? { state: seen.state, offer } : refuse({ kind: 'not_yours' } as const)
}

/** The card on which this member follows this request: it depends on who looks. */
export async function cardFor(ctx: ReadCtx, { state, viewer }: Seeing): Promise<Card> {
  const { now, actor } = ctx
  const offer = offerOf(state, actor.id)
  switch (viewer) {
    case 'asker':
      return receiptCard({ state, now })
    case 'facilitator':
      return offer
        ? offerCard({
            ...{ state, now, offer, linkUrl: (id) => ctx.linkUrl(id), canMail: ctx.canMail },
            waiting: (await waitingBehind(ctx, state, actor.id)).length,
          })
        : detailsCard({ state, now, viewer, viewerId: actor.id })
    case 'target':
      return consentCard(await consentSeen(ctx, state, targetConsent(state)))
    case 'admin':
      return detailsCard({ state, now, viewer, viewerId: actor.id })
  }
}

/** After a decision: the actor's own card as it is now. */
export async function answerWith(
  ctx: ReadCtx,
  decided: RequestState | Refused<IntroRefusal>,
): Promise<Card | Refused<IntroRefusal>> {
  if (isRefused(decided)) return decided
  const viewer = viewerOf(decided, ctx.actor.id, isAdmin(ctx))
  return viewer ? cardFor(ctx, { state: decided, viewer }) : refuse({ kind: 'not_yours' } as const)
}

async function consentSeen(ctx: Looking, state: RequestState, consent: Consent | null): Promise<SeenConsent> {
  const { db, workspace, now } = ctx
  const asker = await personSummary(db, workspace.id, state.request.requesterId)
  return { state, consent, now, about: aboutLine(asker), community: workspace.name }
}

/** "Founder, Voltline", as the member tells it; where the first already names the second, it is said once. */
export function aboutLine(summary: { headline?: string; organization?: string } | null): string | null {
  const { headline, organization } = summary ?? {}
  if (!headline) return organization ?? null
  const isNamed = !organization || headline.toLowerCase().includes(organization.toLowerCase())
  return isNamed ? headline : `${headline}, ${organization}`
}

export async function seeConsent(
  ctx: Looking,
  { requestId, consentId }: { requestId: string; consentId: string },
): Promise<SeenConsent | null> {
  const state = await readState(ctx.db, ctx.workspace.id, requestId, ctx.now)
  const consent = await readConsent(ctx.db, ctx.workspace.id, consentId)
  return state && consentSeen(ctx, state, consent)
}

/** The asks that wait behind this one and that its facilitator could take as well: none of somebody they have blocked. */
export async function waitingBehind(
  { db, workspace }: Pick<ReadCtx, 'db' | 'workspace'>,
  state: RequestState,
  memberId: MemberId,
): Promise<string[]> {
  const { request } = state
  const target = targetOf(state)
  if (request.status !== 'ACCEPTED' || request.facilitatorId !== memberId || !target) return []
  const waiting = await queuedBehind(db, workspace.id, target.contactId)
  if (waiting.length === 0) return []
  const never = await blockedWith(db, workspace.id, memberId)
  const unfit = [...never, memberId, target.memberId]
  return waiting.flatMap(({ id, requesterId }) => (unfit.includes(requesterId) ? [] : [id]))
}
