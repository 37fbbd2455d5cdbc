import type { PickOption } from '../../kit/ui/card.ts'
import { type Form, type FormField, formFor, searchField } from '../../kit/ui/form.ts'
import { clip, LIMITS } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import { HOME_PRICE_MAX, NEED_MAX, TIMELINE_MAX } from './context.ts'
import * as contracts from './contracts-chat.ts'
import { PARTNER_TYPES, type Partner, type PartnerType, stateName } from './model.ts'
import { aType, capital, disclosure, typeWord } from './text.ts'

/** The questions of the partners' desk. */

export interface AskStart {
  readonly groupId?: string | undefined
  readonly groupName?: string | undefined
  /** The group of the channel, where whoever asks does not belong to it. */
  readonly notIn?: string | undefined
  readonly type?: PartnerType | undefined
  readonly state?: string | undefined
  readonly partner?: Pick<Partner, 'id' | 'companyName'> | undefined
  readonly need?: string | undefined
  /** Of the type that is filled in. */
  readonly regulated?: boolean | undefined
}

export function ask({ groupId, groupName, notIn, type, state, partner, need, regulated }: AskStart): Form {
  const whose = [groupName ? `For ${groupName}.` : 'For you; people can join you later.', notIn && addedFirst(notIn)]
  const whom = partner ? `${partner.companyName} is asked first.` : 'They take turns, and you can choose another one.'
  const about = type && regulated ? disclosure(type) : ''
  return formFor(contracts.askForm, {
    title: 'Ask for a partner',
    intro: t`${[...whose, whom, about].filter(Boolean).join(' ')}`,
    submit: 'Ask',
    values: { groupId, partnerId: partner?.id },
    fields: [
      typeField(type),
      stateField(state),
      {
        ...{ kind: 'paragraph', name: 'need', label: 'What do you need?', maxLength: NEED_MAX, required: true },
        hint: 'The partner reads it when you are introduced.',
        ...(need && { initial: clip(need, NEED_MAX) }),
      },
      {
        kind: 'line',
        name: 'price',
        label: 'Home price, roughly',
        maxLength: HOME_PRICE_MAX,
        placeholder: '$400k to $600k',
      },
      {
        kind: 'line',
        name: 'timeline',
        label: 'By when?',
        maxLength: TIMELINE_MAX,
        placeholder: 'Within three months',
      },
    ],
  })
}

const addedFirst = (name: string): string =>
  `This channel asks for ${name}: one of its members can add you with /partner group.`

function typeField(initial?: PartnerType): FormField {
  const options = PARTNER_TYPES.map((type): PickOption => ({ label: capital(typeWord[type]), value: type }))
  return {
    kind: 'pickOne',
    name: 'type',
    label: 'Whom do you need?',
    options,
    required: true,
    ...(initial && { initial }),
  }
}

function stateField(state?: string): FormField {
  const initial = state && { value: state, label: stateName(state) }
  return searchField(contracts.stateSearch, {
    ...{
      name: 'state',
      label: 'In which state?',
      placeholder: 'Minnesota',
      required: true,
      ...(initial && { initial }),
    },
  })
}

/** `offersChannel`: it is started in a channel that no group asks from yet. */
export const group = (offersChannel: boolean): Form =>
  formFor(contracts.groupForm, {
    title: 'Start a group',
    intro: t`Members of a group ask for partners together, and each of them sees how it goes.`,
    submit: 'Start it',
    values: {},
    fields: [
      { kind: 'line', name: 'name', label: 'What is it called?', maxLength: 80, required: true },
      { kind: 'person', name: 'member', label: 'Who is with you?', hint: 'You can add more people later.' },
      ...(offersChannel ? [hereField] : []),
    ],
  })

const hereField: FormField = {
  ...{ kind: 'pickOne', name: 'here', label: 'Is this the group’s own channel?', initial: 'no' },
  options: [
    { label: 'No', value: 'no' },
    { label: 'Yes, it asks from here', value: 'yes' },
  ],
}

export const member = (groupId: string): Form =>
  formFor(contracts.memberForm, {
    ...{ title: 'Add a member', submit: 'Add them', values: { groupId } },
    fields: [{ kind: 'person', name: 'member', label: 'Who joins the group?', required: true }],
  })

