import { z } from 'zod'
import { action, command, form, notice, search } from '../../kit/contracts.ts'
import { TOPICS } from '../../kit/notices.ts'
import { ROLES } from '../../kit/person.ts'
import { day, id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { isTimeZone } from '../../kit/working-time.ts'
import { contactErased, memberAway, memberBlocked, memberReturned, relationshipChanged } from './events.ts'
import { MAX_NAME_LENGTH, MAX_ORGANIZATION_LENGTH, MAX_TITLE_LENGTH } from './import/limits.ts'
import { normaliseEmail } from './import/normalise.ts'
import { ASK_RHYTHMS, VISIBILITIES } from './model.ts'
import { isLocale } from './rules.ts'

/** What can be switched off; `essential` cannot. */
export const OPTIONAL_TOPICS = TOPICS.filter((topic) => topic !== 'essential')

/** The answers to "How well do you know them?", as declared strength. */
export const STRENGTHS = ['0.2', '0.5', '0.8', '1'] as const

/** The roles that are given and taken; everybody is a member. */
export const GIVEN_ROLES = ROLES.filter((role) => role !== 'member')

const timeZone = z.string().refine(isTimeZone, 'Please choose a time zone from the list, such as Europe/Berlin.')
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Please give an hour and minute, such as 20:00.')
const yesOrNo = z.enum(['yes', 'no']).transform((answer) => answer === 'yes')
const contactId = z.object({ contactId: id })

/** A control for several values gives one as a word and none as nothing. */
const topics = z
  .union([z.enum(TOPICS).transform((topic) => [topic]), z.array(z.enum(TOPICS))])
  .optional()
  .transform((chosen) => chosen ?? [])

const tags = optionalLine(LIMITS.line, 'The list').transform((typed) =>
  (typed ?? '').split(/[,;\n]+/).flatMap((tag) => tag.trim().slice(0, 40) || []),
)

const email = optionalLine(254, 'An address')
  .refine(
    (typed) => typed === undefined || normaliseEmail(typed) !== null,
    'This is not an e-mail address. Please check it.',
  )
  .transform((typed) => (typed === undefined ? undefined : (normaliseEmail(typed) ?? undefined)))

export const contracts = {
  // /me
  meHome: command({
    command: 'me',
    verb: 'home',
    order: 1,
    summary: 'See what waits for you, and your settings',
    input: nothing,
    options: [],
    answers: 'card',
    who: 'anyone',
    bare: true,
  }),
  meAway: command({
    command: 'me',
    verb: 'away',
    order: 2,
    summary: 'Take a break: nobody asks you until you are back',
    input: z.object({ until: z.string().trim().max(LIMITS.line).optional() }),
    options: [
      { name: 'until', describe: 'A day such as 2026-12-01, "friday", "2 weeks", or "back"', kind: 'text', rest: true },
    ],
    answers: 'card',
    who: 'anyone',
  }),
  meNotify: command({
    command: 'me',
    verb: 'notify',
    order: 3,
    summary: 'Choose what the desk tells you, and when',
    input: nothing,
    options: [],
    answers: 'form',
    who: 'anyone',
  }),
  mePrivacy: command({
    command: 'me',
    verb: 'privacy',
    order: 4,
    summary: 'See what is kept about you, and who may use it',
    input: nothing,
    options: [],
    answers: 'card',
    who: 'anyone',
  }),
  /** What a platform's status says, told by the surface: until when somebody is away, 0 for "here". */
  followStatus: action({
    name: 'people.follow_status',
    values: z.object({ untilSeconds: z.coerce.number().int().min(0) }),
    answers: 'nothing',
    who: 'anyone',
  }),
  openProfile: action({ name: 'people.open_profile', values: nothing, answers: 'form', who: 'anyone' }),
  profile: form({
    name: 'people.profile',
    values: nothing,
    answers: 'card',
    who: 'anyone',
    fields: z.object({
      headline: optionalLine(LIMITS.line, 'A headline'),
      organization: optionalLine(MAX_ORGANIZATION_LENGTH, 'An organization'),
      city: optionalLine(120, 'A city'),
      tags,
      bio: optionalLine(LIMITS.paragraph, 'The text'),
    }),
  }),
  openAway: action({ name: 'people.open_away', values: nothing, answers: 'form', who: 'anyone' }),
  away: form({
    name: 'people.away',
    values: nothing,
    answers: 'card',
    who: 'anyone',
    fields: z.object({ until: day }),
  }),
  comeBack: action({ name: 'people.come_back', values: nothing, answers: 'update', who: 'anyone' }),
  openNotify: action({ name: 'people.open_notify', values: nothing, answers: 'form', who: 'anyone' }),
  notify: form({
    name: 'people.notify',
    values: nothing,
    answers: 'card',
    who: 'anyone',
    fields: z.object({ topics, quietFrom: hour, quietUntil: hour, weekends: yesOrNo, timeZone }),
  }),
  timeZones: search({ name: 'people.time_zones', who: 'anyone' }),
  showPrivacy: action({ name: 'people.show_privacy', values: nothing, answers: 'card', who: 'anyone' }),
  openPrivacy: action({ name: 'people.open_privacy', values: nothing, answers: 'form', who: 'anyone' }),
  privacy: form({
    name: 'people.privacy',
    values: nothing,
    answers: 'card',
    who: 'anyone',
    fields: z.object({
      edgeVisibility: z.enum(VISIBILITIES),
      openToAsks: yesOrNo,
      askRhythm: z.enum(ASK_RHYTHMS).optional(),
    }),
  }),
  openBlock: action({ name: 'people.open_block', values: nothing, answers: 'form', who: 'anyone' }),
  block: form({
    name: 'people.block',
    values: nothing,
    answers: 'card',
    who: 'anyone',
    fields: z.object({ member: id }),
  }),
  unblock: action({ name: 'people.unblock', values: z.object({ memberId: id }), answers: 'update', who: 'anyone' }),

  // The people a member knows
  showContacts: action({ name: 'people.show_contacts', values: nothing, answers: 'card' }),
  pageContacts: action({
    name: 'people.page_contacts',
    answers: 'update',
    values: z.object({ offset: z.coerce.number().int().min(0) }),
  }),
  openContact: action({ name: 'people.open_contact', values: contactId, answers: 'card' }),
  nameContact: action({ name: 'people.name_contact', values: nothing, answers: 'form' }),
  contact: form({
    name: 'people.contact',
    values: nothing,
    answers: 'card',
    fields: z.object({
      name: line(MAX_NAME_LENGTH, 'A name'),
      organization: optionalLine(MAX_ORGANIZATION_LENGTH, 'An organization'),
      title: optionalLine(MAX_TITLE_LENGTH, 'A title'),
      email,
      strength: z.enum(STRENGTHS),
    }),
  }),
  declareStrength: action({
    name: 'people.declare_strength',
    answers: 'update',
    values: contactId.extend({ strength: z.enum(STRENGTHS) }),
  }),
  chooseVisibility: action({ name: 'people.choose_visibility', values: contactId, answers: 'update' }),
  chooseAsking: action({
    name: 'people.choose_asking',
    answers: 'update',
    values: contactId.extend({ ask: z.enum(['never', 'again']) }),
  }),
  openNotes: action({ name: 'people.open_notes', values: contactId, answers: 'form' }),
  notes: form({
    name: 'people.notes',
    values: contactId,
    answers: 'update',
    fields: z.object({ notes: optionalLine(LIMITS.paragraph, 'A note') }),
  }),
  forgetContact: action({ name: 'people.forget_contact', values: contactId, answers: 'update' }),

  // /desk
  deskSetup: command({
    command: 'desk',
    verb: 'setup',
    order: 1,
    summary: 'Name the workspace and set its time zone',
    input: nothing,
    options: [],
    answers: 'form',
    who: 'admin',
  }),
  openSetup: action({ name: 'people.open_setup', values: nothing, answers: 'form', who: 'admin' }),
  setup: form({
    name: 'people.setup',
    values: nothing,
    answers: 'card',
    who: 'admin',
    fields: z.object({
      name: line(80, 'A name'),
      timeZone,
      locale: z.string().refine(isLocale, 'Please choose one from the list.'),
    }),
  }),
  undoSetup: action({ name: 'people.undo_setup', values: z.object({ undoId: id }), answers: 'update', who: 'admin' }),
  deskRoles: command({
    command: 'desk',
    verb: 'roles',
    summary: 'See who looks after the desk, give and take roles',
    input: nothing,
    options: [],
    answers: 'card',
    who: 'admin',
  }),
  showRoles: action({ name: 'people.show_roles', values: nothing, answers: 'card', who: 'admin' }),
  openRole: action({
    name: 'people.open_role',
    answers: 'form',
    who: 'admin',
    values: z.object({ change: z.enum(['give', 'take']) }),
  }),
  role: form({
    name: 'people.role',
    answers: 'card',
    who: 'admin',
    values: z.object({ change: z.enum(['give', 'take']) }),
    fields: z.object({ member: id, role: z.enum(GIVEN_ROLES) }),
  }),
  /** The other way round than it was. */
  undoRole: action({
    name: 'people.undo_role',
    answers: 'update',
    who: 'admin',
    values: z.object({ change: z.enum(['give', 'take']), memberId: id, role: z.enum(GIVEN_ROLES) }),
  }),
  /** So that nobody is a facilitator without knowing it. */
  roleGiven: notice({
    name: 'people.role_given',
    data: z.object({ memberId: id, role: z.enum(GIVEN_ROLES), byId: id }),
    topic: 'essential',
    subject: ({ memberId }) => `member:${memberId}`,
    key: ({ memberId, role }) => `${memberId}:${role}`,
  }),

  memberAway,
  memberReturned,
  memberBlocked,
  relationshipChanged,
  contactErased,
}

export type PeopleContracts = typeof contracts
