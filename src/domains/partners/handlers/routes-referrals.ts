import { memberId } from '../../../kit/brand.ts'
import type { RouteCtx, RouteWorkCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { pageIn } from '../../../kit/listing.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { toConstant } from '../../../kit/wire.ts'
import {
  connectedFor,
  introducedByHand,
  type RequestState,
  readStates,
  tellOutcomeFor,
  withdrawFor,
} from '../../introductions/api.ts'
import type * as contracts from '../contracts-routes.ts'
import type { Group, PartnerAsk } from '../model.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { asksOfGroup, asksOfPartner, findAsk } from '../store/asks.ts'
import { findGroup } from '../store/groups.ts'
import { outcomeOf, partnerReferralView, publicView, referralView, type SeenAsk, wireStatus } from '../views.ts'
import { askFor, choicesFor, choosePartner } from './asks.ts'
import type { Answer } from './partners.ts'
import { asTeam, mapped, ownId } from './routes-partners.ts'

/** Requests for partners over REST. */

type Handlers<K extends keyof typeof contracts> = {
  readonly [P in K]: HandlerOf<(typeof contracts)[P], PartnerRefusal>
}

export const referralRoutes = {
  async createReferral(ctx, { params, body }) {
    const group = await groupFor(ctx, params.groupId)
    if (!group) return refuse({ kind: 'not_found' })
    const requesterId = body.requested_by ? memberId(body.requested_by) : askerOf(group)
    if (!requesterId) return refuse({ kind: 'not_in_group' })
    const made = await askFor(ctx.w, asTeam(ctx), {
      ...{ group, requesterId, type: toConstant(body.partner_type), context: body.context },
      ...{ urgency: toConstant(body.urgency), preferredPartnerId: body.partner_id ?? null },
    })
    if (isRefused(made)) return made
    const seen = await seenAsk(ctx, made.ask)
    if (!seen) throw new Error(`The request ${made.request.id} is not there right after it was made.`)
    const choices = await choicesFor(ctx.db, ctx, made.ask)
    return { ...referralView(seen), choices: choices.map(publicView) }
  },
  async listReferrals(ctx, { params, query }) {
    const group = await groupFor(ctx, params.groupId)
    if (!group) return refuse({ kind: 'not_found' })
    const { status, partner_type: type, ...wish } = query
    const views = (await seenAsks(ctx, await asksOfGroup(ctx.db, ctx.workspace.id, group.id))).map(referralView)
    const found = views.filter((one) => (!status || one.status === status) && (!type || one.partner_type === type))
    return pageIn(found, wish, (one, field) => (field === 'updated_at' ? one.updated_at : one.created_at))
  },
  async showReferral(ctx, { params }) {
    const group = await groupFor(ctx, params.groupId)
    const ask = group && (await findAsk(ctx.db, ctx.workspace.id, params.id))
    const seen = ask?.groupId === params.groupId ? await seenAsk(ctx, ask) : null
    return seen ? referralView(seen) : refuse({ kind: 'not_found' })
  },
  async updateReferral(ctx, { params, body }) {
    return decided(ctx, params.id, async (ask) => {
      if (body.partner_id) {
        const chosen = await choosePartner(ctx.w, asTeam(ctx), { ask, preferredPartnerId: body.partner_id })
        if (isRefused(chosen)) return chosen
      }
      return body.status ? setStatus(ctx, ask, body.status) : true
    })
  },
  async recordOutcome(ctx, { params, body }) {
    const told = { outcome: outcomeOf[body.outcome], notes: body.outcome_notes ?? null, meetingDate: null }
    return decided(ctx, params.id, ({ requestId }) => tellOutcomeFor(ctx.w, { ...asTeam(ctx), requestId }, told))
  },

  async ownReferrals(ctx, { query }) {
    const { status, ...wish } = query
    const seen = await seenAsks(ctx, await asksOfPartner(ctx.db, ctx.workspace.id, ownId(ctx)))
    const found = seen.filter(({ state }) => !status || wireStatus(state.request.status) === status)
    const page = pageIn(
      found.map((one) => ({ ...one, id: one.ask.requestId })),
      wish,
      ({ ask }) => ask.createdAt.toISOString(),
    )
    const groups = new Map<string, Group | null>()
    for (const { ask } of page.data) groups.set(ask.groupId, await findGroup(ctx.db, ctx.workspace.id, ask.groupId))
    return mapped(page, (one) => partnerReferralView(one, groups.get(one.ask.groupId) ?? null))
  },
} satisfies Handlers<
  'createReferral' | 'listReferrals' | 'showReferral' | 'updateReferral' | 'recordOutcome' | 'ownReferrals'
>

/** A group's key opens that group alone; for everything else there is nothing here. */
async function groupFor({ scope, db, workspace }: RouteCtx, groupId: string): Promise<Group | null> {
  if (scope.kind === 'group' && scope.groupId !== groupId) return null
  return findGroup(db, workspace.id, groupId)
}

const askerOf = ({ createdById, memberIds }: Group) =>
  createdById && memberIds.includes(createdById) ? createdById : memberIds[0]

async function setStatus(ctx: RouteWorkCtx, { requestId }: PartnerAsk, status: string): Answer<RequestState> {
  const about = { ...asTeam(ctx), requestId }
  switch (status) {
    case 'cancelled':
      return withdrawFor(ctx.w, about, 'Withdrawn by the team')
    case 'intro_sent':
      return introducedByHand(ctx.w, about)
    case 'connected':
      return connectedFor(ctx.w, about)
    default:
      return refuse({ kind: 'status_not_settable', status } as const)
  }
}

async function decided(ctx: RouteWorkCtx, requestId: string, decide: (ask: PartnerAsk) => Answer<RequestState | true>) {
  const ask = await findAsk(ctx.db, ctx.workspace.id, requestId)
  const before = ask && (await seenAsk(ctx, ask))
  if (!before) return refuse({ kind: 'not_found' } as const)
  if (!ctx.isCurrent(referralView(before))) return refuse({ kind: 'stale' } as const)
  const answer = await decide(before.ask)
  if (isRefused(answer)) return answer
  const after = await findAsk(ctx.db, ctx.workspace.id, requestId)
  const seen = after && (await seenAsk(ctx, after))
  return seen ? referralView(seen) : refuse({ kind: 'not_found' } as const)
}

async function seenAsk(ctx: RouteCtx, ask: PartnerAsk): Promise<SeenAsk | null> {
  const [seen] = await seenAsks(ctx, [ask])
  return seen ?? null
}

async function seenAsks({ db, workspace, now }: RouteCtx, asks: readonly PartnerAsk[]): Promise<SeenAsk[]> {
  const states = await readStates(
    db,
    workspace.id,
    asks.map(({ requestId }) => requestId),
    now,
  )
  const byId = new Map(states.map((state) => [state.request.id, state]))
  return asks.flatMap((ask) => {
    const state = byId.get(ask.requestId)
    return state ? [{ ask, state }] : []
  })
}
