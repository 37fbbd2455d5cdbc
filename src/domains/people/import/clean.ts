import { EXCERPT_LENGTH } from './limits.ts'
import type { Warn } from './model.ts'

/** Printable ASCII without doubled blanks needs no cleaning; it is nine cells in ten, so it is checked first. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/

/** Marks that turn the reading direction: a name with one can reorder the sentence it stands in. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Invisible and never part of a spelling. ZWJ and ZWNJ stay: Persian, Hindi and family emoji need them. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g

const LONE_SURROGATES = /\p{Cs}/gu
const CONTROLS_AND_BLANKS = /[\p{Cc}\s]+/gu
const CONTROLS_BUT_BREAKS = /(?![\n\t])\p{Cc}/gu

/** What a spreadsheet would run as a formula, with the apostrophe that stops it (reliability.md C2 13). */
const ESCAPED_FORMULA = /^'(?='*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20])/

/** Text for one line: no control, direction or invisible characters, single blanks. */
export function cleanLine(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replace(LONE_SURROGATES, '')
    .replace(DIRECTION_MARKS, '')
    .replace(INVISIBLE, '')
    .replace(CONTROLS_AND_BLANKS, ' ')
    .trim()
    .normalize('NFC')
}

/** Text of several lines: as `cleanLine`, but line breaks and tabs stay. */
export function cleanParagraph(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replace(/\r\n?/g, '\n')
    .replace(LONE_SURROGATES, '')
    .replace(DIRECTION_MARKS, '')
    .replace(INVISIBLE, '')
    .replace(CONTROLS_BUT_BREAKS, '')
    .trim()
    .normalize('NFC')
}

/** Takes away the apostrophe with which an export kept a cell from being run as a formula. */
export function unescapeFormula(cell: string): string {
  return cell.replace(ESCAPED_FORMULA, '')
}

/** The first `max` UTF-16 units, never half a surrogate pair. */
export function clipText(text: string, max: number): string {
  if (text.length <= max) return text
  return text
    .slice(0, max)
    .replace(/\p{Cs}$/u, '')
    .trimEnd()
}

/** Clips, and says so. */
export function clipWithWarning(text: string, field: string, max: number, warn: Warn): string {
  if (text.length <= max) return text
  warn('clipped', `${field} (${text.length} characters, ${max} kept)`)
  return clipText(text, max)
}

/** A short piece of a row for a report: one line, harmless in a terminal, ending in … when cut. */
export function excerptOf(texts: readonly string[]): string {
  const parts: string[] = []
  let length = 0
  for (const text of texts) {
    if (length > EXCERPT_LENGTH) break
    const part = cleanLine(clipText(text, EXCERPT_LENGTH * 2))
    if (part === '') continue
    parts.push(part)
    length += part.length + 2
  }
  const joined = parts.join(', ')
  return joined.length <= EXCERPT_LENGTH ? joined : `${clipText(joined, EXCERPT_LENGTH - 1)}…`
}
