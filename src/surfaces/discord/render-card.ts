import type { APIContainerComponent } from 'discord.js'
import type { Reader } from '../../kit/surface.ts'
import type { Block, Card, Confirm, Field } from '../../kit/ui/card.ts'
import { clip, isClipped, LIMITS } from '../../kit/ui/limits.ts'
import { toPlainText } from '../../kit/ui/text.ts'
import {
  ALLOWANCE,
  type Cost,
  container,
  costOf,
  type DiscordMessage,
  fits,
  messageOf,
  section,
  separator,
  sum,
  textDisplay,
} from './components.ts'
import {
  ACCENT,
  costOfPieces,
  type Drawing,
  keepWithin,
  newDrawing,
  type Piece,
  ROOMS,
  type Room,
  statusLine,
} from './drawing.ts'
import { DISCORD } from './limits.ts'
import { addressOf, type ChartPicture, type Drawable, galleryOf, withFiles } from './pictures.ts'
import { actionsToPieces, buttonToComponent } from './render-actions.ts'
import { chartToPieces, mapToPieces, tableToPieces } from './render-data.ts'
import { listToPieces } from './render-list.ts'
import { lineToMarkdown, markdownWithin, onOneLine, prefixLines } from './render-text.ts'

export interface MessageExtras {
  /** Markdown of ours above the card. */
  readonly lead?: string
  /** A number that Discord keeps with the card and nobody sees. */
  readonly mark?: number
  /** Its charts as pictures, as far as they could be drawn. */
  readonly pictures?: readonly ChartPicture[]
}

/** A card as one Discord message, within every limit whatever is in it. */
export function renderCard(card: Card, reader: Reader, extras: MessageExtras = {}): DiscordMessage {
  const { lead, mark, pictures = [] } = extras
  const above = lead ? [textDisplay(lead)] : []
  const taken = sum(above.map(costOf))
  const left = sum([WHOLE_MESSAGE.allowance, { components: -taken.components, text: -taken.text }])
  const addresses = new Map(pictures.map(({ chart, file }) => [chart, addressOf(file)]))
  const drawn = cardToContainer(card, reader, { ...WHOLE_MESSAGE, allowance: left, pictures: addresses })
  const message = messageOf([...above, mark === undefined ? drawn : { ...drawn, id: mark }])
  return withFiles(
    message,
    pictures.map(({ file }) => file),
  )
}

/** What a button of the card asks first: Discord has no dialog, so the receiver asks in a second step. */
export function confirmOf(card: Card, token: string): Confirm | null {
  const buttons = card.body.flatMap((block) => {
    if (block.kind === 'actions') return block.items
    return block.kind === 'list' ? block.items.flatMap((item) => item.actions ?? []) : []
  })
  const asked = buttons.find((item) => item.kind === 'button' && item.token === token)
  return (asked?.kind === 'button' && asked.confirm) || null
}

/** The card alone, for messages that show several; `customIds` are those that the message has already. */
export function cardToContainer(card: Card, reader: Reader, space: Space = WHOLE_MESSAGE): APIContainerComponent {
  const accent = card.status && ACCENT[card.status.tone]
  let pieces: readonly Piece[] = []
  for (const room of space.rooms) {
    const drawing = newDrawing(reader, room, space)
    pieces = [headToPiece(card), ...bodyToPieces(card, drawing)]
    if (fits(costOfPieces(pieces), space.allowance)) break
  }
  return container(
    keepWithin(pieces, space.allowance).flatMap(({ components }) => components),
    accent,
  )
}

/** Where a card is drawn: how much it may use up, and what is taken. */
export interface Space {
  readonly allowance: Cost
  readonly rooms: readonly Room[]
  readonly customIds: ReadonlySet<string>
  readonly pictures?: ReadonlyMap<Drawable, string>
}

/** The container itself is a component too. */
const WHOLE_MESSAGE: Space = {
  allowance: { ...ALLOWANCE, components: ALLOWANCE.components - 1 },
  rooms: ROOMS,
  customIds: new Set(),
}

/** A heading that is longer is no heading; kit keeps titles at 140. */
const TITLE = 250

function bodyToPieces(card: Card, drawing: Drawing): Piece[] {
  const footer = card.footer ? textToPieces({ kind: 'text', text: card.footer, style: 'small' }, drawing) : []
  return [...card.body.flatMap((block) => blockToPieces(block, drawing)), ...footer]
}

export function blockToPieces(block: Block, drawing: Drawing): Piece[] {
  switch (block.kind) {
    case 'text':
      return textToPieces(block, drawing)
    case 'fields':
      return fieldsToPieces(block.fields, drawing)
    case 'list':
      return listToPieces(block, drawing)
    case 'table':
      return tableToPieces(block, drawing)
    case 'chart':
      return chartToPieces(block.chart, drawing)
    case 'map':
      return mapToPieces(block.map, drawing)
    case 'image':
      return imageToPieces(block)
    case 'divider':
      return [{ components: [separator], pressable: false }]
    case 'actions':
      return actionsToPieces(block.items, drawing)
  }
}

function headToPiece(card: Card): Piece {
  const title = `### ${lineToMarkdown(card.title, TITLE) || '–'}`
  const status = statusLine(card)
  return { components: [textDisplay(status ? `${title}\n${status}` : title)], pressable: false }
}

function textToPieces(block: Extract<Block, { kind: 'text' }>, drawing: Drawing): Piece[] {
  const { reader, room } = drawing
  // With a button that opens the whole text the card stays short; without one it is shown as far as there is room.
  const limit =
    block.style === 'small' ? room.small : Math.min(block.more ? LIMITS.shownParagraph : room.paragraph, room.paragraph)
  const words = markdownWithin(block.text, reader, limit)
  if (!words.trim()) return []
  const markdown =
    block.style === 'quote' ? prefixLines(words, '> ') : block.style === 'small' ? prefixLines(words, '-# ') : words
  const wasClipped = isClipped(toPlainText(block.text), limit)
  const more = block.more && wasClipped && buttonToComponent(block.more, drawing)
  return [more ? { components: [section(markdown, more)], pressable: true } : wordsToPiece(markdown)]
}

function fieldsToPieces(fields: readonly Field[], { reader, room }: Drawing): Piece[] {
  const lines = fields.map(({ label, value }) => {
    const words = markdownWithin(value, reader, room.small).trim() || '–'
    // Several lines stand under their label.
    return `**${lineToMarkdown(label, LABEL) || '–'}**${words.includes('\n') ? '\n' : ' · '}${words}`
  })
  return lines.length > 0 ? [wordsToPiece(lines.join('\n'))] : []
}

const LABEL = 80

/** A picture whose address Discord cannot fetch is told in words. */
function imageToPieces({ url, alt, title }: Extract<Block, { kind: 'image' }>): Piece[] {
  const description = clip(onOneLine(alt) || onOneLine(title ?? '') || 'Picture', DISCORD.galleryAlt)
  if (!URL.canParse(url) || !/^https?:/.test(url) || url.length > DISCORD.mediaUrl)
    return [wordsToPiece(`-# ${lineToMarkdown(description, DISCORD.galleryAlt)}`)]
  const heading = title?.trim() ? [textDisplay(`**${lineToMarkdown(title, TITLE)}**`)] : []
  return [
    {
      components: [...heading, galleryOf(url, description)],
      pressable: false,
    },
  ]
}

const wordsToPiece = (markdown: string): Piece => ({ components: [textDisplay(markdown)], pressable: false })
