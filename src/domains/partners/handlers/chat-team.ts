import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { toMember } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { t } from '../../../kit/ui/text.ts'
import { rulesCard } from '../cards/ask.ts'
import { invitationCard, ownCard, questionCard, reviewCard, teamCard } from '../cards/partner.ts'
import type * as contracts from '../contracts-chat.ts'
import { questionNotice } from '../contracts-work.ts'
import * as forms from '../forms.ts'
import { PARTNER_TYPES, type Partner, type PartnerStatus, type PartnerType } from '../model.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { isRegulated } from '../rules/regulation.ts'
import { readStates } from '../rules/words.ts'
import { typeRules } from '../store/coverage.ts'
import { findPartner, partnersLike, updatePartner } from '../store/partners.ts'
import { acting } from './acting.ts'
import { changeRule } from './coverage.ts'
import { type Answer, callTeam, change, invite, moveTo, partnerFor, sendInvitation, shown } from './partners.ts'

/** What the team says about partners, and what partners say for themselves. */

type Handlers<K extends keyof typeof contracts> = {
  readonly [P in K]: HandlerOf<(typeof contracts)[P], PartnerRefusal>
}

export const teamHandlers = {
  inviteCommand: async () => forms.invite(),
  async inviteForm(ctx, _values, { type, company: companyName, contact: contactName, email, states: said }) {
    const { states, unknown } = readStates(said)
    if (unknown) return refuse({ kind: 'state_unknown', said: unknown })
    const facts = { type, companyName, contactName, email: email.toLowerCase(), serviceAreas: states }
    const none = { phone: null, website: null, notes: null, agreementSignedAt: null, memberId: null }
    const invited = await ctx.work((w) => invite(w, acting(ctx), { ...facts, ...none }))
    return isRefused(invited)
      ? invited
      : reviewCard(invited, t`${companyName} is invited. You hear from me when they answer.`)
  },
  async teamCommand(ctx) {
    const all = await partnersLike(ctx.db, ctx.workspace.id, {})
    const order: readonly PartnerStatus[] = ['PENDING_REVIEW', 'INVITED', 'ACTIVE', 'INACTIVE', 'REMOVED']
    const sorted = all.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
    return teamCard(sorted.slice(0, LIMITS.listItems), sorted.length)
  },
  async openPartner(ctx, { partnerId }) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
    return partner ? reviewCard(partner) : refuse({ kind: 'not_found' })
  },
  activate: (ctx, { partnerId }) => decide(ctx, partnerId, 'ACTIVE'),
  pause: (ctx, { partnerId }) => decide(ctx, partnerId, 'INACTIVE'),
  remove: (ctx, { partnerId }) => decide(ctx, partnerId, 'REMOVED'),
  async ask(ctx, { partnerId }) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
    return partner && partner.status !== 'REMOVED' ? forms.question(partner) : refuse({ kind: 'not_found' })
  },
  async questionForm(ctx, { partnerId }, { question }) {
    return reviewed(ctx, partnerId, async (partner, w) => {
      const asked = await updatePartner(w.db, ctx.workspace.id, partnerId, { question, answer: null })
      shown(w, asked)
      if (partner.memberId) {
        w.notify(questionNotice, toMember(partner.memberId), { partnerId, question })
        return asked
      }
      return sendInvitation(w, ctx.workspace, asked)
    })
  },
  async areas(ctx, { partnerId }) {
    const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
    return partner ? forms.areas(partner) : refuse({ kind: 'not_found' })
  },
  async areasForm(ctx, { partnerId }, { states: said }) {
    const { states, unknown } = readStates(said)
    if (unknown) return refuse({ kind: 'state_unknown', said: unknown })
    return reviewed(ctx, partnerId, (partner, w) =>
      change(w, acting(ctx), { partner, facts: { serviceAreas: states } }),
    )
  },

  acceptInvitation: (ctx, { partnerId }) => ofOwn(ctx, partnerId, (partner) => forms.accept(partner)),
  async acceptForm(ctx, { partnerId }, { phone, website, note = null }) {
    const agreed = await ctx.work(async (w) => {
      const partner = await ownFor(ctx, w, partnerId)
      return isRefused(partner) ? partner : agree(w, acting(ctx), { partner, said: { phone, website, note } })
    })
    return isRefused(agreed) ? agreed : invitationCard(agreed, ctx.workspace.name, null)
  },
  async declineInvitation(ctx, { partnerId }) {
    const declined = await ctx.work(async (w) => {
      const partner = await ownFor(ctx, w, partnerId)
      return isRefused(partner) ? partner : moveTo(w, acting(ctx), { partner, status: 'REMOVED' })
    })
    return isRefused(declined) ? declined : invitationCard(declined, ctx.workspace.name, null)
  },
  answerQuestion: (ctx, { partnerId }) =>
    ofOwn(ctx, partnerId, (partner) =>
      partner.question ? forms.answer(partner) : refuse({ kind: 'moved_on' } as const),
    ),
  async answerForm(ctx, { partnerId }, { answer }) {
    const answered = await ctx.work(async (w) => {
      const partner = await ownFor(ctx, w, partnerId)
      return isRefused(partner) ? partner : saveAnswer(w, acting(ctx), { partner, answer })
    })
    return isRefused(answered) ? answered : questionCard(answered, answered.question ?? '')
  },
  editProfile: (ctx, { partnerId }) => ofOwn(ctx, partnerId, (partner) => forms.profile(partner)),
  async profileForm(ctx, { partnerId }, { company: companyName, contact: contactName, phone, website }) {
    const saved = await ctx.work(async (w) => {
      const partner = await ownFor(ctx, w, partnerId)
      return isRefused(partner)
        ? partner
        : change(w, acting(ctx), { partner, facts: { companyName, contactName, phone, website } })
    })
    return isRefused(saved) ? saved : ownCard(saved)
  },

  rulesCommand: async (ctx) => showRules(ctx),
  startRule: async (ctx, { type }) => forms.rule(type, isRegulated(type, await typeRules(ctx.db, ctx.workspace.id))),
  async ruleForm(ctx, { type, regulated }, { reason }) {
    const rule = { partnerType: type, regulated: regulated === 'yes', reason }
    await ctx.work((w) => changeRule(w, acting(ctx), rule))
    return showRules(ctx)
  },
} satisfies Handlers<
  | 'inviteCommand'
  | 'inviteForm'
  | 'teamCommand'
  | 'openPartner'
  | 'activate'
  | 'pause'
  | 'remove'
  | 'ask'
  | 'questionForm'
  | 'areas'
  | 'areasForm'
  | 'acceptInvitation'
  | 'acceptForm'
  | 'declineInvitation'
  | 'answerQuestion'
  | 'answerForm'
  | 'editProfile'
  | 'profileForm'
  | 'rulesCommand'
  | 'startRule'
  | 'ruleForm'
