import { memberId } from '../../../kit/brand.ts'
import { type JobCtx, toMember, type Work } from '../../../kit/ctx.ts'
import { type Listener, on } from '../../../kit/domain.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { isRefused } from '../../../kit/reply.ts'
import { passOver, readStates } from '../../introductions/api.ts'
import { requestMoved, routeWanted } from '../../introductions/events.ts'
import { callBackNotice, movedOnNotice } from '../contracts-work.ts'
import { partnerMoved, serviceAreasChanged } from '../events.ts'
import type { Partner, PartnerAsk } from '../model.ts'
import { callNext } from '../rules/waiting.ts'
import { asksOfPartner } from '../store/asks.ts'
import { findPartner } from '../store/partners.ts'
import { type Line, lockLine, placeOfRequest, placesInLine, savePlace } from '../store/waiting.ts'
import { routePartnerAsk } from './choose.ts'

/** What happens elsewhere, and what it means for partners and for those who wait for one. Each may run twice. */
export const listeners: readonly Listener[] = [
  on('partners.route', routeWanted, async ({ work, workspace }, { requestId }) => {
    await work((w) => routePartnerAsk(w, workspace, requestId))
  }),
  on('partners.moved', partnerMoved, async (ctx, { partnerId, from, to }) => {
    const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
    if (!partner) return
    if (from === 'ACTIVE' && to !== 'ACTIVE') await releaseAll(ctx, partner)
    if (to === 'ACTIVE') await callBack(ctx, partner, partner.serviceAreas)
  }),
  on('partners.areas', serviceAreasChanged, async (ctx, { partnerId, added, removed }) => {
    const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
    if (!partner) return
    await releaseAll(ctx, partner, (ask) => removed.includes(ask.stateCode))
    await callBack(ctx, partner, added)
  }),
  on('partners.left', requestMoved, async (ctx, { requestId, kind, to }) => {
    if (kind === 'PARTNER' && to === 'CANCELLED') await leaveLine(ctx, requestId)
  }),
]

/** Everything that this partner was to be introduced for goes to the next one, one request a transaction. */
async function releaseAll(ctx: JobCtx, partner: Partner, isMeant: (ask: PartnerAsk) => boolean = () => true) {
  for (const ask of await asksOfPartner(ctx.db, ctx.workspace.id, partner.id)) {
    if (isMeant(ask)) await ctx.work((w) => release(w, ctx.workspace, { ask, partner }))
  }
}

/** Once for each who knows of it: the asker, and the manager who has said yes. Whoever only had a card sees it change. */
async function release(w: Work, workspace: WorkspaceInfo, { ask, partner }: { ask: PartnerAsk; partner: Partner }) {
  const { requestId } = ask
  const [before] = await readStates(w.db, workspace.id, [requestId], w.now)
  const { contactId } = partner
  const isHeld = before?.offers.some(
    (offer) => offer.contactId === contactId && ['OPEN', 'QUESTIONED', 'DEFERRED', 'ACCEPTED'].includes(offer.status),
  )
  const isOpen = before && ['PENDING', 'MATCHED', 'ACCEPTED'].includes(before.request.status)
  if (!contactId || !isHeld || !isOpen) return
  const passed = await passOver(w, { workspace, requestId, actorId: null }, contactId)
  if (isRefused(passed)) return
  const { requesterId, facilitatorId } = before.request
  const told = new Set([requesterId, ...(facilitatorId ? [facilitatorId] : [])])
  for (const id of told) w.notify(movedOnNotice, toMember(id), { requestId, partnerId: partner.id })
}

/** Those who wait for this type in these states are asked whether they still want it, the oldest first. */
async function callBack(ctx: JobCtx, { type: partnerType }: Partner, states: readonly string[]): Promise<void> {
  for (const stateCode of states) await ctx.work((w) => callLine(w, ctx.workspace, { stateCode, partnerType }))
}

export async function callLine(w: Work, workspace: WorkspaceInfo, line: Line): Promise<void> {
  await lockLine(w.db, workspace.id, line)
  for (const place of callNext(await placesInLine(w.db, workspace.id, line), w.now)) {
    await savePlace(w.db, workspace.id, place)
    const askedAt = w.now.toISOString()
    w.notify(callBackNotice, toMember(memberId(place.memberId)), { placeId: place.id, askedAt })
    w.homeChanged(place.memberId)
  }
}

async function leaveLine(ctx: JobCtx, requestId: string): Promise<void> {
  await ctx.work(async (w) => {
    const place = await placeOfRequest(w.db, ctx.workspace.id, requestId)
    const isThere = place && (place.status === 'WAITING' || place.status === 'ASKED')
    if (!isThere) return
    await savePlace(w.db, ctx.workspace.id, { ...place, status: 'LEFT', answerBy: null })
    w.redraw(callBackNotice.subject({ placeId: place.id, askedAt: '' }))
  })
}
