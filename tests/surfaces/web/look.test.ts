import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isLeftOut, keepPicture, openBrowser, openPage, type Watched } from '../../helpers/browser.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type OpenPlayground, openPlayground } from './open-playground.ts'
import { everyBlock } from './samples.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = [360, 768, 1280, 1920]

const VIEWS: readonly (readonly [string, string])[] = [
  ['plain', '/playground?people=maria,femi,nora'],
  ['skins', '/playground?people=maria,femi,nora&as.maria=slack&as.femi=discord&at=femi'],
  ['homes and the time line', '/playground?people=maria,femi&tab.maria=home&drawer=trail'],
  ['outbox', '/playground?people=maria&drawer=outbox'],
  ['mail', '/playground?people=maria&drawer=mail'],
  ['gallery', '/playground/gallery?q=intro.offer'],
  ['gallery, right to left', '/playground/gallery?q=intro.offer&words=rightToLeft'],
]

describe.skipIf(isLeftOut('the playground in a browser: its look and who can use it'))('web.look', () => {
  let browser: Browser
  let playground: OpenPlayground
  let watched: Watched

  beforeAll(async () => {
    browser = await openBrowser()
    playground = await openPlayground(anyTestDatabase().open)
    for (const person of ['maria', 'femi', 'nora']) await sendSample(playground, person)
  })
  afterAll(async () => {
    await browser.close()
    await playground.close()
  })
  afterEach(async ({ task }) => {
    await watched.close(task)
    expect(watched.complaints).toEqual([])
  })

  const visit = async (path: string, options = {}) => {
    watched = await openPage(browser, options)
    await watched.page.goto(playground.url + path)
    return watched.page
  }

  describe.each(VIEWS)('%s', (name, path) => {
    test.each(['light', 'dark'] as const)('can be used by everybody, %s', async (colorScheme) => {
      // What is still fading in has no colour of its own yet.
      const page = await visit(path, { colorScheme, reducedMotion: 'reduce' })
      expect(await complaintsOfAxe(page)).toEqual([])
    })

    test('fits every width without scrolling sideways', async () => {
      const page = await visit(path)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 860 })
        expect(await sidewaysScroll(page), `at ${width} px`).toBe(0)
        await keepPicture(page, `${name} ${width}`)
      }
    })
  })

  test('an open form can be used by everybody, on a phone too', async () => {
    const page = await visit('/playground?people=maria', { viewport: { width: 360, height: 740 } })
    await page.getByRole('button', { name: /^Ask for an introduction as/ }).click()
    await page.getByRole('dialog').waitFor()
    expect(await complaintsOfAxe(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })

  test('on a phone one person is shown at a time, and a press shows another', async () => {
    const page = await visit('/playground?people=maria,femi', { viewport: { width: 360, height: 740 } })
    await page.locator('#house-maria').waitFor()
    expect(await page.locator('#house-femi').isVisible()).toBe(false)
    await page.getByRole('navigation', { name: 'People' }).getByRole('link', { name: /Femi/ }).click()
    await page.locator('#house-femi').waitFor()
    expect(await page.locator('#house-maria').isVisible()).toBe(false)
  })

  test('the first paint waits for little, and few bytes follow', async () => {
    const page = await visit('/playground?people=maria,femi,nora')
    await page.waitForLoadState('networkidle').catch(() => {})
    const seen = await page.evaluate(() => ({
      waitedFor: performance
        .getEntriesByType('resource')
        .filter((entry) => (entry as unknown as { renderBlockingStatus: string }).renderBlockingStatus === 'blocking')
        .map(({ name }) => new URL(name).pathname),
      bytes: performance
        .getEntriesByType('resource')
        .filter((entry) => entry instanceof PerformanceResourceTiming && !entry.name.includes('/live'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    }))
    expect(seen.bytes).toBeLessThan(40_000)
    expect(seen.waitedFor).toEqual(['base', 'town', 'skins'].map((name) => `/playground/assets/${name}.css`))
  })

  test('asks for less motion where the reader does', async () => {
    const page = await visit('/playground?people=maria', { reducedMotion: 'reduce' })
    const durations = await page.evaluate(() =>
      [...document.querySelectorAll('*')].map((element) => getComputedStyle(element).transitionDuration),
    )
    expect(new Set(durations)).toEqual(new Set(['0s']))
  })

  test('remembers the theme that was chosen', async () => {
    const page = await visit('/playground')
    await page.getByRole('button', { name: 'Dark' }).click()
    await page.locator('html[data-theme="dark"]').waitFor()
    await page.reload()
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  })
})

async function complaintsOfAxe(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's own policy does not bind.
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } }
    const { violations } = await axe.run()
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`,
    )
  })
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
}

const sidewaysScroll = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))

async function sendSample({ desk }: OpenPlayground, person: string): Promise<void> {
  await desk.ports.surfaces.get('web')?.send({
    deliveryId: `sample-${person}`,
    installation: 'playground',
    to: { kind: 'direct', externalId: person },
    card: everyBlock('Ben Okafor, who has a long name and a longer story, told here at some length'),
    reader: { timeZone: 'Europe/Berlin', locale: 'en', mentions: new Map() },
  })
  await desk.ports.surfaces.get('mail')?.send({
    deliveryId: `letter-${person}`,
    installation: '',
    to: { kind: 'email', email: `${person}@example.org`, name: person },
    card: everyBlock('Ben Okafor'),
    reader: { timeZone: 'Europe/Berlin', locale: 'en', mentions: new Map() },
  })
}
