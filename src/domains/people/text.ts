import type { MemberId } from '../../kit/brand.ts'
import type { Sentences } from '../../kit/domain.ts'
import type { Topic } from '../../kit/notices.ts'
import type { Role, SurfaceName } from '../../kit/person.ts'
import { bold, code, person, type Text, t, time } from '../../kit/ui/text.ts'
import type { QuietHours } from '../../kit/working-time.ts'
import type { AskRhythm, ContactGlimpse, Settings, Visibility } from './model.ts'
import type { PeopleRefusal } from './rules.ts'

/** Every sentence that people is told here. */

export const refusals: Sentences<PeopleRefusal> = {
  not_found: () => ({ text: t`There is nobody of this id here.` }),
  last_admin: () => ({
    text: t`The desk would have no administrator left, so nothing was changed. Give the role to somebody else first.`,
    field: 'member',
  }),
  role_held: ({ name, role }) => ({
    text: t`${name} is ${roleWord(role)} already. Nothing was changed.`,
    field: 'member',
  }),
  role_missing: ({ name, role }) => ({
    text: t`${name} is not ${roleWord(role)}. Nothing was changed.`,
    field: 'member',
  }),
  person_unknown: () => ({
    text: t`I do not know this person here. Choose somebody who is a member of this workspace.`,
    field: 'member',
  }),
  blocking_yourself: () => ({
    text: t`That is you. Choose the person whom you want nothing to do with.`,
    field: 'member',
  }),
  day_past: ({ day }) => ({
    text: t`${day} is not after today. Choose the day on which you are back.`,
    field: 'until',
  }),
  away_unclear: ({ said }) => ({
    text: t`I could not read ${code(said)} as a day, so nothing was changed. Say a day such as ${code('2026-12-01')}, ${code('friday')} or ${code('2 weeks')}, or ${code('back')}.`,
    field: 'until',
  }),
  contact_unknown: () => ({ text: t`They are not among the people you know any more. Nothing was changed.` }),
  contact_is_you: () => ({ text: t`That is your own address. Add the people you know.`, field: 'email' }),
  never_contact: ({ name }) => ({
    text: t`${name} has asked never to be contacted, so they were not added. Nothing was saved.`,
    field: 'email',
  }),
  audit_unknown: ({ said }) => ({
    text: t`Nobody here is called ${code(said)}. Say ${code('people')}, ${code('coach')}, ${code('partners')}, or somebody’s name.`,
  }),
  undo_late: () => ({ text: t`That is too long ago to be undone with a click. Please set it up again.` }),
  link_unknown: () => ({
    text: t`I do not know this code. A code works once, for ten minutes, and only in the workspace in which it was made. Make a new one with ${code('/me link')} on your other platform.`,
    field: 'code',
  }),
  link_tries: () => ({
    text: t`That were several wrong codes. Please wait ten minutes, and make a new one with ${code('/me link')} on your other platform.`,
    field: 'code',
  }),
  link_own: () => ({
    text: t`These accounts are one member already. To join another one, enter the code there.`,
    field: 'code',
  }),
  link_same_platform: ({ surface }) => ({
    text: t`Both of them have an account on ${SURFACE_WORDS[surface]} already, and one person has one account on each platform. Nothing was changed.`,
    field: 'code',
  }),
  link_left: () => ({ text: t`The other account is not here any more. Nothing was changed.`, field: 'code' }),
  link_guest: () => ({
    text: t`Guests from another organization cannot be joined with a member. Nothing was changed.`,
    field: 'code',
  }),
  account_only: () => ({ text: t`That is the only account you have here, so there is nothing to separate.` }),
  last_admin_leaves: () => ({
    text: t`You are the only administrator, so nothing was deleted. Give the role to somebody else first, with ${code('/desk roles')}.`,
    field: 'typed',
  }),
  choice_unknown: () => ({ text: t`I could not read that choice. Nothing was changed. Please choose again.` }),
}

