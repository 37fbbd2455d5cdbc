import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { readStates, referenceOf } from '../../introductions/api.ts'
import { askedCard, callBackCard, coverageCard, directoryCard, stateCard } from '../cards/ask.ts'
import { needCard } from '../cards/need.ts'
import type * as contracts from '../contracts-chat.ts'
import * as forms from '../forms.ts'
import { ANNOUNCED_STATES, type Group, type PartnerAsk, type PartnerType, stateName } from '../model.ts'
import { needHeard } from '../needs/hear.ts'
import { coverageOf } from '../rules/coverage.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { isRegulated } from '../rules/regulation.ts'
import { partnersMatching, statesLike } from '../rules/search.ts'
import { readWords } from '../rules/words.ts'
import { findAsk } from '../store/asks.ts'
import { activeCounts, overrides, typeRules } from '../store/coverage.ts'
import { findGroup, groupsOfMember } from '../store/groups.ts'
import { findPartner, partnersLike } from '../store/partners.ts'
import { acting } from './acting.ts'
import { askFor, choicesFor, choosePartner } from './asks.ts'
import { groupHere } from './chat-groups.ts'
import { coverageIn } from './coverage.ts'
import { makeGroup } from './groups.ts'
import { answerPlace } from './waiting.ts'

/** What members say to the partners' desk. */

type Handlers<K extends keyof typeof contracts> = {
  readonly [P in K]: HandlerOf<(typeof contracts)[P], PartnerRefusal>
}

/** As many as a type-ahead shows at once. */
const STATES_SHOWN = 20

export const askHandlers = {
  async stateSearch(_ctx, query) {
    return statesLike(query)
      .slice(0, STATES_SHOWN)
      .map(({ code, name }) => ({ value: code, label: name, hint: code }))
  },
  async needHearing(_ctx, words) {
    const need = needHeard(words)
    return need && needCard(need)
  },
  askCommand: (ctx, { words }) => openAsk(ctx, { ...readWords(words ?? '') }),
  startAsk: (ctx, { groupId, type, state }) => openAsk(ctx, { groupId, type: type ?? null, state: state ?? null }),
  async askThem(ctx, { partnerId }) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
    if (partner?.status !== 'ACTIVE') return refuse({ kind: 'not_found' })
    const [only, ...others] = partner.serviceAreas
    return openAsk(ctx, { type: partner.type, state: others.length === 0 ? (only ?? null) : null, partnerId })
  },
  async askForm(ctx, { groupId, partnerId }, { type, state, need, price, timeline }) {
    const made = await ctx.work(async (w) => {
      const group = await groupToAskFor(ctx, w, groupId)
      if (isRefused(group)) return group
      return askFor(w, acting(ctx), {
        ...{ group, requesterId: ctx.actor.id, type, urgency: 'NORMAL', preferredPartnerId: partnerId ?? null },
        context: { state, group_size: group.memberIds.length, specific_need: need, home_price_range: price, timeline },
      })
    })
    return isRefused(made) ? made : showAsked(ctx, made.ask)
  },
  async choose(ctx, { requestId, partnerId }) {
    const chosen = await ctx.work(async (w) => {
      const ask = await findAsk(w.db, ctx.workspace.id, requestId)
      const [state] = await readStates(w.db, ctx.workspace.id, [requestId], w.now)
      if (!ask || !state) return refuse({ kind: 'not_found' } as const)
      if (state.request.requesterId !== ctx.actor.id) return refuse({ kind: 'not_yours' } as const)
      // Once somebody of the team has said yes, the partner knows: then it is a decline, not a choice.
      const isOpen = state.request.status === 'PENDING' || state.request.status === 'MATCHED'
      if (!isOpen) return refuse({ kind: 'moved_on' } as const)
      const moved = await choosePartner(w, acting(ctx), { ask, preferredPartnerId: partnerId })
      return isRefused(moved) ? moved : { ...ask, preferredPartnerId: partnerId }
    })
    return isRefused(chosen) ? chosen : showAsked(ctx, chosen)
  },

  async findCommand(ctx, { words = '' }) {
    const { type, state, rest } = readWords(words)
    const filter = { status: 'ACTIVE', ...(type && { type }), ...(state && { state }) } as const
    const found = partnersMatching(await partnersLike(ctx.db, ctx.workspace.id, filter), rest)
    return directoryCard({ partners: found.slice(0, LIMITS.listItems), total: found.length, type, state })
  },
  async coverageCommand(ctx, { words = '' }) {
    const { state } = readWords(words)
    if (state) return stateCard(state, await coverageIn(ctx.db, ctx.workspace.id, state))
    if (words.trim() !== '') return refuse({ kind: 'state_unknown', said: words.trim() })
    return coverageCard(await statesToShow(ctx))
  },

  stillWanted: (ctx, { placeId }) => answered(ctx, placeId, true),
  notWanted: (ctx, { placeId }) => answered(ctx, placeId, false),
} satisfies Handlers<
  | 'stateSearch'
  | 'needHearing'
  | 'askCommand'
  | 'startAsk'
  | 'askThem'
  | 'askForm'
  | 'choose'
  | 'findCommand'
  | 'coverageCommand'
  | 'stillWanted'
  | 'notWanted'
