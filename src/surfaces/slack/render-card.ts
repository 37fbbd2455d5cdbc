import type { types } from '@slack/bolt'
import type { Reader } from '../../kit/surface.ts'
import type { Block, Card, Field } from '../../kit/ui/card.ts'
import { clipText, isClipped, LIMITS } from '../../kit/ui/limits.ts'
import { type Text, t, toPlainText } from '../../kit/ui/text.ts'
import { cardToFallbackText } from './card-text.ts'
import {
  type Drawing,
  inChunks,
  keepWithin,
  newDrawing,
  ROOMS,
  type SlackBlock,
  sizeOf,
  smallBlocks,
  statusLine,
} from './drawing.ts'
import { SLACK } from './limits.ts'
import type { NativeType } from './native.ts'
import { actionsToBlocks } from './render-actions.ts'
import { chartToBlocks, tableToBlocks } from './render-data.ts'
import { foldedToBlocks } from './render-folded.ts'
import { listToBlocks } from './render-list.ts'
import { mapToBlocks } from './render-map.ts'
import { proseToBlock } from './render-prose.ts'
import { plainTextObject, textObject, textToRichText } from './render-text.ts'

export interface SlackMessage {
  /** For notifications and screen readers. */
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

export interface CardOptions {
  /** Newer blocks that the place does not take; the same is then said in older ones. */
  readonly without?: ReadonlySet<NativeType>
}

/** A card as one Slack message, within every limit whatever is in it. */
export function renderCard(card: Card, reader: Reader, options: CardOptions = {}): SlackMessage {
  const text = cardToFallbackText(card, reader)
  let blocks: readonly SlackBlock[] = []
  for (const room of ROOMS) {
    const drawing = newDrawing(reader, room, options.without)
    blocks = [...headBlocks(card), ...bodyBlocks(card, drawing)]
    if (blocks.length <= SLACK.blocksInMessage && sizeOf(blocks) <= SLACK.messageSize) return { text, blocks }
  }
  return { text, blocks: keepWithin(blocks, SLACK.blocksInMessage, SLACK.messageSize) }
}

/** The body and footer of a card without its head, for messages and for the Home tab. */
export function bodyBlocks(card: Card, drawing: Drawing): SlackBlock[] {
  const footer: SlackBlock[] = card.footer ? smallBlocks(card.footer, drawing) : []
  return [...withGathered(card.body, drawing), ...footer]
}

/** A heading goes into the container that it heads, and the paragraphs of an answer into one block, where Slack draws these. */
function withGathered([block, ...rest]: readonly Block[], drawing: Drawing): SlackBlock[] {
  if (block === undefined) return []
  const prose = proseToBlock([block, ...rest], drawing)
  if (prose) return [prose.block, ...withGathered(rest.slice(prose.taken - 1), drawing)]
  const folded = foldedToBlocks(block, rest[0], drawing)
  if (folded) return [...folded, ...withGathered(rest.slice(1), drawing)]
  return [...blockToBlocks(block, drawing), ...withGathered(rest, drawing)]
}

export function blockToBlocks(block: Block, drawing: Drawing): SlackBlock[] {
  switch (block.kind) {
    case 'text':
      return textToBlocks(block, drawing)
    case 'fields':
      return fieldsToBlocks(block.fields, drawing)
    case 'list':
      return listToBlocks(block, drawing)
    case 'table':
      return tableToBlocks(block, drawing)
    case 'chart':
      return chartToBlocks(block.chart, drawing)
    case 'map':
      return mapToBlocks(block.map, drawing)
    case 'image':
      return imageToBlocks(block)
    case 'divider':
      return [{ type: 'divider' }]
    case 'actions':
      return actionsToBlocks(block.items, drawing)
  }
}

function headBlocks(card: Card): SlackBlock[] {
  const status = statusLine(card)
  const header: SlackBlock = { type: 'header', text: plainTextObject(card.title, SLACK.header) }
  if (!status) return [header]
  return [header, { type: 'context', elements: [plainTextObject(status, SLACK.header)] }]
}

function textToBlocks(block: Extract<Block, { kind: 'text' }>, drawing: Drawing): SlackBlock[] {
  if (block.style === 'small') return smallBlocks(block.text, drawing)
  // With a button that opens the whole text the card stays short; without one it is shown as far as there is room.
  const room = block.more ? Math.min(LIMITS.shownParagraph, drawing.room.paragraph) : drawing.room.paragraph
  const elements = textToRichText(clipText(block.text, room), drawing.reader)
  if (elements.length === 0) return []
  const type = block.style === 'quote' ? 'rich_text_quote' : 'rich_text_section'
  const shown: SlackBlock = { type: 'rich_text', elements: [{ type, elements }] }
  const wasClipped = isClipped(toPlainText(block.text), room)
  return block.more && wasClipped ? [shown, ...actionsToBlocks([block.more], drawing)] : [shown]
}

function fieldsToBlocks(fields: readonly Field[], drawing: Drawing): SlackBlock[] {
  return inChunks(fields, SLACK.sectionFields).map((chunk) => ({
    type: 'section',
    fields: chunk.map((field) => fieldToTextObject(field, drawing)),
  }))
}

function fieldToTextObject(field: Field, drawing: Drawing): types.TextObject {
  const value = field.value.parts.length > 0 ? field.value : t`–`
  const text: Text = {
    kind: 'sentence',
    parts: [{ kind: 'bold', text: field.label }, { kind: 'break' }, ...value.parts],
  }
  return textObject(text, drawing.reader, drawing.room.small)
}

function imageToBlocks(block: Extract<Block, { kind: 'image' }>): SlackBlock[] {
  const alt = block.alt || block.title || 'Picture'
  if (!/^https?:/.test(block.url) || block.url.length > SLACK.url) {
    return [{ type: 'context', elements: [plainTextObject(alt, SLACK.text)] }]
  }
  const title = block.title && { title: plainTextObject(block.title, SLACK.imageText) }
  return [{ type: 'image', image_url: block.url, alt_text: plainTextObject(alt, SLACK.imageText).text, ...title }]
}
