import type { types } from '@slack/bolt'
import type { Block } from '../../kit/ui/card.ts'
import { isClipped } from '../../kit/ui/limits.ts'
import { toPlainText } from '../../kit/ui/text.ts'
import type { Drawing } from './drawing.ts'
import { SLACK } from './limits.ts'

export interface Prose {
  readonly block: types.MarkdownBlock
  /** How many blocks of the card are in it. */
  readonly taken: number
}

/**
 * What a model wrote, from the first of these blocks on, in markdown for Slack to translate: lists, headings and tables come out as
 * such. Null where the first is something else, or had better travel as rich text.
 */
export function proseToBlock(body: readonly Block[], drawing: Drawing): Prose | null {
  if (drawing.without.has('markdown')) return null
  const room = Math.min(SLACK.markdownBlock, SLACK.markdownInMessage - drawing.drawn.markdown)
  const paragraphs: string[] = []
  for (const block of body) {
    const markdown = markdownOf(block, drawing)
    if (markdown === null || [...paragraphs, markdown].join(GAP).length > room) break
    paragraphs.push(markdown)
  }
  if (paragraphs.length === 0) return null
  const text = paragraphs.join(GAP)
  drawing.drawn.markdown += text.length
  return { block: { type: 'markdown', text }, taken: paragraphs.length }
}

const GAP = '\n\n'

/** Clipping would cut through marks, so what is too long goes as rich text. */
function markdownOf(block: Block, { room }: Drawing): string | null {
  if (block.kind !== 'text' || !block.markdown?.trim() || block.more || (block.style ?? 'body') !== 'body') return null
  if (isClipped(toPlainText(block.text), room.paragraph) || COMES_ALIVE.test(block.markdown)) return null
  return block.markdown
}

/**
 * What Slack makes more of than words: its own tokens in angle brackets, which it reads in markdown too (tried by PostHog, pull request
 * 95054, September 2026); names after an at-sign; links and pictures, whose words hide where they lead; addresses; entities, which it
 * decodes. A paragraph with any of these is data.
 */
const COMES_ALIVE = /[<@[\]]|&#?\w+;|:\/\/|www\.|mailto:/i
