import type { MemberId } from '../brand.ts'

/**
 * A sentence as data. Holes are always plain text or one of the nodes below, so nothing that a person typed becomes markup,
 * a mention or a link on any surface. Each surface prints mentions and times its own way.
 */
export type Text = { readonly kind: 'sentence'; readonly parts: readonly Inline[] }

export type Inline =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly label: string }
  | { readonly kind: 'person'; readonly memberId: MemberId; readonly name: string }
  | { readonly kind: 'time'; readonly at: string; readonly style: TimeStyle }
  | { readonly kind: 'break' }

/** `date` "Tue 24 Nov" · `time` "10:20" · `moment` "Tue 24 Nov, 10:20" · `relative` "in 3 days". */
export type TimeStyle = 'date' | 'time' | 'moment' | 'relative'

type Hole = string | number | Inline | Text

/** The tagged template that every sentence of the product is written with. */
export function t(strings: TemplateStringsArray, ...holes: readonly Hole[]): Text {
  const parts = strings.flatMap((literal, index) => {
    const hole = holes[index]
    return [...plain(literal), ...(hole === undefined ? [] : toParts(hole))]
  })
  return { kind: 'sentence', parts }
}

export const bold = (text: string): Inline => ({ kind: 'bold', text: cleanText(text) })
export const code = (text: string): Inline => ({ kind: 'code', text: cleanText(text) })
export const link = (href: string, label: string): Inline => ({
  kind: 'link',
  href: safeHref(href),
  label: cleanText(label),
})
export const person = (memberId: MemberId, name: string): Inline => ({
  kind: 'person',
  memberId,
  name: cleanText(name),
})
export const time = (at: Date, style: TimeStyle = 'moment'): Inline => ({ kind: 'time', at: at.toISOString(), style })
export const lineBreak: Inline = { kind: 'break' }

/** What a person wrote, over several lines, kept as text. */
export function typed(text: string): Text {
  return { kind: 'sentence', parts: plain(cleanText(text)) }
}

export function joinTexts(texts: readonly Text[], separator: Hole = lineBreak): Text {
  const parts = texts.flatMap((text, index) => (index === 0 ? text.parts : [...toParts(separator), ...text.parts]))
  return { kind: 'sentence', parts }
}

/** For notifications, titles and screen readers: the words alone. Times are printed in UTC unless the caller can say better. */
export function toPlainText(text: Text, printTime = (at: Date, _style: TimeStyle) => at.toUTCString()): string {
  return text.parts.map((part) => inlineToPlainText(part, printTime)).join('')
}

function inlineToPlainText(part: Inline, printTime: (at: Date, style: TimeStyle) => string): string {
  switch (part.kind) {
    case 'plain':
    case 'bold':
    case 'code':
      return part.text
    case 'link':
      return part.label === part.href ? part.href : `${part.label} (${part.href})`
    case 'person':
      return part.name
    case 'time':
      return printTime(new Date(part.at), part.style)
    case 'break':
      return '\n'
  }
}

/**
 * Removes what no reader can see but a terminal, a log or a neighbour's sentence can feel: control characters, lone
 * surrogates, and the bidirectional overrides that make text lie about its order.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the point.
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u2028-\u202E\u2060-\u206F\uFEFF]/g

/** "Maria Keller and Diego Salas". */
export const listed = (names: readonly string[]): string => new Intl.ListFormat('en').format(names)

function toParts(hole: Hole): readonly Inline[] {
  if (typeof hole === 'string') return plain(cleanText(hole))
  if (typeof hole === 'number') return plain(String(hole))
  return hole.kind === 'sentence' ? hole.parts : [hole]
}

function plain(text: string): Inline[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [lineBreak] : []),
      ...(line ? [{ kind: 'plain' as const, text: line }] : []),
    ])
}

/** Links of ours are http, https or mailto; anything else would let a typed address run something. */
function safeHref(href: string): string {
  const protocol = URL.parse(href)?.protocol
  return protocol && ['http:', 'https:', 'mailto:'].includes(protocol) ? href : 'about:blank'
}
