import type { Chart } from '../../kit/ui/card.ts'
import { chartToShapes, type Shape } from '../../kit/ui/chart-shapes.ts'
import { clip } from '../../kit/ui/limits.ts'
import { escapeXml, GROUND, HAIRLINE, HUES, QUIET } from './ink.ts'

/** A chart as an SVG document that needs no style sheet, on a ground of its own: it is legible in light and dark apps alike. */
export function chartToSvg(chart: Chart): string {
  const { width, height, shapes } = chartToShapes(chart)
  const legend = chart.series.length > 1 ? legendOf(chart, { width, top: height }) : { height: 0, marks: '' }
  const whole = height + legend.height
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" font-family="Inter" font-size="12">`,
    `<rect width="${width}" height="${whole}" fill="${GROUND}"/>`,
    ...shapes.map(shapeToSvg),
    legend.marks,
    '</svg>',
  ].join('')
}

const hueOf = (series: number) => HUES[series % HUES.length] ?? QUIET

function shapeToSvg(shape: Shape): string {
  switch (shape.kind) {
    case 'scale': {
      const [[x1, y1], [x2, y2]] = [shape.from, shape.to]
      return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${HAIRLINE}"/>`
    }
    case 'box': {
      const [x, y] = shape.at
      return `<rect x="${x}" y="${y}" width="${shape.width}" height="${shape.height}" rx="2" fill="${hueOf(shape.hue)}"/>`
    }
    case 'path':
      return `<polyline points="${shape.points.join(' ')}" fill="none" stroke="${hueOf(shape.hue)}" stroke-width="2"/>`
    case 'dot':
      return `<circle cx="${shape.at[0]}" cy="${shape.at[1]}" r="3" fill="${hueOf(shape.hue)}"/>`
    case 'label':
      return label(shape.text, shape.at, shape.anchor)
  }
}

const LEGEND_COLUMNS = 3
const LEGEND_LINE = 20
const LEGEND_LETTERS = 18
const MARGIN = 32

/** Which hue is which series, a few to a line. */
function legendOf({ series }: Chart, { width, top }: { width: number; top: number }) {
  const column = (width - MARGIN) / LEGEND_COLUMNS
  const marks = series.map(({ name }, index) => {
    const x = MARGIN + (index % LEGEND_COLUMNS) * column
    const y = top + Math.floor(index / LEGEND_COLUMNS) * LEGEND_LINE + 4
    const swatch = `<rect x="${x}" y="${y}" width="10" height="10" rx="2" fill="${hueOf(index)}"/>`
    return `${swatch}${label(clip(name, LEGEND_LETTERS), [x + 16, y + 9], 'start')}`
  })
  return { height: Math.ceil(series.length / LEGEND_COLUMNS) * LEGEND_LINE + 8, marks: marks.join('') }
}

function label(text: string, [x, y]: readonly [number, number], anchor: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${QUIET}">${escapeXml(text)}</text>`
}
