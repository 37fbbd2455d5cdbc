import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { discordComponentsFor } from '../../../src/surfaces/discord/gallery.ts'
import { slackBlocksFor } from '../../../src/surfaces/slack/gallery.ts'
import type { Html } from '../../../src/surfaces/web/html.ts'
import { renderCard } from '../../../src/surfaces/web/render-card.ts'
import { renderForm } from '../../../src/surfaces/web/render-form.ts'
import { renderPageBody } from '../../../src/surfaces/web/render-page.ts'
import { drawDiscordMessage } from '../../../src/surfaces/web/skins/discord.ts'
import { drawSlackMessage } from '../../../src/surfaces/web/skins/slack.ts'
import { isLeftOut, keepPicture, openBrowser } from '../../helpers/browser.ts'
import { everyBlock, everyField, letter, MARIA, reader } from './samples.ts'

/** Drawn on one machine; elsewhere the same fonts must be there for the comparison to mean anything. */
const PICTURES = fileURLToPath(new URL('../../fixtures/pictures/', import.meta.url))
/** `UPDATE_PICTURES=1` takes what is drawn now as right, for whoever has looked at it. */
const isUpdating = process.env.UPDATE_PICTURES === '1'
/** The share of pixels that may differ clearly: smoothing of letters, not a moved line. */
const TOLERATED = 0.002

const style = ['base', 'town', 'skins']
  .map((name) => readFileSync(new URL(`../../../src/surfaces/web/style/${name}.css`, import.meta.url), 'utf8'))
  .join('\n')
const elsewhere = { ...reader, mentions: new Map([[MARIA, 'maria']]) }
const skin = { id: 's', reader, names: new Map([['maria', 'Maria Keller']]) }
const words = 'Ben Okafor'

const DRAWN: Readonly<Record<string, Html>> = {
  'card on the web': renderCard(everyBlock(words), { id: 'c', reader }),
  'card in Slack': drawSlackMessage(slackBlocksFor(everyBlock(words), elsewhere), skin),
  'card in Discord': drawDiscordMessage(discordComponentsFor(everyBlock(words), elsewhere), skin),
  'form on the web': renderForm(everyField(words), {
    id: 'f',
    reader,
    problems: [{ field: 'line', problem: 'Please shorten it.' }],
  }),
  'link page': renderPageBody(letter(words), { id: 'p', reader }),
}

describe.skipIf(isLeftOut('pictures of cards and forms, compared'))('web.pictures', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    test.each(Object.keys(DRAWN))('%s looks as it did', async (name) => {
      const page = await browser.newPage({
        viewport: { width: 480, height: 600 },
        colorScheme,
        reducedMotion: 'reduce',
      })
      await page.setContent(
        `<html lang="en"><style>${style} body { padding: 16px }</style><body class="letter"><main>${DRAWN[name]}</main></body>`,
      )
      const drawn = await page.screenshot({ fullPage: true })
      const file = join(PICTURES, `${name}, ${colorScheme}.png`)
      if (isUpdating || !existsSync(file)) keep(file, drawn)
      if (!(await hasOurFonts(page))) return console.log(`Not compared: ${name}. This machine has other fonts.`)
      const share = await differingShare(page, readFileSync(file), drawn)
      if (share > TOLERATED) await keepPicture(page, `now ${name}, ${colorScheme}`)
      expect(share).toBeLessThanOrEqual(TOLERATED)
      await page.close()
    })
  })
})

function keep(file: string, picture: Buffer): void {
  mkdirSync(PICTURES, { recursive: true })
  writeFileSync(file, picture)
}

/** The width of a line in our fonts says which fonts they are. */
async function hasOurFonts(page: Page): Promise<boolean> {
  const width = await page.evaluate(() => {
    const probe = document.createElement('span')
    probe.textContent = 'Introdesk 0123456789 Ångström ¶ 漢字'
    document.body.append(probe)
    const { width } = probe.getBoundingClientRect()
    probe.remove()
    return Math.round(width * 10) / 10
  })
  const file = join(PICTURES, 'fonts.json')
  if (isUpdating || !existsSync(file)) keep(file, Buffer.from(`{ "width": ${width} }\n`))
  return JSON.parse(readFileSync(file, 'utf8')).width === width
}

/** Compared by the browser itself, which can read its own pictures. A different size is all different. */
function differingShare(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const pixels = async (base64: string) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
        const canvas = new OffscreenCanvas(image.width, image.height)
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        return context?.getImageData(0, 0, image.width, image.height)
      }
      const [a, b] = await Promise.all(pictures.map(pixels))
      if (!a || !b || a.width !== b.width || a.height !== b.height) return 1
      let differing = 0
      for (let at = 0; at < a.data.length; at += 4) {
        const distance = [0, 1, 2].map((channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)))
        if (Math.max(...distance) > 48) differing += 1
      }
      return differing / (a.data.length / 4)
    },
    [before.toString('base64'), after.toString('base64')],
  )
}
