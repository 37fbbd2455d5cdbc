import type { Role } from '../../kit/person.ts'
import {
  normaliseEmail,
  normaliseName,
  normaliseOrganization,
  normalisePhone,
  normaliseProfileUrl,
} from './import/normalise.ts'
import type { Acquaintance, Reachable } from './model.ts'

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

export interface Identifying {
  readonly name: string
  readonly organization?: string | undefined
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly profileUrl?: string | undefined
}

/**
 * What tells that two entries are one person, the strongest first: an address, a profile, a name at an organization.
 * A number alone does not, because a switchboard has one too; with the name it does.
 */
export function matchKeys(who: Identifying): string[] {
  const name = normaliseName(who.name)
  const organization = who.organization ? normaliseOrganization(who.organization) : ''
  const profile = who.profileUrl ? normaliseProfileUrl(who.profileUrl) : null
  return [
    ...present(who.emails.map(normaliseEmail)).map((email) => `e:${email}`),
    ...(profile ? [`u:${profile}`] : []),
    ...present(who.phones.map(normalisePhone)).map((phone) => `p:${phone}|${name}`),
    ...(organization ? [`n:${name}|${organization}`] : []),
  ]
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
