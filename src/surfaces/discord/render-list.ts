import type { Block, ListItem } from '../../kit/ui/card.ts'
import { type Inline, t } from '../../kit/ui/text.ts'
import { section, textDisplay } from './components.ts'
import { type Drawing, type Piece, statusLine } from './drawing.ts'
import { actionsToPieces, buttonToComponent } from './render-actions.ts'
import { markdownWithin, prefixLines, textToMarkdown } from './render-text.ts'

/** Items with nothing to press become one bulleted list; the others have their button at their side or their row below. */
export function listToPieces(block: Extract<Block, { kind: 'list' }>, drawing: Drawing): Piece[] {
  const shown = block.items.slice(0, drawing.room.items)
  const left = block.items.length - shown.length
  const canBePressed = shown.some((item) => item.actions?.length)
  const items = canBePressed ? shown.flatMap((item) => itemToPieces(item, drawing)) : bullets(shown, drawing)
  if (left === 0) return items
  return [...items, moreToPiece(left, block.more, drawing)]
}

const TITLE = 200

function bullets(items: readonly ListItem[], drawing: Drawing): Piece[] {
  const lines = items.map((item) => `- ${prefixLines(itemToMarkdown(item, drawing), '  ').trimStart()}`)
  return lines.length > 0 ? [{ components: [textDisplay(lines.join('\n'))], pressable: false }] : []
}

function itemToPieces(item: ListItem, drawing: Drawing): Piece[] {
  const markdown = itemToMarkdown(item, drawing)
  const words: Piece = { components: [textDisplay(markdown)], pressable: false }
  const [first, ...rest] = item.actions ?? []
  if (!first) return [words]
  if (rest.length > 0) return [words, ...actionsToPieces(item.actions ?? [], drawing)]
  const button = buttonToComponent(first, drawing)
  if (!button) return [words, ...actionsToPieces([first], drawing)]
  return [{ components: [section(markdown, button)], pressable: true }]
}

function itemToMarkdown(item: ListItem, { reader, room }: Drawing): string {
  const title: Inline = { kind: 'bold', text: lineOf(item.title) }
  const status = item.status && statusLine({ status: item.status })
  const head = [markdownWithin({ kind: 'sentence', parts: [title] }, reader, TITLE), status].filter(Boolean).join(' ')
  const text = item.text && item.text.parts.length > 0 && markdownWithin(item.text, reader, room.small)
  return [head, text].filter(Boolean).join('\n')
}

const lineOf = (title: string) => title.replace(/\s+/g, ' ').trim() || '–'

function moreToPiece(left: number, more: Extract<Block, { kind: 'list' }>['more'], drawing: Drawing): Piece {
  const words = `-# ${textToMarkdown(t`and ${left} more`, drawing.reader)}`
  const button = more && buttonToComponent(more, drawing)
  return button
    ? { components: [section(words, button)], pressable: true }
    : { components: [textDisplay(words)], pressable: false }
}
