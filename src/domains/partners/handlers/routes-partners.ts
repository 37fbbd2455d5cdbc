import type { z } from 'zod'
import { memberId } from '../../../kit/brand.ts'
import type { RouteCtx, RouteWorkCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { pageIn } from '../../../kit/listing.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { toConstant } from '../../../kit/wire.ts'
import { person } from '../../people/api.ts'
import type * as contracts from '../contracts-routes.ts'
import type { Partner, PartnerFacts } from '../model.ts'
import { refuseOwnAreas } from '../rules/life-cycle.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { partnersMatching } from '../rules/search.ts'
import { findPartner, partnersLike } from '../store/partners.ts'
import { ownView, partnerView, publicView } from '../views.ts'
import type * as wire from '../wire.ts'
import { type Answer, change, invite, moveTo, partnerFor } from './partners.ts'

/** Partners over REST: the team's view of them, the directory, and a partner's own. */

type Handlers<K extends keyof typeof contracts> = {
  readonly [P in K]: HandlerOf<(typeof contracts)[P], PartnerRefusal>
}

export const partnerRoutes = {
  async listPartners(ctx, { query }) {
    const { q = '', ...wish } = query
    const found = partnersMatching(await partnersLike(ctx.db, ctx.workspace.id, filterOf(query)), q)
    return mapped(pageIn(found, wish, keyOf), partnerView)
  },
  async createPartner(ctx, { body }) {
    const { type, service_areas: serviceAreas, invited_by: by, ...rest } = body
    const actorId = by ? memberId(by) : null
    if (actorId && !(await person(ctx.db, ctx.workspace.id, actorId))) return refuse({ kind: 'member_unknown' })
    const unknown = await refuseUnknown(ctx, body.user_id)
    if (unknown) return refuse(unknown)
    const facts = { type: toConstant(type), serviceAreas, ...blank, ...factsOf(rest) }
    const { company_name: companyName, contact_name: contactName, email } = body
    const invited = await invite(ctx.w, { ...ctx, actorId }, { ...facts, companyName, contactName, email })
    return isRefused(invited) ? invited : partnerView(invited)
  },
  async showPartner(ctx, { params }) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, params.id)
    return partner ? partnerView(partner) : refuse({ kind: 'not_found' })
  },
  async updatePartner(ctx, { params, body }) {
    const unknown = await refuseUnknown(ctx, body.user_id)
    if (unknown) return refuse(unknown)
    const { type, service_areas: serviceAreas } = body
    const facts = {
      ...{ ...(type && { type: toConstant(type) }), ...(serviceAreas && { serviceAreas }) },
      ...factsOf(body),
    }
    return updated(ctx, params.id, async (partner) => change(ctx.w, asTeam(ctx), { partner, facts }))
  },
  async setPartnerStatus(ctx, { params, body }) {
    const status = toConstant(body.status)
    return updated(ctx, params.id, (partner) => moveTo(ctx.w, asTeam(ctx), { partner, status }))
  },

  async searchDirectory(ctx, { query }) {
    const { q = '', ...wish } = query
    const active = await partnersLike(ctx.db, ctx.workspace.id, { ...filterOf(query), status: 'ACTIVE' })
    return mapped(pageIn(partnersMatching(active, q), wish, keyOf), publicView)
  },
  async showInDirectory(ctx, { params }) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, params.id)
    return partner?.status === 'ACTIVE' ? publicView(partner) : refuse({ kind: 'not_found' })
  },

  async ownProfile(ctx) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, ownId(ctx))
    return partner ? ownView(partner) : refuse({ kind: 'not_found' })
  },
  async updateOwnProfile(ctx, { body }) {
    const partner = await partnerFor(ctx.w, asTeam(ctx), ownId(ctx))
    if (isRefused(partner)) return partner
    if (!ctx.isCurrent(ownView(partner))) return refuse({ kind: 'stale' })
    const { service_areas: serviceAreas } = body
    const refusal = serviceAreas && refuseOwnAreas(partner.serviceAreas, serviceAreas)
    if (refusal) return refuse(refusal)
    const facts = { ...factsOf(body), ...(serviceAreas && { serviceAreas }) }
    return ownView(await change(ctx.w, asTeam(ctx), { partner, facts }))
  },
} satisfies Handlers<
  | 'listPartners'
  | 'createPartner'
  | 'showPartner'
  | 'updatePartner'
  | 'setPartnerStatus'
  | 'searchDirectory'
  | 'showInDirectory'
  | 'ownProfile'
  | 'updateOwnProfile'
>

/** A key belongs to a system: what it does is the team's doing and nobody's in person. */
export const asTeam = ({ workspace }: RouteCtx) => ({ workspace, actorId: null })

export const ownId = ({ scope }: RouteCtx): string => (scope.kind === 'partner' ? scope.partnerId : '')

const blank = { phone: null, website: null, agreementSignedAt: null, notes: null, memberId: null }

type Said = Omit<z.output<typeof wire.partnerChange>, 'type' | 'service_areas'>

/** What was said, under our names; what was left out stays as it is, null takes it away. */
function factsOf(said: Said): Partial<Omit<PartnerFacts, 'type' | 'serviceAreas'>> {
  const { agreement_signed_at: signed, user_id: user } = said
  return {
    ...(said.company_name !== undefined && { companyName: said.company_name }),
    ...(said.contact_name !== undefined && { contactName: said.contact_name }),
    ...(said.email !== undefined && { email: said.email }),
    ...(said.phone !== undefined && { phone: said.phone }),
    ...(said.website !== undefined && { website: said.website }),
    ...(said.notes !== undefined && { notes: said.notes }),
    ...(signed !== undefined && { agreementSignedAt: signed === null ? null : new Date(signed) }),
    ...(user !== undefined && { memberId: user === null ? null : memberId(user) }),
  }
}

async function refuseUnknown(ctx: RouteCtx, user: string | null | undefined): Promise<PartnerRefusal | null> {
  if (!user) return null
  return (await person(ctx.db, ctx.workspace.id, memberId(user))) ? null : { kind: 'member_unknown' }
}

async function updated(ctx: RouteWorkCtx, id: string, decide: (partner: Partner) => Answer<Partner>) {
  const partner = await partnerFor(ctx.w, asTeam(ctx), id)
  if (isRefused(partner)) return partner
  if (!ctx.isCurrent(partnerView(partner))) return refuse({ kind: 'stale' })
  const decided = await decide(partner)
  return isRefused(decided) ? decided : partnerView(decided)
}

interface Filter {
  readonly type?: z.output<typeof wire.partnerType> | undefined
  readonly status?: z.output<typeof wire.partnerStatus> | undefined
  readonly state?: string | undefined
}

const filterOf = ({ type, status, state }: Filter) => ({
  type: type && toConstant(type),
  status: status && toConstant(status),
  state,
})

function keyOf(partner: Partner, field: string): string {
  switch (field) {
    case 'company_name':
      return partner.companyName.toLowerCase()
    case 'updated_at':
      return partner.updatedAt.toISOString()
    default:
      return partner.createdAt.toISOString()
  }
}

export function mapped<T, V>(page: { data: T[]; next_cursor: string | null }, view: (thing: T) => V) {
  return { ...page, data: page.data.map(view) }
}