export const SURFACE_WORDS: Readonly<Record<SurfaceName, string>> = {
  slack: 'Slack',
  discord: 'Discord',
  web: 'the web',
  mail: 'mail',
}

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  member: 'a member',
  facilitator: 'a facilitator',
  partner_manager: 'a partner manager',
  admin: 'an administrator',
}
export const roleWord = (role: Role) => ROLE_WORDS[role]

export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  member: 'Members',
  facilitator: 'Facilitators',
  partner_manager: 'Partner managers',
  admin: 'Administrators',
}

export const ROLE_HINTS: Readonly<Record<Role, string>> = {
  member: 'Asks for introductions and makes them',
  facilitator: 'May be asked to find the way to a person',
  partner_manager: 'Looks after partners and their coverage',
  admin: 'Sets the desk up, gives and takes roles',
}

export const VISIBILITY_WORDS: Readonly<Record<Visibility, { label: string; hint: string }>> = {
  ONLY_ME: { label: 'Only me', hint: 'Nobody is asked about them through you' },
  ROUTER: { label: 'The desk', hint: 'It may ask you to open the door; nobody sees that you know them' },
  FACILITATORS: { label: 'The desk and facilitators', hint: 'Facilitators may see that you know them' },
  WORKSPACE: { label: 'Everybody here', hint: 'Members may see that you know them' },
}

export const STRENGTH_WORDS: Readonly<Record<'0.2' | '0.5' | '0.8' | '1', { label: string; said: string }>> = {
  '0.2': { label: 'A little', said: 'a little' },
  '0.5': { label: 'Quite well', said: 'quite well' },
  '0.8': { label: 'Well', said: 'well' },
  '1': { label: 'Very well', said: 'very well' },
}

/** The answers to "How well do you know them?" as the options of a menu. */
export const STRENGTH_OPTIONS = Object.entries(STRENGTH_WORDS).map(([value, { label }]) => ({ label, value }))

export const TOPIC_WORDS: Readonly<Record<Topic, { label: string; hint: string }>> = {
  essential: { label: 'Decisions', hint: 'Somebody waits for you; cannot be switched off' },
  reminders: { label: 'Reminders', hint: 'One nudge when something waits for you' },
  digest: { label: 'Monday digest', hint: 'What is open, in one message a week' },
  outcomes: { label: 'Outcomes', hint: 'What came of the introductions you made' },
}

/** The part of a zone's name that people say: "Europe/Berlin" is Berlin time. */
export const zoneCity = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')

/** When the desk may write, said the way round that people think of it. */
export function wakingHours(quiet: QuietHours, timeZone: string): string {
  const days = quiet.weekends ? 'Monday to Friday' : 'every day'
  const hours = quiet.from === quiet.until ? 'around the clock' : `${quiet.until}–${quiet.from}`
  return `${days}, ${hours}, ${zoneCity(timeZone)} time`
}

export const notifySaved = (settings: Pick<Settings, 'quiet' | 'timeZone' | 'mutedTopics'>): Text =>
  t`The desk writes to you ${bold(wakingHours(settings.quiet, settings.timeZone))}. What comes at another time waits until then. ${mutedLine(settings.mutedTopics)}`

export const mutedLine = (muted: readonly Topic[]): string =>
  muted.length === 0
    ? 'You hear about everything.'
    : `You do not get: ${muted.map((topic) => TOPIC_WORDS[topic].label.toLowerCase()).join(', ')}.`

export function availability(settings: Settings): Text {
  if (!settings.openToAsks) return t`You are not asked to open doors.`
  if (settings.awayUntil) return t`You are away until ${time(settings.awayUntil, 'date')}. Until then nobody asks you.`
  if (settings.pausedAt) return t`You are paused, because several offers in a row got no answer. Nobody asks you.`
  switch (settings.askRhythm) {
    case 'AT_ONCE':
      return t`You are here, and may be asked to open doors.`
    case 'DAILY':
      return t`You are here, and may be asked to open doors: all of it together, each day at nine.`
    case 'WEEKLY':
      return t`You are here, and may be asked to open doors: all of it together, on Monday at nine.`
  }
}

