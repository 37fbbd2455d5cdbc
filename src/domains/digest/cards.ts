import { actions, button, type Card, fields, folded, type ListItem, text } from '../../kit/ui/card.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { bold, t } from '../../kit/ui/text.ts'
import { contracts } from './contracts.ts'
import * as say from './text.ts'

/** What other domains have to say to one member this week. */
export interface DigestParts {
  readonly numbers: readonly { readonly label: string; readonly value: number }[]
  readonly items: readonly ListItem[]
}

/** The numbers that are worth telling, what needs them with its buttons, and the way out. */
export function weeklyCard({ numbers, items }: DigestParts): Card {
  const shown = items.slice(0, LIMITS.listItems)
  const told = numbers.filter(({ value }) => value > 0)
  return {
    title: say.weekly.title,
    body: [
      ...(told.length > 0
        ? [fields(told.map(({ label, value }) => ({ label, value: t`${bold(String(value))}` })))]
        : []),
      ...(shown.length > 0 ? folded(say.weekly.needsYou, shown) : []),
      ...(items.length > shown.length ? [text(say.weekly.more(items.length - shown.length), 'small')] : []),
      actions(button(say.weekly.mute, contracts.mute, {})),
    ],
  }
}

export function mutedCard(): Card {
  return { title: say.muted.title, body: [text(say.muted.text), actions(button(say.muted.undo, contracts.unmute, {}))] }
}

export function unmutedCard(): Card {
  return {
    title: say.unmuted.title,
    body: [text(say.unmuted.text), actions(button(say.weekly.mute, contracts.mute, {}))],
  }
}
