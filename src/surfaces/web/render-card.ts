import type { Block, Card, Field, ListItem, Status } from '../../kit/ui/card.ts'
import { clipText, isClipped } from '../../kit/ui/limits.ts'
import type { Text } from '../../kit/ui/text.ts'
import { type Html, html } from './html.ts'
import { WEB_LIMITS } from './limits.ts'
import { type Controls, renderActions, renderControl } from './render-actions.ts'
import { renderChart } from './render-chart.ts'
import { renderMap } from './render-map.ts'
import { plainWords, renderText } from './render-text.ts'

/** A message as HTML: what it is about and where it stands first, what can be done next last. Its carrier is the caller's. */
export function renderCard(card: Card, controls: Controls): Html {
  const { id, reader } = controls
  return html`<article class="card" id="${id}" aria-labelledby="${id}-title">
<header class="card-head"><h3 class="card-title" id="${id}-title" dir="auto">${card.title}</h3>
${(card.status || card.reference) && html`<p class="card-state">${card.status && renderStatus(card.status)}${card.reference && html`<span class="reference">${card.reference}</span>`}</p>`}
</header>
${renderBlocks(card.body, controls)}
${card.footer && html`<footer class="card-foot" dir="auto">${renderText(card.footer, reader)}</footer>`}
</article>`
}

/** Blocks with or without a card around them. */
export function renderBlocks(blocks: readonly Block[], controls: Controls): Html {
  return html`${blocks.map((block, index) => renderBlock(block, { ...controls, id: `${controls.id}-${index}` }))}`
}

/** A state: always a word; the dot's colour only helps. */
function renderStatus(status: Status): Html {
  return html`<span class="status is-${status.tone}" dir="auto">${status.word}</span>`
}

function renderBlock(block: Block, controls: Controls): Html {
  switch (block.kind) {
    case 'text':
      return renderParagraph(block, controls)
    case 'fields':
      return renderFields(block.fields, controls)
    case 'list':
      return html`<ul class="list">${block.items.map((item, index) => renderItem(item, { ...controls, id: `${controls.id}-${index}` }))}</ul>
${block.more && html`<div class="actions">${renderControl(block.more, controls)}</div>`}`
    case 'table':
      return renderTable(block)
    case 'chart':
      return renderChart(block.chart)
    case 'map':
      return renderMap(block.map)
    case 'image':
      return renderImage(block)
    case 'divider':
      return html`<hr>`
    case 'actions':
      return renderActions(block.items, controls)
  }
}

function renderParagraph(block: Extract<Block, { kind: 'text' }>, { reader }: Controls): Html {
  switch (block.style ?? 'body') {
    case 'body':
      return html`<p dir="auto">${renderText(block.text, reader)}</p>`
    case 'small':
      return html`<p class="small" dir="auto">${renderText(block.text, reader)}</p>`
    case 'quote':
      return renderQuote(block.text, reader)
  }
}

/** A long quotation is folded; the whole of it is in the page, so "Show more" needs no script and no request. */
function renderQuote(text: Text, reader: Controls['reader']): Html {
  const whole = html`<blockquote dir="auto">${renderText(text, reader)}</blockquote>`
  if (!isClipped(plainWords(text, reader), WEB_LIMITS.quoteCharacters)) return whole
  const start = clipText(text, WEB_LIMITS.quoteCharacters)
  return html`<div class="fold"><blockquote class="fold-start" dir="auto">${renderText(start, reader)}</blockquote>
<details><summary><span class="when-closed">Show more</span><span class="when-open">Show less</span></summary>${whole}</details></div>`
}

function renderFields(fields: readonly Field[], { reader }: Controls): Html {
  return html`<dl class="fields">${fields.map(
    (field) => html`<div><dt>${field.label}</dt><dd dir="auto">${renderText(field.value, reader)}</dd></div>`,
  )}</dl>`
}

function renderItem(item: ListItem, controls: Controls): Html {
  return html`<li><p class="item-head"><strong dir="auto">${item.title}</strong>${item.status && renderStatus(item.status)}</p>
${item.text && html`<p class="item-text" dir="auto">${renderText(item.text, controls.reader)}</p>`}
${item.actions && item.actions.length > 0 && renderActions(item.actions, controls)}</li>`
}

function renderTable({ caption, columns, rows }: Extract<Block, { kind: 'table' }>): Html {
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col" dir="auto">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td dir="auto">${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

/** No page of ours asks another host for anything, so a picture from elsewhere is a link with its description. */
function renderImage({ url, alt, title }: Extract<Block, { kind: 'image' }>): Html {
  if (url.startsWith('/'))
    return html`<figure><img src="${url}" alt="${alt}">${title && html`<figcaption>${title}</figcaption>`}</figure>`
  return html`<p class="small">Picture: <a href="${url}" rel="noopener noreferrer" target="_blank">${title ?? alt}</a></p>`
}
