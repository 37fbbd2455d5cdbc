import { type ContactFields, type FilledContact, fieldsToAdd } from './combine.ts'
import { MAX_NOTES_LENGTH } from './limits.ts'
import { type MatchKey, matchKeys } from './match.ts'
import type { MatchReason, MergedRow, ParsedContact, Visibility } from './model.ts'

export type Joined = { readonly contacts: ParsedContact[]; readonly merged: MergedRow<MatchReason>[] }

/** Most private first. */
const BY_PRIVACY: readonly Visibility[] = ['ONLY_ME', 'ROUTER', 'FACILITATORS', 'WORKSPACE']

/** A person so far, with the keys of what is known now (they are expensive), and where it went if it was joined. */
type Group = { contact: ParsedContact; keys: readonly MatchKey[]; joinedInto: Group | null }

/**
 * Joins the rows of one file that are the same person into the first of them.
 * Joining may reveal the next: a row with one person's e-mail and another's phone makes them one. So the keys of what was
 * joined are looked up again until nothing more is found; afterwards no two contacts share a key.
 */
export function joinDuplicates(rows: Iterable<ParsedContact>): Joined {
  const groupByKey = new Map<string, Group>()
  const groups = new Set<Group>()
  const merged: MergedRow<MatchReason>[] = []
  for (const contact of rows) {
    let group: Group = { contact, keys: matchKeys(contact), joinedInto: null }
    groups.add(group)
    for (let other = matchOf(group, groupByKey); other !== null; other = matchOf(group, groupByKey)) {
      const [first, second] = inOrder(group, other.group)
      merged.push({ row: second.contact.row, into: first.contact.row, because: other.because })
      groups.delete(second)
      second.joinedInto = first
      absorb(first, second)
      group = first
    }
    for (const { key } of group.keys) groupByKey.set(key, group)
  }
  return { contacts: [...groups].map((group) => group.contact), merged: settled(merged) }
}

function matchOf(group: Group, groupByKey: ReadonlyMap<string, Group>): { group: Group; because: MatchReason } | null {
  for (const { key, because } of group.keys) {
    const indexed = groupByKey.get(key)
    const other = indexed === undefined ? group : whereItWent(indexed)
    if (other !== group) return { group: other, because }
  }
  return null
}

/** The group that a group ended up in; the way is shortened for the next to ask. */
function whereItWent(group: Group): Group {
  let end = group
  while (end.joinedInto !== null) end = end.joinedInto
  if (end !== group) group.joinedInto = end
  return end
}

function inOrder(a: Group, b: Group): [Group, Group] {
  return a.contact.row <= b.contact.row ? [a, b] : [b, a]
}

function absorb(first: Group, second: Group): void {
  const joined = joinTwo(first.contact, second.contact)
  if (joined === first.contact) return
  first.contact = joined
  first.keys = matchKeys(joined)
}

/** A row that went into one which itself went on is told with where it ended up; later joins are looked at first. */
function settled(merged: readonly MergedRow<MatchReason>[]): MergedRow<MatchReason>[] {
  const endByRow = new Map<number, number>()
  for (const { row, into } of merged.toReversed()) endByRow.set(row, endByRow.get(into) ?? into)
  return merged.map((one) => ({ ...one, into: endByRow.get(one.row) ?? one.into })).sort((x, y) => x.row - y.row)
}

function joinTwo(base: ParsedContact, extra: ParsedContact): ParsedContact {
  const named = base.nameIsGuess && !extra.nameIsGuess ? withName(base, extra) : base
  const added: ContactFields = fieldsToAdd(asFilled(named), extra)
  const notes = joinNotes(base.notes, extra.notes)
  if (notes !== undefined) added.notes = notes
  const visibility = base.visibility && extra.visibility && morePrivate(base.visibility, extra.visibility)
  if (visibility !== undefined && visibility !== base.visibility) added.visibility = visibility
  return named === base && Object.keys(added).length === 0 ? base : { ...named, ...added }
}

/** A name that somebody wrote is better than one read from an address. */
function withName(base: ParsedContact, extra: ParsedContact): ParsedContact {
  const { nameIsGuess: _, ...rest } = base
  return { ...rest, name: extra.name }
}

/** A parsed contact as the stored one it will become. */
export function asFilled(contact: ParsedContact): FilledContact {
  return { ...contact, organization: contact.organization ?? null }
}

/** Two notes about one person are both kept while there is room. */
function joinNotes(base: string | undefined, extra: string | undefined): string | undefined {
  if (base === undefined || extra === undefined || base.includes(extra)) return undefined
  const both = `${base}\n${extra}`
  return both.length <= MAX_NOTES_LENGTH ? both : undefined
}

function morePrivate(a: Visibility, b: Visibility): Visibility {
  return BY_PRIVACY.indexOf(a) <= BY_PRIVACY.indexOf(b) ? a : b
}