>

type W = Parameters<Parameters<Ctx['work']>[0]>[0]

const decide = (ctx: Ctx, partnerId: string, status: PartnerStatus) =>
  reviewed(ctx, partnerId, (partner, w) => moveTo(w, acting(ctx), { partner, status }))

async function reviewed(ctx: Ctx, partnerId: string, decideOn: (partner: Partner, w: W) => Answer<Partner>) {
  const decided = await ctx.work(async (w) => {
    const partner = await partnerFor(w, acting(ctx), partnerId)
    return isRefused(partner) ? partner : decideOn(partner, w)
  })
  return isRefused(decided) ? decided : reviewCard(decided)
}

export interface Agreement {
  readonly phone: string | null
  readonly website: string | null
  readonly note: string | null
}

/** Somebody who was invited says yes: the day is noted, and the team decides. */
export async function agree(
  w: W,
  to: ReturnType<typeof acting>,
  { partner, said }: { partner: Partner; said: Agreement },
): Answer<Partner> {
  if (partner.status !== 'INVITED') return refuse({ kind: 'moved_on' } as const)
  const notes = [partner.notes, said.note && `They wrote: ${said.note}`].filter(Boolean).join('\n') || null
  const facts = { phone: said.phone ?? partner.phone, website: said.website ?? partner.website, notes }
  const changed = await change(w, to, { partner, facts: { ...facts, agreementSignedAt: w.now } })
  return moveTo(w, to, { partner: changed, status: 'PENDING_REVIEW' })
}

export async function saveAnswer(
  w: W,
  by: ReturnType<typeof acting>,
  { partner, answer }: { partner: Partner; answer: string },
): Answer<Partner> {
  if (!partner.question) return refuse({ kind: 'moved_on' } as const)
  const answered = await updatePartner(w.db, by.workspace.id, partner.id, { answer })
  await callTeam(w, by, answered)
  shown(w, answered)
  // The link on which they answered is used up, and whether they agree is still open.
  const isOpen = partner.status === 'INVITED' && partner.memberId === null
  return isOpen ? sendInvitation(w, by.workspace, answered) : answered
}

async function ownFor(ctx: Ctx, w: W, partnerId: string): Answer<Partner> {
  const partner = await partnerFor(w, acting(ctx), partnerId)
  if (isRefused(partner)) return partner
  return partner.memberId === ctx.actor.id ? partner : refuse({ kind: 'not_yours' } as const)
}

async function ofOwn<T>(ctx: ReadCtx, partnerId: string, show: (partner: Partner) => T) {
  const partner = await findPartner(ctx.db, ctx.workspace.id, partnerId)
  if (!partner) return refuse({ kind: 'not_found' } as const)
  return partner.memberId === ctx.actor.id ? show(partner) : refuse({ kind: 'not_yours' } as const)
}

async function showRules(ctx: ReadCtx) {
  const rules = await typeRules(ctx.db, ctx.workspace.id)
  return rulesCard(PARTNER_TYPES.map((type: PartnerType) => ({ type, regulated: isRegulated(type, rules) })))
}
