import { memberId } from '../../kit/brand.ts'
import type { Example, Words } from '../../kit/examples.ts'
import type { Page } from '../../kit/page.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import { addDays } from '../../kit/working-time.ts'
import { askedCard, callBackCard, coverageCard, directoryCard, movedOnCard, rulesCard, stateCard } from './cards/ask.ts'
import { groupsCard } from './cards/groups.ts'
import { invitationPage } from './cards/invitation-page.ts'
import { needCard } from './cards/need.ts'
import { invitationCard, ownCard, questionCard, reviewCard, statusCard, teamCard } from './cards/partner.ts'
import * as forms from './forms.ts'
import { PARTNER_STATUSES, PARTNER_TYPES, type Partner, type PartnerAsk, type WaitingPlace } from './model.ts'
import { coverageOf } from './rules/coverage.ts'

/** One example of every card, form and page of the partners' desk. */

const NOW = new Date('2026-11-24T09:20:00Z')
const id = (last: string): string => `01939f00-0000-7000-8000-0000000001${last}`

function partner(words: Words, changes: Partial<Partner> = {}): Partner {
  return {
    ...{ id: id('01'), memberId: null, contactId: null, type: 'ATTORNEY', status: 'PENDING_REVIEW' },
    ...{ companyName: words.line('Bell & Rowe', 200), contactName: words.line('Marcus Bell', 100) },
    ...{ email: 'marcus@bellandrowe.example', phone: '+1 612 555 0100', website: 'https://bellandrowe.example' },
    ...{ serviceAreas: ['MN', 'WI'], agreementSignedAt: addDays(NOW, -3), invitedById: null },
    ...{ notes: words.paragraph('Reviewed two co-ownership agreements for us.'), inviteLinkId: null, question: null },
    ...{ answer: null, lastTurnAt: null, createdAt: addDays(NOW, -10), updatedAt: NOW },
    ...changes,
  }
}

const other = (words: Words): Partner =>
  partner(words, { id: id('02'), companyName: words.line('Lake & Loring', 200), status: 'ACTIVE' })
const active = (words: Words): Partner => partner(words, { status: 'ACTIVE' })
const asked = (words: Words): Partner =>
  partner(words, { status: 'INVITED', question: words.paragraph('Do you work on co-ownership agreements?') })

const ask: PartnerAsk = {
  ...{ requestId: id('10'), groupId: id('11'), partnerType: 'ATTORNEY', stateCode: 'MN', context: { state: 'MN' } },
  ...{ partnerId: null, preferredPartnerId: null, regulated: true, createdAt: NOW, updatedAt: NOW },
}

const place: WaitingPlace = {
  ...{ id: id('12'), groupId: id('11'), requestId: id('10'), memberId: memberId(id('13')), partnerType: 'LENDER' },
  ...{ stateCode: 'CA', status: 'ASKED', createdAt: addDays(NOW, -40), askedAt: NOW, answerBy: addDays(NOW, 5) },
  answeredAt: null,
}

const elm = (words: Words) => ({
  ...{ id: id('11'), name: words.line('Elm Street', 80) },
  members: [words.name('Maria Keller'), words.name('Femi Adeyemi')],
})

const must = (card: Card | null): Card => {
  if (!card) throw new Error('An example shows a card that is not there in this state.')
  return card
}

