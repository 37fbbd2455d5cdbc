import { memberId } from '../../kit/brand.ts'
import type { Words } from '../../kit/examples.ts'
import type { Person } from '../../kit/person.ts'
import { DEFAULT_QUIET } from '../../kit/working-time.ts'
import * as cards from './cards.ts'
import * as accountCards from './cards-account.ts'
import * as auditCards from './cards-audit.ts'
import * as forms from './forms.ts'
import * as accountForms from './forms-account.ts'
import type { KnownContact, Profile, Settings } from './model.ts'
import * as say from './text.ts'

/** Made-up people of the demo town; the ids are only for tokens and mentions. */
const maria = memberId('0192f000-0000-7000-8000-000000000001')
const femi = memberId('0192f000-0000-7000-8000-000000000002')
const jane = '0192f000-0000-7000-8000-000000000003'
const now = new Date('2026-11-24T09:20:00Z')
const nextTuesday = new Date('2026-12-01T00:00:00Z')

const settings: Settings = {
  quiet: DEFAULT_QUIET,
  timeZone: 'Europe/Berlin',
  mutedTopics: ['outcomes'],
  edgeVisibility: 'ROUTER',
  askRhythm: 'AT_ONCE',
  openToAsks: true,
  awayUntil: null,
  pausedAt: null,
}
const away: Settings = { ...settings, awayUntil: nextTuesday }

const profile = (words: Words): Profile => ({
  headline: words.line('I help small shops sell online'),
  organization: words.line('Harbour Goods'),
  city: words.line('Lisbon', 120),
  tags: [words.line('pricing', 40), words.line('payments', 40), words.line('shop software', 40)],
  bio: words.paragraph('Ran three shops, sold one. Happy to talk about the boring parts: stock, payments, returns.'),
})

const knownJane = (words: Words): KnownContact => ({
  contact: {
    id: jane,
    name: words.name('Jane Okafor'),
    title: words.line('Head of Product'),
    organization: words.line('Acme'),
    city: words.line('Lisbon', 120),
    emails: ['jane.okafor@acme.example'],
    phones: ['+351 21 000 0000'],
    tags: [],
  },
  relationship: {
    declared: 0.8,
    interactions: 12,
    lastInteractionAt: new Date('2026-10-02T00:00:00Z'),
    visibility: 'ROUTER',
    neverAsk: false,
    notes: words.paragraph('Met at the spring market. Prefers short mails.'),
  },
})

const member = (id: typeof maria, name: string, roles: Person['roles']): Person => ({
  id,
  name,
  roles,
  timeZone: 'Europe/Berlin',
  locale: 'en',
  external: false,
})

const auditView = (words: Words, brokenAt: number | null): auditCards.AuditView => ({
  total: 142,
  brokenAt,
  area: 'people',
  who: { id: femi, name: words.name('Femi Adeyemi') },
  names: new Map([
    [maria, words.name('Maria Silva')],
    [femi, words.name('Femi Adeyemi')],
  ]),
  lines: Array.from({ length: 10 }, (_, index) => ({
    ...{ position: 142 - index, at: now, by: 'member', actorId: maria, kind: 'people.role', aboutId: femi },
    ...{ said: words.line('gave the role of facilitator'), why: words.line('They know everybody') },
  })),
})

export const examples = {
  profile: (words: Words) => forms.profileForm(profile(words)),
  away: () => forms.awayForm('2026-12-01'),
  notify: () => forms.notifyForm(settings),
  privacy: () => forms.privacyForm(settings),
  block: () => forms.blockForm(),
  contact: () => forms.contactForm(),
  notes: (words: Words) => forms.notesForm(knownJane(words)),
  setup: (words: Words) =>
    forms.setupForm({ name: words.line('Harbour Town', 80), timeZone: 'Europe/Berlin', locale: 'en-GB' }),
  role: () => forms.roleForm('give'),
  auditFilter: () => auditCards.auditFilterForm(),
  linkCode: () => accountForms.linkCodeForm(),
  deleteMine: () => accountForms.deleteForm(),
  accountJoined: () => accountCards.accountJoinedCard('discord'),
  exportLink: () => accountCards.exportPage('open'),
  roleGiven: (words: Words) =>
    cards.roleGivenCard('facilitator', member(maria, words.name('Maria Silva'), ['member', 'admin'])),
}

export const exampleCards = {
  home: () => cards.homeCard(settings, 142),
  away: () => cards.awayCard(away, say.awaySaved(nextTuesday)),
  profile: (words: Words) => cards.profileCard({ id: maria, name: words.name('Maria Silva'), ...profile(words) }),
  notify: () => cards.savedCard('When the desk writes', say.notifySaved(settings)),
  privacy: (words: Words) =>
    cards.privacyCard({
      settings,
      accounts: 2,
      known: 142,
      neverAsk: 3,
      blocked: { total: 1, last: [{ id: femi, name: words.name('Femi Adeyemi') }] },
    }),
  audit: (words: Words) => auditCards.auditCard(auditView(words, null)),
  auditBroken: (words: Words) => auditCards.auditCard(auditView(words, 3)),
  noAudit: () => auditCards.auditCard({ lines: [], total: 0, names: new Map(), brokenAt: null }),
  link: () => accountCards.linkCard({ code: 'K7QD4MXP', until: now }),
  joinOffer: () => accountCards.joinOfferCard({ codeId: 'link-code.x', here: 'discord', there: 'slack' }),
  joined: () => accountCards.joinedCard(['slack', 'discord', 'web']),
  separated: () => accountCards.separatedCard('discord'),
  export: () => accountCards.exportCard({ url: 'https://desk.example/l/abc', until: nextTuesday }),
  delete: () =>
    accountCards.deleteCard(
      ['accounts', 'relationships', 'requests', 'days'].map((kind, index) => ({ kind, count: index + 1 })),
    ),
  deleted: () => accountCards.deletedCard({ receipt: 'A-12', at: now }),
  contacts: (words: Words) =>
    cards.contactsCard({ total: 142, offset: 10, shown: Array.from({ length: 10 }, () => knownJane(words)) }),
  noContacts: () => cards.contactsCard({ total: 0, offset: 0, shown: [] }),
  contact: (words: Words) => cards.contactCard(knownJane(words), now),
  forgotten: () => cards.forgottenCard(true),
  roles: (words: Words) =>
    cards.rolesCard(
      [
        member(maria, words.name('Maria Silva'), ['member', 'admin']),
        member(femi, words.name('Femi Adeyemi'), ['member', 'facilitator']),
      ],
      {
        said: say.roleChanged('give', { id: femi, name: words.name('Femi Adeyemi') }, 'facilitator'),
        undo: { change: 'take', memberId: femi, role: 'facilitator' },
      },
    ),
}
