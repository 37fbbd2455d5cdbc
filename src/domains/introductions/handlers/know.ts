import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { declareKnowing, STRENGTH_OPTIONS } from '../../people/api.ts'
import { relationshipChanged } from '../../people/events.ts'
import { knownCard, whyCard } from '../cards/know.ts'
import { targetOf } from '../model.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { offerOf } from '../rules/view.ts'
import { proofFor } from '../store/routing.ts'
import type { OneOffer } from './ask.ts'
import { see, seeOffer } from './see.ts'

type Answered<T> = Promise<T | Refused<IntroRefusal>>

/** A facilitator about the person they are asked for, or the asker about the person they have met. */
export async function takeKnowing(ctx: Ctx, { requestId }: { requestId: string }, picked?: string): Answered<Card> {
  const { workspace, actor, now } = ctx
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const { state, viewer } = seen
  const offered = offerOf(state, actor.id)?.contactId
  const target = (offered && state.targets.get(offered)) || targetOf(state)
  const chosen = STRENGTH_OPTIONS.find(({ value }) => value === picked)
  const hasMet = viewer === 'asker' && state.request.connectedAt !== null
  if (!target || !chosen || !(viewer === 'facilitator' || hasMet)) return refuse({ kind: 'moved_on' } as const)
  const whose = { memberId: actor.id, contactId: target.contactId }
  await ctx.work(async (w) => {
    await declareKnowing(w.db, workspace.id, { ...whose, id: w.newId(), strength: Number(chosen.value), now })
    w.emit(relationshipChanged, whose)
    w.homeChanged(actor.id)
  })
  return knownCard(target.name, chosen.label)
}

/** The facilitator's own line of the proof log. */
export async function showWhy(ctx: ReadCtx, values: OneOffer): Answered<Card> {
  const seen = await seeOffer(ctx, values)
  if (isRefused(seen)) return seen
  const { requestId } = values
  const proof = await proofFor(ctx.db, ctx.workspace.id, { requestId, memberId: ctx.actor.id })
  return whyCard(seen.offer.reasons, proof)
}
