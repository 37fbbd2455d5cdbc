import { err, ok, type Result } from '../../../kit/result.ts'
import { cleanLine, cleanParagraph, clipWithWarning } from './clean.ts'
import {
  MAX_CITY_LENGTH,
  MAX_NAME_LENGTH,
  MAX_NOTES_LENGTH,
  MAX_ORGANIZATION_LENGTH,
  MAX_TITLE_LENGTH,
} from './limits.ts'
import type { ContactDraft, ContactSource, ParsedContact, SkipReason, Warn } from './model.ts'
import { normaliseProfileUrl } from './normalise.ts'
import {
  readEmails,
  readInteractions,
  readPastDate,
  readPhones,
  readStrength,
  readTags,
  readVisibility,
} from './values.ts'

/** Mailboxes of an office, not of a person. */
const ROLE_ADDRESS =
  /^(?:info|hello|hi|contact|kontakt|contacto|office|buero|admin|administrator|support|help|helpdesk|sales|team|mail|post|billing|accounts|invoices?|jobs|careers|hr|press|marketing|service|webmaster|postmaster|abuse|newsletter|no-?reply|do-?not-?reply|noreply.*|notifications?)$/

/** Providers that give anybody an address, so that it says nothing about an organization. */
const FREE_MAIL =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|aol|icloud|me|mac|proton|protonmail|pm|gmx|web|t-online|freenet|mail|email|fastmail|hey|zoho|yandex|qq|163|126|sina|naver|daum|hanmail|orange|wanadoo|free|laposte|sfr|libero|virgilio|tiscali|uol|bol|terra|comcast|verizon|att|sbcglobal|btinternet|sky|bigpond|optusnet|rediffmail|seznam|wp|o2|interia|ukr|rambler|bluewin|telenet|ziggo|kpnmail|xs4all|shaw|rogers|sympatico)\.(?:[a-z]{2,3}|co\.[a-z]{2}|com\.[a-z]{2}|net\.[a-z]{2})$/

/** A draft made safe to store, or why it is nobody. Everything dropped or clipped on the way is told to `warn`. */
export function buildContact(
  draft: ContactDraft,
  made: { readonly source: ContactSource; readonly row: number; readonly now: Date; readonly warn: Warn },
): Result<ParsedContact, SkipReason> {
  const { warn } = made
  const emails = readEmails(draft.emails, warn)
  const named = readName(draft, emails, warn)
  if (!named.ok) return named
  const sourceUrl = draft.profileUrl === undefined ? null : normaliseProfileUrl(draft.profileUrl)
  const domain = workDomain(emails)
  return ok(
    withoutGaps({
      ...named.value,
      emails,
      phones: readPhones(draft.phones, warn),
      organization: readLine(draft.organization, 'organization', MAX_ORGANIZATION_LENGTH, warn),
      organizationDomain: domain,
      title: readLine(draft.title, 'title', MAX_TITLE_LENGTH, warn),
      city: readLine(draft.city, 'city', MAX_CITY_LENGTH, warn),
      tags: readTags(draft.tags, warn),
      strength: readStrength(draft.strength ?? '', warn),
      lastInteractionAt: readPastDate(draft.lastInteraction ?? '', made.now, warn),
      interactions: readInteractions(draft.interactions ?? '', warn),
      visibility: readVisibility(draft.visibility ?? '', warn),
      notes: readNotes(draft.notes, warn),
      sourceUrl: sourceUrl ?? undefined,
      source: made.source,
      row: made.row,
    }),
  )
}

type Named = {
  name: string
  nameIsGuess?: true | undefined
  givenName?: string | undefined
  familyName?: string | undefined
}

/** The name as written, else put together, else read from the e-mail address. */
function readName(draft: ContactDraft, emails: readonly string[], warn: Warn): Result<Named, SkipReason> {
  const givenName = readLine(draft.givenName, 'given name', MAX_NAME_LENGTH, warn)
  const familyName = readLine(draft.familyName, 'family name', MAX_NAME_LENGTH, warn)
  const middle = readLine(draft.middleName, 'middle name', MAX_NAME_LENGTH, warn)
  const whole = readLine(draft.name, 'name', MAX_NAME_LENGTH, warn)
  const joined = [givenName, middle, familyName].filter((part) => part !== undefined).join(' ')
  const nickname = readLine(draft.nickname, 'nickname', MAX_NAME_LENGTH, warn)
  const candidates = [whole, joined, nickname].filter((text) => text !== undefined && isName(text))
  const [name] = candidates
  if (name !== undefined)
    return ok({ name: clipWithWarning(name, 'name', MAX_NAME_LENGTH, warn), givenName, familyName })
  const guessed = nameFromEmails(emails)
  if (!guessed.ok) return guessed
  warn('name-from-email', guessed.value)
  return ok({ name: guessed.value, nameIsGuess: true })
}

/** A person's name from the first address that is a person's: `ann.lee@` is Ann Lee. */
export function nameFromEmails(emails: readonly string[]): Result<string, SkipReason> {
  if (emails.length === 0) return err({ kind: 'nothing-to-identify' })
  for (const email of emails) {
    const local = email.slice(0, email.lastIndexOf('@')).replace(/\+.*$/, '')
    const words = local.split(/[^\p{L}]+/u).filter((word) => word !== '')
    if (ROLE_ADDRESS.test(local) || !words.some((word) => word.length > 1)) continue
    return ok(words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join(' '))
  }
  return err({ kind: 'not-a-person', because: 'role-address' })
}

/** A name has a letter; "-", "?" and "n/a" stand in exports where one is missing. An address is no name either. */
export function isName(text: string): boolean {
  return /\p{L}/u.test(text) && !text.includes('@') && !/^(?:n\/a|null|undefined|unknown)$/i.test(text)
}

function readLine(text: string | undefined, field: string, max: number, warn: Warn): string | undefined {
  const line = cleanLine(text ?? '')
  if (line === '') return undefined
  if (line.startsWith('=')) warn('formula-kept-as-text', field)
  return clipWithWarning(line, field, max, warn)
}

function readNotes(text: string | undefined, warn: Warn): string | undefined {
  const notes = cleanParagraph(text ?? '')
  if (notes.startsWith('=')) warn('formula-kept-as-text', 'notes')
  return notes === '' ? undefined : clipWithWarning(notes, 'notes', MAX_NOTES_LENGTH, warn)
}

function workDomain(emails: readonly string[]): string | undefined {
  return emails.map((email) => email.slice(email.lastIndexOf('@') + 1)).find((domain) => !FREE_MAIL.test(domain))
}

type WithoutGaps<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** The same fields without those that are undefined, so that a field is either there or not. */
export function withoutGaps<T extends object>(fields: T): WithoutGaps<T> {
  // Object.fromEntries loses the key types that the signature states.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as WithoutGaps<T>
}
