import type { TileMap } from '../../kit/ui/card.ts'
import { mapToShapes, TILE } from '../../kit/ui/map-shapes.ts'
import { type Html, html } from './html.ts'

/** A picture with its finding in words and its places in a table, so that nobody needs to see it. Colours come from the style sheet. */
export function renderMap(map: TileMap): Html {
  const { width, height, tiles } = mapToShapes(map)
  return html`<figure class="chart map"><figcaption><strong dir="auto">${map.title}</strong><span dir="auto">${map.finding}</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${map.finding}">${tiles.map(
    ({ look, at: [x, y], label, middle }) =>
      html`<rect class="${look}" x="${x}" y="${y}" width="${TILE}" height="${TILE}" rx="4"/><text x="${middle[0]}" y="${middle[1]}" text-anchor="middle">${label}</text>`,
  )}</svg>
<ul class="legend">${map.levels.map(({ name, look }) => html`<li class="${look}" dir="auto">${name}</li>`)}</ul>
<details><summary>Show the places</summary>${renderPlaces(map)}</details></figure>`
}

function renderPlaces({ title, tiles, levels }: TileMap): Html {
  const rows = tiles.toSorted((a, b) => a.level - b.level || (a.label < b.label ? -1 : 1))
  return html`<div class="table-frame" tabindex="0" role="group" aria-label="${title}"><table><caption class="unseen">${title}</caption>
<tbody>${rows.map(({ label, level }) => html`<tr><th scope="row">${label}</th><td>${levels[level]?.name ?? ''}</td></tr>`)}</tbody></table></div>`
}
