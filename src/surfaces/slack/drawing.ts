import type { types } from '@slack/bolt'
import type { Reader } from '../../kit/surface.ts'
import type { Card, Chart, Tone } from '../../kit/ui/card.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import type { Text } from '../../kit/ui/text.ts'
import { SLACK } from './limits.ts'
import type { NativeType } from './native.ts'
import { plainTextObject, textObject } from './render-text.ts'

export type SlackBlock = types.KnownBlock | DataVisualizationBlock

/** Slack's own charts (2026). @slack/types 3.2.0 does not have them yet: docs.slack.dev, "Data visualization block". */
export interface DataVisualizationBlock {
  readonly type: 'data_visualization'
  readonly block_id?: string
  readonly title: string
  readonly chart: {
    readonly type: Chart['kind']
    readonly series: readonly { readonly name: string; readonly data: readonly DataPoint[] }[]
    readonly axis_config: { readonly categories: readonly string[] }
  }
}

interface DataPoint {
  readonly label: string
  readonly value: number
}

/** What one drawing of a card shares: the reader, how much room there is, and what may be there only once. */
export interface Drawing {
  readonly reader: Reader
  /** Newer blocks that must not be used: the workspace refuses them, or a view does not offer them. */
  readonly without: ReadonlySet<NativeType>
  readonly room: Room
  /** Action ids already given out; Slack wants them unique. */
  readonly actionIds: Set<string>
  /** How many of them, and of markdown how many characters. */
  readonly drawn: { charts: number; tables: number; carousels: number; markdown: number }
}

/** How much of each thing is shown. A card that is too big for one message is drawn again with less room. */
export interface Room {
  readonly paragraph: number
  readonly small: number
  readonly items: number
  readonly rows: number
}

export const ROOMS: readonly Room[] = [
  { paragraph: SLACK.text, small: SLACK.sectionField, items: LIMITS.listItems, rows: SLACK.tableRows - 1 },
  { paragraph: 1_200, small: 500, items: LIMITS.listItems, rows: 40 },
  { paragraph: 500, small: 200, items: 6, rows: 15 },
  { paragraph: 200, small: 100, items: 3, rows: 5 },
]

export function newDrawing(reader: Reader, room: Room, without: ReadonlySet<NativeType> = new Set()): Drawing {
  return { reader, without, room, actionIds: new Set(), drawn: { charts: 0, tables: 0, carousels: 0, markdown: 0 } }
}

const MARK: Readonly<Record<Tone, string>> = { open: '🔵', waiting: '⏳', good: '✅', bad: '⛔', quiet: '⚪' }

/** "✅ Accepted · R-142": the state in words; the mark alone would say nothing to a screen reader. */
export function statusLine(card: Pick<Card, 'status' | 'reference'>): string {
  const status = card.status && `${MARK[card.status.tone]} ${card.status.word}`
  return [status, card.reference].filter(Boolean).join(' · ')
}

export function smallBlocks(text: Text, drawing: Drawing): SlackBlock[] {
  if (text.parts.length === 0) return []
  return [{ type: 'context', elements: [textObject(text, drawing.reader, drawing.room.small)] }]
}

/** As many blocks as fit, and a line that says that there is more: nothing is cut silently. */
export function keepWithin(blocks: readonly SlackBlock[], maxBlocks: number, maxSize: number): SlackBlock[] {
  const note: SlackBlock = { type: 'context', elements: [plainTextObject(NOT_ALL_SHOWN, SLACK.text)] }
  const kept: SlackBlock[] = []
  let left = maxSize - sizeOf([note])
  for (const block of blocks) {
    const size = sizeOf([block])
    if (size > left || kept.length >= maxBlocks - 1) continue
    kept.push(block)
    left -= size
  }
  return kept.length === blocks.length ? kept : [...kept, note]
}

const NOT_ALL_SHOWN = 'This is more than Slack can show in one place, so only a part of it is here.'

export function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length
}

export function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
