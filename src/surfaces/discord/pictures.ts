import type { APIMediaGalleryComponent } from 'discord.js'
import type { Log } from '../../kit/log.ts'
import type { PicturePort } from '../../kit/pictures.ts'
import type { Card, Chart, TileMap } from '../../kit/ui/card.ts'
import { type DiscordFile, type DiscordMessage, KIND } from './components.ts'
import { DISCORD } from './limits.ts'

/** What a card shows that Discord does not draw. */
export type Drawable = Chart | TileMap

/** A chart or a map of a card, drawn: Discord has none of its own. */
export interface ChartPicture {
  readonly chart: Drawable
  readonly file: DiscordFile
}

/** The charts of a card as pictures. One that cannot be drawn is told in words alone: a card is never held back for a picture. */
export async function drawCharts(
  { pictures, log }: { pictures: PicturePort; log: Log },
  card: Card,
): Promise<readonly ChartPicture[]> {
  const wanted = card.body.flatMap((block): Wanted[] => {
    if (block.kind === 'chart') return [{ chart: block.chart, draw: () => pictures.chart(block.chart) }]
    return block.kind === 'map' ? [{ chart: block.map, draw: () => pictures.map(block.map) }] : []
  })
  const drawn = await Promise.all(
    wanted.slice(0, DISCORD.attachments).map(async ({ chart, draw }, index): Promise<ChartPicture[]> => {
      try {
        const data = await draw()
        return [{ chart, file: { name: `chart-${index + 1}.png`, contentType: 'image/png', data } }]
      } catch (error) {
        log.warn({ error }, 'A chart could not be drawn; it is told in words')
        return []
      }
    }),
  )
  return drawn.flat()
}

interface Wanted {
  readonly chart: Drawable
  readonly draw: () => Promise<Uint8Array>
}

export const addressOf = ({ name }: DiscordFile) => `attachment://${name}`

export const galleryOf = (url: string, description: string): APIMediaGalleryComponent => ({
  type: KIND.mediaGallery,
  items: [{ media: { url }, description }],
})

/** The message with the files that it shows; a picture for which there was no room stays behind. */
export function withFiles(message: DiscordMessage, files: readonly DiscordFile[]): DiscordMessage {
  const shown = JSON.stringify(message.components)
  const used = files.filter((file) => shown.includes(JSON.stringify(addressOf(file))))
  if (used.length === 0) return message
  return { ...message, attachments: used.map(({ name }, id) => ({ id: String(id), filename: name })), files: used }
}
