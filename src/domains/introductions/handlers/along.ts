import type { Ctx } from '../../../kit/ctx.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { targetOf } from '../model.ts'
import { volunteer } from '../rules/accept.ts'
import { decideInside } from './commit.ts'
import { loadOf, withTarget } from './offer.ts'
import { answerWith, see, waitingBehind } from './see.ts'

/** Asks for one person reach them one at a time, but for a facilitator who takes several at once. */

/** The one that waits longest is theirs as well, within their caps; its asker hears who it is. */
export async function takeAlong(ctx: Ctx, { requestId }: { requestId: string }) {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const target = targetOf(seen.state)
  const [next] = await waitingBehind(ctx, seen.state, ctx.actor.id)
  if (!next || !target) return refuse({ kind: 'moved_on' } as const)
  const { workspace, actor } = ctx
  const taken = await ctx.work(async (w) => {
    w.redraw(requestId)
    return decideInside(w, {
      ...{ workspace, actorId: actor.id, requestId: next },
      rule: async (state) => {
        const load = await loadOf(ctx, w, { offerId: '', kind: state.request.kind })
        return volunteer(withTarget(state, target), { by: actor.id, target, load, isTakenAlong: true }, w)
      },
    })
  })
  return isRefused(taken) ? taken : answerWith(ctx, seen.state)
}
