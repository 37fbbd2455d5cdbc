import type { MemberId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { passOver, type ReferralRequest, routeAgain, submitAsk } from '../../introductions/api.ts'
import type { AskContext, Group, Partner, PartnerAsk, PartnerType } from '../model.ts'
import { isRegulated } from '../rules/regulation.ts'
import { byTurn } from '../rules/turns.ts'
import { insertAsk, updateAsk } from '../store/asks.ts'
import { typeRules } from '../store/coverage.ts'
import { findPartner, partnersLike } from '../store/partners.ts'
import { aType, capital, disclosure, messageOf, wantedLine } from '../text.ts'
import type { Acting, Answer } from './partners.ts'

/** Asks for a partner: what a group says becomes a request like any other, with the partners' desk behind it. */

export interface AskWanted {
  readonly group: Group
  readonly requesterId: MemberId
  readonly type: PartnerType
  readonly context: AskContext
  readonly urgency: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT'
  readonly preferredPartnerId: string | null
}

export interface AskMade {
  readonly request: ReferralRequest
  readonly ask: PartnerAsk
}

export async function askFor(w: Work, { workspace, actorId }: Acting, wanted: AskWanted): Answer<AskMade> {
  const { group, requesterId, type, context, urgency, preferredPartnerId } = wanted
  if (!group.memberIds.includes(requesterId)) return refuse({ kind: 'not_in_group' } as const)
  if (
    preferredPartnerId &&
    !(await choice(w, { workspace, actorId }, { type, state: context.state, preferredPartnerId }))
  )
    return refuse({ kind: 'not_a_choice' } as const)
  const regulated = isRegulated(type, await typeRules(w.db, workspace.id))
  const line = capital(wantedLine(type, context.state))
  const request = await submitAsk(w, {
    ...{ workspace, requesterId, actorId },
    ask: {
      ...{ kind: 'PARTNER', contactId: null, criteria: line, purpose: `${capital(aType(type))} for ${group.name}` },
      ...{ message: messageOf(type, context), urgency, ...(regulated && { disclosure: disclosure(type) }) },
    },
  })
  if (isRefused(request)) return request
  const ask = await insertAsk(w.db, workspace.id, {
    ...{ requestId: request.id, groupId: group.id, partnerType: type, stateCode: context.state, context },
    ...{ partnerId: null, preferredPartnerId, regulated, createdAt: w.now },
  })
  return { request, ask }
}

/** The group, or the team for it, names another one than whose turn it is. What is under way about somebody else moves on. */
export async function choosePartner(
  w: Work,
  acting: Acting,
  { ask, preferredPartnerId }: { ask: PartnerAsk; preferredPartnerId: string },
): Answer<true> {
  const { workspace, actorId } = acting
  const wanted = { type: ask.partnerType, state: ask.stateCode, preferredPartnerId }
  if (!(await choice(w, acting, wanted))) return refuse({ kind: 'not_a_choice' } as const)
  await updateAsk(w.db, workspace.id, ask.requestId, { preferredPartnerId })
  if (ask.partnerId === preferredPartnerId) return true
  const about = { workspace, requestId: ask.requestId, actorId }
  const current = ask.partnerId ? await findPartner(w.db, workspace.id, ask.partnerId) : null
  const moved = current?.contactId ? await passOver(w, about, current.contactId) : null
  const routed = isRefused(moved) ? moved : await routeAgain(w, about)
  return isRefused(routed) ? routed : true
}

/** Who can be chosen for it: active there, the longest without a turn first. */
export async function choicesFor(
  db: Work['db'],
  { workspace }: Pick<Acting, 'workspace'>,
  { partnerType: type, stateCode: state }: Pick<PartnerAsk, 'partnerType' | 'stateCode'>,
): Promise<Partner[]> {
  return (await partnersLike(db, workspace.id, { type, state, status: 'ACTIVE' })).toSorted(byTurn)
}

async function choice(
  w: Work,
  { workspace }: Acting,
  { type, state, preferredPartnerId }: { type: PartnerType; state: string; preferredPartnerId: string },
): Promise<Partner | null> {
  const partner = await findPartner(w.db, workspace.id, preferredPartnerId)
  const fits = partner?.status === 'ACTIVE' && partner.type === type && partner.serviceAreas.includes(state)
  return fits ? partner : null
}
