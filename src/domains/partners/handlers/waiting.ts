import type { Work } from '../../../kit/ctx.ts'
import type { SweepHandler } from '../../../kit/domain.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { routeAgain, withdrawFor } from '../../introductions/api.ts'
import { callBackNotice } from '../contracts-work.ts'
import type { WaitingPlace } from '../model.ts'
import { answerCall } from '../rules/waiting.ts'
import { findAsk } from '../store/asks.ts'
import { findGroup } from '../store/groups.ts'
import { findPlace, lapsedCalls, nextLapse, savePlace } from '../store/waiting.ts'
import { askFor } from './asks.ts'
import { callLine } from './listeners.ts'
import type { Acting, Answer } from './partners.ts'

/** Places in line: being called, answering, and letting the next one have it. */

/** A yes routes the request again, or asks anew where it has ended meanwhile; a no ends it, and the next in line is called. */
export async function answerPlace(
  w: Work,
  acting: Acting,
  { placeId, wanted }: { placeId: string; wanted: boolean },
): Answer<WaitingPlace> {
  const { workspace, actorId } = acting
  const place = await findPlace(w.db, workspace.id, placeId)
  if (!place) return refuse({ kind: 'not_found' } as const)
  if (place.memberId !== actorId) return refuse({ kind: 'not_yours' } as const)
  const answered = answerCall(place, wanted, w.now)
  if (!answered) return place
  await savePlace(w.db, workspace.id, answered)
  const about = { workspace, requestId: place.requestId, actorId }
  if (wanted) {
    const again = await goOn(w, acting, answered)
    if (isRefused(again)) return again
  } else {
    await withdrawFor(w, about, 'Not wanted any more')
  }
  await callLine(w, workspace, place)
  w.redraw(callBackNotice.subject({ placeId, askedAt: '' }))
  return answered
}

async function goOn(w: Work, acting: Acting, place: WaitingPlace): Answer<true> {
  const { workspace, actorId } = acting
  const routed = await routeAgain(w, { workspace, requestId: place.requestId, actorId })
  if (isRefused(routed)) return routed
  if (routed.request.status === 'PENDING') return true
  const ask = await findAsk(w.db, workspace.id, place.requestId)
  const group = ask && (await findGroup(w.db, workspace.id, ask.groupId))
  if (!ask || !group) return refuse({ kind: 'not_found' } as const)
  const again = await askFor(w, acting, {
    ...{ group, requesterId: place.memberId, type: ask.partnerType, context: ask.context },
    ...{ urgency: 'NORMAL', preferredPartnerId: null },
  })
  return isRefused(again) ? again : true
}

/** Silence lets the next one have it; the card stays, and a late yes still counts. */
export const callBackDue: SweepHandler = {
  async run(ctx) {
    for (const { workspaceId, id } of await lapsedCalls(ctx.db, ctx.now)) {
      ctx.signal.throwIfAborted()
      const job = await ctx.in(workspaceId)
      await job?.work(async (w) => {
        const place = await findPlace(w.db, workspaceId, id)
        if (place?.status !== 'ASKED' || !place.answerBy || place.answerBy > w.now) return
        await savePlace(w.db, workspaceId, { ...place, status: 'LAPSED', answerBy: null })
        await callLine(w, job.workspace, place)
        w.redraw(callBackNotice.subject({ placeId: id, askedAt: '' }))
      })
    }
  },
  async nextDue(db) {
    const at = await nextLapse(db)
    return at && { at, what: 'an answer from somebody in line for a partner' }
  },
}