export const examples = {
  askForm: ((words) =>
    forms.ask({
      groupId: id('11'),
      groupName: words.line('Elm Street', 80),
      type: 'ATTORNEY',
      state: 'MN',
      regulated: true,
    })) satisfies Example<Form>,
  groupForm: (() => forms.group(true)) satisfies Example<Form>,
  memberForm: (() => forms.member(id('11'))) satisfies Example<Form>,
  inviteForm: (() => forms.invite()) satisfies Example<Form>,
  questionForm: ((words) => forms.question(partner(words))) satisfies Example<Form>,
  areasForm: ((words) => forms.areas(partner(words))) satisfies Example<Form>,
  acceptForm: ((words) => forms.accept(partner(words))) satisfies Example<Form>,
  answerForm: ((words) => forms.answer(asked(words))) satisfies Example<Form>,
  profileForm: ((words) => forms.profile(active(words))) satisfies Example<Form>,
  ruleForm: (() => forms.rule('ATTORNEY', true)) satisfies Example<Form>,
  invitationNotice: ((words) =>
    invitationCard(
      partner(words, { status: 'INVITED' }),
      words.line('Harbour Collective', 80),
      null,
    )) satisfies Example<Card>,
  reviewNotice: ((words) => reviewCard(partner(words))) satisfies Example<Card>,
  questionNotice: ((words) => questionCard(asked(words), asked(words).question ?? '')) satisfies Example<Card>,
  statusNotice: ((words) => must(statusCard(active(words), 'ACTIVE'))) satisfies Example<Card>,
  movedOnNotice: ((words) =>
    movedOnCard({ ask, reference: 'R-142', company: words.line('Bell & Rowe', 200) })) satisfies Example<Card>,
  callBackNotice: (() => callBackCard(place)) satisfies Example<Card>,
  invitationLink: ((words) =>
    invitationPage(
      partner(words, { status: 'INVITED' }),
      words.line('Harbour Collective', 80),
    )) satisfies Example<Page>,
}

const lines = coverageOf('MN', {
  overrides: [{ stateCode: 'MN', partnerType: 'TITLE', status: 'UNAVAILABLE' }],
  counts: [{ stateCode: 'MN', partnerType: 'ATTORNEY', count: 2 }],
})

const reviews = PARTNER_STATUSES.map((status): [string, Example<Card>] => [
  `a partner for the team: ${status}`,
  (words) => reviewCard(partner(words, { status })),
])

export const exampleCards: Readonly<Record<string, Example<Card>>> = {
  ...Object.fromEntries(reviews),
  'a need that was heard': () => needCard({ type: 'AGENT', state: 'MN' }),
  'asked for a partner, with a choice': (words) =>
    askedCard({ ask, reference: 'R-142', choices: [active(words), other(words)], isOpen: true }),
  'asked for a partner, one was chosen': (words) =>
    askedCard({
      ...{ ask: { ...ask, preferredPartnerId: id('02') }, reference: 'R-142', isOpen: true },
      choices: [active(words), other(words)],
    }),
  'asked for a partner whom nobody is': () => askedCard({ ask, reference: 'R-142', choices: [], isOpen: true }),
  'the directory': (words) =>
    directoryCard({ partners: [active(words), other(words)], total: 12, type: 'ATTORNEY', state: 'MN' }),
  'the directory without a hit': () => directoryCard({ partners: [], total: 0, type: 'LENDER', state: 'TX' }),
  'what is covered in a state': () => stateCard('MN', lines),
  'what is covered': () =>
    coverageCard([
      { code: 'MN', lines },
      { code: 'CA', lines: coverageOf('CA', { overrides: [], counts: [] }) },
    ]),
  'the groups of a member, in a direct message': (words) => groupsCard([elm(words)], null),
  'the groups of a member, in a channel of nobody’s': (words) => groupsCard([elm(words)], { group: null }),
  'the groups of a member, in the channel of one': (words) => groupsCard([elm(words)], { group: elm(words) }),
  'no groups yet, in the channel of one': (words) => groupsCard([], { group: elm(words) }),
  'in line: no answer came': () => callBackCard({ ...place, status: 'LAPSED', answerBy: null }),
  'in line: yes': () => callBackCard({ ...place, status: 'YES', answerBy: null }),
  'in line: no': () => callBackCard({ ...place, status: 'NO', answerBy: null }),
  'a question by mail': (words) => invitationCard(asked(words), 'Harbour Collective', 'https://desk.example/l/1.2'),
  'set inactive': (words) => must(statusCard(partner(words, { status: 'INACTIVE' }), 'INACTIVE')),
  'all partners': (words) => teamCard([partner(words), other(words)], 12),
  'no partners yet': () => teamCard([], 0),
  'a partner’s own': (words) => ownCard(active(words)),
  'what is regulated': () => rulesCard(PARTNER_TYPES.map((type) => ({ type, regulated: type !== 'AGENT' }))),
}
