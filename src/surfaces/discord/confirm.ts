import type { Card, Confirm } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { container, type DiscordMessage, KIND, messageOf, row, textDisplay } from './components.ts'
import { ACCENT } from './drawing.ts'
import { DISCORD } from './limits.ts'
import { confirmOf } from './render-card.ts'
import { lineToMarkdown, onOneLine } from './render-text.ts'
import { cardBehind, type Scene } from './scene.ts'

/** The button that keeps everything as it is. */
export const KEEP = 'discord.keep'

const TITLE = 250
const TEXT = 1_500
/** Questions of answers that only their reader saw are remembered for so many buttons; after a restart the label has to do. */
const REMEMBERED = 2_000

/** What the buttons of recent private answers ask first: those messages are nowhere but with their reader. */
export interface Questions {
  remember(card: Card): void
  about(token: string): Confirm | null
}

export function createQuestions(): Questions {
  const known = new Map<string, Confirm>()
  return {
    remember(card) {
      for (const token of tokensIn(card)) {
        const confirm = confirmOf(card, token)
        if (!confirm) continue
        if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '')
        known.set(token, confirm)
      }
    },
    about: (token) => known.get(token) ?? null,
  }
}

/** "Are you sure?" as a private message of its own: Discord has no dialog. */
export async function question(
  scene: Scene,
  asked: { token: string; label: string; questions: Questions },
): Promise<DiscordMessage> {
  const { token, label, questions } = asked
  const card = await cardBehind(scene)
  const confirm = (card && confirmOf(card, token)) ?? questions.about(token) ?? inItsOwnWords(label)
  const button = (style: 2 | 4, words: string, id: string) =>
    ({ type: KIND.button, style, label: clip(onOneLine(words), DISCORD.buttonLabel) || '–', custom_id: id }) as const
  return messageOf([
    container(
      [
        textDisplay(`### ${lineToMarkdown(confirm.title, TITLE) || '–'}\n${lineToMarkdown(confirm.text, TEXT)}`.trim()),
        row([button(4, confirm.yes, token), button(2, confirm.no, KEEP)]),
      ],
      ACCENT.bad,
    ),
  ])
}

/** The label of a clicked button, from the message that it is in. */
export function labelOf(components: unknown, customId: string): string {
  if (typeof components !== 'object' || components === null) return ''
  if ('custom_id' in components && components.custom_id === customId)
    return 'label' in components ? String(components.label) : ''
  return (
    Object.values(components)
      .map((one) => labelOf(one, customId))
      .find(Boolean) ?? ''
  )
}

function inItsOwnWords(label: string): Confirm {
  const what = label.replace(/[….]+$/, '') || 'Do it'
  return { title: `${what}?`, text: 'This cannot be taken back.', yes: what, no: 'Keep it as it is' }
}

function tokensIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'confirm' in value && 'token' in value && value.confirm ? [String(value.token)] : []
  return [...own, ...Object.values(value).flatMap(tokensIn)]
}
