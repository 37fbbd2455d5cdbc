import { decodeCharset } from './decode.ts'

/**
 * A tolerant reader of vCard 2.1, 3.0 and 4.0.
 * Not ical.js: it has no 2.1 (kewisch/ical.js#187, open 2026-10) and loses a whole file to one bad line; a test compares the
 * two on well-formed 3.0 and 4.0 cards.
 */
export type Card = {
  /** Its place in the file, from 1. */
  readonly number: number
  readonly properties: readonly CardProperty[]
  /** 'next-card' when END is missing but another card begins, 'end-of-file' when the file was cut off. */
  readonly endedBy: 'end' | 'next-card' | 'end-of-file'
}

export type CardProperty = {
  /** Upper-case, without the group: `item1.EMAIL` is EMAIL. */
  readonly name: string
  /** Upper-case TYPE values, and the bare words of 2.1. */
  readonly types: readonly string[]
  /** The value's components, as `;` divides N, ORG and ADR; values of one component have one. */
  readonly components: readonly string[]
}

/** Parameters are a few words; a line of a megabyte must not be searched for them. */
const MAX_LABEL_LENGTH = 500

/** Never read here, and most of a file's bytes. */
const PICTURES = new Set(['PHOTO', 'LOGO', 'SOUND', 'KEY', 'CERT'])

/** The properties whose value has components; in others a semicolon is text. */
const STRUCTURED = new Set(['N', 'ORG', 'ADR'])

/** The properties whose value is a list divided by commas; each item becomes a component. */
const LISTS = new Set(['CATEGORIES', 'NICKNAME'])

export function isVcard(text: string): boolean {
  return /^[ \t]*BEGIN:VCARD[ \t]*$/im.test(text.slice(0, 64 * 1024))
}

/** The cards of a file, one after another. */
export function* readCards(text: string): Generator<Card> {
  let lines: string[] | null = null
  let number = 0
  for (const line of linesOf(text)) {
    const mark = line.length < 40 ? line.trim().toUpperCase() : ''
    if (mark === 'BEGIN:VCARD') {
      if (lines !== null) yield cardOf(lines, number, 'next-card')
      lines = []
      number++
    } else if (mark === 'END:VCARD') {
      if (lines !== null) yield cardOf(lines, number, 'end')
      lines = null
    } else {
      lines?.push(line)
    }
  }
  if (lines !== null) yield cardOf(lines, number, 'end-of-file')
}

/** As `text.split('\n')`, without holding all lines of a file of photos at once. */
function* linesOf(text: string): Generator<string> {
  let start = 0
  while (start <= text.length) {
    const end = text.indexOf('\n', start)
    yield text.slice(start, end === -1 ? text.length : end)
    if (end === -1) return
    start = end + 1
  }
}

function cardOf(lines: readonly string[], number: number, endedBy: Card['endedBy']): Card {
  const isOld = lines.some((line) => /^VERSION:\s*2\.1/i.test(line))
  const properties = unfold(lines, isOld)
    .map((line) => propertyOf(line, isOld))
    .filter((property) => property !== null)
  return { number, properties, endedBy }
}

/**
 * Joins folded lines: 3.0 and 4.0 put a blank in front of a continuation, 2.1 folds before a blank that is part of the text,
 * and quoted-printable values go on after a final `=`.
 */
function unfold(lines: readonly string[], isOld: boolean): string[] {
  const unfolded: string[][] = []
  let isQuotedPrintable = false
  let goesOn = false
  for (const line of lines) {
    const current = unfolded.at(-1)
    if (goesOn && current !== undefined) {
      current[current.length - 1] = (current.at(-1) ?? '').slice(0, -1)
      current.push(line)
    } else if (/^[ \t]/.test(line) && current !== undefined) {
      current.push(isOld && !isQuotedPrintable ? line : line.slice(1))
    } else {
      unfolded.push([line])
      isQuotedPrintable = /^[^:]*QUOTED-PRINTABLE[^:]*:/i.test(line.slice(0, MAX_LABEL_LENGTH))
    }
    goesOn = isQuotedPrintable && line.endsWith('=')
  }
  return unfolded.map((parts) => parts.join(''))
}

