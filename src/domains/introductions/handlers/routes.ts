import type { z } from 'zod'
import { memberId } from '../../../kit/brand.ts'
import type { RouteWorkCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import { toConstant, toWire } from '../../../kit/wire.ts'
import type * as contracts from '../contracts-routes.ts'
import { type ReferralRequest, referenceOf } from '../model.ts'
import { accept } from '../rules/accept.ts'
import { tellOutcome } from '../rules/follow-up.ts'
import { decline } from '../rules/offer.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { offerOf } from '../rules/view.ts'
import { activityPage, type PageWanted, requestPage } from '../store/pages.ts'
import { loadsOf, lockRouting } from '../store/routing.ts'
import { readState } from '../store/state.ts'
import { submitAsk } from './ask.ts'
import { decideInside, type Rule } from './commit.ts'

/** Introductions over REST: the same rules, for a key of the team's instead of a person. */

type Handlers = {
  readonly [K in
    | 'askRoute'
    | 'listRoute'
    | 'showRoute'
    | 'answerRoute'
    | 'outcomeRoute'
    | 'activitiesRoute']: HandlerOf<(typeof contracts)[K], IntroRefusal>
}

export const routes: Handlers = {
  async askRoute(ctx, { body }) {
    const { requester_id: requesterId, contact_id: contactId = null, criteria = null, urgency, purpose, message } = body
    const taken = await submitAsk(ctx.w, {
      ...{ workspace: ctx.workspace, requesterId: memberId(requesterId), actorId: null },
      ask: { contactId, criteria, purpose, message, urgency: toConstant(urgency) },
    })
    return isRefused(taken) ? taken : view(taken)
  },
  async listRoute(ctx, { query }) {
    const filter = {
      ...{ status: query.status && toConstant(query.status), requesterId: query.requester_id },
      facilitatorId: query.facilitator_id,
    }
    return paged(query, async (wanted) => (await requestPage(ctx.db, ctx.workspace.id, filter, wanted)).map(view))
  },
  async showRoute(ctx, { params }) {
    const state = await readState(ctx.db, ctx.workspace.id, params.id, ctx.now)
    return state ? view(state.request) : refuse({ kind: 'not_found' })
  },
  async answerRoute(ctx, { params, body }) {
    const by = memberId(body.facilitator_id)
    return decided(ctx, params.id, async (state) => {
      const offerId = offerOf(state, by)?.id ?? ''
      if (body.answer === 'decline') {
        const said = { reason: body.reason ?? null, reasonFor: toConstant(body.reason_for) }
        return decline(state, { offerId, by, ...said }, ctx.w)
      }
      await lockRouting(ctx.db, ctx.workspace.id)
      const asked = { memberIds: [by], exceptOfferId: offerId, kind: state.request.kind, now: ctx.now }
      const load = (await loadsOf(ctx.db, ctx.workspace.id, asked)).get(by)
      return accept(state, { offerId, by, load: load ?? { openOffers: 0, thisWeek: 0, thisQuarter: 0 } }, ctx.w)
    })
  },
  async outcomeRoute(ctx, { params, body }) {
    const told = { outcome: toConstant(body.outcome), notes: body.follow_up_notes ?? null, meetingDate: null }
    return decided(ctx, params.id, (state) => tellOutcome(state, { ...told, by: null, isTeam: true }, ctx.w))
  },
  async activitiesRoute(ctx, { query }) {
    return paged(query, async (wanted) => {
      const lines = await activityPage(ctx.db, ctx.workspace.id, query.introduction_id, wanted)
      return lines.map(({ requestId, actorId, type, createdAt, ...line }) => ({
        ...{ ...line, introduction_id: requestId, actor_id: actorId, type: toWire(type) },
        created_at: createdAt.toISOString(),
      }))
    })
  },
}

async function decided(ctx: RouteWorkCtx, requestId: string, rule: Rule): Promise<View | Refused<IntroRefusal>> {
  const before = await readState(ctx.db, ctx.workspace.id, requestId, ctx.now)
  if (!before) return refuse({ kind: 'not_found' } as const)
  if (!ctx.isCurrent(view(before.request))) return refuse({ kind: 'stale' } as const)
  const state = await decideInside(ctx.w, { workspace: ctx.workspace, actorId: null, requestId, rule })
  return isRefused(state) ? state : view(state.request)
}

interface ListQuery {
  readonly limit: number
  readonly sort: string
  readonly cursor?: string | undefined
}

/** A cursor is the last id of the page before, in a coat, so that nobody builds on what is in it. */
async function paged<T extends { readonly id: string }>(query: ListQuery, read: (wanted: PageWanted) => Promise<T[]>) {
  const after = query.cursor ? Buffer.from(query.cursor, 'base64url').toString() : null
  const { limit, sort } = query
  const found = await read({ limit, isNewestFirst: sort.startsWith('-'), after })
  const data = found.slice(0, limit)
  const last = data.at(-1)
  return { data, next_cursor: last && found.length > limit ? Buffer.from(last.id).toString('base64url') : null }
}

type View = z.input<typeof contracts.introduction>

const view = (request: ReferralRequest): View => ({
  ...{ id: request.id, reference: referenceOf(request), kind: toWire(request.kind), status: toWire(request.status) },
  ...{ requester_id: request.requesterId, contact_id: request.contactId, criteria: request.criteria },
  ...{ purpose: request.purpose, message: request.message, urgency: toWire(request.urgency) },
  ...{ facilitator_id: request.facilitatorId, facilitator_response: request.facilitatorResponse },
  ...{ responded_at: iso(request.respondedAt), intro_sent_at: iso(request.introSentAt) },
  ...{ connected_at: iso(request.connectedAt), meeting_date: iso(request.meetingDate) },
  ...{ outcome: request.outcome && toWire(request.outcome), follow_up_notes: request.followUpNotes },
  ...{ expires_at: request.expiresAt.toISOString(), closed_at: iso(request.closedAt) },
  created_at: request.createdAt.toISOString(),
})

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
