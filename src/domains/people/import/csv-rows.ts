import { parse } from 'csv-parse/sync'

export type Delimiter = ',' | ';' | '\t'

/** One row of a table by its number in a spreadsheet; `broken` when its quotes made no sense even after repair. */
export type CsvRow =
  | { readonly kind: 'cells'; readonly row: number; readonly cells: readonly string[]; readonly repaired: boolean }
  | { readonly kind: 'broken'; readonly row: number; readonly text: string }

/** Rows handed to csv-parse at once: enough to hide its start-up, few enough that memory stays flat. */
const BATCH_ROWS = 1_000

type Piece = { readonly row: number; readonly text: string; readonly stray: boolean }

/**
 * The rows of the lines after a header, blank ones left out.
 * csv-parse alone loses everything after one unclosed quote, so the lines are first joined into rows here, with its own
 * (relaxed) rules; a quote that swallows other rows costs only the line it stands on.
 * `start` is the index of the first line after the header, `width` the header's number of columns.
 */
export function* readCsvRows(
  lines: readonly string[],
  table: { readonly start: number; readonly delimiter: Delimiter; readonly width: number },
): Generator<CsvRow> {
  let batch: Piece[] = []
  for (const piece of pieces(lines, table)) {
    batch.push(piece)
    if (batch.length < BATCH_ROWS) continue
    yield* parseBatch(batch, table)
    batch = []
  }
  yield* parseBatch(batch, table)
}

/** The cells of one line, quotes relaxed; a line whose quotes never close is cut at every delimiter. */
export function cellsOfLine(line: string, delimiter: Delimiter): readonly string[] {
  if (quoteState(line, delimiter, false) === 'open') return cutCells(line, delimiter)
  return unquoted(parseCells(line, delimiter)[0] ?? [], line)
}

function* pieces(
  lines: readonly string[],
  table: { readonly start: number; readonly delimiter: Delimiter; readonly width: number },
): Generator<Piece> {
  let row = table.start + 1
  let index = table.start
  while (index < lines.length) {
    const line = lines[index] ?? ''
    if (line.trim() === '') {
      index++
      row++
      continue
    }
    const span = spanOf(lines, index, table)
    yield { row, text: span === null ? line : lines.slice(index, index + span).join('\n'), stray: span === null }
    index += span ?? 1
    row++
  }
}

/** How many lines the row that starts here has; null when its opening quote belongs to no closing one. */
function spanOf(
  lines: readonly string[],
  start: number,
  table: { readonly delimiter: Delimiter; readonly width: number },
): number | null {
  let state = quoteState(lines[start] ?? '', table.delimiter, false)
  if (state !== 'open') return 1
  for (let next = start + 1; next < lines.length; next++) {
    state = quoteState(lines[next] ?? '', table.delimiter, true)
    if (state === 'stray') return null
    if (state === 'open') continue
    return swallowsRows(lines.slice(start, next + 1), table) ? null : next - start + 1
  }
  return null
}

/** A row of several lines with the wrong width, one of which is a whole row by itself, was opened by a stray quote. */
function swallowsRows(
  lines: readonly string[],
  table: { readonly delimiter: Delimiter; readonly width: number },
): boolean {
  if (parseCells(lines.join('\n'), table.delimiter)[0]?.length === table.width) return false
  return lines.some((line) => line.split(table.delimiter).length >= table.width)
}

/**
 * Where the quotes of a line leave it: 'open' when its end is inside quotes, 'closed' when not, 'stray' when it began
 * inside quotes and then closed them in the middle of a cell, which no writer of CSV does.
 */
function quoteState(line: string, delimiter: Delimiter, startsInside: boolean): 'open' | 'closed' | 'stray' {
  if (!line.includes('"')) return startsInside ? 'open' : 'closed'
  let inside = startsInside
  let fromLineBefore = startsInside
  let atCellStart = !startsInside
  for (let index = 0; index < line.length; index++) {
    const char = line[index]
    if (inside) {
      if (char !== '"') continue
      if (line[index + 1] === '"') {
        index++
        continue
      }
      const endsCell = index + 1 === line.length || line[index + 1] === delimiter
      if (!endsCell && fromLineBefore) return 'stray'
      inside = false
      fromLineBefore = false
    } else if (char === delimiter) {
      atCellStart = true
    } else if (char === '"' && atCellStart) {
      inside = true
      atCellStart = false
    } else if (char !== ' ') {
      atCellStart = false
    }
  }
  return inside ? 'open' : 'closed'
}

function* parseBatch(
  batch: readonly Piece[],
  table: { readonly delimiter: Delimiter; readonly width: number },
): Generator<CsvRow> {
  const whole = batch.filter((piece) => !piece.stray)
  const records = parseCells(whole.map((piece) => piece.text).join('\n'), table.delimiter)
  // Our reading of quotes and csv-parse's agree on every input tried; were they ever to differ, rows must not shift.
  const agreed = records.length === whole.length
  let next = 0
  for (const piece of batch) {
    if (piece.stray) yield repairedRow(piece, table)
    else if (agreed)
      yield { kind: 'cells', row: piece.row, cells: unquoted(records[next++] ?? [], piece.text), repaired: false }
    else yield singleRow(piece, table.delimiter)
  }
}

function singleRow(piece: Piece, delimiter: Delimiter): CsvRow {
  const records = parseCells(piece.text, delimiter)
  const [cells] = records
  if (records.length !== 1 || cells === undefined) return { kind: 'broken', row: piece.row, text: piece.text }
  return { kind: 'cells', row: piece.row, cells: unquoted(cells, piece.text), repaired: false }
}

/** A line with a stray quote is kept when cutting it at every delimiter gives exactly the header's columns. */
function repairedRow(piece: Piece, table: { readonly delimiter: Delimiter; readonly width: number }): CsvRow {
  const cells = cutCells(piece.text, table.delimiter)
  if (cells.length !== table.width) return { kind: 'broken', row: piece.row, text: piece.text }
  return { kind: 'cells', row: piece.row, cells, repaired: true }
}

/**
 * The relaxed reading leaves the outer quotes on `"Ann "Annie" Lee"`, where only the inner ones belong to the text.
 * A cell whose own quotes were written as they should be stands in the row with each of them doubled.
 */
function unquoted(cells: readonly string[], text: string): readonly string[] {
  if (!text.includes('"')) return cells
  return cells.map((cell) => {
    const isAsWritten = !cell.startsWith('"') || text.includes(`"${cell.replaceAll('"', '""')}"`)
    return isAsWritten ? cell : cell.replace(/^"(.+)"\s*$/s, '$1')
  })
}

function cutCells(line: string, delimiter: Delimiter): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, '').replaceAll('""', '"'))
}

function parseCells(text: string, delimiter: Delimiter): string[][] {
  if (text === '') return []
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_quotes: true,
      relax_column_count: true,
      // `a, "b, c"` is common by hand. Not with tabs, which are blanks to csv-parse; and not rtrim, which makes it throw on
      // `"Ann "Annie" Lee"`.
      ltrim: delimiter !== '\t',
    })
  } catch {
    // csv-parse throws on quotes that never close; no records tells the caller so, who then repairs or reports the row.
    return []
  }
}
