import type { APIButtonComponent, APIStringSelectComponent } from 'discord.js'
import type { ActionItem, Button, LinkButton, Pick, PickOption } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { KIND, row, textDisplay } from './components.ts'
import { type Drawing, inChunks, type Piece } from './drawing.ts'
import { DISCORD } from './limits.ts'
import { markdownWithin, onOneLine } from './render-text.ts'

/** Rows of at most five buttons; each menu has a row of its own, as Discord wants it. */
export function actionsToPieces(items: readonly ActionItem[], drawing: Drawing): Piece[] {
  const pieces: Piece[] = []
  let buttons: APIButtonComponent[] = []
  const closeRow = () => {
    for (const chunk of inChunks(buttons, DISCORD.buttonsInRow))
      pieces.push({ components: [row(chunk)], pressable: true })
    buttons = []
  }
  for (const item of items) {
    if (item.kind === 'pick') {
      closeRow()
      const menu = pickToSelect(item, drawing)
      if (menu) pieces.push({ components: [row([menu])], pressable: true })
      continue
    }
    const button = buttonToComponent(item, drawing)
    if (button) buttons.push(button)
    else if (item.kind === 'link') pieces.push(linkAsText(item, drawing))
  }
  closeRow()
  return pieces
}

/** Null for a link that Discord refuses as a button, and for a second button whose id cannot be told from the first. */
export function buttonToComponent(button: Button | LinkButton, drawing: Drawing): APIButtonComponent | null {
  const label = clip(onOneLine(button.label), DISCORD.buttonLabel) || '–'
  switch (button.kind) {
    case 'button': {
      const id = uniqueId(button.confirm ? askFirst(button.token) : button.token, drawing)
      return id ? { type: KIND.button, style: STYLE[button.style], label, custom_id: id } : null
    }
    case 'link': {
      const isFine = /^https?:\/\//.test(button.href) && button.href.length <= DISCORD.buttonUrl
      return isFine ? { type: KIND.button, style: LINK_STYLE, label, url: button.href } : null
    }
  }
}

/** The token that a clicked component stands for, and whether it has to be asked first. */
export function customIdToToken(customId: string): { readonly token: string; readonly asksFirst: boolean } {
  const token = customId.replace(/#\d+$/, '')
  return { token: token.replace('?', ':'), asksFirst: token.includes('?') }
}

const STYLE = { primary: 1, plain: 2, danger: 4 } as const
const LINK_STYLE = 5

/** The first colon becomes a question mark: the same length, and values never contain one. */
const askFirst = (token: string) => token.replace(':', '?')

function pickToSelect(pick: Pick, drawing: Drawing): APIStringSelectComponent | null {
  const options = optionsToDiscord(pick.options)
  const id = options.length > 0 && uniqueId(pick.token, drawing)
  if (!id) return null
  const placeholder = clip(onOneLine(pick.placeholder), DISCORD.selectPlaceholder)
  return { type: KIND.stringSelect, custom_id: id, options, ...(placeholder && { placeholder }) }
}

export interface DiscordOption {
  label: string
  value: string
  description?: string
  default?: boolean
}

/** An option whose value Discord would refuse cannot be chosen; cutting the value would choose something else. */
export function optionsToDiscord(
  options: readonly PickOption[],
  chosen: readonly string[] = [],
  max: number = DISCORD.options,
): DiscordOption[] {
  const byValue = new Map(options.filter(({ value }) => isValue(value)).map((option) => [option.value, option]))
  // What is chosen stays in sight, also where there are more options than Discord shows.
  const ordered = [...byValue.values()]
  const shown = ordered.slice(0, max)
  const hidden = ordered.slice(max).filter(({ value }) => chosen.includes(value))
  return [...shown.slice(0, max - hidden.length), ...hidden.slice(0, max)].map((option) =>
    optionToDiscord(option, chosen.includes(option.value)),
  )
}

const isValue = (value: string) => value.trim().length > 0 && value.length <= DISCORD.option

function optionToDiscord({ label, value, hint }: PickOption, isChosen: boolean): DiscordOption {
  const description = hint && clip(onOneLine(hint), DISCORD.option)
  return {
    label: clip(onOneLine(label), DISCORD.option) || '–',
    value,
    ...(description && { description }),
    ...(isChosen && { default: true }),
  }
}

function linkAsText({ href, label }: LinkButton, { reader, room }: Drawing): Piece {
  const text = { kind: 'sentence' as const, parts: [{ kind: 'link' as const, href, label }] }
  return { components: [textDisplay(markdownWithin(text, reader, room.paragraph) || '–')], pressable: false }
}

function uniqueId(id: string, { customIds }: Drawing): string | null {
  let unique = id
  for (let n = 2; customIds.has(unique); n++) unique = `${id}#${n}`
  if (unique.length > DISCORD.customId) return null
  customIds.add(unique)
  return unique
}
