import type { Chart } from '../../kit/ui/card.ts'
import { chartToShapes, type Shape } from '../../kit/ui/chart-shapes.ts'
import { type Html, html } from './html.ts'

/** A picture with its finding in words and all of its numbers in a table, so that nobody needs to see it. */
export function renderChart(chart: Chart): Html {
  const { width, height, shapes } = chartToShapes(chart)
  return html`<figure class="chart"><figcaption><strong dir="auto">${chart.title}</strong><span dir="auto">${chart.finding}</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${chart.finding}">${shapes.map(renderShape)}</svg>
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

/** Colours and letters come from the style sheet. */
function renderShape(shape: Shape): Html {
  switch (shape.kind) {
    case 'scale': {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to]
      return html`<line class="scale" x1="${x1}" x2="${x2}" y1="${y1}" y2="${y2}"/>`
    }
    case 'box': {
      const [x, y] = shape.at
      return html`<rect class="hue-${shape.hue}" x="${x}" y="${y}" width="${shape.width}" height="${shape.height}" rx="2"/>`
    }
    case 'path':
      return html`<polyline class="hue-${shape.hue}" points="${shape.points.join(' ')}"/>`
    case 'dot':
      return html`<circle class="hue-${shape.hue}" cx="${shape.at[0]}" cy="${shape.at[1]}" r="3"/>`
    case 'label':
      return html`<text class="tick" x="${shape.at[0]}" y="${shape.at[1]}" text-anchor="${shape.anchor}">${shape.text}</text>`
  }
}
