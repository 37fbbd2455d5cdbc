import { z } from 'zod'
import type { Confirm } from '../../../kit/ui/card.ts'
import { type Html, html } from '../html.ts'
import { renderChart } from '../render-chart.ts'
import { drawMarkdown } from './markdown.ts'
import {
  drawAppHead,
  drawButton,
  drawConfirmed,
  drawMenu,
  drawUnknown,
  type Loose,
  labelIn,
  loose,
  looseList,
  type SkinControls,
  safeHref,
  textIn,
} from './skin.ts'
import { drawField } from './slack-input.ts'
import { drawRichText, drawTextObject } from './slack-text.ts'

/** A message as Slack shows it, drawn from the very blocks that Slack would get. */
export function drawSlackMessage(message: unknown, controls: SkinControls): Html {
  const blocks = typeof message === 'object' && message !== null && 'blocks' in message ? message.blocks : message
  return html`<div class="slack" id="${controls.id}"><div class="slack-message">${drawAppHead(controls)}${drawBlocks(blocks, controls)}</div></div>`
}

/** The Home tab as Slack shows it. */
export function drawSlackHome(view: unknown, controls: SkinControls): Html {
  return html`<div class="slack" id="${controls.id}"><div class="slack-message">${drawBlocks(loose.safeParse(view).data?.blocks, controls)}</div></div>`
}

/** A modal as Slack shows it. */
export function drawSlackModal(view: unknown, controls: SkinControls): Html {
  const modal = loose.safeParse(view).data
  if (!modal) return html``
  return html`<div class="slack" id="${controls.id}"><div class="slack-modal"><header><h3>${labelIn(modal.title)}</h3></header><div class="slack-modal-body">${drawBlocks(modal.blocks, controls)}</div>
<footer><button type="button" class="slack-button">${labelIn(modal.close) || 'Cancel'}</button><button type="button" class="slack-button is-primary">${labelIn(modal.submit)}</button></footer></div></div>`
}

function drawBlocks(blocks: unknown, controls: SkinControls): Html {
  return html`${looseList(blocks).map((block, index) => drawBlock(block, { ...controls, id: `${controls.id}-${index}` }))}`
}

function drawBlock(block: Loose, controls: SkinControls): Html {
  switch (block.type) {
    case 'header':
      return html`<h3 class="slack-header" dir="auto">${labelIn(block.text)}</h3>`
    case 'context':
      return html`<p class="slack-context" dir="auto">${looseList(block.elements).map((element) => drawTextObject(element, controls))}</p>`
    case 'section':
      return drawSection(block, controls)
    case 'rich_text':
      return html`<div class="slack-rich">${drawRichText(block.elements, controls)}</div>`
    case 'markdown':
      return html`<div class="slack-rich">${drawMarkdown(textIn(block.text), controls)}</div>`
    case 'actions':
      return html`<div class="slack-actions">${looseList(block.elements).map((element, index) => drawElement(element, { ...controls, id: `${controls.id}-${index}` }))}</div>`
    case 'context_actions':
      return html`<div class="slack-actions">${looseList(block.elements)
        .flatMap(opinionsIn)
        .map((element) => drawElement(element, controls))}</div>`
    case 'divider':
      return html`<hr>`
    case 'image':
      return drawImage(block)
    case 'input':
      return drawField(block, controls)
    case 'data_table':
      return drawTable(block)
    case 'data_visualization':
      return drawVisualization(block)
    case 'carousel':
      return html`<div class="slack-carousel" tabindex="0" role="group">${looseList(block.elements).map((card, index) => drawCard(card, { ...controls, id: `${controls.id}-${index}` }))}</div>`
    case 'container':
      return html`<details class="slack-container" open><summary dir="auto">${labelIn(block.title)}</summary>${drawBlocks(block.child_blocks, controls)}</details>`
    case 'alert':
      return html`<p class="slack-alert is-${textIn(block.level) || 'default'}" dir="auto">${drawTextObject(block.text, controls)}</p>`
    default:
      return drawUnknown(block)
  }
}

function drawCard(card: Loose, controls: SkinControls): Html {
  const buttons = looseList(card.actions)
  return html`<article><h4 dir="auto">${drawTextObject(card.title, controls)}</h4>${card.subtitle !== undefined && html`<p class="slack-context" dir="auto">${drawTextObject(card.subtitle, controls)}</p>`}
${card.body !== undefined && html`<p dir="auto">${drawTextObject(card.body, controls)}</p>`}${buttons.length > 0 && html`<div class="slack-actions">${buttons.map((button, index) => drawElement(button, { ...controls, id: `${controls.id}-${index}` }))}</div>`}</article>`
}

