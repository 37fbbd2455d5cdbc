import type { NoticeCtx } from '../../../kit/ctx.ts'
import type { LinkCtx, LinkWorkCtx } from '../../../kit/domain.ts'
import type { Page } from '../../../kit/page.ts'
import { isRefused } from '../../../kit/reply.ts'
import { readStates, referenceOf } from '../../introductions/api.ts'
import { callBackCard, movedOnCard } from '../cards/ask.ts'
import { invitationPage } from '../cards/invitation-page.ts'
import { invitationCard, questionCard, reviewCard, statusCard } from '../cards/partner.ts'
import type { PartnerStatus } from '../model.ts'
import { findAsk } from '../store/asks.ts'
import { findPartner } from '../store/partners.ts'
import { findPlace } from '../store/waiting.ts'
import { agree, saveAnswer } from './chat-team.ts'
import { type Answer, moveTo, partnerFor } from './partners.ts'

/** Cards built from how things stand now, every time they are sent or redrawn. */

interface OnePartner {
  readonly partnerId: string
}

const find = (ctx: NoticeCtx | LinkCtx, { partnerId }: OnePartner) => findPartner(ctx.db, ctx.workspace.id, partnerId)

export const notices = {
  async invitationNotice(ctx: NoticeCtx, values: OnePartner) {
    const partner = await find(ctx, values)
    if (!partner) return null
    const url = ctx.recipient === null && partner.inviteLinkId ? ctx.linkUrl(partner.inviteLinkId) : null
    return invitationCard(partner, ctx.workspace.name, url)
  },
  async reviewNotice(ctx: NoticeCtx, values: OnePartner) {
    const partner = await find(ctx, values)
    return partner && reviewCard(partner)
  },
  async questionNotice(ctx: NoticeCtx, { question, ...values }: OnePartner & { question: string }) {
    const partner = await find(ctx, values)
    return partner && questionCard(partner, question)
  },
  async statusNotice(ctx: NoticeCtx, { status, ...values }: OnePartner & { status: PartnerStatus }) {
    const partner = await find(ctx, values)
    return partner && statusCard(partner, status)
  },
  async movedOnNotice(ctx: NoticeCtx, { requestId, ...values }: OnePartner & { requestId: string }) {
    const partner = await find(ctx, values)
    const ask = await findAsk(ctx.db, ctx.workspace.id, requestId)
    const [state] = await readStates(ctx.db, ctx.workspace.id, [requestId], ctx.now)
    if (!partner || !ask || !state) return null
    return movedOnCard({ ask, reference: referenceOf(state.request), company: partner.companyName })
  },
  async callBackNotice(ctx: NoticeCtx, { placeId }: { placeId: string }) {
    const place = await findPlace(ctx.db, ctx.workspace.id, placeId)
    return place && callBackCard(place)
  },
}

/** The page for somebody without an account here: an invitation to accept, or a question to answer. */
export const invitationLink = {
  async show(ctx: LinkCtx, values: OnePartner): Promise<Page> {
    const partner = await find(ctx, values)
    if (!partner) throw new Error(`The partner ${values.partnerId} of an invitation is gone.`)
    return invitationPage(partner, ctx.workspace.name)
  },
  async act(ctx: LinkWorkCtx, values: OnePartner, said: LinkSaid): Answer<Page> {
    const decided = await ctx.work(async (w) => {
      const outsider = { workspace: ctx.workspace, actorId: null }
      const partner = await partnerFor(w, outsider, values.partnerId)
      if (isRefused(partner)) return partner
      const { phone = null, website = null, note = null, choice } = said
      if (choice === 'decline') return moveTo(w, outsider, { partner, status: 'REMOVED' })
      if (partner.question && !partner.answer) return saveAnswer(w, outsider, { partner, answer: note ?? '–' })
      return agree(w, outsider, { partner, said: { phone, website, note } })
    })
    return isRefused(decided) ? decided : invitationPage(decided, ctx.workspace.name)
  },
}

interface LinkSaid {
  readonly choice: 'agree' | 'decline'
  readonly phone?: string | undefined
  readonly website?: string | undefined
  readonly note?: string | undefined
}
