import type { Chart } from './card.ts'
import { clip } from './limits.ts'

/** A chart as plain shapes in units of its own. The web prints them into its page; elsewhere they become a picture. */
export interface ChartShapes {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

/** `hue` is the number of the series. */
export type Shape =
  | { readonly kind: 'scale'; readonly from: Point; readonly to: Point }
  | {
      readonly kind: 'box'
      readonly hue: number
      readonly at: Point
      readonly width: number
      readonly height: number
    }
  | { readonly kind: 'path'; readonly hue: number; readonly points: readonly Point[] }
  | { readonly kind: 'dot'; readonly hue: number; readonly at: Point }
  | { readonly kind: 'label'; readonly at: Point; readonly anchor: 'middle' | 'end'; readonly text: string }

export type Point = readonly [x: number, y: number]

const WIDTH = 400
const HEIGHT = 184
const BASE = 156
const TOP = 12
const LEFT = 32
const RIGHT = 8
/** Below this a category's name says nothing, so not every one has its name. */
const LABEL_WIDTH = 44
const LETTER_WIDTH = 7
const BAR_AT_MOST = 48
/** Chinese, Japanese and Korean letters take two places. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF]/

/** A value that is no number is drawn as nothing. */
export function chartToShapes(given: Chart): ChartShapes {
  const series = given.series.map(({ name, values }) => ({ name, values: values.map(finite) }))
  const chart = { ...given, series }
  return { width: WIDTH, height: HEIGHT, shapes: [...scale(chart), ...marks(chart), ...categoryLabels(chart)] }
}

function marks(chart: Chart): Shape[] {
  switch (chart.kind) {
    case 'bar':
      return bars(chart)
    case 'line':
      return lines(chart)
  }
}

function scale(chart: Chart): Shape[] {
  const top = niceTop(chart)
  return [0, 0.5, 1].flatMap((share): Shape[] => {
    const y = BASE - share * (BASE - TOP)
    return [
      { kind: 'scale', from: [LEFT, y], to: [WIDTH - RIGHT, y] },
      { kind: 'label', at: [LEFT - 6, y + 4], anchor: 'end', text: String(round(share * top)) },
    ]
  })
}

function bars(chart: Chart): Shape[] {
  const slot = slotWidth(chart)
  const width = Math.min(BAR_AT_MOST, (slot * 0.7) / chart.series.length)
  return chart.series.flatMap(({ values }, hue) =>
    values.map((value, index): Shape => {
      const height = heightOf(value, chart)
      const x = LEFT + slot * (index + 0.5) + (hue - chart.series.length / 2) * width
      return { kind: 'box', hue, at: [round(x), round(BASE - height)], width: round(width - 2), height: round(height) }
    }),
  )
}

function lines(chart: Chart): Shape[] {
  const slot = slotWidth(chart)
  return chart.series.flatMap(({ values }, hue): Shape[] => {
    const points = values.map(
      (value, index): Point => [round(LEFT + slot * (index + 0.5)), round(BASE - heightOf(value, chart))],
    )
    return [{ kind: 'path', hue, points }, ...points.map((at): Shape => ({ kind: 'dot', hue, at }))]
  })
}

/** Every category where there is room for its words, else as many as fit. */
function categoryLabels(chart: Chart): Shape[] {
  const slot = slotWidth(chart)
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / slot))
  const letters = Math.max(6, Math.floor((slot * every) / LETTER_WIDTH))
  return chart.categories.flatMap((category, index): Shape[] =>
    index % every === 0
      ? [
          {
            kind: 'label',
            at: [round(LEFT + slot * (index + 0.5)), HEIGHT - 12],
            anchor: 'middle',
            text: clip(category, WIDE.test(category) ? Math.ceil(letters / 2) : letters),
          },
        ]
      : [],
  )
}

const slotWidth = ({ categories }: Chart) => (WIDTH - LEFT - RIGHT) / Math.max(1, categories.length)
const heightOf = (value: number, chart: Chart) => (Math.max(0, value) / niceTop(chart)) * (BASE - TOP)
const finite = (value: number) => (Number.isFinite(value) ? value : 0)
const round = (value: number) => Math.round(value * 10) / 10

/** The first of 1, 2, 4, 5 or 10 times a power of ten that no value exceeds: halves of it are readable numbers. */
function niceTop({ series }: Chart): number {
  const highest = Math.max(1, ...series.flatMap(({ values }) => values))
  const power = 10 ** Math.floor(Math.log10(highest))
  return ([1, 2, 4, 5, 10].find((step) => step * power >= highest) ?? 10) * power
}
