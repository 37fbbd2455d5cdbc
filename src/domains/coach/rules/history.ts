import type { ModelMessage } from '../../../kit/model.ts'
import { clip } from '../../../kit/ui/limits.ts'
import type { Line } from '../model.ts'

/** What of a conversation the model is shown again: enough to follow it, little enough to stay affordable. */
const WINDOW = { messages: 8, tokens: 1500 } as const

/** So many messages outside the window make it worth to sum them up. */
const SUM_UP_FROM = 6

/** Longer messages are shown in part when they come up again. */
const SHOWN_AGAIN_CHARS = 2000

/**
 * What may be shown to a model at all: not what sounded like a crisis or abuse, nor our own fixed words, nor what two
 * people wrote to each other.
 */
export function showable(lines: readonly Line[]): readonly Line[] {
  return lines.filter(
    (line) =>
      line.role !== 'human' && line.by === null && line.content !== '' && line.status !== 'FIXED' && !isGrave(line),
  )
}

const isGrave = ({ screened }: Line): boolean => screened === 'CRISIS' || screened === 'HARM'

/** The last messages before the question, oldest first, beginning with the member's. */
export function windowOf(lines: readonly Line[]): readonly Line[] {
  const kept: Line[] = []
  let tokens = 0
  for (const line of showable(lines).toReversed()) {
    tokens += line.tokens
    if (kept.length === WINDOW.messages || tokens > WINDOW.tokens) break
    kept.unshift(line)
  }
  const first = kept.findIndex(({ role }) => role === 'user')
  return first === -1 ? [] : kept.slice(first)
}

/** Messages that have left the window and are in no summary yet, once there are enough of them. */
export function toSumUp(lines: readonly Line[], summarisedTo: number): readonly Line[] {
  const window = windowOf(lines)
  const edge = window[0]?.position ?? Number.POSITIVE_INFINITY
  const outside = showable(lines).filter(({ position }) => position > summarisedTo && position < edge)
  return outside.length >= SUM_UP_FROM ? outside : []
}

export const toModelMessages = (lines: readonly Line[]): readonly ModelMessage[] =>
  lines.map(({ role, content }) => ({
    role: role === 'user' ? ('user' as const) : ('assistant' as const),
    text: clip(content, SHOWN_AGAIN_CHARS),
  }))
