import { memberId } from '../../../kit/brand.ts'
import type { RouteCtx, RouteWorkCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { pageIn } from '../../../kit/listing.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { toConstant } from '../../../kit/wire.ts'
import type * as contracts from '../contracts-routes.ts'
import type { CoverageLine, PartnerType } from '../model.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { isRegulated } from '../rules/regulation.ts'
import { typeRules } from '../store/coverage.ts'
import { allGroups, findGroup, lockGroup } from '../store/groups.ts'
import { coverageView, groupView } from '../views.ts'
import { changeRule, coverageIn, override } from './coverage.ts'
import { changeGroup, makeGroup } from './groups.ts'
import { asTeam, mapped } from './routes-partners.ts'

/** Coverage, groups and what is regulated, over REST. */

type Handlers<K extends keyof typeof contracts> = {
  readonly [P in K]: HandlerOf<(typeof contracts)[P], PartnerRefusal>
}

export const coverageRoutes = {
  async stateCoverage(ctx, { params }) {
    const lines = await coverageIn(ctx.db, ctx.workspace.id, params.stateCode)
    return { state_code: params.stateCode, coverage: lines.map(coverageView) }
  },
  typeCoverage: async (ctx, { params }) => coverageView(await lineOf(ctx, params)),
  async overrideCoverage(ctx, { params, body }) {
    const before = await lineOf(ctx, params)
    if (!ctx.isCurrent(coverageView(before))) return refuse({ kind: 'stale' })
    const status = body.status && toConstant(body.status)
    await override(ctx.w, asTeam(ctx), { stateCode: before.stateCode, partnerType: before.partnerType, status })
    return coverageView(await lineOf(ctx, params))
  },

  async listGroups(ctx, { query }) {
    const page = pageIn(await allGroups(ctx.db, ctx.workspace.id), query, (group, field) =>
      field === 'name' ? group.name.toLowerCase() : group.createdAt.toISOString(),
    )
    return mapped(page, groupView)
  },
  async createGroup(ctx, { body }) {
    const { name, channel = null, member_ids: ids } = body
    const made = await makeGroup(ctx.w, asTeam(ctx), { name, channel, memberIds: ids.map(memberId) })
    return isRefused(made) ? made : groupView(made)
  },
  async showGroup(ctx, { params }) {
    const group = await findGroup(ctx.db, ctx.workspace.id, params.id)
    return group ? groupView(group) : refuse({ kind: 'not_found' })
  },
  async updateGroup(ctx, { params, body }) {
    const group = await lockGroup(ctx.db, ctx.workspace.id, params.id)
    if (!group) return refuse({ kind: 'not_found' })
    if (!ctx.isCurrent(groupView(group))) return refuse({ kind: 'stale' })
    const { name, channel, member_ids: ids } = body
    const changed = await changeGroup(ctx.w, asTeam(ctx), { group, name, channel, memberIds: ids?.map(memberId) })
    return isRefused(changed) ? changed : groupView(changed)
  },

  async setTypeRule(ctx, { params, body }) {
    const partnerType = toConstant(params.partnerType)
    const regulated = isRegulated(partnerType, await typeRules(ctx.db, ctx.workspace.id))
    if (!ctx.isCurrent({ partner_type: params.partnerType, regulated })) return refuse({ kind: 'stale' })
    await changeRule(ctx.w, asTeam(ctx), { partnerType, ...body })
    return { partner_type: params.partnerType, regulated: body.regulated }
  },
} satisfies Handlers<
  | 'stateCoverage'
  | 'typeCoverage'
  | 'overrideCoverage'
  | 'listGroups'
  | 'createGroup'
  | 'showGroup'
  | 'updateGroup'
  | 'setTypeRule'
>

interface LineParams {
  readonly stateCode: string
  readonly partnerType: Lowercase<PartnerType>
}

async function lineOf(ctx: RouteCtx | RouteWorkCtx, { stateCode, partnerType }: LineParams): Promise<CoverageLine> {
  const type = toConstant(partnerType)
  const line = (await coverageIn(ctx.db, ctx.workspace.id, stateCode)).find((one) => one.partnerType === type)
  if (!line) throw new Error(`The coverage of ${stateCode} leaves out ${type}.`)
  return line
}