const STATES_HINT = 'Names or letters, with commas between: MN, California.'

export const invite = (): Form =>
  formFor(contracts.inviteForm, {
    title: 'Invite a partner',
    intro: t`They get a card or a mail. When they have said yes, the team decides.`,
    submit: 'Invite them',
    values: {},
    fields: [
      typeField(),
      { kind: 'line', name: 'company', label: 'Company', maxLength: LIMITS.line, required: true },
      { kind: 'line', name: 'contact', label: 'Person', maxLength: 100, required: true },
      { kind: 'line', name: 'email', label: 'E-mail', maxLength: 255, required: true },
      {
        kind: 'line',
        name: 'states',
        label: 'States they serve',
        maxLength: LIMITS.line,
        hint: STATES_HINT,
        required: true,
      },
    ],
  })

export const question = (partner: Partner): Form =>
  formFor(contracts.questionForm, {
    ...{ title: 'Ask them', submit: 'Ask', values: { partnerId: partner.id } },
    fields: [
      {
        ...{ kind: 'paragraph', name: 'question', label: 'What do you want to know?', maxLength: LIMITS.paragraph },
        ...{ required: true, hint: 'Their answer comes to the whole team.' },
      },
    ],
  })

export const areas = (partner: Partner): Form =>
  formFor(contracts.areasForm, {
    ...{ title: 'Where they work', submit: 'Save', values: { partnerId: partner.id } },
    fields: [
      {
        ...{ kind: 'line', name: 'states', label: 'States they serve', hint: STATES_HINT, maxLength: LIMITS.line },
        ...{ required: true, initial: partner.serviceAreas.join(', ') },
      },
    ],
  })

export const accept = (partner: Partner): Form =>
  formFor(contracts.acceptForm, {
    title: 'Become a partner',
    intro: t`${disclosure(partner.type)} The team has a look, and you hear from us.`,
    submit: 'I agree',
    values: { partnerId: partner.id },
    fields: [
      phoneField(partner),
      websiteField(partner),
      { kind: 'paragraph', name: 'note', label: 'Anything the team should know?', maxLength: LIMITS.paragraph },
    ],
  })

export const answer = (partner: Partner): Form =>
  formFor(contracts.answerForm, {
    ...{ title: 'Answer the team', submit: 'Send it', values: { partnerId: partner.id } },
    intro: t`${partner.question ?? ''}`,
    fields: [{ kind: 'paragraph', name: 'answer', label: 'Your answer', maxLength: LIMITS.paragraph, required: true }],
  })

export const profile = (partner: Partner): Form =>
  formFor(contracts.profileForm, {
    ...{ title: 'Your partner profile', submit: 'Save', values: { partnerId: partner.id } },
    fields: [
      {
        kind: 'line',
        name: 'company',
        label: 'Company',
        maxLength: LIMITS.line,
        required: true,
        initial: partner.companyName,
      },
      { kind: 'line', name: 'contact', label: 'Person', maxLength: 100, required: true, initial: partner.contactName },
      phoneField(partner),
      websiteField(partner),
    ],
  })

const phoneField = ({ phone }: Partner): FormField => ({
  ...{ kind: 'line', name: 'phone', label: 'Phone', maxLength: 20, hint: 'Shown after an introduction.' },
  ...(phone && { initial: phone }),
})

const websiteField = ({ website }: Partner): FormField => ({
  ...{ kind: 'line', name: 'website', label: 'Website', maxLength: LIMITS.line, placeholder: 'https://' },
  ...(website && { initial: website }),
})

export const rule = (type: PartnerType, regulated: boolean): Form =>
  formFor(contracts.ruleForm, {
    title: regulated ? 'Lift the rule' : 'Bring the rule back',
    intro: regulated
      ? t`From then on, an introduction to ${aType(type)} may earn points. Referral fees for settlement and legal services are restricted by law: please be sure. It is kept who said so and why.`
      : t`From then on, no introduction to ${aType(type)} earns anything.`,
    submit: regulated ? 'Lift it' : 'Bring it back',
    values: { type, regulated: regulated ? 'no' : 'yes' },
    fields: [{ kind: 'paragraph', name: 'reason', label: 'Why?', maxLength: 500, required: true }],
  })
