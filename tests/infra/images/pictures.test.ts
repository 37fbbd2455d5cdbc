import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { chartToSvg } from '../../../src/infra/images/chart-svg.ts'
import { mapToSvg } from '../../../src/infra/images/map-svg.ts'
import { resvgPictures } from '../../../src/infra/images/resvg-pictures.ts'
import type { Chart, TileMap } from '../../../src/kit/ui/card.ts'

const BARS: Chart = {
  kind: 'bar',
  title: 'Introductions',
  finding: 'Twice as many were made in May as in April.',
  categories: ['April', 'May', 'Jüni', '七月'],
  series: [
    { name: 'Made', values: [4, 8, 2, 0] },
    { name: 'Asked for', values: [9, 11, 3, 1] },
  ],
}
const LINES: Chart = { ...BARS, kind: 'line' }

describe('infra.images', () => {
  const pictures = resvgPictures()
  const digest = (png: Uint8Array) => createHash('sha256').update(png).digest('hex').slice(0, 16)

  test.each([
    ['bars', BARS],
    ['lines', LINES],
  ])('draws %s as the same document every time', async (name, chart) => {
    await expect(chartToSvg(chart)).toMatchFileSnapshot(`golden/${name}.svg`)
  })

  test.each([
    ['bars', BARS, 'd41e3c1d7ba1ba95'],
    ['lines', LINES, '2f966a649d99e816'],
  ])('draws %s as the same bytes on every machine, with letters from its own fonts', async (_name, chart, golden) => {
    const png = await pictures.chart(chart)
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG')
    expect(Buffer.from(png).readUInt32BE(16)).toBe(1_000)
    expect(digest(png)).toBe(golden)
  })

  test('draws a map as the same document and the same picture, with a key', async () => {
    const map: TileMap = {
      title: 'Partners by state',
      finding: 'There are partners in Minnesota.',
      levels: [
        { name: 'Available', look: 'full' },
        { name: 'Coming & soon', look: 'ring' },
        { name: 'Elsewhere', look: 'faint' },
      ],
      tiles: ['MN', 'WI', 'MI'].map((label, column) => ({ label, column, row: column % 2, level: column })),
    }
    await expect(mapToSvg(map)).toMatchFileSnapshot('golden/map.svg')
    const [first, second] = [await pictures.map(map), await pictures.map(map)]
    expect(Buffer.from(first).readUInt32BE(16)).toBe(1_000)
    expect(digest(first)).toBe(digest(second))
  })

  test('draws Japanese letters and not boxes', async () => {
    const drawn = async (name: string) => digest(await pictures.chart({ ...BARS, categories: [name] }))
    // Two letters that a font lacks look the same.
    expect(await drawn('紹')).not.toBe(await drawn('介'))
  })

  test('nothing that somebody typed breaks the document', async () => {
    const hostile = ['</text><script>', '&amp;"\u0000', '\uD800', 'a'.repeat(3_000), '\u202E']
    const svg = chartToSvg({
      ...BARS,
      categories: hostile,
      series: hostile.map((name) => ({ name, values: [Number.NaN, -5, 1e12, Number.POSITIVE_INFINITY, 1] })),
    })
    expect(svg).not.toContain('<script')
    expect(svg).not.toMatch(/NaN|Infinity/)
    expect((await pictures.chart({ ...BARS, categories: hostile })).length).toBeGreaterThan(1_000)
  })

  test('a chart without any numbers is an empty picture', async () => {
    expect((await pictures.chart({ ...BARS, categories: [], series: [] })).length).toBeGreaterThan(500)
  })
})
