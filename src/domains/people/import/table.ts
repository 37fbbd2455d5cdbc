import { err, ok, type Result } from '../../../kit/result.ts'
import { excerptOf } from './clean.ts'
import { CONTACT_COLUMNS, type Columns, columnsOf, MEMBER_COLUMNS } from './columns.ts'
import { type CsvRow, cellsOfLine, type Delimiter, readCsvRows } from './csv-rows.ts'
import { MAX_HEADER_LENGTH, MAX_HEADER_SEARCH_LINES } from './limits.ts'
import type { FileRefusal } from './model.ts'

/** A CSV file whose header is understood; its rows are parsed as they are asked for. */
export type Table = Columns & {
  readonly header: readonly string[]
  readonly rows: Iterable<CsvRow>
}

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t']

/** Rows looked at to learn how a file is written. */
const SAMPLED_ROWS = 20

/** How many of a strange file's columns a refusal names. */
const NAMED_COLUMNS = 12

type Header = {
  readonly line: number
  readonly delimiter: Delimiter
  readonly cells: readonly string[]
  readonly columns: Columns
}

/** Finds the header below any preamble, with its delimiter and the export it belongs to. */
export function readTable(text: string, wanted: 'contacts' | 'members'): Result<Table, FileRefusal> {
  const lines = text.split('\n')
  const header = findHeader(lines, wanted)
  if (header === null) return err(unknownColumns(lines, wanted))
  const { columns, delimiter, line } = header
  const isMembers = columns.format === 'members'
  if (isMembers !== (wanted === 'members')) return err({ kind: 'wrong-kind', format: columns.format, wanted })
  const cells = [...header.cells, ...Array<string>(spareColumns(lines, header)).fill('')]
  return ok({
    ...columns,
    header: cells,
    rows: readCsvRows(lines, { start: line + 1, delimiter, width: cells.length }),
  })
}

/** How many empty, unnamed columns every row has: some programs end each row, but not the header, with a delimiter. */
function spareColumns(lines: readonly string[], header: Header): number {
  const { line, delimiter, cells } = header
  let spare = Number.POSITIVE_INFINITY
  let rows = 0
  for (const text of lines.slice(line + 1, line + 1 + SAMPLED_ROWS)) {
    if (text.trim() === '') continue
    const row = cellsOfLine(text, delimiter)
    const isOnlyLonger = row.slice(cells.length).every((cell) => cell.trim() === '')
    spare = Math.min(spare, isOnlyLonger ? Math.max(0, row.length - cells.length) : 0)
    rows++
  }
  return rows < 2 ? 0 : spare
}

/** The line with most known columns, the first of equals: prose of a preamble may hold one such word, a header holds more. */
function findHeader(lines: readonly string[], wanted: 'contacts' | 'members'): Header | null {
  let best: Header | null = null
  for (const [line, text] of lines.slice(0, MAX_HEADER_SEARCH_LINES).entries()) {
    if (text.length > MAX_HEADER_LENGTH) continue
    for (const delimiter of DELIMITERS) {
      if (delimiter !== ',' && !text.includes(delimiter)) continue
      const cells = cellsOfLine(text, delimiter)
      const columns = columnsOf(cells, wanted)
      if (columns !== null && columns.fieldByIndex.size > (best?.columns.fieldByIndex.size ?? 0)) {
        best = { line, delimiter, cells, columns }
      }
    }
  }
  return best
}

function unknownColumns(lines: readonly string[], wanted: 'contacts' | 'members'): FileRefusal {
  const first = (lines.find((line) => line.trim() !== '') ?? '').slice(0, MAX_HEADER_LENGTH)
  const widest =
    DELIMITERS.map((delimiter) => cellsOfLine(first, delimiter)).sort((a, b) => b.length - a.length)[0] ?? []
  const found = widest.slice(0, NAMED_COLUMNS).map((cell) => excerptOf([cell]))
  return { kind: 'unknown-columns', found, expected: wanted === 'members' ? MEMBER_COLUMNS : CONTACT_COLUMNS }
}
