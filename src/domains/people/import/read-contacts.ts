import { err, ok, type Result } from '../../../kit/result.ts'
import { cardToDraft } from './card-draft.ts'
import { excerptOf } from './clean.ts'
import { buildContact } from './contact.ts'
import type { CsvRow } from './csv-rows.ts'
import { decodeFile } from './decode.ts'
import { joinDuplicates } from './join.ts'
import { MAX_ROW_WARNINGS, MAX_ROWS } from './limits.ts'
import type {
  ContactDraft,
  ContactSource,
  FileRefusal,
  ImportReport,
  ImportWarning,
  ParsedContact,
  SkippedRow,
  SkipReason,
  WarningKind,
} from './model.ts'
import { rowToDraft } from './row-draft.ts'
import { readTable, type Table } from './table.ts'
import { isVcard, readCards } from './vcard.ts'

export type ContactsRead = { readonly contacts: readonly ParsedContact[]; readonly report: ImportReport }

/** One row or card as read: a draft or why there is none, and what has to be said about it. */
export type DraftRow = {
  readonly row: number
  readonly draft: Result<ContactDraft, SkipReason>
  readonly what: string
  readonly warnings: readonly { readonly kind: WarningKind; readonly detail: string }[]
}

/**
 * Reads a contacts file of any kind we know, told by its content: LinkedIn, Google, Outlook, our own CSV, vCard.
 * A bad row is skipped with its reason and never stops a good one; only whole-file problems are refused.
 */
export function readContacts(bytes: Uint8Array, given: { readonly now: Date }): Result<ContactsRead, FileRefusal> {
  const decoded = decodeFile(bytes)
  if (!decoded.ok) return decoded
  const { text, warnings } = decoded.value
  if (isVcard(text)) return collect({ source: 'vcard', rows: cardRows(text), warnings, now: given.now })
  const table = readTable(text, 'contacts')
  if (!table.ok) return table
  const { format } = table.value
  // `readTable` refuses a members table when contacts are wanted.
  if (format === 'members') return err({ kind: 'wrong-kind', format, wanted: 'contacts' })
  const unread = format === 'introdesk' ? unreadColumns(table.value) : []
  return collect({ source: format, rows: tableRows(table.value), warnings: [...warnings, ...unread], now: given.now })
}

type Source = {
  readonly source: ContactSource
  readonly rows: Iterable<DraftRow>
  readonly warnings: readonly ImportWarning[]
  readonly now: Date
}

function collect({ source, rows, warnings: fileWarnings, now }: Source): Result<ContactsRead, FileRefusal> {
  const warnings = [...fileWarnings]
  const skipped: SkippedRow[] = []
  const built: ParsedContact[] = []
  let count = 0
  for (const { row, draft, what, warnings: rowWarnings } of rows) {
    if (++count > MAX_ROWS) return err({ kind: 'too-many-rows', maxRows: MAX_ROWS })
    const pending: ImportWarning[] = rowWarnings.map((warning) => ({ row, ...warning }))
    const warn = (kind: WarningKind, detail: string) => {
      if (pending.length < MAX_ROW_WARNINGS) pending.push({ row, kind, detail })
    }
    const contact = draft.ok ? buildContact(draft.value, { source, row, now, warn }) : draft
    if (contact.ok) built.push(contact.value)
    else skipped.push({ row, reason: contact.error, what })
    // Why a skipped row was skipped says more than what else was odd about it, but a bad e-mail may be that why.
    warnings.push(...(contact.ok ? pending : pending.filter(({ kind }) => kind === 'bad-email')))
  }
  if (count === 0) return err({ kind: 'no-rows', format: source })
  const { contacts, merged } = joinDuplicates(built)
  return ok({ contacts, report: { format: source, rows: count, accepted: contacts.length, merged, skipped, warnings } })
}

function* tableRows(table: Table): Generator<DraftRow> {
  for (const csvRow of table.rows) {
    const checked = checkRow(csvRow, table.header.length)
    if (checked === null) continue
    const draft = checked.cells.ok ? ok(rowToDraft(checked.cells.value, table.fieldByIndex)) : checked.cells
    yield { row: csvRow.row, draft, what: checked.what, warnings: checked.warnings }
  }
}

export type CheckedRow = {
  readonly cells: Result<readonly string[], SkipReason>
  readonly what: string
  readonly warnings: readonly { readonly kind: WarningKind; readonly detail: string }[]
}

/** A row held against its header; null for one of empty cells, which spreadsheets leave at the end of a file. */
export function checkRow(csvRow: CsvRow, width: number): CheckedRow | null {
  if (csvRow.kind === 'broken')
    return { cells: err({ kind: 'broken-quotes' }), what: excerptOf([csvRow.text]), warnings: [] }
  const { cells } = csvRow
  if (cells.every((cell) => cell.trim() === '')) return null
  const what = excerptOf(cells)
  // The cells after an unquoted comma have moved: a title would be stored as a city, a note as who may see it.
  if (cells.length > width) {
    return { cells: err({ kind: 'too-many-columns', found: cells.length, expected: width }), what, warnings: [] }
  }
  const warnings: { kind: WarningKind; detail: string }[] = []
  if (cells.length < width) warnings.push({ kind: 'too-few-columns', detail: `${cells.length} of ${width}` })
  if (csvRow.repaired) warnings.push({ kind: 'quotes-repaired', detail: what })
  return { cells: ok(cells), what, warnings }
}

/** The columns of our own kind of file that nobody reads: a misspelt `vizibility` must not go unnoticed. */
export function unreadColumns(table: Table): ImportWarning[] {
  return table.header
    .filter((name, index) => name.trim() !== '' && !table.fieldByIndex.has(index))
    .map((name) => ({ kind: 'column-not-read', detail: excerptOf([name]) }))
}

function* cardRows(text: string): Generator<DraftRow> {
  for (const card of readCards(text)) {
    const draft = cardToDraft(card)
    const shown = card.properties.filter(({ name }) => ['FN', 'N', 'ORG', 'EMAIL'].includes(name))
    const what = excerptOf(shown.flatMap((property) => property.components))
    const warnings = card.endedBy === 'next-card' ? [{ kind: 'card-not-closed' as const, detail: what }] : []
    yield { row: card.number, draft, what, warnings }
  }
}
