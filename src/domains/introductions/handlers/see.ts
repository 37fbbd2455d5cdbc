import type { MemberId } from '../../../kit/brand.ts'
import type { ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { blockedWith, personSummary } from '../../people/api.ts'
import { type Ask, consentCard, type SeenConsent } from '../cards/consent.ts'
import { detailsCard } from '../cards/details.ts'
import { offerCard } from '../cards/offer.ts'
import { nameOf } from '../cards/parts.ts'
import { receiptCard } from '../cards/receipt.ts'
import { type Offer, type RequestState, targetOf } from '../model.ts'
import { MOST_TOGETHER } from '../model-defaults.ts'
import { targetConsent } from '../rules/consent.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { offerOf, type Viewer, viewerOf } from '../rules/view.ts'
import { approachOf, inHandFor } from '../store/approach.ts'
import { readConsent } from '../store/consents.ts'
import { queuedBehind } from '../store/routing.ts'
import { readState, readStates } from '../store/state.ts'

/** What a handler needs to look at something; a link's page has no actor. */
export type Looking = Pick<ReadCtx, 'workspace' | 'db' | 'now' | 'linkUrl' | 'canMail'>

export const isAdmin = ({ actor }: Pick<ReadCtx, 'actor'>): boolean => actor.roles.includes('admin')

interface OneConsent {
  readonly requestId: string
  readonly consentId: string
}

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
            ...(await besideOffer(ctx, state, actor.id)),
          })
        : detailsCard({ state, now, viewer, viewerId: actor.id })
    case 'target':
      return consentCard(await targetSeen(ctx, state))
    case 'admin':
      return detailsCard({ state, now, viewer, viewerId: actor.id })
  }
}

async function targetSeen(ctx: ReadCtx, state: RequestState): Promise<SeenConsent> {
  const consent = targetConsent(state)
  const seen = consent && (await seeConsent(ctx, { requestId: state.request.id, consentId: consent.id }))
  return seen ?? { state, consent, about: null, alongside: [], now: ctx.now, community: ctx.workspace.name }
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

/** "Founder, Voltline", as the member tells it; where the first already names the second, it is said once. */
export function aboutLine(summary: { headline?: string; organization?: string } | null): string | null {
  const { headline, organization } = summary ?? {}
  if (!headline) return organization ?? null
  const isNamed = !organization || headline.toLowerCase().includes(organization.toLowerCase())
  return isNamed ? headline : `${headline}, ${organization}`
}

/** The question to the person to be met, with those that they were asked together with it. */
export async function seeConsent(ctx: Looking, { requestId, consentId }: OneConsent): Promise<SeenConsent | null> {
  const { db, workspace, now } = ctx
  const others = (await approachOf(db, workspace.id, consentId)).filter((part) => part.consentId !== consentId)
  const [own, ...alongside] = await seeAsks(ctx, [{ requestId, consentId }, ...others])
  return own?.state.request.id === requestId ? { ...own, alongside, now, community: workspace.name } : null
}

async function seeAsks({ db, workspace, now }: Looking, parts: readonly OneConsent[]): Promise<Ask[]> {
  const ids = parts.map(({ requestId }) => requestId)
  const states = new Map((await readStates(db, workspace.id, ids, now)).map((state) => [state.request.id, state]))
  const asks: Ask[] = []
  for (const { requestId, consentId } of parts) {
    const state = states.get(requestId)
    if (!state) continue
    const asker = await personSummary(db, workspace.id, state.request.requesterId)
    asks.push({ state, consent: await readConsent(db, workspace.id, consentId), about: aboutLine(asker) })
  }
  return asks
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
  const pair = { facilitatorId: memberId, contactId: target.contactId }
  if ((await inHandFor(db, workspace.id, pair)).length >= MOST_TOGETHER) return []
  const never = await blockedWith(db, workspace.id, memberId)
  const unfit = [...never, memberId, target.memberId]
  return waiting.flatMap(({ id, requesterId }) => (unfit.includes(requesterId) ? [] : [id]))
}

/** What the card of whoever has accepted tells of other asks for the same person. */
export async function besideOffer(
  ctx: Pick<ReadCtx, 'db' | 'workspace' | 'now'>,
  state: RequestState,
  memberId: MemberId,
): Promise<{ waiting: number; together: string[] }> {
  const { db, workspace, now } = ctx
  const { request, introduction } = state
  const waiting = (await waitingBehind(ctx, state, memberId)).length
  const isUnasked = request.status === 'ACCEPTED' && introduction?.facilitatorId === memberId && !targetConsent(state)
  if (!isUnasked) return { waiting, together: [] }
  const inHand = await inHandFor(db, workspace.id, { facilitatorId: memberId, contactId: introduction.contactId })
  const ids = inHand.flatMap(({ requestId, consent }) =>
    requestId !== request.id && (consent === null || consent.status === 'ASKED') ? [requestId] : [],
  )
  const others = await readStates(db, workspace.id, ids, now)
  return { waiting, together: others.map((other) => nameOf(other, other.request.requesterId)) }
}
