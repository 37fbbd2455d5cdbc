import { fileURLToPath } from 'node:url'
import type { ResvgRenderOptions } from '@resvg/resvg-js'
import type { PicturePort } from '../../kit/pictures.ts'
import { chartToSvg } from './chart-svg.ts'
import { mapToSvg } from './map-svg.ts'

/** Twice to three times what a phone shows, so that it stays sharp. */
const WIDTH_PX = 1_000

/**
 * The machine's own fonts are never asked: a container has none, and the same chart is to be the same picture everywhere. Inter
 * holds Latin, Greek and Cyrillic, Sawarabi Gothic Japanese and most of Chinese; both are under the SIL Open Font License.
 */
const FONTS = [
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/sawarabi-gothic/400Regular/SawarabiGothic_400Regular.ttf',
]

/** Draws with resvg, outside the event loop. It is loaded with the first picture: most desks never draw one. */
export function resvgPictures(): PicturePort {
  return {
    chart: (chart) => draw(chartToSvg(chart)),
    map: (map) => draw(mapToSvg(map)),
  }
}

async function draw(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js')
  return (await renderAsync(svg, options())).asPng()
}

function options(): ResvgRenderOptions {
  const fontFiles = FONTS.map((file) => fileURLToPath(import.meta.resolve(file)))
  return {
    fitTo: { mode: 'width', value: WIDTH_PX },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' },
  }
}
