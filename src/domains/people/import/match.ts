import type { MatchReason } from './model.ts'
import {
  normaliseEmail,
  normaliseName,
  normaliseOrganization,
  normalisePhone,
  normaliseProfileUrl,
} from './normalise.ts'

/** The part of a contact by which it can be recognised. */
export type Recognisable = {
  readonly name: string
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly organization?: string | null | undefined
  readonly sourceUrl?: string | null | undefined
}

export type MatchKey = { readonly key: string; readonly because: MatchReason }

/** Names longer than this many words are not names; it bounds the keys of a hostile row. */
const MAX_NAME_WORDS = 8

/**
 * What two contacts must share to be one person, the strongest first. A name alone is never a key.
 * A phone number counts only together with a word of the name: a switchboard's number belongs to everybody in the office.
 */
export function matchKeys(contact: Recognisable): MatchKey[] {
  const keys: MatchKey[] = []
  for (const text of contact.emails) {
    const email = normaliseEmail(text)
    if (email !== null) keys.push({ key: `e:${email}`, because: 'same-email' })
  }
  const profile = normaliseProfileUrl(contact.sourceUrl ?? '')
  if (profile !== null) keys.push({ key: `u:${profile}`, because: 'same-profile' })
  const name = normaliseName(contact.name)
  const words = nameWords(name)
  for (const text of contact.phones) {
    const digits = normalisePhone(text)?.replace('+', '')
    if (digits === undefined) continue
    for (const word of words) keys.push({ key: `p:${digits}:${word}`, because: 'same-phone' })
  }
  const organization = normaliseOrganization(contact.organization ?? '')
  if (name !== '' && organization !== '') {
    keys.push({ key: `n:${name}:${organization}`, because: 'same-name-and-organization' })
  }
  return keys
}

/** The words of a name that are more than an initial; a name of initials counts whole. */
function nameWords(name: string): string[] {
  const words = name.split(/[\s,.'’-]+/).filter((word) => word.length > 1)
  return words.length === 0 ? [name] : [...new Set(words)].slice(0, MAX_NAME_WORDS)
}
