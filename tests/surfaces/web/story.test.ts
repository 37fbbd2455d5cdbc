import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isLeftOut, openBrowser, openPage, type Watched } from '../../helpers/browser.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { fillAsk, houseOf, type OpenPlayground, openPlayground } from './open-playground.ts'

describe.skipIf(isLeftOut('the playground in a browser: its story'))('the playground in a browser', () => {
  let browser: Browser
  let playground: OpenPlayground
  let watched: Watched

  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    playground = await openPlayground(await anyTestDatabase().open(), { isEmpty: true })
  })
  afterEach(async ({ task }) => {
    await watched.close(task)
    await playground.close()
    expect(watched.complaints).toEqual([])
    playground.log.assertNoErrors()
  })

  test('a newcomer finishes the story by following the guide', { timeout: 90_000 }, async () => {
    watched = await openPage(browser)
    const { page } = watched
    const guide = page.locator('#guide')
    await page.goto(`${playground.url}/playground`)
    await page.getByRole('button', { name: 'Ask for an introduction as Maria' }).click()
    await fillAsk(page, 'Beatriz')
    await houseOf(page, 'maria').getByRole('article', { name: 'Introduction to Beatriz Lopes' }).waitFor()

    await guide.getByRole('link', { name: /^Show / }).click()
    const facilitator = page.locator('.house.is-in-front')
    await facilitator.getByRole('button', { name: 'Accept and see a draft' }).click()
    await facilitator.getByRole('button', { name: 'Ask whether they want to' }).click()

    const [letter] = await Promise.all([
      page.context().waitForEvent('page'),
      guide.getByRole('link', { name: 'Open as Beatriz' }).click(),
    ])
    await letter.getByRole('button', { name: 'Yes, introduce us' }).click()
    await letter.getByRole('heading', { name: 'Thank you' }).waitFor()
    await letter.close()

    await facilitator.getByRole('button', { name: 'Open the draft' }).click()
    await facilitator.getByRole('button', { name: 'Send it by e-mail' }).last().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click()

    const letTimePass = guide.getByRole('button', { name: 'Let time pass until somebody does' })
    await letTimePass.click()
    await houseOf(page, 'maria').getByRole('button', { name: 'I have written' }).last().click()
    await letTimePass.click()
    await houseOf(page, 'maria').getByRole('button', { name: 'Yes, we met' }).click()
    await houseOf(page, 'maria').getByText('Connected').first().waitFor()
  })
})
