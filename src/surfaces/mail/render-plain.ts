import type { Reader } from '../../kit/surface.ts'
import type { ActionItem, Block, Card, ListItem } from '../../kit/ui/card.ts'
import { cleanText, type Text, toPlainText } from '../../kit/ui/text.ts'
import { NEEDS_CHAT, needsChat, numbersOf, recordOf } from './card-words.ts'
import { printTime } from './print-time.ts'

/** The card for who reads mail as text: paragraphs with an empty line between them, links written out. */
export function renderPlain(card: Card, reader: Reader): string {
  const state = [card.status?.word, card.reference].filter(Boolean).join(' · ')
  const paragraphs = [
    `${card.title}\n${state}`.trim(),
    ...card.body.map((block) => plainBlock(block, reader)),
    needsChat(card.body) ? NEEDS_CHAT : '',
    // A line of two dashes and a space begins a signature, which mail programs set apart.
    card.footer ? `-- \n${words(card.footer, reader)}` : '',
  ]
  return `${cleanText(paragraphs.filter(Boolean).join('\n\n'))}\n`
}

function plainBlock(block: Block, reader: Reader): string {
  switch (block.kind) {
    case 'text':
      return block.style === 'quote' ? quoted(words(block.text, reader)) : words(block.text, reader)
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${words(value, reader)}`).join('\n')
    case 'list':
      return block.items.map((item) => plainItem(item, reader)).join('\n')
    case 'table':
      return plainRecords(block.caption, block.columns, block.rows)
    case 'chart': {
      const { columns, rows } = numbersOf(block.chart)
      return `${block.chart.finding}\n\n${plainRecords(block.chart.title, columns, rows)}`
    }
    case 'map':
      return block.map.finding
    case 'image':
      return `Picture: ${block.title ? `${block.title} (${block.alt})` : block.alt}\n${block.url}`
    case 'divider':
      return '* * *'
    case 'actions':
      return plainLinks(block.items).join('\n')
  }
}

function plainItem({ title, status, text, actions = [] }: ListItem, reader: Reader): string {
  const lines = [
    status ? `${title} · ${status.word}` : title,
    ...(text ? [words(text, reader)] : []),
    ...plainLinks(actions),
  ]
  return `- ${lines.join('\n').replaceAll('\n', '\n  ')}`
}

function plainRecords(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [caption, ...rows.map((row) => `- ${recordOf(columns, row)}`)].join('\n')
}

function plainLinks(items: readonly ActionItem[]): string[] {
  return items.filter((item) => item.kind === 'link').map(({ label, href }) => `${label}:\n${href}`)
}

function words(text: Text, reader: Reader): string {
  return toPlainText(text, (at, style) => printTime(at, style, reader))
}

function quoted(text: string): string {
  return text.replace(/^/gm, '> ')
}