/** Feedback buttons are one element: each face says by its value what pressing it means. */
function opinionsIn({ positive_button: good, negative_button: bad }: Loose): Loose[] {
  const face = z.object({ text: z.unknown(), value: z.string() })
  const faces = [good, bad].flatMap((one) => face.safeParse(one).data ?? [])
  return faces.map(({ text, value }) => ({ type: 'button', text, action_id: value }))
}

function drawSection(block: Loose, controls: SkinControls): Html {
  const accessory = loose.safeParse(block.accessory).data
  const fields = looseList(block.fields)
  return html`<div class="slack-section"><div>${block.text !== undefined && html`<p dir="auto">${drawTextObject(block.text, controls)}</p>`}
${fields.length > 0 && html`<div class="slack-fields">${fields.map((field) => html`<p dir="auto">${drawTextObject(field, controls)}</p>`)}</div>`}</div>
${accessory && drawElement(accessory, { ...controls, id: `${controls.id}-accessory` })}</div>`
}

function drawElement(element: Loose, controls: SkinControls): Html {
  const token = tokenIn(element.action_id)
  switch (element.type) {
    case 'button': {
      const look = `slack-button${element.style === 'primary' || element.style === 'danger' ? ` is-${element.style}` : ''}`
      const button = { label: labelIn(element.text), look, token, href: textIn(element.url) }
      const confirm = confirmIn(element.confirm)
      return confirm
        ? drawConfirmed(button, confirm, { ...controls, plainLook: 'slack-button' })
        : drawButton(button, controls)
    }
    case 'static_select':
      return drawMenu(
        { placeholder: labelIn(element.placeholder), token, options: optionsIn(element.options) },
        controls,
      )
    default:
      return drawUnknown(element)
  }
}

function confirmIn(value: unknown): Confirm | null {
  const words = z.looseObject({ text: z.string() })
  const found = z.looseObject({ title: words, text: words, confirm: words, deny: words }).safeParse(value).data
  return found ? { title: found.title.text, text: found.text.text, yes: found.confirm.text, no: found.deny.text } : null
}

/** Slack wants action ids to be unique, so a repeated token carries a number; a plain link carries none. */
function tokenIn(actionId: unknown): string | null {
  const token = textIn(actionId).replace(/#\d+$/, '')
  return token === '' || token === 'link' ? null : token
}

export function optionsIn(options: unknown): { label: string; value: string }[] {
  if (!Array.isArray(options)) return []
  return options.map((option) => ({ label: labelIn(option?.text), value: textIn(option?.value) }))
}

function drawImage(block: Loose): Html {
  return html`<p class="slack-context">Picture: <a href="${safeHref(textIn(block.image_url))}" rel="noopener noreferrer" target="_blank">${textIn(block.alt_text)}</a></p>`
}

function drawTable(block: Loose): Html {
  const rows = Array.isArray(block.rows) ? block.rows.map((row) => looseList(row).map((cell) => textIn(cell.text))) : []
  const [head = [], ...body] = rows
  const caption = textIn(block.caption)
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="${caption}"><table class="slack-table"><caption>${caption}</caption><thead><tr>${head.map((cell) => html`<th scope="col" dir="auto">${cell}</th>`)}</tr></thead><tbody>${body.map((row) => html`<tr>${row.map((cell) => html`<td dir="auto">${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

function drawVisualization(block: Loose): Html {
  const chart = loose.safeParse(block.chart).data
  const title = textIn(block.title)
  if (!chart) return drawUnknown(block)
  const series = Array.isArray(chart.series) ? chart.series : []
  const points = (one: unknown): { label?: unknown; value?: unknown }[] =>
    typeof one === 'object' && one !== null && 'data' in one && Array.isArray(one.data) ? one.data : []
  return renderChart({
    kind: chart.type === 'line' ? 'line' : 'bar',
    title,
    finding: title,
    categories: points(series[0]).map(({ label }) => textIn(label)),
    series: series.map((one) => ({
      name: textIn(one?.name),
      values: points(one).map(({ value }) => Number(value) || 0),
    })),
  })
}
