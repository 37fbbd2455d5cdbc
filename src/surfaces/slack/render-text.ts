import type { types } from '@slack/bolt'
import type { Reader } from '../../kit/surface.ts'
import { clip, clipText } from '../../kit/ui/limits.ts'
import { type Inline, type Text, type TimeStyle, toPlainText } from '../../kit/ui/text.ts'

/**
 * Sentences for Slack, in three dialects. Rich text is data and needs no escaping: it carries what people typed. Section fields
 * and small print know only mrkdwn, where `& < >` can be escaped but `*` and `_` cannot, so text with those goes as plain text.
 */
export type RichText = types.RichTextElement[]

/** A time as Slack prints it for each reader, in their own zone. {ago} is documented for the past alone, so a relative time shows its day. */
const DATE_FORMAT: Readonly<Record<TimeStyle, string>> = {
  date: '{date_short_pretty}',
  time: '{time}',
  moment: '{date_short_pretty}, {time}',
  relative: '{date_short_pretty}, {time}',
}

export function textToRichText(text: Text, reader: Reader): RichText {
  const elements: RichText = []
  for (const part of text.parts) {
    const element = inlineToRichText(part, reader)
    const last = elements.at(-1)
    if (element.type === 'text' && last?.type === 'text' && !element.style && !last.style) last.text += element.text
    else elements.push(element)
  }
  return elements.filter((element) => element.type !== 'text' || element.text !== '')
}

function inlineToRichText(part: Inline, reader: Reader): types.RichTextElement {
  switch (part.kind) {
    case 'plain':
      return { type: 'text', text: part.text }
    case 'bold':
      return { type: 'text', text: part.text, style: { bold: true } }
    case 'code':
      return { type: 'text', text: part.text, style: { code: true } }
    case 'link':
      return { type: 'link', url: part.href, text: part.label || part.href }
    case 'person': {
      const account = reader.mentions.get(part.memberId)
      return account ? { type: 'user', user_id: account } : { type: 'text', text: part.name, style: { bold: true } }
    }
    case 'time':
      return {
        type: 'date',
        timestamp: unixSeconds(part.at),
        format: DATE_FORMAT[part.style],
        fallback: printTime(new Date(part.at), part.style, reader),
      }
    case 'break':
      return { type: 'text', text: '\n' }
  }
}

/** mrkdwn where the text allows it, else plain text; never longer than `limit`, never empty. */
export function textObject(text: Text, reader: Reader, limit: number): types.TextObject {
  if (text.parts.some(hasFormattingCharacters)) return plainTextObject(textToPlain(text, reader), limit)
  const mrkdwn = fitted(text, limit, (shorter) => textToMrkdwn(shorter, reader))
  return { type: 'mrkdwn', text: mrkdwn || '–', verbatim: true }
}

/** For places that know mrkdwn alone: null where it is longer than that, empty, or would come out as something else. */
export function exactMrkdwn(text: Text, reader: Reader, limit: number): types.MrkdwnElement | null {
  if (text.parts.some(hasFormattingCharacters)) return null
  const printed = textToMrkdwn(text, reader)
  return printed && printed.length <= limit ? { type: 'mrkdwn', text: printed, verbatim: true } : null
}

export function plainTextObject(text: string, limit: number): types.PlainTextElement {
  return { type: 'plain_text', text: clip(text, limit) || '–' }
}

export function textToMrkdwn(text: Text, reader: Reader): string {
  return text.parts.map((part) => inlineToMrkdwn(part, reader)).join('')
}

/** The words alone, times printed for the reader. */
export function textToPlain(text: Text, reader: Reader): string {
  return toPlainText(text, (at, style) => printTime(at, style, reader))
}

/** Nothing in the result is a mention, a link or a channel: those need `<`, and `verbatim` or `parse: none` stop the rest. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function inlineToMrkdwn(part: Inline, reader: Reader): string {
  switch (part.kind) {
    case 'plain':
      return escapeMrkdwn(part.text)
    case 'bold':
      return part.text.trim() ? `*${escapeMrkdwn(part.text.trim())}*` : part.text
    case 'code':
      return part.text.trim() ? `\`${escapeMrkdwn(part.text.trim())}\`` : part.text
    case 'link':
      return `<${safeUrl(part.href)}|${safeLabel(part.label || part.href)}>`
    case 'person': {
      const account = reader.mentions.get(part.memberId)
      return account ? `<@${account}>` : `*${escapeMrkdwn(part.name.trim())}*`
    }
    case 'time': {
      const fallback = safeLabel(printTime(new Date(part.at), part.style, reader)).replaceAll('^', ' ')
      return `<!date^${unixSeconds(part.at)}^${DATE_FORMAT[part.style]}|${fallback}>`
    }
    case 'break':
      return '\n'
  }
}

/** A `>` at the start of a line would become a quote, even when escaped. */
function hasFormattingCharacters(part: Inline): boolean {
  switch (part.kind) {
    case 'plain':
    case 'bold':
    case 'code':
      return /[*_~`]|^\s*>/.test(part.text)
    case 'link':
      return /[*_~`]/.test(part.label)
    case 'person':
      return /[*_~`]/.test(part.name)
    case 'time':
    case 'break':
      return false
  }
}

/** Escaping makes text longer, so it is clipped until the printed form fits. */
export function fitted(text: Text, limit: number, print: (text: Text) => string): string {
  let room = limit
  while (room > 1) {
    const printed = print(clipText(text, room))
    if (printed.length <= limit) return printed
    room = Math.min(room - 1, Math.floor((room * limit) / printed.length))
  }
  return '…'
}

function printTime(at: Date, style: TimeStyle, reader: Reader): string {
  const zone = { timeZone: reader.timeZone }
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  const options = style === 'date' ? day : style === 'time' ? clock : { ...day, ...clock }
  return new Intl.DateTimeFormat(knownLocale(reader.locale), { ...zone, ...options }).format(at)
}

/** Profiles carry whatever a client once sent, such as `en_GB`; an unknown locale reads English. */
function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale.replace('_', '-'))[0] ?? 'en'
  } catch {
    return 'en'
  }
}

function unixSeconds(at: string): number {
  return Math.floor(new Date(at).getTime() / 1000)
}

function safeUrl(href: string): string {
  return escapeMrkdwn(href.replace(/[<>|\s]/g, encodeURIComponent))
}

function safeLabel(label: string): string {
  return escapeMrkdwn(label.replace(/[\s|]+/g, ' '))
}
