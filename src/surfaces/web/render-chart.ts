import type { Chart } from '../../kit/ui/card.ts'
import { type Html, html } from './html.ts'

// The drawing's own units; CSS scales the picture to its column.
const WIDTH = 400
const HEIGHT = 184
const BASE = 156
const TOP = 12
const LEFT = 32
const RIGHT = 8

/** A picture with its finding in words and all of its numbers in a table, so that nobody needs to see it. */
export function renderChart(chart: Chart): Html {
  const isBar = chart.kind === 'bar'
  return html`<figure class="chart"><figcaption><strong dir="auto">${chart.title}</strong><span dir="auto">${chart.finding}</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${chart.finding}">${renderScale(chart)}${isBar ? renderBars(chart) : renderLines(chart)}${renderCategories(chart)}</svg>
${chart.series.length > 1 && html`<ul class="legend">${chart.series.map((series, index) => html`<li class="hue-${index}" dir="auto">${series.name}</li>`)}</ul>`}
<details><summary>Show the numbers</summary>${renderNumbers(chart)}</details></figure>`
}

function renderNumbers({ title, categories, series }: Chart): Html {
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="${title}"><table><caption class="unseen">${title}</caption>
<thead><tr><td></td>${series.map(({ name }) => html`<th scope="col" dir="auto">${name}</th>`)}</tr></thead>
<tbody>${categories.map(
    (category, at) =>
      html`<tr><th scope="row" dir="auto">${category}</th>${series.map(({ values }) => html`<td class="number">${values[at] ?? ''}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

function renderScale(chart: Chart): Html {
  const top = niceTop(chart)
  return html`${[0, 0.5, 1].map((share) => {
    const y = BASE - share * (BASE - TOP)
    return html`<line class="scale" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/><text class="tick" x="${LEFT - 6}" y="${y + 4}" text-anchor="end">${round(share * top)}</text>`
  })}`
}

function renderBars(chart: Chart): Html {
  const slot = slotWidth(chart)
  const width = Math.min(48, (slot * 0.7) / chart.series.length)
  return html`${chart.series.map(({ values }, seriesIndex) =>
    values.map((value, index) => {
      const height = heightOf(value, chart)
      const x = LEFT + slot * (index + 0.5) + (seriesIndex - chart.series.length / 2) * width
      return html`<rect class="hue-${seriesIndex}" x="${round(x)}" y="${round(BASE - height)}" width="${round(width - 2)}" height="${round(height)}" rx="2"/>`
    }),
  )}`
}

function renderLines(chart: Chart): Html {
  const slot = slotWidth(chart)
  return html`${chart.series.map(({ values }, seriesIndex) => {
    const points = values.map((value, index) => [
      round(LEFT + slot * (index + 0.5)),
      round(BASE - heightOf(value, chart)),
    ])
    return html`<polyline class="hue-${seriesIndex}" points="${points.map((point) => point.join(',')).join(' ')}"/>${points.map(([x, y]) => html`<circle class="hue-${seriesIndex}" cx="${x}" cy="${y}" r="3"/>`)}`
  })}`
}

/** Every category where there is room for its words, else as many as fit. */
function renderCategories(chart: Chart): Html {
  const slot = slotWidth(chart)
  const every = Math.max(1, Math.ceil(44 / slot))
  const letters = Math.max(6, Math.floor((slot * every) / 7))
  return html`${chart.categories.map((category, index) =>
    index % every === 0
      ? html`<text class="tick" x="${round(LEFT + slot * (index + 0.5))}" y="${HEIGHT - 12}" text-anchor="middle">${category.length > letters ? `${category.slice(0, letters - 1)}…` : category}</text>`
      : '',
  )}`
}

const slotWidth = ({ categories }: Chart) => (WIDTH - LEFT - RIGHT) / Math.max(1, categories.length)
const heightOf = (value: number, chart: Chart) => (Math.max(0, value) / niceTop(chart)) * (BASE - TOP)
const round = (value: number) => Math.round(value * 10) / 10

/** The first of 1, 2, 4, 5 or 10 times a power of ten that no value exceeds: halves of it are readable numbers. */
function niceTop({ series }: Chart): number {
  const highest = Math.max(1, ...series.flatMap(({ values }) => values))
  const power = 10 ** Math.floor(Math.log10(highest))
  return ([1, 2, 4, 5, 10].find((step) => step * power >= highest) ?? 10) * power
}
