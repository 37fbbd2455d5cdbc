import type { TimeStyle } from '../../../kit/ui/text.ts'
import { type Html, html } from '../html.ts'
import { renderTime } from '../render-text.ts'
import { drawMention, type SkinControls, safeHref } from './skin.ts'

/** The part of markdown that the desk writes, to Discord and to Slack: headings, small print, quotations, lists, the inline marks. */
export function drawMarkdown(text: string, controls: SkinControls): Html {
  // Odd parts stand between two fences.
  const parts = text.split(/```(?:\w*\n)?/)
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<pre dir="auto" tabindex="0">${part}</pre>` : drawLines(part, controls)))}`
}

function drawLines(text: string, controls: SkinControls): Html {
  const pieces: Html[] = []
  let items: Html[] = []
  const closeList = () => {
    if (items.length > 0) pieces.push(html`<ul>${items}</ul>`)
    items = []
  }
  for (const line of text.split('\n')) {
    const item = /^[-*] (.*)$/.exec(line)
    if (item) items.push(html`<li dir="auto">${drawInline(item[1] ?? '', controls)}</li>`)
    else {
      closeList()
      pieces.push(drawLine(line, controls))
    }
  }
  closeList()
  return html`${pieces}`
}

function drawLine(line: string, controls: SkinControls): Html {
  const [, mark, rest] = /^(#{1,3}|-#|>) (.*)$/.exec(line) ?? [null, '', line]
  const words = drawInline(rest ?? '', controls)
  switch (mark) {
    case '#':
    case '##':
    case '###':
      return html`<h3 class="markdown-h${mark.length}" dir="auto">${words}</h3>`
    case '-#':
      return html`<p class="markdown-small" dir="auto">${words}</p>`
    case '>':
      return html`<blockquote dir="auto">${words}</blockquote>`
    default:
      return line.trim() === '' ? html`` : html`<p dir="auto">${words}</p>`
  }
}

const MARK =
  /\\([\s\S])|<t:(-?\d+)(?::([tTdDfFsSR]))?>|<@!?([^>&]+)>|\[((?:\\.|[^\]\\])+)\]\(<?([^)>]+)>?\)|\*\*((?:\\.|[^*\\])+)\*\*|\*((?:\\.|[^*\\\s])(?:\\.|[^*\\])*)\*|``?([^`]+)``?|<(https?:[^>]+)>/g

function drawInline(text: string, controls: SkinControls): Html {
  const pieces: Html[] = []
  let from = 0
  for (const match of text.matchAll(MARK)) {
    pieces.push(html`${text.slice(from, match.index)}`, drawMark(match, controls))
    from = match.index + match[0].length
  }
  return html`${pieces}${text.slice(from)}`
}

const STYLES: Readonly<Record<string, TimeStyle>> = { R: 'relative', t: 'time', T: 'time', d: 'date', D: 'date' }

function drawMark(
  [, escaped, unix, style = 'f', account, label, href, bold, slanted, code, address]: RegExpMatchArray,
  controls: SkinControls,
): Html {
  if (escaped !== undefined) return html`${escaped}`
  if (unix !== undefined)
    return html`<span class="discord-time">${renderTime(new Date(Number(unix) * 1000), STYLES[style] ?? 'moment', controls.reader)}</span>`
  if (account !== undefined) return drawMention(account, controls)
  if (bold !== undefined) return html`<strong>${drawInline(bold, controls)}</strong>`
  if (slanted !== undefined) return html`<em>${drawInline(slanted, controls)}</em>`
  if (code !== undefined) return html`<code>${code}</code>`
  const target = href ?? address ?? ''
  return html`<a href="${safeHref(target)}" target="_blank" rel="noopener noreferrer">${label === undefined ? target : drawInline(label, controls)}</a>`
}
