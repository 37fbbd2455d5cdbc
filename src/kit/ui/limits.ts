import type { Text } from './text.ts'
import { toPlainText } from './text.ts'

/**
 * What a member may type and what a card may hold, in UTF-16 code units. Each is the tighter of Slack's and Discord's limits,
 * so that nothing accepted here is refused by a platform (platforms.md 1.3, 2.3). A surface's own `limits` hold its exact numbers.
 */
export const LIMITS = {
  cardTitle: 140,
  statusWord: 40,
  buttonLabel: 38,
  formTitle: 24,
  formSubmit: 24,
  fieldLabel: 45,
  fieldHint: 100,
  formFields: 5,
  optionLabel: 75,
  optionValue: 75,
  optionHint: 75,
  optionsInPick: 25,
  fieldsInBlock: 10,
  actionsInBlock: 5,
  listItems: 10,
  blocksInCard: 24,
  token: 100,
  /** One line that a member types: a purpose, a name. */
  line: 200,
  /** A paragraph that a member types: a message, a note. */
  paragraph: 2000,
  /** A draft of an introduction, edited in one form field. */
  draft: 2800,
  /** A paragraph inside a card, before "Show more". */
  shownParagraph: 600,
} as const

/** Cuts at a word boundary where there is one near, never inside a surrogate pair or a joined emoji, and says so with "…". */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const kept = firstGraphemes(text, max - 1)
  const space = kept.lastIndexOf(' ')
  return `${(space > max * 0.8 ? kept.slice(0, space) : kept).trimEnd()}…`
}

export function isClipped(text: string, max: number): boolean {
  return text.length > max
}

/** Clips a sentence as a whole and keeps its nodes; a node that does not fit is cut like text. */
export function clipText(text: Text, max: number): Text {
  if (toPlainText(text).length <= max) return text
  const parts: Text['parts'][number][] = []
  let left = max
  for (const part of text.parts) {
    const length = toPlainText({ kind: 'sentence', parts: [part] }).length
    if (length <= left - 1) {
      parts.push(part)
      left -= length
      continue
    }
    parts.push({ kind: 'plain', text: 'text' in part ? clip(part.text, Math.max(1, left)) : '…' })
    break
  }
  return { kind: 'sentence', parts }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

function firstGraphemes(text: string, max: number): string {
  // A grapheme can be long, so only a window a little longer than the limit is segmented.
  const window = text.slice(0, max + 64)
  let end = 0
  for (const { segment, index } of graphemes.segment(window)) {
    if (index + segment.length > max) break
    end = index + segment.length
  }
  return window.slice(0, end)
}
