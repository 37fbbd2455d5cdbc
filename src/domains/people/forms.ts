import type { WorkspaceInfo } from '../../kit/person.ts'
import { type Form, formFor, searchField } from '../../kit/ui/form.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import { contracts, GIVEN_ROLES, OPTIONAL_TOPICS, STRENGTHS } from './contracts.ts'
import { MAX_NAME_LENGTH, MAX_ORGANIZATION_LENGTH, MAX_TITLE_LENGTH } from './import/limits.ts'
import type { KnownContact, Profile, Settings } from './model.ts'
import { ASK_RHYTHMS, VISIBILITIES } from './model.ts'
import {
  RHYTHM_WORDS,
  ROLE_HINTS,
  ROLE_TITLES,
  STRENGTH_WORDS,
  TOPIC_WORDS,
  VISIBILITY_WORDS,
  zoneCity,
} from './text.ts'

const YES_NO = (yes: string, no: string) => [
  { label: yes, value: 'yes' },
  { label: no, value: 'no' },
]

export function profileForm(profile: Profile): Form {
  const { headline, organization, city, tags, bio } = profile
  return formFor(contracts.profile, {
    title: 'Your profile',
    intro: t`People you deal with through the desk see this.`,
    submit: 'Save',
    values: {},
    fields: [
      {
        kind: 'line',
        name: 'headline',
        label: 'What you do',
        placeholder: 'I help small shops sell online',
        maxLength: LIMITS.line,
        ...(headline && { initial: headline }),
      },
      {
        kind: 'line',
        name: 'organization',
        label: 'Organization',
        maxLength: MAX_ORGANIZATION_LENGTH,
        ...(organization && { initial: organization }),
      },
      { kind: 'line', name: 'city', label: 'City', maxLength: 120, ...(city && { initial: city }) },
      {
        kind: 'line',
        name: 'tags',
        label: 'What you can be asked about',
        hint: 'A few words with commas between them',
        maxLength: LIMITS.line,
        ...(tags.length > 0 && { initial: tags.join(', ') }),
      },
      { kind: 'paragraph', name: 'bio', label: 'About you', maxLength: LIMITS.paragraph, ...(bio && { initial: bio }) },
    ],
  })
}

export function awayForm(suggested: string): Form {
  return formFor(contracts.away, {
    title: 'Take a break',
    intro: t`Nobody asks you until then. What you were asked moves on to somebody else.`,
    submit: 'Set away',
    values: {},
    fields: [{ kind: 'date', name: 'until', label: 'Back on', required: true, initial: suggested }],
  })
}

export function notifyForm({ quiet, timeZone, mutedTopics }: Settings): Form {
  return formFor(contracts.notify, {
    title: 'When the desk writes',
    submit: 'Save',
    values: {},
    fields: [
      {
        kind: 'pickMany',
        name: 'topics',
        label: 'Tell me about',
        hint: 'What somebody waits for always comes',
        options: OPTIONAL_TOPICS.map((topic) => ({ ...TOPIC_WORDS[topic], value: topic })),
        initial: OPTIONAL_TOPICS.filter((topic) => !mutedTopics.includes(topic)),
      },
      {
        kind: 'pickOne',
        name: 'quietFrom',
        label: 'Quiet from',
        hint: 'The same hour twice means no quiet hours',
        required: true,
        options: hourOptions(quiet.from),
        initial: quiet.from,
      },
      {
        kind: 'pickOne',
        name: 'quietUntil',
        label: 'Quiet until',
        required: true,
        options: hourOptions(quiet.until),
        initial: quiet.until,
      },
      {
        kind: 'pickOne',
        name: 'weekends',
        label: 'Weekends',
        required: true,
        options: YES_NO('Quiet on weekends', 'Weekends are like other days'),
        initial: quiet.weekends ? 'yes' : 'no',
      },
      zoneField(timeZone),
    ],
  })
}

export function privacyForm({ edgeVisibility, openToAsks, askRhythm }: Settings): Form {
  return formFor(contracts.privacy, {
    title: 'Your privacy',
    submit: 'Save',
    values: {},
    fields: [
      {
        kind: 'pickOne',
        name: 'edgeVisibility',
        label: 'Who may use whom you know',
        hint: 'For people you add from now on',
        required: true,
        options: VISIBILITIES.map((visibility) => ({ ...VISIBILITY_WORDS[visibility], value: visibility })),
        initial: edgeVisibility,
      },
      {
        kind: 'pickOne',
        name: 'openToAsks',
        label: 'May you be asked to open doors?',
        required: true,
        options: YES_NO('Yes, ask me', 'No, do not ask me'),
        initial: openToAsks ? 'yes' : 'no',
      },
      {
        kind: 'pickOne',
        name: 'askRhythm',
        label: 'When do requests reach you?',
        hint: 'What is urgent comes at once',
        options: ASK_RHYTHMS.map((rhythm) => ({ label: RHYTHM_WORDS[rhythm], value: rhythm })),
        initial: askRhythm,
      },
    ],
  })
}

