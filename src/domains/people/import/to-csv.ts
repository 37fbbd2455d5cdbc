import { stringify } from 'csv-stringify/sync'
import { CONTACT_COLUMNS, MEMBER_COLUMNS } from './columns.ts'
import type { ParsedContact, ParsedMember, Visibility } from './model.ts'

/** What a contacts file holds of a contact; any stored contact with its relationship fits. */
export type ExportedContact = Partial<Omit<ParsedContact, 'source' | 'row'>> & { readonly name: string }

export type ExportedMember = Partial<Omit<ParsedMember, 'row'>> & { readonly name: string }

const VISIBILITY_WORDS: Readonly<Record<Visibility, string>> = {
  ONLY_ME: 'only me',
  ROUTER: 'router',
  FACILITATORS: 'facilitators',
  WORKSPACE: 'workspace',
}

/** Contacts as our own CSV. Cells that a spreadsheet would run get an apostrophe, which our reader takes away again. */
export function contactsToCsv(contacts: readonly ExportedContact[]): string {
  return toCsv(
    contacts.map((contact) => [
      contact.name,
      (contact.emails ?? []).join(';'),
      (contact.phones ?? []).join(' | '),
      contact.organization ?? '',
      contact.title ?? '',
      contact.city ?? '',
      tagsToCell(contact.tags ?? []),
      contact.strength === undefined ? '' : String(contact.strength),
      contact.lastInteractionAt?.toISOString() ?? '',
      contact.interactions === undefined ? '' : String(contact.interactions),
      contact.visibility === undefined ? '' : VISIBILITY_WORDS[contact.visibility],
      contact.notes ?? '',
    ]),
    CONTACT_COLUMNS,
  )
}

/** Members as our own CSV, escaped like contacts. */
export function membersToCsv(members: readonly ExportedMember[]): string {
  return toCsv(
    members.map(({ name, email, slackId, discordId, roles, timeZone }) => [
      name,
      email ?? '',
      slackId ?? '',
      discordId ?? '',
      (roles ?? []).join(' '),
      timeZone ?? '',
    ]),
    MEMBER_COLUMNS,
  )
}

/** Rows as CSV with a header, CRLF, and every formula made harmless (reliability.md C2 13). */
export function toCsv(rows: readonly (readonly string[])[], header: readonly string[]): string {
  const safe = rows.map((row) => row.map(keepApostrophe))
  return stringify([[...header], ...safe], {
    escape_formulas: true,
    record_delimiter: '\r\n',
    // csv-stringify 6.9 quotes a cell for the record delimiter as a whole only; a bare line feed would end the row.
    quoted_match: /[\r\n]/,
  })
}

/** Tags divided by semicolons; a single one with a comma gets one too, for commas divide where no semicolon does. */
function tagsToCell(tags: readonly string[]): string {
  const cell = tags.join(';')
  return tags.length === 1 && cell.includes(',') ? `${cell};` : cell
}

/** A text that itself begins with '= gets a second apostrophe: reading takes exactly one away. */
function keepApostrophe(cell: string): string {
  return /^'+[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(cell) ? `'${cell}` : cell
}
