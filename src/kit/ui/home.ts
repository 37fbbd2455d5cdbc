import type { Block, Card } from './card.ts'
import type { Text } from './text.ts'

/** What a person finds when they open the desk: to decide, waiting on others, done, settings. The same on every surface. */
export interface Home {
  readonly title: string
  readonly sections: readonly HomeSection[]
}

export interface HomeSection {
  readonly title: string
  /** Sections with a lower number come first. */
  readonly order: number
  readonly count?: number
  readonly cards: readonly Card[]
  /** Blocks without a card around them, such as a row of buttons or settings. */
  readonly body?: readonly Block[]
  /** What an empty section teaches; a section with neither cards, body nor this is left out. */
  readonly empty?: Text
}
