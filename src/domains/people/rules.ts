import type { MemberId } from '../../kit/brand.ts'
import type { Person, Role, SurfaceName } from '../../kit/person.ts'
import { err, ok, type Result } from '../../kit/result.ts'
import { localDay, startOfDay } from '../../kit/working-time.ts'
import { matchKeys, type Recognisable } from './import/match.ts'
import { normaliseEmail, normaliseName, normalisePhone } from './import/normalise.ts'
import type { Acquaintance, Reachable } from './model.ts'
import { foldWords, searchKeyOf } from './words.ts'

/** Product.md 3: what each part of a relationship's strength counts. */
const DECLARED_SHARE = 0.5
const RECENCY_SHARE = 0.3
const VOLUME_SHARE = 0.2
const RECENCY_HALF_LIFE_DAYS = 180
/** After this many interactions, volume has reached 1 − 1/e of all it can say. */
const VOLUME_SCALE = 5
const DAY_MS = 86_400_000

/** How strong a relationship is, 0–1. Where nothing is declared, recency and volume share the whole. */
export function relationshipStrength(relationship: Acquaintance, now: Date): number {
  const { declared, interactions, lastInteractionAt } = relationship
  const recency = lastInteractionAt ? 0.5 ** (daysSince(lastInteractionAt, now) / RECENCY_HALF_LIFE_DAYS) : 0
  const volume = 1 - Math.exp(-Math.max(0, interactions) / VOLUME_SCALE)
  const observed = RECENCY_SHARE * recency + VOLUME_SHARE * volume
  if (declared === null) return observed / (RECENCY_SHARE + VOLUME_SHARE)
  return DECLARED_SHARE * declared + observed
}

/** A day in the future, from a clock that was wrong, counts as today. */
function daysSince(at: Date, now: Date): number {
  return Math.max(0, (now.getTime() - at.getTime()) / DAY_MS)
}

/**
 * The keys that a contact is stored with: two contacts that share one are one person. A name alone, of whom nothing else is
 * known, is a key of its own kind, because only its owner can tell whom they mean.
 */
export function storedKeys(contact: Recognisable): string[] {
  const keys = matchKeys(contact).map(({ key }) => key)
  return keys.length > 0 ? keys : [`${BARE_NAME}${normaliseName(contact.name)}`]
}

/** How the key of a contact begins that is no more than a name. */
export const BARE_NAME = 'b:'

export interface Described extends Recognisable {
  readonly title?: string | null | undefined
  readonly city?: string | null | undefined
  readonly tags?: readonly string[]
}

/** What a contact is found by: its name, and what is said about it. */
export function contactKeys(contact: Described): { searchKey: string; aboutKey: string } {
  const { name, organization, title, city, tags = [] } = contact
  return {
    searchKey: searchKeyOf([name, organization]),
    aboutKey: searchKeyOf([title, organization, city, ...tags]),
  }
}

/** The addresses that "never contact me" covers, in the one form in which they are hashed. */
export function neverContactKeys(contact: Reachable): string[] {
  return [
    ...present(contact.emails.map(normaliseEmail)).map((email) => `email:${email}`),
    ...present(contact.phones.map(normalisePhone)).map((phone) => `phone:${phone}`),
    ...(contact.memberId ? [`member:${contact.memberId}`] : []),
  ]
}

/** Everything that people can be refused for, each worded in `text.ts`. */
export type PeopleRefusal =
  | { readonly kind: 'not_found' }
  | { readonly kind: 'last_admin' }
  | { readonly kind: 'role_held'; readonly name: string; readonly role: Role }
  | { readonly kind: 'role_missing'; readonly name: string; readonly role: Role }
  | { readonly kind: 'person_unknown' }
  | { readonly kind: 'blocking_yourself' }
  | { readonly kind: 'day_past'; readonly day: string }
  | { readonly kind: 'away_unclear'; readonly said: string }
  | { readonly kind: 'contact_unknown' }
  | { readonly kind: 'contact_is_you' }
  | { readonly kind: 'never_contact'; readonly name: string }
  | { readonly kind: 'choice_unknown' }
  | { readonly kind: 'audit_unknown'; readonly said: string }
  | { readonly kind: 'undo_late' }
  | { readonly kind: 'link_unknown' }
  | { readonly kind: 'link_tries' }
  | { readonly kind: 'link_own' }
  | { readonly kind: 'link_same_platform'; readonly surface: SurfaceName }
  | { readonly kind: 'link_left' }
  | { readonly kind: 'link_guest' }
  | { readonly kind: 'account_only' }
  | { readonly kind: 'last_admin_leaves' }

