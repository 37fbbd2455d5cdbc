import type { TileLook, TileMap } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import { type Drawing, type SlackBlock, smallBlocks } from './drawing.ts'
import { SLACK } from './limits.ts'

/** In front of a place's letters, all of one width in the letters that code is set in. */
const MARK: Readonly<Record<TileLook, string>> = { full: '●', ring: '○', faint: ' ' }
const LABEL_CHARS = 2
const CELL_CHARS = LABEL_CHARS + 1

/**
 * A map in letters of one width. Slack has no block for one, and a picture would have to be uploaded with a scope that nothing
 * else needs; eleven columns of three letters still fit on a phone. What it shows is under it in words.
 */
export function mapToBlocks(map: TileMap, drawing: Drawing): SlackBlock[] {
  const finding = smallBlocks(t`${map.finding}`, drawing)
  const drawn = drawMap(map)
  if (drawn === '' || drawn.length > SLACK.text) return finding
  const legend = map.levels.map(({ name, look }) => `${MARK[look].trim() || 'no mark'}: ${name}`).join(' · ')
  return [
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: drawn }] }],
    },
    ...smallBlocks(t`${legend}`, drawing),
    ...finding,
  ]
}

function drawMap({ tiles, levels }: TileMap): string {
  const rows: string[][] = []
  for (const { label, column, row, level } of tiles) {
    const look = levels[level]?.look ?? 'faint'
    rows[row] ??= []
    rows[row][column] = MARK[look] + clip(label, LABEL_CHARS).padEnd(LABEL_CHARS)
  }
  return Array.from(rows, (row) =>
    Array.from(row ?? [], (cell) => cell ?? ' '.repeat(CELL_CHARS))
      .join('')
      .trimEnd(),
  ).join('\n')
}
