/** A part of a text, `end` exclusive, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * A text as a person reads it, for searching: ASCII digits, dots and at-signs whatever script they were typed in, no
 * invisible characters, no emphasis marks. `spanOf` leads back to the original, which stays as it was written.
 */
export interface Shadow {
  readonly text: string
  spanOf(found: Span): Span
}

interface Piece {
  readonly text: string
  readonly span: Span
}

/** "maria (at) example [dot] com", and the same in the languages our communities write most. */
const SPELLED_AT = /\s{0,3}[[({]\s{0,3}(?:@|at|ät|arroba|собака)\s{0,3}[\])}]\s{0,3}/giu
const SPELLED_DOT = /\s{0,3}[[({]\s{0,3}(?:\.|dot|punkt|punto|point|точка)\s{0,3}[\])}]\s{0,3}/giu

/** Zero width, tags, variation selectors, joiners, keycaps: nothing a reader sees between two letters. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Me}]$/u

export function shadowOf(source: string): Shadow {
  const pieces = collapsed(collapsed(piecesOf(source), SPELLED_DOT, '.'), SPELLED_AT, '@')
  return shadowFrom(pieces)
}

function shadowFrom(pieces: readonly Piece[]): Shadow {
  const spans = spansByUnit(pieces)
  return {
    text: textOf(pieces),
    spanOf: ({ start, end }) => ({ start: spans[start]?.start ?? 0, end: spans[end - 1]?.end ?? 0 }),
  }
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('')
}

/** One entry for each UTF-16 unit of the shadow, which is what a match's index counts. */
function spansByUnit(pieces: readonly Piece[]): readonly Span[] {
  return pieces.flatMap(({ text, span }) => Array.from({ length: text.length }, () => span))
}

function piecesOf(source: string): readonly Piece[] {
  const pieces: Piece[] = []
  const chars = [...source]
  let start = 0
  for (const [index, char] of chars.entries()) {
    const span = { start, end: start + char.length }
    start = span.end
    const text = shadowChar(chars, index)
    const last = pieces.at(-1)
    if (text !== '') pieces.push({ text, span })
    // What hides behind a letter goes or stays with it.
    else if (last && INVISIBLE.test(char)) pieces.splice(-1, 1, { ...last, span: { ...last.span, end: span.end } })
  }
  return pieces
}

function shadowChar(chars: readonly string[], index: number): string {
  const char = chars[index] ?? ''
  const next = chars[index + 1] ?? ''
  if (INVISIBLE.test(char)) return ''
  // Emphasis, and a backslash that escapes a mark: gone once rendered.
  if (char === '*' || char === '`') return ''
  if (char === '\\' && /^[!-/:-@[-`{-~]$/.test(next)) return ''
  // Domain names may be typed with the ideographic full stop; between words it ends a sentence.
  if (/^[\u3002\uff61]$/.test(char)) return /^[a-z0-9]$/i.test(next) ? '.' : char
  if (/^\p{Nd}$/u.test(char)) return digitOf(char)
  return char.normalize('NFKC')
}

/** Decimal digits of every script stand in unbroken runs of ten, from zero. */
function digitOf(char: string): string {
  const plain = char.normalize('NFKC')
  if (/^[0-9]$/.test(plain)) return plain
  const codePoint = char.codePointAt(0) ?? 0
  let runStart = codePoint
  while (/^\p{Nd}$/u.test(String.fromCodePoint(runStart - 1))) runStart -= 1
  return String((codePoint - runStart) % 10)
}

/** Puts one character in the place of every match, standing for all it covered. */
function collapsed(pieces: readonly Piece[], pattern: RegExp, char: string): readonly Piece[] {
  const spans = spansByUnit(pieces)
  const coveredStarts = new Set<number>()
  const marks: Piece[] = []
  for (const match of textOf(pieces).matchAll(pattern)) {
    const covered = spans.slice(match.index, match.index + match[0].length)
    for (const span of covered) coveredStarts.add(span.start)
    marks.push({ text: char, span: { start: covered[0]?.start ?? 0, end: covered.at(-1)?.end ?? 0 } })
  }
  if (marks.length === 0) return pieces
  const left = pieces.filter(({ span }) => !coveredStarts.has(span.start))
  return [...left, ...marks].sort((one, other) => one.span.start - other.span.start)
}
