import type { Home, HomeSection } from '../../kit/ui/home.ts'
import { type Html, html } from './html.ts'
import { type Controls, renderCarrier } from './render-actions.ts'
import { renderBlocks, renderCard } from './render-card.ts'
import { renderText } from './render-text.ts'

/** A person's home: what waits for them first. One carrier serves all of its buttons. */
export function renderHome(home: Home, controls: Controls): Html {
  const sections = home.sections.toSorted((a, b) => a.order - b.order)
  return html`<div class="home" id="${controls.id}">${controls.post && renderCarrier(controls.post)}
<h2 dir="auto">${home.title}</h2>
${sections.map((section, index) => renderSection(section, { ...controls, id: `${controls.id}-${index}` }))}</div>`
}

function renderSection(section: HomeSection, controls: Controls): Html {
  const { cards, body = [], empty } = section
  const isEmpty = cards.length === 0 && body.length === 0
  if (isEmpty && !empty) return html``
  return html`<section aria-labelledby="${controls.id}-title"><h3 class="section-title" id="${controls.id}-title">${section.title}${section.count !== undefined && section.count > 0 && html` <span class="count">${section.count}</span>`}</h3>
${cards.map((card, index) => renderCard(card, { ...controls, id: `${controls.id}-k${index}` }))}
${renderBlocks(body, controls)}
${isEmpty && empty && html`<p class="empty" dir="auto">${renderText(empty, controls.reader)}</p>`}</section>`
}
