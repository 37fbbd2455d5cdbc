import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isLeftOut, keepPicture, openBrowser, openPage, type Watched } from '../../helpers/browser.ts'
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
    playground = await openPlayground(anyTestDatabase().open, { isEmpty: true })
  })
  afterEach(async ({ task }) => {
    await watched.close(task)
    await playground.close()
    expect(watched.complaints).toEqual([])
    playground.log.assertNoErrors()
  })

  test('a newcomer finishes the story by following the guide', async () => {
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

    await answerWithoutScripts(browser, await guide.getByRole('link', { name: 'Open as Beatriz' }).getAttribute('href'))

    await facilitator.getByRole('button', { name: 'Open the draft' }).click()
    await facilitator.getByRole('button', { name: 'Send it by e-mail' }).last().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send it' }).click()

    // A journey shows its cards before it has arrived: until then its button is busy, and takes no second press.
    const letTimePass = guide.locator('form:not([aria-busy="true"])', { hasText: 'Let time pass until somebody does' })
    await letTimePass.getByRole('button').click()
    // Her own card has the button as well, from the beginning: whoever presses that one is not reminded.
    const reminder = houseOf(page, 'maria').getByRole('article', { name: 'Your turn to write to Beatriz Lopes' })
    await reminder.getByRole('button', { name: 'I have written' }).click()
    await reminder.getByText('Nothing is left here.').waitFor()
    await letTimePass.getByRole('button').click()
    await houseOf(page, 'maria').getByRole('button', { name: 'Yes, we met' }).click()
    await houseOf(page, 'maria').getByText('Connected').first().waitFor()

    await page.getByRole('button', { name: 'Start over' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click()
    await guide.getByText('A good place to begin').waitFor()
    expect(await page.locator('.message').count()).toBe(0)
  })
})

/** As in the browser of a mail program: opening answers nothing, the first answer counts, the second reads what was answered. */
async function answerWithoutScripts(browser: Browser, address: string | null): Promise<void> {
  const reader = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const other = await openPage(browser, { javaScriptEnabled: false })
  for (const { page } of [reader, other]) await page.goto(address ?? '')
  await reader.page.reload()
  await keepPicture(reader.page, 'link page')
  const yes = (page: Watched['page']) => page.getByRole('button', { name: 'Yes, introduce us' })
  await yes(reader.page).click()
  await reader.page.getByRole('heading', { name: 'Thank you' }).waitFor()
  await yes(other.page).click()
  await other.page.getByRole('main').waitFor()
  expect(await yes(other.page).count()).toBe(0)
  expect([...reader.complaints, ...other.complaints]).toEqual([expect.stringContaining('409')])
  for (const { page } of [reader, other]) await page.context().close()
}
