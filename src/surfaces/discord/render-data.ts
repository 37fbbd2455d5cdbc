import type { Block, Chart, TileMap } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { textDisplay } from './components.ts'
import type { Drawing, Piece } from './drawing.ts'
import { DISCORD } from './limits.ts'
import { galleryOf } from './pictures.ts'
import { lineToMarkdown, onOneLine, toCode } from './render-text.ts'

type Table = Extract<Block, { kind: 'table' }>

/** Columns that stand under each other where a phone has room for them, else a line for each row. */
export function tableToPieces(table: Table, { room }: Drawing): Piece[] {
  if (table.columns.length === 0) return []
  const rows = table.rows.slice(0, room.rows)
  const lines = aligned([table.columns, ...rows])
  const shown = lines ? linesWithin(lines, room.paragraph) : listOfRows(table.columns, rows, room.paragraph)
  const count = lines ? Math.max(0, shown.length - 1) : shown.length
  return [
    piece([
      table.caption.trim() && `**${lineToMarkdown(table.caption, CAPTION)}**`,
      lines ? codeBlock(shown) : shown.join('\n'),
      count < table.rows.length && `-# Showing ${count} of ${table.rows.length} rows.`,
    ]),
  ]
}

/** The finding comes first: it is what the picture shows, in words. The numbers stand beside the picture for whoever cannot see it. */
export function chartToPieces(chart: Chart, { room, pictures }: Drawing): Piece[] {
  const picture = pictures.get(chart)
  const head = chart.series.length > 1 ? 1 : 0
  const lines = head ? numbers(chart, room.rows) : bars(chart, room.rows, picture ? 0 : BAR)
  const shown = linesWithin(lines, room.paragraph)
  const left = chart.categories.length - (shown.length - head)
  const words = [
    chart.title.trim() && `**${lineToMarkdown(chart.title, CAPTION)}**`,
    chart.finding.trim() && lineToMarkdown(chart.finding, room.small),
  ]
  const twin = [
    shown.length > head && codeBlock(shown),
    shown.length > head && left > 0 && `-# ${left} more did not fit.`,
  ]
  if (!picture) return [piece([...words, ...twin])]
  const alt = clip(onOneLine(chart.finding) || onOneLine(chart.title) || 'Chart', DISCORD.galleryAlt)
  return [piece(words), { components: [galleryOf(picture, alt)], pressable: false }, piece(twin)]
}

/** The finding, and the picture where it could be drawn; the card tells the rest beside it. */
export function mapToPieces(map: TileMap, { room, pictures }: Drawing): Piece[] {
  const picture = pictures.get(map)
  const words = piece([`**${lineToMarkdown(map.title, CAPTION)}**`, lineToMarkdown(map.finding, room.small)])
  if (!picture) return [words]
  const alt = clip(onOneLine(map.finding), DISCORD.galleryAlt)
  return [words, { components: [galleryOf(picture, alt)], pressable: false }]
}

const CAPTION = 160
/** What a phone shows of a code block before it breaks the line. */
const LINE = 44
const CELL = 24
const BAR = 12

function piece(lines: readonly (string | false)[]): Piece {
  return { components: [textDisplay(lines.filter(Boolean).join('\n') || '–')], pressable: false }
}

const codeBlock = (lines: readonly string[]) => ['```', ...lines, '```'].join('\n')

function linesWithin(lines: readonly string[], limit: number): string[] {
  let left = limit - codeBlock(['']).length
  return lines.filter((line) => {
    left -= line.length + 1
    return left >= 0
  })
}

function listOfRows(columns: readonly string[], rows: readonly (readonly string[])[], limit: number): string[] {
  const lines = rows.map((row) => {
    const [first = '', ...rest] = row.slice(0, columns.length)
    const details = rest.map((text, index) => `${columns[index + 1] ?? ''}: ${text || '–'}`).join(' · ')
    return `- **${lineToMarkdown(first, CAPTION) || '–'}** ${lineToMarkdown(details, CAPTION * 2)}`.trimEnd()
  })
  return linesWithin(lines, limit)
}

/** Null when the columns are wider than a phone. */
function aligned(rows: readonly (readonly string[])[]): string[] | null {
  const cells = rows.map((row) => (rows[0] ?? []).map((_, index) => clip(toCode(row[index] ?? ''), CELL)))
  const widths = (cells[0] ?? []).map((_, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? ''))))
  if (widths.reduce((total, width) => total + width + 2, 0) > LINE) return null
  const isNumber = widths.map((_, index) => cells.slice(1).every((row) => /^[-+\d.,%\s]*$/.test(row[index] ?? '')))
  return cells.map((row) =>
    row
      .map((cell, i) => padded(cell, widths[i] ?? 0, isNumber[i] ?? false))
      .join('  ')
      .trimEnd(),
  )
}

function bars({ categories, series }: Chart, rows: number, longest: number): string[] {
  const values = categories.slice(0, rows).map((_, index) => finite(series[0]?.values[index]))
  if (series.length === 0) return []
  const most = Math.max(...values, 0)
  const labels = categories.slice(0, rows).map((label) => clip(toCode(label), CELL) || '–')
  const width = Math.max(...labels.map(widthOf), 0)
  return labels.map((label, index) => {
    const value = values[index] ?? 0
    const bar = '█'.repeat(most > 0 ? Math.round((Math.max(0, value) / most) * longest) : 0)
    return [padded(label, width, false), bar, String(value)].filter(Boolean).join(' ')
  })
}

/** A row of names, then a line for each category; where that is too wide, each line names its numbers. */
function numbers({ categories, series }: Chart, rows: number): string[] {
  const names = series.map(({ name }) => name)
  const body = categories
    .slice(0, rows)
    .map((category, index) => [category, ...series.map(({ values }) => String(finite(values[index])))])
  const wide = () =>
    body.map(([category = '', ...values]) => {
      const words = values.map((value, index) => `${clip(names[index] ?? '', CELL)} ${value}`).join(' · ')
      return toCode(`${clip(category, CELL)}: ${words}`)
    })
  return aligned([['', ...names], ...body]) ?? ['', ...wide()]
}

function padded(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? blanks + text : text + blanks
}

/** Chinese, Japanese, Korean and emoji take two places in a monospaced font. */
function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}