export interface RoleChange {
  readonly change: 'give' | 'take'
  readonly role: Role
  readonly member: Person
  readonly admins: readonly MemberId[]
}

/** The member's roles after the change. Somebody must always be left who can give roles. */
export function changeRoles({ change, role, member, admins }: RoleChange): Result<readonly Role[], PeopleRefusal> {
  const holds = member.roles.includes(role)
  if (change === 'give')
    return holds ? err({ kind: 'role_held', name: member.name, role }) : ok([...member.roles, role])
  if (!holds) return err({ kind: 'role_missing', name: member.name, role })
  if (role === 'admin' && admins.every((admin) => admin === member.id)) return err({ kind: 'last_admin' })
  return ok(member.roles.filter((held) => held !== role))
}

/** What "/me away …" means: a day on which they are back, that they are back now, or neither. */
export type AwaySaid = { readonly kind: 'back' } | { readonly kind: 'until'; readonly day: string }

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Understands "2026-12-01", "until friday", "tomorrow", "3 days", "2 weeks", "back". Null for anything else. */
export function readAway(said: string, now: Date, timeZone: string): AwaySaid | null {
  const words = said.toLowerCase().replace(/^(?:until|till|for)\s+/, '')
  if (/^(?:back|i'?m back|here)$/.test(words)) return { kind: 'back' }
  if (isDay(words)) return { kind: 'until', day: words }
  const ahead = daysAhead(words, Temporal.PlainDate.from(localDay(now, timeZone)).dayOfWeek)
  return ahead === null ? null : { kind: 'until', day: addLocalDays(localDay(now, timeZone), ahead) }
}

/** They are back in the morning of that day; the day must not have begun. */
export function awayUntil(day: string, now: Date, timeZone: string): Result<Date, PeopleRefusal> {
  if (!isDay(day)) return err({ kind: 'away_unclear', said: day })
  const until = startOfDay(day, timeZone)
  return until > now ? ok(until) : err({ kind: 'day_past', day })
}

function daysAhead(words: string, today: number): number | null {
  if (words === 'tomorrow') return 1
  const weekday = WEEKDAYS.findIndex((name) => words.length >= 3 && name.startsWith(words)) + 1
  if (weekday > 0) return ((weekday - today + 6) % 7) + 1
  const [, count = '', unit = ''] = /^(\d{1,3}|an?)\s*(day|week|month)s?$/.exec(words) ?? []
  if (unit === '') return null
  const daysInUnit = { day: 1, week: 7, month: 30 }[unit] ?? 1
  return (/^\d/.test(count) ? Number(count) : 1) * daysInUnit
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function addLocalDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Zones whose name has all the words, best first: the name's last part begins so, then the shortest. */
export function zonesMatching(query: string, zones: readonly string[]): string[] {
  const words = foldWords(query)
  const startsCity = (zone: string) => searchKeyOf([zone.split('/').at(-1)]).startsWith(` ${words.join(' ')}`)
  return zones
    .filter((zone) => words.every((word) => searchKeyOf([zone]).includes(` ${word}`)))
    .toSorted((a, b) => Number(startsCity(b)) - Number(startsCity(a)) || a.length - b.length || (a < b ? -1 : 1))
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null)
}

export function isLocale(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

/** A member and their accounts, as joining looks at them. */
export interface Half {
  readonly id: MemberId
  readonly isHere: boolean
  readonly isExternal: boolean
  readonly surfaces: readonly SurfaceName[]
}

/** `null` is somebody who is not there any more. One person has one account on each platform. */
export function mayJoin(owner: Half | null, entering: Half | null): Result<true, PeopleRefusal> {
  if (!owner?.isHere || !entering?.isHere) return err({ kind: 'link_left' })
  if (owner.id === entering.id) return err({ kind: 'link_own' })
  if (owner.isExternal || entering.isExternal) return err({ kind: 'link_guest' })
  const twice = owner.surfaces.find((surface) => entering.surfaces.includes(surface))
  return twice ? err({ kind: 'link_same_platform', surface: twice }) : ok(true)
}
