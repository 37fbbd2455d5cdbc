import type { Reader } from '../../kit/surface.ts'
import type { Block, Card, Chart } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { SLACK } from './limits.ts'
import { escapeMrkdwn, textToPlain } from './render-text.ts'

/**
 * A card in words alone: what a notification shows and a screen reader reads. Slack parses this text as mrkdwn even when the
 * message has blocks, so it is escaped.
 */
export function cardToFallbackText(card: Card, reader: Reader): string {
  const words = [
    [card.title, card.status?.word, card.reference].filter(Boolean).join(' · '),
    ...card.body.flatMap((block) => blockToLines(block, reader)),
    ...(card.footer ? [textToPlain(card.footer, reader)] : []),
  ]
  return escapeWithin(words.filter((line) => line.trim()).join('\n') || '–', SLACK.fallbackText)
}

function blockToLines(block: Block, reader: Reader): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [textToPlain(block.text, reader)]
    case 'fields':
      return block.fields.map((field) => `${field.label}: ${textToPlain(field.value, reader)}`)
    case 'list':
      return block.items.map((item) =>
        [item.title, item.status?.word, item.text && textToPlain(item.text, reader)].filter(Boolean).join(' · '),
      )
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.join(' · '))]
    case 'chart':
      return [chartToLine(block.chart)]
    case 'map':
      return [block.map.finding]
    case 'image':
      return [block.alt]
    case 'divider':
    case 'actions':
      return []
  }
}

function chartToLine(chart: Chart): string {
  return `${chart.title}: ${chart.finding}`
}

/** Clips before escaping and again after it, never through an entity. */
function escapeWithin(text: string, limit: number): string {
  let room = limit
  let escaped = escapeMrkdwn(clip(text, room))
  while (escaped.length > limit) {
    room = Math.floor((room * limit) / escaped.length) - 1
    escaped = escapeMrkdwn(clip(text, room))
  }
  return escaped
}