export function blockForm(): Form {
  return formFor(contracts.block, {
    title: 'Block somebody',
    intro: t`You are never asked for or introduced to each other. They are not told.`,
    submit: 'Block',
    values: {},
    fields: [{ kind: 'person', name: 'member', label: 'Whom', required: true }],
  })
}

export function contactForm(): Form {
  return formFor(contracts.contact, {
    title: 'Add a contact',
    submit: 'Add',
    values: {},
    fields: [
      { kind: 'line', name: 'name', label: 'Name', required: true, maxLength: MAX_NAME_LENGTH },
      { kind: 'line', name: 'organization', label: 'Organization', maxLength: MAX_ORGANIZATION_LENGTH },
      { kind: 'line', name: 'title', label: 'Title', placeholder: 'Head of Product', maxLength: MAX_TITLE_LENGTH },
      {
        kind: 'line',
        name: 'email',
        label: 'E-mail',
        hint: 'Shown to nobody before everybody has said yes',
        maxLength: 254,
      },
      {
        kind: 'pickOne',
        name: 'strength',
        label: 'How well do you know them?',
        hint: 'Only you see this',
        required: true,
        options: STRENGTHS.map((value) => ({ label: STRENGTH_WORDS[value].label, value })),
        initial: '0.5',
      },
    ],
  })
}

export function notesForm({ contact, relationship }: KnownContact): Form {
  return formFor(contracts.notes, {
    title: 'Your notes',
    intro: t`About ${contact.name}. Only you see them, and nothing is written from them.`,
    submit: 'Save',
    values: { contactId: contact.id },
    fields: [
      {
        kind: 'paragraph',
        name: 'notes',
        label: 'Notes',
        maxLength: LIMITS.paragraph,
        ...(relationship.notes && { initial: relationship.notes }),
      },
    ],
  })
}

/** Languages in which the desk prints dates and times; its words are English. */
const LOCALES = [
  ['en-US', 'English (US): Nov 24, 2:05 PM'],
  ['en-GB', 'English (UK): 24 Nov, 14:05'],
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
  ['fr', 'Français'],
  ['it', 'Italiano'],
  ['ja', '日本語'],
  ['nl', 'Nederlands'],
  ['pl', 'Polski'],
  ['pt-BR', 'Português (Brasil)'],
  ['pt', 'Português'],
  ['sv', 'Svenska'],
] as const

export function setupForm({ name, timeZone, locale }: Omit<WorkspaceInfo, 'id'>): Form {
  const options = LOCALES.map(([value, label]) => ({ label, value: value as string }))
  const isListed = options.some(({ value }) => value === locale)
  return formFor(contracts.setup, {
    title: 'Set up the desk',
    submit: 'Save',
    values: {},
    fields: [
      { kind: 'line', name: 'name', label: 'Name of the workspace', required: true, maxLength: 80, initial: name },
      zoneField(timeZone),
      {
        kind: 'pickOne',
        name: 'locale',
        label: 'How dates are written',
        required: true,
        options: isListed ? options : [{ label: locale, value: locale }, ...options],
        initial: locale,
      },
    ],
  })
}

export function roleForm(change: 'give' | 'take'): Form {
  return formFor(contracts.role, {
    title: change === 'give' ? 'Give a role' : 'Take a role away',
    submit: change === 'give' ? 'Give' : 'Take away',
    values: { change },
    fields: [
      { kind: 'person', name: 'member', label: 'Whose', required: true },
      {
        kind: 'pickOne',
        name: 'role',
        label: 'Role',
        required: true,
        options: GIVEN_ROLES.map((role) => ({ label: ROLE_TITLES[role], value: role, hint: ROLE_HINTS[role] })),
      },
    ],
  })
}

function zoneField(timeZone: string) {
  return searchField(contracts.timeZones, {
    name: 'timeZone',
    label: 'Time zone',
    required: true,
    placeholder: 'Type a city',
    initial: { label: zoneCity(timeZone), value: timeZone, hint: timeZone },
  })
}

/** Full hours, and the one that is set where it is none of them. */
function hourOptions(set: string) {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
  return [...new Set([...hours, set])].toSorted().map((value) => ({ label: value, value }))
}
