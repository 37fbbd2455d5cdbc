import type { APIMediaGalleryComponent } from 'discord.js'
import type { Log } from '../../kit/log.ts'
import type { PicturePort } from '../../kit/pictures.ts'
import type { Card, Chart } from '../../kit/ui/card.ts'
import { type DiscordFile, type DiscordMessage, KIND } from './components.ts'
import { DISCORD } from './limits.ts'

/** A chart of a card, drawn: Discord has no charts of its own. */
export interface ChartPicture {
  readonly chart: Chart
  readonly file: DiscordFile
}

/** The charts of a card as pictures. One that cannot be drawn is told in words alone: a card is never held back for a picture. */
export async function drawCharts(
  { pictures, log }: { pictures: PicturePort; log: Log },
  card: Card,
): Promise<readonly ChartPicture[]> {
  const charts = card.body.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []))
  const drawn = await Promise.all(
    charts.slice(0, DISCORD.attachments).map(async (chart, index): Promise<ChartPicture[]> => {
      try {
        const data = await pictures.chart(chart)
        return [{ chart, file: { name: `chart-${index + 1}.png`, contentType: 'image/png', data } }]
      } catch (error) {
        log.warn({ error }, 'A chart could not be drawn; it is told in words')
        return []
      }
    }),
  )
  return drawn.flat()
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
