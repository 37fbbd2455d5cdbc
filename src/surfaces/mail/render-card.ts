import type { Reader } from '../../kit/surface.ts'
import type { ActionItem, Block, Card, Chart, ListItem, Status, Tone } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import { cleanText, type Inline, type Text } from '../../kit/ui/text.ts'
import { NEEDS_CHAT, needsChat, numbersOf, recordOf } from './card-words.ts'
import { type Html, html } from './html.ts'
import { printTime } from './print-time.ts'
import { renderPlain } from './render-plain.ts'

export interface Mail {
  readonly subject: string
  readonly html: string
  /** The same for who reads mail as text. */
  readonly text: string
}

// Mail programs cut a subject at some 60 to 100 characters; the reference at its end should survive.
const MAX_SUBJECT = 150

/**
 * A card as a mail: one column, no layout tables, styles in the elements because mail programs drop style sheets, nothing
 * loaded from anywhere. Links work; buttons need the chat, so the mail says where to find them.
 */
export function renderMail(card: Card, reader: Reader): Mail {
  const page = html`<!doctype html>
<html lang="${reader.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><title>${card.title}</title></head>
<body style="margin:0;padding:24px 16px;background:#ffffff;color:#1b1f24;${FONT}">
<main style="max-width:560px;margin:0 auto">
<h1 dir="auto" style="margin:0 0 8px;font-size:20px;line-height:1.3">${card.title}</h1>
${renderState(card)}${card.body.map((block) => renderBlock(block, reader))}
${needsChat(card.body) && html`<p style="${SMALL}">${NEEDS_CHAT}</p>`}
${card.footer && html`<p dir="auto" style="${SMALL}margin-top:24px;border-top:1px solid #d0d4da;padding-top:12px">${renderText(card.footer, reader)}</p>`}
</main></body></html>`
  return { subject: subjectOf(card), html: page.markup, text: renderPlain(card, reader) }
}

/** One line: a line break in a subject would begin another header. */
function subjectOf({ title, reference }: Card): string {
  const line = cleanText(reference ? `${clip(title, MAX_SUBJECT - reference.length - 3)} (${reference})` : title)
  return clip(line.replace(/\s+/g, ' ').trim(), MAX_SUBJECT)
}

const FONT =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;"
const PARAGRAPH = 'margin:0 0 16px;'
const SMALL = 'margin:0 0 12px;font-size:14px;color:#5b6470;'
const QUOTE = 'margin:0 0 16px;padding:4px 0 4px 14px;border-left:3px solid #b9c0ca;'
const LABEL = 'font-weight:600;'
const LINK_BUTTON =
  'display:inline-block;margin:0 8px 8px 0;padding:10px 18px;border-radius:8px;background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:600;'

/** At least 4.5:1 on white; the word itself says the state. */
const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  open: '#1f5fbf',
  waiting: '#8a5a00',
  good: '#1c7043',
  bad: '#b3261e',
  quiet: '#5b6470',
}

function renderState({ status, reference }: Card): Html | false {
  if (!status && !reference) return false
  return html`<p style="margin:0 0 16px;font-size:14px">${status && renderStatus(status)}${status && reference ? ' · ' : ''}${reference}</p>`
}

function renderStatus({ word, tone }: Status): Html {
  return html`<strong dir="auto" style="color:${TONE_COLOURS[tone]}">${word}</strong>`
}

function renderBlock(block: Block, reader: Reader): Html {
  switch (block.kind) {
    case 'text':
      return renderParagraph(renderText(block.text, reader), block.style ?? 'body')
    case 'fields':
      return html`<dl style="${PARAGRAPH}">${block.fields.map(
        ({ label, value }) =>
          html`<dt dir="auto" style="${LABEL}">${label}</dt><dd dir="auto" style="margin:0 0 8px">${renderText(value, reader)}</dd>`,
      )}</dl>`
    case 'list':
      return html`<ul style="margin:0 0 16px;padding-left:20px">${block.items.map((item) => renderItem(item, reader))}</ul>`
    case 'table':
      return renderRecords(block.caption, block.columns, block.rows)
    case 'chart':
      return renderChart(block.chart)
    case 'map':
      return html`<p dir="auto" style="${PARAGRAPH}">${block.map.finding}</p>`
    case 'image':
      return html`<p dir="auto" style="${PARAGRAPH}">Picture: <a href="${block.url}">${block.title ?? block.alt}</a>${block.title && ` (${block.alt})`}</p>`
    case 'divider':
      return html`<hr style="margin:24px 0;border:0;border-top:1px solid #d0d4da">`
    case 'actions':
      return renderLinks(block.items)
  }
}

function renderParagraph(text: Html, style: 'body' | 'quote' | 'small'): Html {
  switch (style) {
    case 'body':
      return html`<p dir="auto" style="${PARAGRAPH}">${text}</p>`
    case 'quote':
      return html`<blockquote dir="auto" style="${QUOTE}">${text}</blockquote>`
    case 'small':
      return html`<p dir="auto" style="${SMALL}">${text}</p>`
  }
}

function renderItem({ title, status, text, actions = [] }: ListItem, reader: Reader): Html {
  return html`<li dir="auto" style="margin:0 0 12px"><span style="${LABEL}">${title}</span>${status && html` · ${renderStatus(status)}`}${text && html`<br>${renderText(text, reader)}`}${actions.length > 0 && html`<br>${renderLinks(actions)}`}</li>`
}

/** Row by row, each value with its column's name: a screen reader and a narrow phone read it as it is. */
function renderRecords(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<p dir="auto" style="margin:0 0 4px;${LABEL}">${caption}</p><ul style="margin:0 0 16px;padding-left:20px">${rows.map(
    (row) => html`<li dir="auto">${recordOf(columns, row)}</li>`,
  )}</ul>`
}

function renderChart(chart: Chart): Html {
  const { columns, rows } = numbersOf(chart)
  return html`<p dir="auto" style="${PARAGRAPH}">${chart.finding}</p>${renderRecords(chart.title, columns, rows)}`
}

function renderLinks(items: readonly ActionItem[]): Html {
  const links = items.filter((item) => item.kind === 'link')
  if (links.length === 0) return html``
  return html`<p style="${PARAGRAPH}">${links.map(({ href, label }) => html`<a href="${href}" style="${LINK_BUTTON}">${label}</a> `)}</p>`
}

function renderText(text: Text, reader: Reader): Html {
  return html`${text.parts.map((part) => renderInline(part, reader))}`
}

function renderInline(part: Inline, reader: Reader): Html {
  switch (part.kind) {
    case 'plain':
      return html`${part.text}`
    case 'bold':
      return html`<strong>${part.text}</strong>`
    case 'code':
      return html`<code>${part.text}</code>`
    case 'link':
      return html`<a href="${part.href}">${part.label}</a>`
    case 'person':
      return html`<bdi>${part.name}</bdi>`
    case 'time':
      return html`<time datetime="${part.at}">${printTime(new Date(part.at), part.style, reader)}</time>`
    case 'break':
      return html`<br>`
  }
}