/** One content line; null for a line that is none, or a picture. */
function propertyOf(line: string, isOld: boolean): CardProperty | null {
  const colon = valueStart(line)
  if (colon === -1) return null
  const [label = '', ...parameters] = splitOutsideQuotes(line.slice(0, colon), ';')
  const name = label
    .slice(label.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase()
  if (!/^[A-Z0-9-]+$/.test(name) || PICTURES.has(name)) return null
  const { types, encoding, charset } = readParameters(parameters)
  const raw = line.slice(colon + 1)
  const divider = STRUCTURED.has(name) ? ';' : LISTS.has(name) ? (isOld ? /[,;]/ : ',') : null
  const parts = divider === null || encoding === 'BASE64' ? [raw] : splitUnescaped(raw, divider)
  const components = parts.map((part) => unescapeText(decodePart(part, encoding, charset), isOld))
  return { name, types, components }
}

/** The colon that ends the parameters: the first outside quotes, or simply the first when quotes never close. */
function valueStart(line: string): number {
  let inside = false
  for (let index = 0; index < line.length; index++) {
    if (line[index] === '"') inside = !inside
    else if (line[index] === ':' && !inside) return index
  }
  return line.indexOf(':')
}

type Encoding = 'QUOTED-PRINTABLE' | 'BASE64' | 'NONE'

function readParameters(parameters: readonly string[]): {
  types: string[]
  encoding: Encoding
  charset: string | undefined
} {
  let types: string[] = []
  let encoding: Encoding = 'NONE'
  let charset: string | undefined
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=')
    const key = equals === -1 ? '' : parameter.slice(0, equals).trim().toUpperCase()
    const value = parameter
      .slice(equals + 1)
      .replaceAll('"', '')
      .trim()
    const word = value.toUpperCase()
    if (key === 'CHARSET') charset = value
    else if (word === 'QUOTED-PRINTABLE') encoding = word
    else if (word === 'BASE64' || (key === 'ENCODING' && word === 'B')) encoding = 'BASE64'
    else if (key === 'PREF' && value === '1') types.push('PREF')
    else if (key === '' || key === 'TYPE') types = types.concat(word.split(','))
  }
  return { types, encoding, charset }
}

function decodePart(part: string, encoding: Encoding, charset: string | undefined): string {
  switch (encoding) {
    case 'NONE':
      return part
    case 'BASE64':
      return decodeCharset(Buffer.from(part, 'base64'), charset)
    case 'QUOTED-PRINTABLE':
      return decodeQuotedPrintable(part, charset)
  }
}

/** Runs of `=C3=A9` are bytes of the charset; what stands between them is already text. */
function decodeQuotedPrintable(text: string, charset: string | undefined): string {
  return text.replace(/(?:=[0-9A-Fa-f]{2})+/g, (run) =>
    decodeCharset(Buffer.from(run.replaceAll('=', ''), 'hex'), charset),
  )
}

function unescapeText(text: string, isOld: boolean): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\([\\,;:nN])/g, (whole, char: string) => {
    if (char !== 'n' && char !== 'N') return char
    // In 2.1 a backslash before n is two characters, as in C:\new.
    return isOld ? whole : '\n'
  })
}

function splitUnescaped(text: string, divider: string | RegExp): string[] {
  if (!text.includes('\\')) return text.split(divider)
  const isDivider = (char: string) => (typeof divider === 'string' ? char === divider : divider.test(char))
  const parts: string[] = []
  let start = 0
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (isDivider(text[index] ?? '')) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...parts, text.slice(start)]
}

function splitOutsideQuotes(text: string, divider: string): string[] {
  if (!text.includes('"')) return text.split(divider)
  const parts = ['']
  let inside = false
  for (const char of text) {
    if (char === '"') inside = !inside
    if (char === divider && !inside) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts
}
