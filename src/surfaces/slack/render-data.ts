import type { types } from '@slack/bolt'
import type { Block, Chart } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import { type Drawing, type SlackBlock, smallBlocks } from './drawing.ts'
import { SLACK } from './limits.ts'

type Table = Extract<Block, { kind: 'table' }>

export function tableToBlocks(table: Table, drawing: Drawing): SlackBlock[] {
  if (table.columns.length === 0) return []
  const columns = table.columns.slice(0, SLACK.tableColumns)
  const native = !drawing.without.has('data_table') && drawing.drawn.tables < SLACK.tablesInMessage
  const rows = rowsWithin(table, columns.length, drawing)
  const shown = native ? nativeTable(table, columns, rows) : plainTable(table, columns, rows)
  if (native) drawing.drawn.tables += 1
  return [...shown, ...leftOut(table, columns.length, rows.length, drawing)]
}

/** A picture never stands alone: its finding is under it in words. */
export function chartToBlocks(chart: Chart, drawing: Drawing): SlackBlock[] {
  const series = chart.series.slice(0, SLACK.chartSeries)
  const categories = chart.categories.slice(0, SLACK.chartCategories)
  const finding = smallBlocks(t`${chart.finding}`, drawing)
  if (series.length === 0 || categories.length === 0) return finding
  const native = !drawing.without.has('data_visualization') && drawing.drawn.charts < SLACK.chartsInMessage
  if (native) drawing.drawn.charts += 1
  const shown = native ? nativeChart(chart, series, categories) : plainChart(chart, series, categories)
  const dropped = chart.series.length - series.length + chart.categories.length - categories.length
  const note = dropped > 0 ? smallBlocks(t`${dropped} more values did not fit in the chart.`, drawing) : []
  return [...shown, ...finding, ...note]
}

function nativeTable(table: Table, columns: readonly string[], rows: readonly (readonly string[])[]): SlackBlock[] {
  const head = columns.map((column) => cell(column, false))
  return [
    {
      type: 'data_table',
      caption: clip(table.caption, SLACK.header) || 'Table',
      page_size: SLACK.tablePage,
      rows: [head, ...rows.map((row) => columns.map((_, index) => cell(row[index] ?? '', true)))],
    },
  ]
}

/** A number stays a number, so that the reader can sort by it. */
function cell(text: string, mayBeNumber: boolean): types.RawTextElement | types.RawNumberElement {
  const words = clip(text, CELL) || '–'
  if (mayBeNumber && /^-?\d{1,15}(\.\d+)?$/.test(words))
    return { type: 'raw_number', value: Number(words), text: words }
  return { type: 'raw_text', text: words }
}

/** What fits into a cell so that a reader still sees a table. */
const CELL = 200

/** A row in words is read in one breath or not at all. */
const ROW = 500

function rowsWithin(table: Table, columns: number, drawing: Drawing): readonly (readonly string[])[] {
  const length = (row: readonly string[]) =>
    row.slice(0, columns).reduce((sum, text) => sum + Math.min(text.length, CELL) + 1, 0)
  let left = SLACK.tableCharacters - length(table.columns)
  return table.rows.slice(0, drawing.room.rows).filter((row) => {
    left -= Math.max(length(row), columns)
    return left >= 0
  })
}

function plainTable(table: Table, columns: readonly string[], rows: readonly (readonly string[])[]): SlackBlock[] {
  const caption: types.RichTextSection = { type: 'rich_text_section', elements: [strong(table.caption || 'Table')] }
  const elements = rows.map((row): types.RichTextSection => {
    const [first = '', ...rest] = row.slice(0, columns.length).map((text) => clip(text, CELL))
    const details = rest.map((text, index) => `${columns[index + 1] ?? ''}: ${text || '–'}`).join(' · ')
    const words: types.RichTextElement[] = details ? [{ type: 'text', text: clip(` – ${details}`, ROW) }] : []
    return { type: 'rich_text_section', elements: [strong(first || '–'), ...words] }
  })
  const bullets: types.RichTextList[] = rows.length > 0 ? [{ type: 'rich_text_list', style: 'bullet', elements }] : []
  return [{ type: 'rich_text', elements: [caption, ...bullets] }]
}

function leftOut(table: Table, columns: number, rows: number, drawing: Drawing): SlackBlock[] {
  const hidden = [
    table.rows.length > rows && `${rows} of ${table.rows.length} rows`,
    table.columns.length > columns && `${columns} of ${table.columns.length} columns`,
  ].filter((words) => words !== false)
  return hidden.length > 0 ? smallBlocks(t`Showing ${hidden.join(' and ')}.`, drawing) : []
}

function nativeChart(chart: Chart, series: Chart['series'], categories: readonly string[]): SlackBlock[] {
  const labels = distinct(categories)
  const names = distinct(series.map((one) => one.name))
  return [
    {
      type: 'data_visualization',
      title: clip(chart.title, SLACK.chartTitle) || 'Chart',
      chart: {
        type: chart.kind,
        series: series.map((one, index) => ({
          name: names[index] ?? String(index + 1),
          data: labels.map((label, at) => ({ label, value: finite(one.values[at]) })),
        })),
        axis_config: { categories: labels },
      },
    },
  ]
}

function plainChart(chart: Chart, series: Chart['series'], categories: readonly string[]): SlackBlock[] {
  const elements = categories.map((category, at): types.RichTextSection => {
    const values = series.map((one) => (series.length > 1 ? `${clip(one.name, CELL)} ` : '') + finite(one.values[at]))
    const words: types.RichTextElement = { type: 'text', text: clip(` – ${values.join(' · ')}`, ROW) }
    return { type: 'rich_text_section', elements: [strong(clip(category, CELL) || '–'), words] }
  })
  const title: types.RichTextSection = { type: 'rich_text_section', elements: [strong(chart.title || 'Chart')] }
  return [{ type: 'rich_text', elements: [title, { type: 'rich_text_list', style: 'bullet', elements }] }]
}

/** Labels within Slack's length that stay different from each other. */
function distinct(labels: readonly string[]): string[] {
  const seen = new Set<string>()
  return labels.map((label) => {
    let name = clip(label, SLACK.chartLabel) || '–'
    for (let n = 2; seen.has(name); n++) name = `${clip(label, SLACK.chartLabel - 4)} ${n}`.trim()
    seen.add(name)
    return name
  })
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}

function strong(text: string): types.RichTextText {
  return { type: 'text', text: clip(text, CELL), style: { bold: true } }
}
