import type { Reader } from '../../kit/surface.ts'
import type { Card, Tone } from '../../kit/ui/card.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { ALLOWANCE, type Cost, costOf, fits, type Inside, sum, textDisplay } from './components.ts'
import type { Drawable } from './pictures.ts'
import { lineToMarkdown } from './render-text.ts'

/** What one drawing of a message shares: the reader, how much room there is, and what may be there only once. */
export interface Drawing {
  readonly reader: Reader
  readonly room: Room
  /** Custom ids already given out; Discord refuses a second one. */
  readonly customIds: Set<string>
  /** The addresses of charts that were drawn as pictures. */
  readonly pictures: ReadonlyMap<Drawable, string>
}

/** How much of each thing is shown. A card that is too big for one message is drawn again with less room. */
export interface Room {
  readonly paragraph: number
  readonly small: number
  readonly items: number
  readonly rows: number
}

export const ROOMS: readonly [Room, ...Room[]] = [
  { paragraph: 3_200, small: 1_000, items: LIMITS.listItems, rows: 25 },
  { paragraph: 1_200, small: 400, items: LIMITS.listItems, rows: 15 },
  { paragraph: 500, small: 150, items: 6, rows: 8 },
  { paragraph: 200, small: 80, items: 3, rows: 4 },
]

export function newDrawing(
  reader: Reader,
  room: Room,
  { customIds, pictures }: { customIds?: ReadonlySet<string>; pictures?: ReadonlyMap<Drawable, string> } = {},
): Drawing {
  return { reader, room, customIds: new Set(customIds), pictures: pictures ?? new Map() }
}

const MARK: Readonly<Record<Tone, string>> = { open: '🔵', waiting: '⏳', good: '✅', bad: '⛔', quiet: '⚪' }

/** The state as the bar at the side of the card; the word beside it says the same. */
export const ACCENT: Readonly<Record<Tone, number>> = {
  open: 0x5865f2,
  waiting: 0xf0b232,
  good: 0x23a55a,
  bad: 0xda373c,
  quiet: 0x80848e,
}

/** "✅ **Accepted** · R-142": the state in words; the mark alone would say nothing to a screen reader. */
export function statusLine({ status, reference }: Pick<Card, 'status' | 'reference'>): string {
  const word = status && lineToMarkdown(status.word, WORD)
  return [status && word && `${MARK[status.tone]} **${word}**`, reference && lineToMarkdown(reference, WORD)]
    .filter(Boolean)
    .join(' · ')
}

/** Longer ones are no state and no reference; kit keeps them at 40. */
const WORD = 80

/** A part of a message that is shown whole or not at all. What can be pressed is given up last. */
export interface Piece {
  readonly components: readonly Inside[]
  readonly pressable: boolean
}

/** As many pieces as fit, and a line that says that there is more: nothing is cut silently. */
export function keepWithin(pieces: readonly Piece[], allowance: Cost = ALLOWANCE): readonly Piece[] {
  if (fits(costOfPieces(pieces), allowance)) return pieces
  const note: Piece = { components: [textDisplay(NOT_ALL_SHOWN)], pressable: false }
  const spent = costOfPieces([note])
  const left = { components: allowance.components - spent.components, text: allowance.text - spent.text }
  const kept = new Set<Piece>()
  for (const piece of [...pieces.slice(0, 1), ...pressableFirst(pieces.slice(1))]) {
    if (fits(costOfPieces([...kept, piece]), left)) kept.add(piece)
  }
  return [...pieces.filter((piece) => kept.has(piece)), note]
}

const NOT_ALL_SHOWN = '-# This is more than Discord can show in one message, so only a part of it is here.'

const pressableFirst = (pieces: readonly Piece[]) =>
  pieces.toSorted((a, b) => Number(b.pressable) - Number(a.pressable))

export const costOfPieces = (pieces: readonly Piece[]): Cost =>
  sum(pieces.flatMap((piece) => piece.components.map(costOf)))

export function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))
}
