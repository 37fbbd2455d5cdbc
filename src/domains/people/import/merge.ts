import { type ContactFields, type FilledContact, fieldsToAdd } from './combine.ts'
import { type MatchKey, matchKeys } from './match.ts'
import type { MatchReason, ParsedContact } from './model.ts'
import { normaliseName } from './normalise.ts'

/** A contact as the workspace has it. Give every field that is stored: what is missing here counts as empty and is filled. */
export type ExistingContact<Id = string> = FilledContact & { readonly id: Id }

/**
 * What to do with one parsed contact. `fields` are whole new values (a list is the complete list): two decisions about one id
 * build on each other, so decisions are applied in the order given.
 */
export type ContactDecision<Id = string> =
  | { readonly kind: 'create'; readonly contact: ParsedContact }
  | {
      readonly kind: 'update'
      readonly id: Id
      readonly fields: ContactFields
      readonly because: MatchReason
      readonly contact: ParsedContact
    }
  | {
      readonly kind: 'unchanged'
      readonly id: Id
      readonly because: MatchReason | 'same-name-and-nothing-else'
      readonly contact: ParsedContact
    }

/** How often contacts that matched nobody are tried again; each time reaches one contact further along a chain. */
const MAX_ROUNDS = 5

/**
 * Decides for each contact of a file whether it is new, adds to a stored one, or is known already.
 * Conflicts never overwrite: see `fieldsToAdd`. A contact of whom both sides know only a name is taken for known, one for one,
 * so that importing a file twice makes nobody twice; nothing is added to it, for it may be a namesake.
 */
export function mergeContacts<Id = string>(
  parsed: readonly ParsedContact[],
  existing: readonly ExistingContact<Id>[],
): ContactDecision<Id>[] {
  const known = indexExisting(existing)
  const decisions: ContactDecision<Id>[] = []
  let unknown = parsed.map((contact): Unmatched => ({ contact, keys: matchKeys(contact) }))
  // A phone number just added to a stored contact may be the one that a contact further up in the file is known by.
  for (let round = 0, found = true; found && round < MAX_ROUNDS; round++) {
    const before = unknown.length
    unknown = unknown.filter((one) => {
      const decision = decideKnown(one, known)
      if (decision !== null) decisions.push(decision)
      return decision === null
    })
    found = unknown.length < before
  }
  return [...decisions, ...unknown.map((one) => decideUnknown(one, known))]
}

type Unmatched = { readonly contact: ParsedContact; readonly keys: readonly MatchKey[] }

type Known<Id> = {
  /** The entry's contact is replaced as updates are decided, so that the next one builds on it. */
  readonly entryByKey: Map<string, { current: ExistingContact<Id> }>
  readonly bareByName: Map<string, ExistingContact<Id>[]>
}

function indexExisting<Id>(existing: readonly ExistingContact<Id>[]): Known<Id> {
  const known: Known<Id> = { entryByKey: new Map(), bareByName: new Map() }
  for (const contact of existing) {
    const keys = matchKeys(contact)
    indexKeys(known, keys, { current: contact })
    if (keys.length > 0) continue
    const name = normaliseName(contact.name)
    const namesakes = known.bareByName.get(name)
    if (namesakes === undefined) known.bareByName.set(name, [contact])
    else namesakes.push(contact)
  }
  return known
}

function indexKeys<Id>(known: Known<Id>, keys: readonly MatchKey[], entry: { current: ExistingContact<Id> }): void {
  for (const { key } of keys) if (!known.entryByKey.has(key)) known.entryByKey.set(key, entry)
}

function decideKnown<Id>({ contact, keys }: Unmatched, known: Known<Id>): ContactDecision<Id> | null {
  for (const { key, because } of keys) {
    const entry = known.entryByKey.get(key)
    if (entry === undefined) continue
    const { id } = entry.current
    const fields = fieldsToAdd(entry.current, contact)
    if (Object.keys(fields).length === 0) return { kind: 'unchanged', id, because, contact }
    entry.current = { ...entry.current, ...fields }
    indexKeys(known, matchKeys(entry.current), entry)
    return { kind: 'update', id, fields, because, contact }
  }
  return null
}

function decideUnknown<Id>({ contact, keys }: Unmatched, known: Known<Id>): ContactDecision<Id> {
  const namesake = keys.length === 0 ? known.bareByName.get(normaliseName(contact.name))?.shift() : undefined
  if (namesake === undefined) return { kind: 'create', contact }
  return { kind: 'unchanged', id: namesake.id, because: 'same-name-and-nothing-else', contact }
}
