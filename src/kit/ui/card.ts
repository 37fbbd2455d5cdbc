import type { z } from 'zod'
import type { AnyAction } from '../contracts.ts'
import { encodeToken } from '../token.ts'
import type { Text } from './text.ts'

/**
 * One message with its whole life in it: what it is about, where it stands, what the reader can do next. A surface decides
 * how it looks; nothing here knows a platform.
 */
export interface Card {
  readonly title: string
  readonly status?: Status
  /** The human reference of the thing the card is about, such as "R-142". */
  readonly reference?: string
  readonly body: readonly Block[]
  readonly footer?: Text
  /** It is being written at this moment: more of it comes by itself. */
  readonly isGrowing?: true
}

/** A state in a word; the tone gives the accent colour and is never the only sign. */
export interface Status {
  readonly word: string
  readonly tone: Tone
}

export type Tone = 'open' | 'waiting' | 'good' | 'bad' | 'quiet'

export type Block =
  | {
      readonly kind: 'text'
      readonly text: Text
      readonly style?: TextStyle
      readonly more?: Button
      readonly markdown?: string
    }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | {
      readonly kind: 'list'
      readonly items: readonly ListItem[]
      readonly more?: Button
      readonly look?: ListLook
    }
  | {
      readonly kind: 'table'
      readonly caption: string
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'map'; readonly map: TileMap }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string; readonly title?: string }
  | { readonly kind: 'divider' }
  | { readonly kind: 'actions'; readonly items: readonly ActionItem[] }

/**
 * `quote` is what somebody else wrote; `small` is context. `more` opens the whole text where a surface had to clip it. `markdown` says
 * the same as a model put it: a surface that reads markdown may show that, once it is sure that nothing in it comes alive.
 */
export type TextStyle = 'body' | 'quote' | 'small'

/**
 * `directory`: people or companies to choose from, side by side where a surface can do that. `folded`: the sentence before it is
 * its heading, and a surface may let the reader fold it away.
 */
export type ListLook = 'directory' | 'folded'

export interface Field {
  readonly label: string
  readonly value: Text
}

export interface ListItem {
  readonly title: string
  readonly text?: Text
  readonly status?: Status
  readonly actions?: readonly (Button | LinkButton)[]
}

/** `finding` says in one sentence what the picture shows: it is the alternative text. At most 6 series, 20 categories. */
export interface Chart {
  readonly kind: 'bar' | 'line'
  readonly title: string
  readonly finding: string
  readonly categories: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
}

/**
 * A map whose places are squares of one size. `finding` is its alternative text; what it shows stands in words or in a table
 * beside it, because not every platform draws it.
 */
export interface TileMap {
  readonly title: string
  readonly finding: string
  readonly tiles: readonly Tile[]
  /** What the places can be, by a word and a look that needs no colour. */
  readonly levels: readonly { readonly name: string; readonly look: TileLook }[]
}

/** `level` is a place in the map's levels; `label` at most three letters. */
export interface Tile {
  readonly label: string
  readonly column: number
  readonly row: number
  readonly level: number
}

export type TileLook = 'full' | 'ring' | 'faint'

export type ActionItem = Button | LinkButton | Pick

export interface Button {
  readonly kind: 'button'
  readonly label: string
  readonly token: string
  readonly style: 'primary' | 'plain' | 'danger'
  /** Only for what cannot be taken back. A surface without a confirm dialog asks in a second step. */
  readonly confirm?: Confirm
  /** What pressing it says about the card. A surface may draw the two together, in its own way of asking for an opinion. */
  readonly opinion?: 'good' | 'bad'
}

export interface Confirm {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly no: string
}

export interface LinkButton {
  readonly kind: 'link'
  readonly label: string
  readonly href: string
}

/** A menu in a card; the chosen option's value reaches the handler as `pick`. */
export interface Pick {
  readonly kind: 'pick'
  readonly placeholder: string
  readonly token: string
  readonly options: readonly PickOption[]
}

export interface PickOption {
  readonly label: string
  readonly value: string
  readonly hint?: string
}

export const text = (value: Text, style: TextStyle = 'body'): Block => ({ kind: 'text', text: value, style })
export const quote = (value: Text, more?: Button): Block => ({
  kind: 'text',
  text: value,
  style: 'quote',
  ...(more && { more }),
})
/** A paragraph that a model wrote. */
export const prose = (value: Text, markdown?: string): Block => ({
  kind: 'text',
  text: value,
  ...(markdown !== undefined && { markdown }),
})
export const fields = (list: readonly (Field | false)[]): Block => ({
  kind: 'fields',
  fields: list.filter((field) => field !== false),
})
export const list = (items: readonly ListItem[], more?: Button): Block => ({
  kind: 'list',
  items,
  ...(more && { more }),
})
export const directory = (items: readonly ListItem[]): Block => ({ kind: 'list', items, look: 'directory' })
export const folded = (heading: Text, items: readonly ListItem[]): readonly Block[] => [
  text(heading),
  { kind: 'list', items, look: 'folded' },
]
export const actions = (...items: readonly (ActionItem | false)[]): Block => ({
  kind: 'actions',
  items: items.filter((item) => item !== false),
})
export const divider: Block = { kind: 'divider' }

export interface ButtonLook {
  readonly style?: Button['style']
  readonly confirm?: Confirm
  readonly opinion?: 'good' | 'bad'
}

/** A button that says `action` with these values. The label starts with a verb; an ellipsis means that a form follows. */
export function button<A extends AnyAction>(
  label: string,
  action: A,
  values: z.input<A['values']>,
  look: ButtonLook = {},
): Button {
  const { style = 'plain', ...rest } = look
  return { kind: 'button', label, token: encodeToken(action, values), style, ...rest }
}

export function linkButton(label: string, href: string): LinkButton {
  return { kind: 'link', label, href }
}

export function pick<A extends AnyAction>(
  placeholder: string,
  action: A,
  values: z.input<A['values']>,
  options: readonly PickOption[],
): Pick {
  return { kind: 'pick', placeholder, token: encodeToken(action, values), options }
}