export const awaySaved = (until: Date): Text =>
  t`You are away until ${time(until, 'date')}. Nobody asks you before, and what you were asked moves on to somebody else.`
export const backSaved = (): Text => t`Welcome back. You may be asked to open doors again.`

export const keptAboutYou = (kept: { readonly accounts: number; readonly known: number }): Text =>
  t`The desk keeps your profile and settings, ${counted(kept.accounts, 'account')} of yours, and ${counted(kept.known, 'person', 'people')} you know. How well you know somebody and your notes about them are shown to nobody but you.`
export const whoMayUse = (visibility: Visibility): Text =>
  t`People you add from now on may be used by: ${bold(VISIBILITY_WORDS[visibility].label)}. ${VISIBILITY_WORDS[visibility].hint}.`
export const blockedCount = (blocked: number, shown: number): Text =>
  blocked === 0
    ? t`You have blocked nobody.`
    : blocked > shown
      ? t`You have blocked ${counted(blocked, 'person', 'people')}; here are the last ${shown}.`
      : t`You have blocked ${counted(blocked, 'person', 'people')}. Neither of you is asked or introduced to the other, and they are not told.`

export const contactsCount = (total: number): Text =>
  t`You know ${counted(total, 'person', 'people')} here. Only you see how well.`
export const noContacts = (): Text =>
  t`Add the people you could introduce somebody to. You decide for each of them who may use it, and you are always asked first.`
export const contactRange = (from: number, to: number, total: number): Text => t`${from}–${to} of ${total}`

/** "Head of Product, Acme, Lisbon"; empty where nothing is known. */
export const aboutContact = ({ title, organization, city }: ContactGlimpse): string =>
  [title, organization, city].filter((part) => part !== undefined).join(', ')

export const contactForgotten = (erased: boolean): Text =>
  erased
    ? t`They are no longer among the people you know. Nobody else knew them, so nothing of them is kept.`
    : t`They are no longer among the people you know.`

export const roleGiven = (by: { readonly id: MemberId; readonly name: string } | null, role: Role): Text =>
  by ? t`${person(by.id, by.name)} made you ${bold(roleWord(role))}.` : t`You are ${bold(roleWord(role))} now.`
export const roleMeaning = (role: Role): Text => t`${ROLE_HINTS[role]}.`

export const roleChanged = (
  change: 'give' | 'take',
  member: { readonly id: MemberId; readonly name: string },
  role: Role,
): Text =>
  change === 'give'
    ? t`${person(member.id, member.name)} is ${bold(roleWord(role))} now, and is told.`
    : t`${person(member.id, member.name)} is not ${bold(roleWord(role))} any more.`

/** For the audit, which names nobody. */
export const roleAudited = (change: 'give' | 'take', role: Role): string =>
  `${change === 'give' ? 'gave' : 'took away'} the role of ${roleWord(role).replace(/^an? /, '')}`

export const workspaceSaved = (wishes: { readonly name: string; readonly timeZone: string }): Text =>
  t`${bold(wishes.name)} is set up, on ${zoneCity(wishes.timeZone)} time. Members who have not said theirs go by it.`

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count === 1 ? 'one' : count.toLocaleString('en')} ${count === 1 ? one : many}`
}

export const neverAskCount = (count: number): Text =>
  t`You are never asked about ${counted(count, 'person', 'people')} you know.`

export const accountsLine = (): Text =>
  t`Use the desk on several platforms as one member, take your data with you, or have it deleted.`

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const RHYTHM_WORDS: Readonly<Record<AskRhythm, string>> = {
  AT_ONCE: 'As they come',
  DAILY: 'Together, each day at nine',
  WEEKLY: 'Together, on Monday at nine',
}
