import type { MemberId } from '../../kit/brand.ts'
import type { Inline, Text, TimeStyle } from '../../kit/ui/text.ts'
import { toPlainText } from '../../kit/ui/text.ts'
import { type Html, html } from './html.ts'
import { printTime, type ReadersTime } from './print-time.ts'

/** For whom a piece is drawn. */
export interface WebReader extends ReadersTime {
  /** A mention of the reader stands out. */
  readonly memberId?: MemberId
}

export function renderText(text: Text, reader: WebReader): Html {
  return html`${text.parts.map((part) => renderInline(part, reader))}`
}

/** The words alone, with times in the reader's zone: for titles, labels and announcements. */
export function plainWords(text: Text, reader: WebReader): string {
  return toPlainText(text, (at, style) => printTime(at, style, reader))
}

function renderInline(part: Inline, reader: WebReader): Html {
  switch (part.kind) {
    case 'plain':
      return html`${part.text}`
    case 'bold':
      return html`<strong>${part.text}</strong>`
    case 'code':
      return html`<code>${part.text}</code>`
    case 'link':
      return html`<a href="${part.href}" rel="noopener noreferrer" target="_blank">${part.label}</a>`
    case 'person':
      return html`<span class="mention${part.memberId === reader.memberId && ' is-me'}"><bdi>${part.name}</bdi></span>`
    case 'time':
      return renderTime(new Date(part.at), part.style, reader)
    case 'break':
      return html`<br>`
  }
}

/** A moment in the reader's words, whole on hover, exact for machines. */
export function renderTime(at: Date, style: TimeStyle, reader: WebReader): Html {
  const whole = `${printTime(at, 'moment', reader)} (${reader.timeZone})`
  return html`<time datetime="${at.toISOString()}" title="${whole}">${printTime(at, style, reader)}</time>`
}
