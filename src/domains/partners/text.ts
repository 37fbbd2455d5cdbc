import type { Sentences } from '../../kit/domain.ts'
import { type Text, t } from '../../kit/ui/text.ts'
import { refusals as requestRefusals } from '../introductions/api.ts'
import { type AskContext, type CoverageStatus, DESK, type PartnerStatus, type PartnerType, stateName } from './model.ts'
import type { PartnerRefusal } from './rules/refusals.ts'

/** The words of the partners' desk. */

export const typeWord: Readonly<Record<PartnerType, string>> = {
  ATTORNEY: 'attorney',
  LENDER: 'lender',
  AGENT: 'real estate agent',
  TITLE: 'title company',
  INSURANCE: 'insurer',
  CPA: 'accountant',
}

export const typesWord: Readonly<Record<PartnerType, string>> = {
  ATTORNEY: 'Attorneys',
  LENDER: 'Lenders',
  AGENT: 'Real estate agents',
  TITLE: 'Title companies',
  INSURANCE: 'Insurers',
  CPA: 'Accountants',
}

/** "an attorney", "a lender". */
export const aType = (type: PartnerType): string => `${/^[aeiou]/.test(typeWord[type]) ? 'an' : 'a'} ${typeWord[type]}`

/** "an attorney in Minnesota". */
export const wantedLine = (type: PartnerType, state: string): string => `${aType(type)} in ${stateName(state)}`

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const statusWord: Readonly<Record<PartnerStatus, string>> = {
  INVITED: 'Invited',
  PENDING_REVIEW: 'To review',
  ACTIVE: 'Active',
  INACTIVE: 'Inactive',
  REMOVED: 'Removed',
}

/** The one place that words coverage: what is unavailable today is worded as what it will be, and stored as what it is. */
export function coverageWord(status: CoverageStatus): string {
  switch (status) {
    case 'AVAILABLE':
      return 'Available'
    case 'COMING_SOON':
    case 'UNAVAILABLE':
      return 'Coming soon'
  }
}

/** Goes with every regulated ask, wherever it is shown. */
export const disclosure = (type: PartnerType): string =>
  `Nobody is paid, or earns anything here, for this introduction to ${aType(type)}. You are free to choose another one, or none.`

/** A line of the audit. */
export const ruleAudited = ({ partnerType, regulated }: { partnerType: PartnerType; regulated: boolean }): string =>
  regulated
    ? `brought the rule for ${typesWord[partnerType].toLowerCase()} back`
    : `lifted the rule for ${typesWord[partnerType].toLowerCase()}`

/** What a group said about its need, as the message that its reader gets. */
export function messageOf(type: PartnerType, context: AskContext): string {
  const { group_size: size, home_price_range: price, timeline, specific_need: need, state } = context
  const facts = [
    size && `${size} ${size === 1 ? 'person' : 'people'}`,
    price && `Home price: ${price}`,
    timeline && `Timeline: ${timeline}`,
  ].filter(Boolean)
  const wish = need ?? `We are looking for ${wantedLine(type, state)}.`
  return [wish, ...(facts.length > 0 ? [facts.join(' · ')] : [])].join('\n\n')
}

/** Why a manager was asked, for their eyes. */
export function reasonsFor(company: string, isChosen: boolean): string[] {
  return ['You look after partners', isChosen ? `${company} was chosen` : `${company} is the longest without a turn`]
}

/** Every refusal in words; what the requests' own rules refuse is worded there. */
export const refusals: Sentences<PartnerRefusal> = {
  ...requestRefusals,
  not_found: () => ({
    text: t`This is not there. Perhaps it was removed, or it belongs to somebody else. Nothing was changed.`,
  }),
  too_many_live: ({ most }) => ({
    text: t`Of your requests, no more than ${most} may be open at a time. Please finish or withdraw one first. Nothing was saved.`,
  }),
  cannot_become: ({ from, to }) => ({
    text: t`A partner who is ${statusWord[from].toLowerCase()} cannot become ${statusWord[to].toLowerCase()}. ${nextStep(from)} Nothing was changed.`,
    field: 'status',
  }),
  invited_before: ({ company, status }) => ({
    text: t`${company} is here already under this address: ${statusWord[status].toLowerCase()}. Nobody was invited twice.`,
    field: 'email',
  }),
  group_is_missing: () => ({ text: t`There is no such group. Nothing was saved.`, field: 'group_id' }),
  not_in_group: () => ({
    text: t`Only members of the group can ask for it. Nothing was saved.`,
    field: 'requested_by',
  }),
  group_is_full: () => ({
    text: t`A group can have ${DESK.groupMembers} members. Nothing was changed.`,
    field: 'member_ids',
  }),
  channel_is_taken: () => ({
    text: t`Another group is tied to this channel already. Nothing was changed.`,
    field: 'channel',
  }),
  no_channel_here: () => ({
    text: t`Here is no channel to ask from. Type /partner group in the group’s own channel, and press it there.`,
  }),
  member_unknown: () => ({ text: t`I do not know this member. Please choose somebody who is here.`, field: 'member' }),
  state_unknown: ({ said }) => ({
    text: t`I do not know a state called “${said}”. Please give its name or its two letters, such as MN.`,
    field: 'state',
  }),
  not_a_choice: () => ({
    text: t`This partner cannot be chosen for it: they are not active, do not serve this state, or do something else.`,
    field: 'partner_id',
  }),
  areas_need_the_team: () => ({
    text: t`New states are for the team to add, because partners are vetted for each. Nothing was changed.`,
    field: 'service_areas',
  }),
  status_not_settable: ({ status }) => ({
    text: t`A request does not become “${status}” by being told so. It can be set to intro_sent, connected or cancelled; the rest follows from what people do.`,
    field: 'status',
  }),
  reason_is_missing: () => ({ text: t`Please say why: it is kept for the audit.`, field: 'reason' }),
}

function nextStep(from: PartnerStatus): Text {
  return from === 'REMOVED' ? t`Invite them again.` : t`An invitation comes first.`
}