>

interface Opening {
  readonly groupId?: string | undefined
  readonly type: forms.AskStart['type'] | null
  readonly state: string | null
  readonly partnerId?: string
  readonly need?: string
}

/** For other domains: `state` in whatever words it was named. */
export const partnerAskForm = (
  ctx: ReadCtx,
  { type, state, need }: { type: PartnerType; state?: string | undefined; need: string },
) => openAsk(ctx, { type, state: readWords(state ?? '').state, need })

/** The group that is named, or whose channel it is, or the first that they belong to; who has none asks for themselves. */
async function openAsk(ctx: ReadCtx, { groupId, type, state, partnerId, need }: Opening) {
  const groups = await groupsOfMember(ctx.db, ctx.workspace.id, ctx.actor.id)
  const here = groupId ? null : await groupHere(ctx)
  const ofHere = here && groups.find(({ id }) => id === here.id)
  const group = groupId ? groups.find(({ id }) => id === groupId) : (ofHere ?? groups[0])
  const partner = partnerId ? await findPartner(ctx.db, ctx.workspace.id, partnerId) : null
  const regulated = type ? isRegulated(type, await typeRules(ctx.db, ctx.workspace.id)) : false
  return forms.ask({
    ...{ groupId: group?.id, groupName: group?.name, type: type ?? undefined, state: state ?? undefined, regulated },
    ...(here && !ofHere && { notIn: here.name }),
    ...(partner && { partner }),
    ...(need && { need }),
  })
}

async function groupToAskFor(
  ctx: Ctx,
  w: Parameters<Parameters<Ctx['work']>[0]>[0],
  groupId: string | undefined,
): Promise<Group | Refused<PartnerRefusal>> {
  if (groupId)
    return (await findGroup(w.db, ctx.workspace.id, groupId)) ?? refuse({ kind: 'group_is_missing' } as const)
  const [first] = await groupsOfMember(w.db, ctx.workspace.id, ctx.actor.id)
  return first ?? makeGroup(w, acting(ctx), { name: ctx.actor.name, channel: null, memberIds: [ctx.actor.id] })
}

async function showAsked(ctx: ReadCtx, ask: PartnerAsk) {
  const [state] = await readStates(ctx.db, ctx.workspace.id, [ask.requestId], ctx.now)
  const isOpen = state?.request.status === 'PENDING' || state?.request.status === 'MATCHED'
  const lines = await coverageIn(ctx.db, ctx.workspace.id, ask.stateCode)
  const isCovered = lines.some(({ partnerType, status }) => partnerType === ask.partnerType && status === 'AVAILABLE')
  const choices = isCovered ? await choicesFor(ctx.db, ctx, ask) : []
  return askedCard({ ask, reference: state ? referenceOf(state.request) : '', choices, isOpen })
}

/** States with partners, and those that are announced, by name. */
async function statesToShow(ctx: ReadCtx) {
  const known = {
    counts: await activeCounts(ctx.db, ctx.workspace.id),
    overrides: await overrides(ctx.db, ctx.workspace.id),
  }
  const codes = new Set([
    ...ANNOUNCED_STATES,
    ...[...known.counts, ...known.overrides].map(({ stateCode }) => stateCode),
  ])
  return [...codes]
    .toSorted((a, b) => (stateName(a) < stateName(b) ? -1 : 1))
    .map((code) => ({ code, lines: coverageOf(code, known) }))
}

async function answered(ctx: Ctx, placeId: string, wanted: boolean) {
  const place = await ctx.work((w) => answerPlace(w, acting(ctx), { placeId, wanted }))
  return isRefused(place) ? place : callBackCard(place)
}
