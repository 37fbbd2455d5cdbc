import type { z } from 'zod'
import { toWire } from '../../kit/wire.ts'
import { type RequestState, type RequestStatus, referenceOf } from '../introductions/api.ts'
import type { CoverageLine, Group, Partner, PartnerAsk } from './model.ts'
import { coverageWord } from './text.ts'
import type * as wire from './wire.ts'

/** Things of the partners' desk in the shapes of the REST API. */

type Wire<K extends keyof typeof wire> = (typeof wire)[K] extends z.ZodType ? z.input<(typeof wire)[K]> : never

export const publicView = (partner: Partner): Wire<'publicPartner'> => ({
  ...{ id: partner.id, type: toWire(partner.type), company_name: partner.companyName },
  ...{ contact_name: partner.contactName, website: partner.website, service_areas: [...partner.serviceAreas] },
})

export const ownView = (partner: Partner): Wire<'ownPartner'> => ({
  ...publicView(partner),
  ...{ user_id: partner.memberId, status: toWire(partner.status), email: partner.email, phone: partner.phone },
  agreement_signed_at: partner.agreementSignedAt?.toISOString() ?? null,
  ...{ created_at: partner.createdAt.toISOString(), updated_at: partner.updatedAt.toISOString() },
})

export const partnerView = (partner: Partner): Wire<'partner'> => ({
  ...ownView(partner),
  ...{ invited_by: partner.invitedById, notes: partner.notes },
})

export const groupView = (group: Group): Wire<'group'> => ({
  ...{ id: group.id, name: group.name, channel: group.channel, created_by: group.createdById },
  member_ids: [...group.memberIds],
  ...{ created_at: group.createdAt.toISOString(), updated_at: group.updatedAt.toISOString() },
})

export const coverageView = (line: CoverageLine): Wire<'coverageLine'> => ({
  ...{ state_code: line.stateCode, partner_type: toWire(line.partnerType), status: toWire(line.status) },
  ...{ partner_count: line.partnerCount, label: coverageWord(line.status), overridden: line.isOverridden },
})

export interface SeenAsk {
  readonly ask: PartnerAsk
  readonly state: RequestState
}

export function referralView({ ask, state }: SeenAsk): Wire<'referral'> {
  const { request } = state
  return {
    ...{ id: request.id, reference: referenceOf(request), group_id: ask.groupId, requested_by: request.requesterId },
    ...{ partner_type: toWire(ask.partnerType), status: wireStatus(request.status), context: ask.context },
    ...{ partner_id: ask.partnerId, preferred_partner_id: ask.preferredPartnerId, regulated: ask.regulated },
    disclosure: request.disclosure,
    waiting: request.status === 'PENDING' && request.pendingReason === 'NO_ROUTE' && request.offersMade === 0,
    intro_sent_at: request.introSentAt?.toISOString() ?? null,
    ...{ outcome: wireOutcome(request.outcome), outcome_notes: request.followUpNotes },
    ...{ created_at: request.createdAt.toISOString(), updated_at: changedAt({ ask, state }).toISOString() },
  }
}

/** The group's name and words are for the partner only once they have been introduced to each other. */
export function partnerReferralView({ ask, state }: SeenAsk, group: Group | null): Wire<'partnerReferral'> {
  const { request } = state
  const isIntroduced = request.introSentAt !== null
  return {
    ...{ id: request.id, reference: referenceOf(request), status: wireStatus(request.status), state: ask.stateCode },
    ...{ group_name: isIntroduced ? (group?.name ?? null) : null, context: isIntroduced ? ask.context : null },
    intro_sent_at: request.introSentAt?.toISOString() ?? null,
    ...{ outcome: wireOutcome(request.outcome), created_at: request.createdAt.toISOString() },
  }
}

function changedAt({ ask, state: { request } }: SeenAsk): Date {
  const moments = [request.respondedAt, request.introSentAt, request.connectedAt, request.outcomeAt, request.closedAt]
  return new Date(Math.max(ask.updatedAt.getTime(), ...moments.map((moment) => moment?.getTime() ?? 0)))
}

export function wireStatus(status: RequestStatus): z.output<typeof wire.referralStatus> {
  switch (status) {
    case 'PENDING':
      return 'pending'
    case 'MATCHED':
    case 'ACCEPTED':
      return 'matched'
    case 'INTRO_SENT':
      return 'intro_sent'
    case 'CONNECTED':
      return 'connected'
    case 'CLOSED':
    case 'DECLINED':
    case 'EXPIRED':
      return 'closed'
    case 'CANCELLED':
      return 'cancelled'
  }
}

export function wireOutcome(outcome: RequestState['request']['outcome']): z.output<typeof wire.referralOutcome> | null {
  switch (outcome) {
    case null:
      return null
    case 'NO_RESPONSE':
    case 'NOT_INTERESTED':
      return 'not_engaged'
    case 'EMAIL_EXCHANGED':
    case 'MEETING_SCHEDULED':
    case 'CONNECTION_MADE':
      return 'engaged'
    case 'DEAL_CLOSED':
      return 'deal_closed'
    case 'UNKNOWN':
      return 'unknown'
  }
}

/** The rung of the ladder that a word of the wire means. */
export const outcomeOf = {
  engaged: 'CONNECTION_MADE',
  not_engaged: 'NOT_INTERESTED',
  deal_closed: 'DEAL_CLOSED',
  unknown: 'UNKNOWN',
} as const satisfies Record<z.output<typeof wire.referralOutcome>, NonNullable<RequestState['request']['outcome']>>
