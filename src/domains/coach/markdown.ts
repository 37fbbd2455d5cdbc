import { type Block, prose } from '../../kit/ui/card.ts'
import { bold, cleanText, code, type Inline, lineBreak, type Text, t } from '../../kit/ui/text.ts'

/**
 * A model's markdown as text data: paragraphs, bullets, bold, code. Everything else becomes its words: links, images, headings
 * and HTML can do nothing here. What is half-written comes out whole, so a text can be shown while it grows.
 */
export interface Paragraph {
  readonly parts: readonly Inline[]
  /** As the model wrote it, links and images again their words; nothing where a mark lacks its partner, or the paragraph was cut. */
  readonly markdown?: string
  /** In characters a reader sees. */
  readonly length: number
}

/** Enough for an answer of some 500 tokens on one card, on every surface; the rest is behind "Show more". */
export const PAGE_CHARS = 1800
const PAGE_PARAGRAPHS = 14

export function toParagraphs(markdown: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = []
  let lines: Inline[][] = []
  let source: string[] = []
  let isCode = false
  const end = () => {
    if (lines.length > 0) paragraphs.push(toParagraph(lines, isCode ? fenced(source) : sourceOf(source)))
    lines = []
    source = []
  }
  for (const raw of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    const line = raw.trimEnd()
    if (/^\s*(?:```|~~~)/.test(line)) {
      end()
      isCode = !isCode
    } else if (isCode) {
      lines.push([code(line === '' ? ' ' : line)])
      source.push(line)
    } else if (lines.length > 0 && isTableRule(line)) {
      source.push(line)
    } else if (line.trim() === '' || isRule(line)) {
      end()
    } else if (line.trim() !== '-' && line.trim() !== '*') {
      lines.push(lineToParts(line))
      source.push(line)
    }
  }
  end()
  return paragraphs
}

/** The answer in portions that fit on a card; at least one, even if it is empty. */
export function toPages(paragraphs: readonly Paragraph[], pageChars = PAGE_CHARS): readonly (readonly Paragraph[])[] {
  const pages: Paragraph[][] = [[]]
  let room = pageChars
  for (const paragraph of paragraphs.flatMap((whole) => portions(whole, pageChars))) {
    const page = pages.at(-1) ?? []
    if (page.length > 0 && (paragraph.length > room || page.length === PAGE_PARAGRAPHS)) {
      pages.push([paragraph])
      room = pageChars - paragraph.length
    } else {
      page.push(paragraph)
      room -= paragraph.length
    }
  }
  return pages
}

export const toText = ({ parts }: Paragraph): Text => ({ kind: 'sentence', parts })

export const toBlock = (paragraph: Paragraph): Block => prose(toText(paragraph), paragraph.markdown)

/** Half a word, and what may become an address a moment later, is held back while a text still grows. */
const HELD_BACK_CHARS = 64

/** As much of an unfinished text as can be shown: up to a gap between words. */
export function shownSoFar(growing: string): string {
  const end = growing.length - HELD_BACK_CHARS
  if (end <= 0) return ''
  const gap = growing.slice(0, end).search(/\s\S*$/)
  return gap === -1 ? '' : growing.slice(0, gap)
}

const isTableRule = (line: string): boolean => line.includes('|') && isRule(line)

const isRule = (line: string): boolean => /^\s*(?:-{3,}|\*{3,}|_{3,}|\|?[\s:|-]*-{3,}[\s:|-]*)$/.test(line)

function lineToParts(line: string): Inline[] {
  const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1]
  if (heading !== undefined) return [bold(plainWords(heading))]
  const [, indent = '', bullet] = /^(\s*)[-*+•]\s+(.*)$/.exec(line) ?? []
  if (bullet !== undefined) return [...textParts(indent.length > 1 ? '   • ' : '• '), ...inlineParts(bullet)]
  return inlineParts(line.replace(/^\s*>\s?/, '').trim())
}

const INLINE = /`([^`\n]+)`|\*\*([^*\n]+(?:\*(?!\*)[^*\n]+)*)\*\*|__([^_\n]+)__/g

function inlineParts(line: string): Inline[] {
  const source = withoutLinks(line)
  const parts: Inline[] = []
  let position = 0
  for (const match of source.matchAll(INLINE)) {
    const [whole, inCode, starred, underlined] = match
    parts.push(...textParts(plainWords(source.slice(position, match.index))))
    parts.push(inCode !== undefined ? code(inCode) : bold(plainWords(starred ?? underlined ?? '')))
    position = match.index + whole.length
  }
  parts.push(...textParts(plainWords(source.slice(position))))
  return parts
}

/** A link is its words, an image its description, also where the closing bracket has not come yet. */
const withoutLinks = (line: string): string =>
  line.replace(/!?\[([^[\]]*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)?[^()]*(?:\)|$)/g, '$1')

/** Marks without a partner are dropped rather than shown; single stars and underscores inside words stay. */
const plainWords = (words: string): string =>
  words
    .replace(/\*\*|__(?=\s|$)|(?<=\s|^)__|`/g, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')

const textParts = (words: string): readonly Inline[] => t`${cleanText(words)}`.parts

function joined(lines: readonly (readonly Inline[])[]): Inline[] {
  return lines.flatMap((parts, index) => (index === 0 ? [...parts] : [lineBreak, ...parts]))
}

function toParagraph(lines: readonly (readonly Inline[])[], markdown: string | undefined): Paragraph {
  const parts = joined(lines)
  return { parts, length: lengthOf(parts), ...(markdown !== undefined && { markdown: cleanText(markdown) }) }
}

const fenced = (lines: readonly string[]): string => ['```', ...lines, '```'].join('\n')

/** Two spaces keep a line a line. What the whole paragraph is indented by belonged to a list that has ended. */
function sourceOf(lines: readonly string[]): string | undefined {
  const indent = /^\s*/.exec(lines[0] ?? '')?.[0].length ?? 0
  const whole = lines.map((line) => withoutLinks(line.slice(Math.min(indent, line.search(/\S/))))).join('  \n')
  const isPaired = ['**', '__', '`'].every((mark) => whole.split(mark).length % 2 === 1)
  return isPaired ? whole : undefined
}

const lengthOf = (parts: readonly Inline[]): number =>
  parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 1), 0)

/** A paragraph longer than a page, in pieces that fit, cut between words. */
function portions(paragraph: Paragraph, pageChars: number): readonly Paragraph[] {
  if (paragraph.length <= pageChars) return [paragraph]
  const pieces: Inline[][] = [[]]
  let room = pageChars
  for (const part of paragraph.parts.flatMap((one) => cut(one, pageChars))) {
    const length = lengthOf([part])
    if (length > room) {
      pieces.push([])
      room = pageChars
    }
    pieces.at(-1)?.push(part)
    room -= length
  }
  return pieces.filter((parts) => parts.length > 0).map((parts) => ({ parts, length: lengthOf(parts) }))
}

/** Pieces of a few hundred characters, so that a page can be filled. */
const PIECE_CHARS = 300

function cut(part: Inline, pageChars: number): Inline[] {
  if (part.kind !== 'plain' && part.kind !== 'bold' && part.kind !== 'code') return [part]
  const most = Math.min(PIECE_CHARS, pageChars)
  if (part.text.length <= most) return [part]
  const texts = part.text.match(new RegExp(`[\\s\\S]{1,${most}}(?:\\s|$)|[\\s\\S]{1,${most}}`, 'gu')) ?? []
  return texts.map((text) => ({ ...part, text }))
}
