import type { TileLook, TileMap } from '../../kit/ui/card.ts'
import { mapToShapes, TILE } from '../../kit/ui/map-shapes.ts'
import { escapeXml, GROUND, HAIRLINE, HUES, QUIET } from './ink.ts'

/** A map as an SVG document that needs no style sheet, with its key below. A tile says by its shape, too, what it says by its colour. */
export function mapToSvg(map: TileMap): string {
  const { width, height, tiles } = mapToShapes(map)
  const whole = height + KEY_LINE * map.levels.length + KEY_LINE / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" font-family="Inter" font-size="12">`,
    `<rect width="${width}" height="${whole}" fill="${GROUND}"/>`,
    ...tiles.map(({ look, at, label, middle }) => `${box(look, at, TILE)}${letters(label, middle, 'middle', look)}`),
    ...map.levels.map(({ name, look }, index) => {
      const y = height + KEY_LINE * (index + 0.5)
      return `${box(look, [KEY_LEFT, y], KEY_BOX)}${letters(name, [KEY_LEFT + KEY_LINE, y + KEY_BOX - 2], 'start', 'faint')}`
    }),
    '</svg>',
  ].join('')
}

const KEY_LINE = 20
const KEY_BOX = 12
const KEY_LEFT = 4
const [HUE = QUIET] = HUES

function box(look: TileLook, [x, y]: readonly [number, number], side: number): string {
  const frame = `x="${x}" y="${y}" width="${side}" height="${side}" rx="4"`
  switch (look) {
    case 'full':
      return `<rect ${frame} fill="${HUE}"/>`
    case 'ring':
      return `<rect ${frame} fill="none" stroke="${HUE}" stroke-width="2"/>`
    case 'faint':
      return `<rect ${frame} fill="none" stroke="${HAIRLINE}"/>`
  }
}

function letters(text: string, [x, y]: readonly [number, number], anchor: 'middle' | 'start', on: TileLook): string {
  const ink = on === 'full' ? GROUND : QUIET
  return `<text x="${x}" y="${y}" fill="${ink}" text-anchor="${anchor}">${escapeXml(text)}</text>`
}
