import type { Role } from '../../kit/person.ts'
import { matchKeys, type Recognisable } from './import/match.ts'
import { normaliseEmail, normaliseName, normalisePhone } from './import/normalise.ts'
import type { Acquaintance, Reachable } from './model.ts'
import { searchKeyOf } from './words.ts'

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

/** What a contact is found by: its name, what is said about it, and what tells that another entry is the same person. */
export function contactKeys(contact: Described): { searchKey: string; aboutKey: string; matchKeys: string[] } {
  const { name, organization, title, city, tags = [] } = contact
  return {
    searchKey: searchKeyOf([name, organization]),
    aboutKey: searchKeyOf([title, organization, city, ...tags]),
    matchKeys: storedKeys(contact),
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

export type RoleRefusal = { readonly kind: 'last_admin' } | { readonly kind: 'everybody_is_member' }

/** Whether `role` may be taken away. Somebody must always be able to give roles. */
export function refuseTakingRole(role: Role, adminsLeft: number): RoleRefusal | null {
  if (role === 'member') return { kind: 'everybody_is_member' }
  if (role === 'admin' && adminsLeft === 0) return { kind: 'last_admin' }
  return null
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
