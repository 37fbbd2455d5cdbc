import type { ActionItem, Block, Chart } from '../../kit/ui/card.ts'

// What both renderings of a mail say in the same words.

/** Said where a card has buttons that only a chat can press. */
export const NEEDS_CHAT = 'The rest of this can be done in the chat.'

export function needsChat(blocks: readonly Block[]): boolean {
  return blocks.flatMap(controlsOf).some(({ kind }) => kind !== 'link')
}

function controlsOf(block: Block): readonly ActionItem[] {
  switch (block.kind) {
    case 'actions':
      return block.items
    case 'list':
      return block.items.flatMap(({ actions = [] }) => actions)
    case 'text':
    case 'fields':
    case 'table':
    case 'chart':
    case 'map':
    case 'image':
    case 'divider':
      return []
  }
}

/** A row of a table as a line, each value with its column's name: "Asks: 12 · Answered: 9". */
export function recordOf(columns: readonly string[], row: readonly string[]): string {
  return row.map((value, index) => (columns[index] ? `${columns[index]}: ${value}` : value)).join(' · ')
}

/** A chart's numbers, a row for each category. */
export function numbersOf({ categories, series }: Chart): { columns: string[]; rows: string[][] } {
  return {
    columns: ['', ...series.map(({ name }) => name)],
    rows: categories.map((category, index) => [category, ...series.map(({ values }) => String(values[index] ?? '–'))]),
  }
}
