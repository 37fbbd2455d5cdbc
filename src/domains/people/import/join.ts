import { type ContactFields, type FilledContact, fieldsToAdd } from './combine.ts'
import { joinRows } from './join-rows.ts'
import { MAX_NOTES_LENGTH } from './limits.ts'
import { matchKeys } from './match.ts'
import type { MatchReason, MergedRow, ParsedContact, Visibility } from './model.ts'

export type Joined = { readonly contacts: ParsedContact[]; readonly merged: MergedRow<MatchReason>[] }

/** Most private first. */
const BY_PRIVACY: readonly Visibility[] = ['ONLY_ME', 'ROUTER', 'FACILITATORS', 'WORKSPACE']

/** Joins the rows of a contacts file that are the same person; afterwards no two contacts share a key. */
export function joinDuplicates(rows: Iterable<ParsedContact>): Joined {
  const { joined, merged } = joinRows(rows, { keysOf: matchKeys, join: joinTwo })
  return { contacts: joined, merged }
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
