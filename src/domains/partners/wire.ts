import { z } from 'zod'
import { optionalLine } from '../../kit/schema.ts'
import { wireEnum } from '../../kit/wire.ts'
import { askContext, stateCode } from './context.ts'
import { COVERAGE_STATUSES, PARTNER_STATUSES, PARTNER_TYPES } from './model.ts'

/** The shapes of the REST API, with the PRD's names: columns in snake case, values in lower case. */

export const partnerType = wireEnum(PARTNER_TYPES)
export const partnerStatus = wireEnum(PARTNER_STATUSES)
export const coverageStatus = wireEnum(COVERAGE_STATUSES)
export const referralStatus = z.enum(['pending', 'matched', 'intro_sent', 'connected', 'closed', 'cancelled'])
export const referralOutcome = z.enum(['engaged', 'not_engaged', 'deal_closed', 'unknown'])
export const urgency = z.enum(['low', 'normal', 'high', 'urgent'])

const moment = z.iso.datetime()
const id = z.string()
const name = (max: number) => z.string().trim().min(1).max(max)

/** What anybody with a key may know of a partner. Addresses appear only after the last yes. */
export const publicPartner = z
  .object({
    ...{ id, type: partnerType, company_name: z.string(), contact_name: z.string(), website: z.string().nullable() },
    service_areas: z.array(z.string()),
  })
  .meta({ id: 'PublicPartner', description: 'A partner as the directory shows it' })

const ownColumns = {
  ...{ id, user_id: z.string().nullable(), type: partnerType, status: partnerStatus, company_name: z.string() },
  ...{ contact_name: z.string(), email: z.string(), phone: z.string().nullable(), website: z.string().nullable() },
  ...{ service_areas: z.array(z.string()), agreement_signed_at: moment.nullable() },
  ...{ created_at: moment, updated_at: moment },
}
export const ownPartner = z
  .object(ownColumns)
  .meta({ id: 'OwnPartner', description: 'A partner as they see themselves' })
export const partner = z
  .object({ ...ownColumns, invited_by: z.string().nullable(), notes: z.string().nullable() })
  .meta({ id: 'Partner', description: 'A partner with everything that the team knows' })

const email = z
  .email('Please give an e-mail address, such as ana@example.com.')
  .max(255)
  .transform((typed) => typed.toLowerCase())
const website = z
  .url({ protocol: /^https?$/, error: 'Please give a whole address, such as https://example.com.' })
  .max(255)
const areas = z
  .array(stateCode)
  .max(60)
  .transform((codes) => [...new Set(codes)])

export const newPartner = z.strictObject({
  ...{ type: partnerType, company_name: name(200), contact_name: name(100), email },
  ...{ phone: name(20).nullish(), website: website.nullish(), service_areas: areas.default([]) },
  ...{ agreement_signed_at: moment.nullish(), notes: z.string().max(4000).nullish() },
  ...{ user_id: id.nullish(), invited_by: id.nullish() },
})

export const partnerChange = newPartner
  .omit({ invited_by: true, service_areas: true })
  .partial()
  .extend({ service_areas: areas.optional() })
export const ownChange = partnerChange.pick({
  ...{ company_name: true, contact_name: true, email: true, phone: true, website: true, service_areas: true },
})

export const referral = z
  .object({
    ...{ id, reference: z.string(), group_id: id, requested_by: id, partner_type: partnerType, status: referralStatus },
    context: askContext,
    ...{ partner_id: z.string().nullable(), preferred_partner_id: z.string().nullable(), regulated: z.boolean() },
    disclosure: z.string().nullable(),
    waiting: z.boolean().describe('Nobody covers it yet: it has a place in line'),
    ...{ intro_sent_at: moment.nullable(), outcome: referralOutcome.nullable(), outcome_notes: z.string().nullable() },
    ...{ created_at: moment, updated_at: moment },
  })
  .meta({ id: 'Referral', description: 'A group’s request for a partner' })

export const madeReferral = referral
  .extend({ choices: z.array(publicPartner).describe('Who else can be chosen, the longest without a turn first') })
  .meta({ id: 'MadeReferral' })

/** What a partner reads of a request that is theirs: no words of the group before the introduction was sent. */
export const partnerReferral = z
  .object({
    ...{ id, reference: z.string(), status: referralStatus, state: z.string(), group_name: z.string().nullable() },
    context: askContext.nullable(),
    ...{ intro_sent_at: moment.nullable(), outcome: referralOutcome.nullable(), created_at: moment },
  })
  .meta({ id: 'PartnerReferral', description: 'A request as its partner sees it' })

export const newReferral = z.strictObject({
  ...{ partner_type: partnerType, context: askContext, urgency: urgency.default('normal') },
  requested_by: id.optional().describe('The member who asks; the one who made the group where left out'),
  partner_id: id.optional().describe('One who was chosen from the directory; else they take turns'),
})

export const referralChange = z.strictObject({
  status: referralStatus.optional().describe('intro_sent, connected or cancelled'),
  partner_id: id.optional(),
})

export const outcomeBody = z.strictObject({
  outcome: referralOutcome,
  outcome_notes: optionalLine(2000, 'The notes'),
})

export const coverageLine = z
  .object({
    ...{ state_code: z.string(), partner_type: partnerType, status: coverageStatus, partner_count: z.number().int() },
    ...{ label: z.string().describe('In the words that people read'), overridden: z.boolean() },
  })
  .meta({ id: 'Coverage' })

export const group = z
  .object({
    ...{ id, name: z.string(), channel: z.string().nullable(), created_by: z.string().nullable() },
    ...{ member_ids: z.array(id), created_at: moment, updated_at: moment },
  })
  .meta({ id: 'Group' })

export const channel = z
  .string()
  .regex(/^(slack|discord|web):[\w-]+\/[\w-]+$/, 'Please give it as slack:T0123/C0456 or discord:<guild>/<channel>.')

export const newGroup = z.strictObject({
  ...{ name: name(80), member_ids: z.array(id).min(1).max(50), channel: channel.nullish() },
})
export const groupChange = newGroup.partial()

export const statusBody = z.strictObject({ status: partnerStatus })
export const overrideBody = z.strictObject({
  status: coverageStatus.nullable().describe('null: what follows from the number of active partners'),
})
export const typeRuleBody = z.strictObject({ regulated: z.boolean(), reason: name(500) })
export const typeRule = z.object({ partner_type: partnerType, regulated: z.boolean() }).meta({ id: 'PartnerTypeRule' })
