import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIContainerComponent,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISeparatorComponent,
  APITextDisplayComponent,
} from 'discord.js'
import { DISCORD } from './limits.ts'

/**
 * Discord's numbers for kinds of components. Written down so that drawing a card does not load the whole client library:
 * docs.discord.com/developers/components/reference, November 2026.
 */
export const KIND = {
  actionRow: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  section: 9,
  textDisplay: 10,
  mediaGallery: 12,
  separator: 14,
  container: 17,
  label: 18,
  radioGroup: 21,
  checkboxGroup: 22,
} as const

/** A message made of components has nothing else in it; the flag can never be taken off again. */
export const COMPONENTS_V2 = 1 << 15
export const EPHEMERAL = 1 << 6

export type TopLevel = APIMessageTopLevelComponent
export type Inside = APIComponentInContainer
export type Row = APIActionRowComponent<APIComponentInMessageActionRow>

/** What every message of the desk is made of. Nobody is pinged unless `users` names them. */
export interface DiscordMessage {
  readonly flags: number
  readonly components: readonly TopLevel[]
  readonly allowed_mentions: { readonly parse: readonly []; readonly users?: readonly string[] }
  /** By their place in `files`, which travel beside the message and not in it. */
  readonly attachments?: readonly { readonly id: string; readonly filename: string }[]
  readonly files?: readonly DiscordFile[]
}

/** A file that a component shows as `attachment://` and its name. */
export interface DiscordFile {
  readonly name: string
  readonly contentType: string
  readonly data: Uint8Array
}

export const messageOf = (components: readonly TopLevel[]): DiscordMessage => ({
  flags: COMPONENTS_V2,
  components,
  allowed_mentions: { parse: [] },
})

export const textDisplay = (content: string): APITextDisplayComponent => ({ type: KIND.textDisplay, content })

export const separator: APISeparatorComponent = { type: KIND.separator }

export const row = (components: readonly APIComponentInMessageActionRow[]): Row => ({
  type: KIND.actionRow,
  components: [...components],
})

export const section = (content: string, accessory: APIButtonComponent): APISectionComponent => ({
  type: KIND.section,
  components: [textDisplay(content)],
  accessory,
})

export const container = (components: readonly Inside[], accentColor?: number): APIContainerComponent => ({
  type: KIND.container,
  components: [...components],
  ...(accentColor !== undefined && { accent_color: accentColor }),
})

/** How much of a message's allowance some components use up. */
export interface Cost {
  readonly components: number
  readonly text: number
}

export const ALLOWANCE: Cost = { components: DISCORD.componentsInMessage, text: DISCORD.messageText }

const TEXTS = ['content', 'label', 'description', 'placeholder']

export function costOf(value: unknown): Cost {
  if (typeof value !== 'object' || value === null) return { components: 0, text: 0 }
  const own = 'type' in value ? 1 : 0
  const entries = Object.entries(value)
  const words = entries.filter(([key, text]) => TEXTS.includes(key) && typeof text === 'string')
  return sum([{ components: own, text: lengthOf(words) }, ...entries.map(([, one]) => costOf(one))])
}

export function sum(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (total, cost) => ({ components: total.components + cost.components, text: total.text + cost.text }),
    { components: 0, text: 0 },
  )
}

export const fits = (cost: Cost, allowance: Cost = ALLOWANCE) =>
  cost.components <= allowance.components && cost.text <= allowance.text

export function customIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'custom_id' in value && typeof value.custom_id === 'string' ? [value.custom_id] : []
  return [...own, ...Object.values(value).flatMap(customIdsIn)]
}

const lengthOf = (words: readonly [string, unknown][]) =>
  words.reduce((total, [, text]) => total + String(text).length, 0)
