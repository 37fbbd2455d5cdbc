import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { domains } from '../../../src/domains/index.ts'
import { WORDINGS } from '../../../src/kit/ui/example-words.ts'
import { exhibitsOf } from '../../../src/surfaces/web/gallery.ts'
import { measureCard, measureForm } from '../../../src/surfaces/web/measure.ts'
import { isLeftOut, openBrowser, openPage, type Watched } from '../../helpers/browser.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type OpenPlayground, openPlayground } from './open-playground.ts'
import { everyBlock, everyField } from './samples.ts'

describe('web.gallery', () => {
  test('counts what is used of each limit', () => {
    expect(measureCard(everyBlock('Ben'))).toContainEqual({ what: 'title', used: 8, limit: 140 })
    expect(measureForm(everyField('Ben'))).toContainEqual({ what: 'fields', used: 8, limit: 5 })
  })

  test('has every example of every domain, in every wording', () => {
    const examples = domains.flatMap(({ examples, exampleCards }) => [
      ...Object.keys(examples),
      ...Object.keys(exampleCards),
    ])
    for (const wording of WORDINGS) expect(exhibitsOf(domains, wording)).toHaveLength(examples.length)
  })
})

describe.skipIf(isLeftOut('the gallery in a browser'))('web.gallery in a browser', () => {
  let browser: Browser
  let playground: OpenPlayground
  let watched: Watched

  beforeAll(async () => {
    browser = await openBrowser()
    playground = await openPlayground(anyTestDatabase().open, { isEmpty: true })
  })
  afterAll(async () => {
    await browser.close()
    await playground.close()
  })
  afterEach(async ({ task }) => {
    await watched.close(task)
    expect(watched.complaints).toEqual([])
    playground.log.assertNoErrors()
  })

  test.each(WORDINGS)('nothing sticks out of its frame, %s', async (wording) => {
    watched = await openPage(browser)
    const { page } = watched
    await page.goto(`${playground.url}/playground/gallery?words=${wording}`)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 860 })
      const sticking = await page.evaluate(() =>
        [...document.querySelectorAll('.exhibit')]
          .filter((exhibit) =>
            [...exhibit.querySelectorAll('.frame')].some((frame) => frame.scrollWidth > frame.clientWidth + 1),
          )
          .map((exhibit) => exhibit.id),
      )
      expect(sticking, `at ${width} px`).toEqual([])
    }
  })

  test('finds by name and by the words on a card', async () => {
    watched = await openPage(browser)
    const { page } = watched
    await page.goto(`${playground.url}/playground/gallery`)
    const all = await page.locator('.exhibit').count()
    await page.getByRole('searchbox', { name: 'Search the examples' }).fill('people.profile')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=people\.profile/)
    expect(await page.locator('.exhibit').count()).toBeLessThan(all)
    await page.getByRole('searchbox').fill('no such words anywhere')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing is called').waitFor()
  })
})
