import { MAX_ADDRESSES, MAX_TAGS } from './limits.ts'
import type { ParsedContact, Visibility } from './model.ts'
import { normaliseEmail, normaliseName, normaliseOrganization, normalisePhone } from './normalise.ts'

/** The fields of a contact that an import may fill. */
export type ContactFields = {
  -readonly [K in keyof Omit<ParsedContact, 'name' | 'nameIsGuess' | 'source' | 'row'>]?: ParsedContact[K]
}

/** A stored contact with its owner's relationship; what is empty may be null, absent or ''. */
export type FilledContact = {
  readonly name: string
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly organization: string | null
  readonly organizationDomain?: string | null
  readonly givenName?: string | null
  readonly familyName?: string | null
  readonly title?: string | null
  readonly city?: string | null
  readonly tags?: readonly string[]
  readonly strength?: number | null
  readonly lastInteractionAt?: Date | null
  readonly interactions?: number | null
  readonly visibility?: Visibility | null
  readonly notes?: string | null
  readonly sourceUrl?: string | null
}

/**
 * What `extra` adds to `base`: gaps are filled, lists united, the stronger and later interaction taken; nothing that is there
 * is overwritten. Empty when it adds nothing, so that importing twice changes nothing.
 */
export function fieldsToAdd(base: FilledContact, extra: ParsedContact): ContactFields {
  const added: ContactFields = {}
  const emails = union(base.emails, extra.emails, (email) => normaliseEmail(email) ?? email, MAX_ADDRESSES)
  if (emails !== null) added.emails = emails
  const phones = union(base.phones, extra.phones, phoneKey, MAX_ADDRESSES)
  if (phones !== null) added.phones = phones
  const tags = union(base.tags ?? [], extra.tags, normaliseName, MAX_TAGS)
  if (tags !== null) added.tags = tags
  if (normaliseName(base.name) === normaliseName(extra.name)) {
    fill(added, base, extra, 'givenName')
    fill(added, base, extra, 'familyName')
  }
  // The title belongs to the job: one from another organization would make the stored job wrong.
  if (!isElsewhere(base.organization, extra.organization)) {
    fill(added, base, extra, 'organization')
    fill(added, base, extra, 'organizationDomain')
    fill(added, base, extra, 'title')
  }
  fill(added, base, extra, 'city')
  fill(added, base, extra, 'notes')
  fill(added, base, extra, 'sourceUrl')
  fill(added, base, extra, 'visibility')
  if (extra.strength !== undefined && extra.strength > (base.strength ?? -1)) added.strength = extra.strength
  if (extra.interactions !== undefined && extra.interactions > (base.interactions ?? -1))
    added.interactions = extra.interactions
  if (
    extra.lastInteractionAt !== undefined &&
    !(base.lastInteractionAt && base.lastInteractionAt >= extra.lastInteractionAt)
  ) {
    added.lastInteractionAt = extra.lastInteractionAt
  }
  return added
}

function fill<
  K extends
    | 'givenName'
    | 'familyName'
    | 'organization'
    | 'organizationDomain'
    | 'title'
    | 'city'
    | 'notes'
    | 'sourceUrl'
    | 'visibility',
>(added: ContactFields, base: FilledContact, extra: ParsedContact, field: K): void {
  const value: ContactFields[K] = extra[field]
  if (!base[field] && value !== undefined) added[field] = value
}

function isElsewhere(base: string | null, extra: string | undefined): boolean {
  if (!base || extra === undefined) return false
  return normaliseOrganization(base) !== normaliseOrganization(extra)
}

function phoneKey(phone: string): string {
  return normalisePhone(phone)?.replace('+', '') ?? phone
}

/** Both lists without repetition, the base first; null when the second adds nothing. */
function union(
  base: readonly string[],
  extra: readonly string[],
  keyOf: (text: string) => string,
  max: number,
): readonly string[] | null {
  if (extra.length === 0) return null
  const known = new Set(base.map(keyOf))
  const added = extra.filter((text) => {
    const key = keyOf(text)
    if (known.has(key)) return false
    known.add(key)
    return true
  })
  const room = Math.max(0, max - base.length)
  return added.length === 0 || room === 0 ? null : [...base, ...added.slice(0, room)]
}
