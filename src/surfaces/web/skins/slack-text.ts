import { type Html, html } from '../html.ts'
import { renderTime } from '../render-text.ts'
import { drawMention, type Loose, looseList, type SkinControls, safeHref, textIn } from './skin.ts'

/** A Slack text object: mrkdwn with its few marks, or plain text. */
export function drawTextObject(value: unknown, controls: SkinControls): Html {
  if (typeof value !== 'object' || value === null || !('text' in value)) return html``
  const text = textIn(value.text)
  return 'type' in value && value.type === 'mrkdwn' ? drawMrkdwn(text, controls) : drawLines(text)
}

const MARK = /<!date\^(\d+)\^[^|>]*\|([^>]*)>|<@([^>]+)>|<([^|>]+)(?:\|([^>]*))?>|\*([^*\n]+)\*|`([^`\n]+)`|\n/g

export function drawMrkdwn(text: string, controls: SkinControls): Html {
  const pieces: Html[] = []
  let from = 0
  for (const match of text.matchAll(MARK)) {
    pieces.push(html`${unescaped(text.slice(from, match.index))}`, drawMark(match, controls))
    from = match.index + match[0].length
  }
  return html`${pieces}${unescaped(text.slice(from))}`
}

function drawMark(
  [whole, unix, fallback, account, href, label, bold, code]: RegExpMatchArray,
  controls: SkinControls,
): Html {
  if (unix !== undefined) return drawDate(unix, unescaped(fallback ?? ''), controls)
  if (account !== undefined) return drawMention(account, controls)
  if (href !== undefined) return drawLink(unescaped(href), unescaped(label ?? href))
  if (bold !== undefined) return html`<strong>${drawMrkdwn(bold, controls)}</strong>`
  if (code !== undefined) return html`<code>${unescaped(code)}</code>`
  return whole === '\n' ? html`<br>` : html`${whole}`
}

export function drawRichText(elements: unknown, controls: SkinControls): Html {
  return html`${looseList(elements).map((element) => drawRichPart(element, controls))}`
}

function drawRichPart(part: Loose, controls: SkinControls): Html {
  switch (part.type) {
    case 'rich_text_section':
      return html`<p dir="auto">${drawInlines(part, controls)}</p>`
    case 'rich_text_quote':
      return html`<blockquote dir="auto">${drawInlines(part, controls)}</blockquote>`
    case 'rich_text_preformatted':
      return html`<pre dir="auto">${drawInlines(part, controls)}</pre>`
    case 'rich_text_list': {
      const items = looseList(part.elements).map((item) => html`<li dir="auto">${drawInlines(item, controls)}</li>`)
      return part.style === 'ordered' ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`
    }
    default:
      return drawInline(part, controls)
  }
}

const drawInlines = (part: Loose, controls: SkinControls): Html =>
  html`${looseList(part.elements).map((inline) => drawInline(inline, controls))}`

function drawInline(part: Loose, controls: SkinControls): Html {
  switch (part.type) {
    case 'text':
      return styled(part, drawLines(textIn(part.text)))
    case 'link':
      return drawLink(textIn(part.url), textIn(part.text) || textIn(part.url))
    case 'user':
      return drawMention(textIn(part.user_id), controls)
    case 'date':
      return drawDate(String(part.timestamp), textIn(part.fallback), controls)
    case 'emoji':
      return html`:${textIn(part.name)}:`
    default:
      return html`${textIn(part.text)}`
  }
}

function styled({ style }: Loose, words: Html): Html {
  if (typeof style !== 'object' || style === null) return words
  const bold = 'bold' in style && style.bold ? html`<strong>${words}</strong>` : words
  const italic = 'italic' in style && style.italic ? html`<em>${bold}</em>` : bold
  return 'code' in style && style.code ? html`<code>${italic}</code>` : italic
}

function drawDate(unix: string, fallback: string, { reader }: SkinControls): Html {
  const at = new Date(Number(unix) * 1000)
  return Number.isNaN(at.getTime()) ? html`${fallback}` : renderTime(at, 'moment', reader)
}

const drawLink = (href: string, label: string): Html =>
  html`<a href="${safeHref(href)}" target="_blank" rel="noopener noreferrer">${label}</a>`

export const drawLines = (text: string): Html =>
  html`${text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
