import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isLeftOut, openBrowser, openPage, type Watched } from '../../helpers/browser.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { fillAsk, houseOf, type OpenPlayground, openPlayground } from './open-playground.ts'

describe.skipIf(isLeftOut('the playground in a browser: acting, live changes, the keyboard'))('web.playground', () => {
  let browser: Browser
  let playground: OpenPlayground
  let watched: Watched

  beforeAll(async () => {
    browser = await openBrowser()
    playground = await openPlayground(anyTestDatabase().open)
  })
  afterAll(async () => {
    await browser.close()
    await playground.close()
  })
  afterEach(async ({ task }) => {
    await watched.close(task)
    playground.log.assertNoErrors()
  })

  const visit = async (query: string, options = {}) => {
    watched = await openPage(browser, options)
    await watched.page.goto(`${playground.url}/playground${query}`)
    return watched.page
  }
  const isUntroubled = () => expect(watched.complaints).toEqual([])

  test('completes commands with the arrow keys and Tab, and says them with Enter', async () => {
    const page = await visit('?people=maria')
    const composer = page.getByRole('combobox', { name: 'Say something as Maria Keller' })
    await composer.focus()
    await page.keyboard.type('/')
    const options = page.getByRole('listbox', { name: 'What can be said' }).getByRole('option')
    await options.first().waitFor()
    expect(await options.first().innerText()).toContain('/intro ask')
    await page.keyboard.type('me h')
    await page.getByRole('option', { name: '/me home' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await composer.inputValue()).toBe('/me home ')
    await page.keyboard.press('Enter')
    await houseOf(page, 'maria').getByRole('article', { name: 'Your desk' }).waitFor()
    expect(await composer.inputValue()).toBe('')
    isUntroubled()
  })

  test('offers only what the person may say', async () => {
    const page = await visit('?people=maria')
    const composer = page.getByRole('combobox', { name: 'Say something as Maria Keller' })
    await composer.fill('/')
    await page.getByRole('option', { name: /^\/me home/ }).waitFor()
    expect(await page.getByRole('option', { name: /^\/desk/ }).count()).toBe(0)
  })

  test('a form keeps the focus, and gives it back when it closes', async () => {
    const page = await visit('?people=maria&tab.maria=home')
    const opener = houseOf(page, 'maria').getByRole('button', { name: 'Edit profile…' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'Your profile' })
    await form.waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('dialog')?.matches('.sheet'))).toBe(true)
    for (let presses = 0; presses < 12; presses++) await page.keyboard.press('Tab')
    expect(
      await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      ),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('what is wrong stands at its field, and what was typed is kept', async () => {
    const page = await visit('?people=maria')
    await page.getByRole('combobox', { name: 'Say something as Maria Keller' }).fill('/intro ask')
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'Ask for an introduction' })
    await form.getByLabel('What is it about?').fill('Only half of it')
    await form.getByRole('button', { name: 'Ask', exact: true }).click()
    const message = form.getByLabel('Your message')
    await form.locator('[aria-invalid="true"]').first().waitFor()
    expect(await form.getByLabel('What is it about?').inputValue()).toBe('Only half of it')
    const described = (await message.getAttribute('aria-describedby')) ?? ''
    expect(await page.locator(`#${described.split(' ').at(-1)}`).innerText()).toContain('needed')
  })

  test('what one page does, another shows by itself', async () => {
    const page = await visit('?people=femi')
    const other = await openPage(browser)
    await other.page.goto(`${playground.url}/playground?people=femi,maria&at=maria`)
    await page.getByRole('combobox', { name: 'Say something as Femi Adeyemi' }).fill('a line for the other page')
    await page.keyboard.press('Enter')
    await houseOf(other.page, 'femi').getByText('a line for the other page').waitFor()
    expect(other.complaints).toEqual([])
    await other.page.context().close()
  })

  test('a lost connection says so, heals, and brings what was missed', async () => {
    const page = await visit('?people=nora')
    await page.getByRole('combobox', { name: 'Say something as Nora Lindqvist' }).waitFor()
    await playground.closeDoor()
    await page.getByText('The connection to the desk was lost').waitFor()
    const { surfaces } = playground.desk.ports
    await surfaces.get('web')?.send({
      deliveryId: 'while-nobody-looked',
      installation: 'playground',
      to: { kind: 'direct', externalId: 'nora' },
      card: { title: 'This came in between', body: [] },
      reader: { timeZone: 'Europe/Berlin', locale: 'en', mentions: new Map() },
    })
    await playground.openDoor()
    await houseOf(page, 'nora').getByRole('article', { name: 'This came in between' }).waitFor()
    await page.getByText('The connection to the desk was lost').waitFor({ state: 'hidden' })
  })

  test('a press whose desk was away is done once it is back, and once only', async () => {
    const page = await visit('?people=jonas')
    await page.getByRole('combobox', { name: 'Say something as Jonas Brandt' }).fill('said into the void')
    await playground.closeDoor()
    await page.keyboard.press('Enter')
    await page.getByText('The connection to the desk was lost').waitFor()
    await playground.openDoor()
    const said = houseOf(page, 'jonas').locator('.said', { hasText: 'said into the void' })
    await said.first().waitFor()
    expect(await said.count()).toBe(1)
  })

  test('shows hostile text as the text it is', async () => {
    const page = await visit('?people=priya')
    const hostile = '<img src=x onerror="document.title=1"> <script>alert(1)</script> @everyone \u202Egnp'
    await page.getByRole('combobox', { name: 'Say something as Priya' }).fill(hostile)
    await page.keyboard.press('Enter')
    await houseOf(page, 'priya').getByText('<img src=x').waitFor()
    expect(await page.title()).not.toBe('1')
    expect(await houseOf(page, 'priya').locator('.messages img, .messages script').count()).toBe(0)
    isUntroubled()
  })

  test('draws the same card as Slack and as Discord show it, with buttons that work', async () => {
    const page = await visit('?people=aiko&as.aiko=slack')
    await page.getByRole('combobox', { name: 'Say something as Aiko' }).fill('/me home')
    await page.keyboard.press('Enter')
    const house = houseOf(page, 'aiko')
    await house.locator('.slack').getByText('Your desk').waitFor()
    await house.getByRole('link', { name: 'Discord' }).click()
    await house.locator('.discord').getByText('Your desk').waitFor()
    expect(page.url()).toContain('as.aiko=discord')
    await house
      .locator('.discord')
      .getByRole('button', { name: /Take a break/ })
      .click()
    await page.getByRole('dialog').waitFor()
    isUntroubled()
  })

  test('a home is drawn as Slack and as Discord show it too', async () => {
    const page = await visit('?people=aiko,karim&tab.aiko=home&as.aiko=slack&tab.karim=home&as.karim=discord')
    await houseOf(page, 'aiko').locator('.slack').getByRole('button', { name: 'See my contacts' }).waitFor()
    await houseOf(page, 'karim').locator('.discord').getByRole('button', { name: 'See my contacts' }).click()
    await houseOf(page, 'karim').getByRole('link', { name: 'Desk', exact: true }).click()
    await houseOf(page, 'karim').locator('.message').first().waitFor()
    isUntroubled()
  })

  test('what is chosen while the desk still looks is chosen, and Enter sends no half-filled form', async () => {
    const page = await visit('?people=lena')
    const answers = Promise.withResolvers<void>()
    await page.route(/query=Bea/, async (route) => {
      await answers.promise
      await route.continue()
    })
    await page.getByRole('combobox', { name: 'Say something as Lena' }).fill('/intro ask')
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'Ask for an introduction' })
    const whom = form.getByRole('combobox', { name: 'Whom do you want to meet?' })
    await form.getByRole('option', { name: /Beatriz/ }).waitFor()
    await whom.fill('Bea')
    await whom.press('ArrowDown')
    const shown = page.waitForResponse(/query=Bea/)
    answers.resolve()
    await (await shown).finished()
    await form.getByRole('option', { name: /Beatriz/, selected: true }).waitFor()
    await whom.press('Enter')
    expect(await whom.inputValue()).toBe('Beatriz Lopes')
    await whom.fill('Beatr')
    await whom.press('Enter')
    // A form that was sent has lost its focus, and is offered nobody any more.
    await form.getByRole('option', { name: /Beatriz/ }).waitFor()
    expect(await form.locator('[aria-invalid="true"]').count()).toBe(0)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  test('a double click is one press', async () => {
    const page = await visit('?people=grace&tab.grace=home')
    await houseOf(page, 'grace').getByRole('button', { name: 'See my contacts' }).dblclick()
    await houseOf(page, 'grace').getByRole('link', { name: 'Desk', exact: true }).click()
    await houseOf(page, 'grace').locator('.message').first().waitFor()
    await playground.desk.ports.engine.settled()
    expect(await houseOf(page, 'grace').locator('.message').count()).toBe(1)
  })

  test('looks inside: what was said, decided, written and sent, by its reference', async () => {
    const page = await visit('?people=lena')
    await page.getByRole('combobox', { name: 'Say something as Lena' }).fill('/intro ask')
    await page.keyboard.press('Enter')
    await fillAsk(page, 'Beatriz')
    await houseOf(page, 'lena')
      .getByRole('article', { name: /Beatriz/ })
      .first()
      .waitFor()
    await page.getByRole('link', { name: 'Look inside' }).click()
    const drawer = page.getByRole('complementary', { name: 'Behind the scenes' })
    const entry = drawer.locator('details', { hasText: 'intro.ask' }).first()
    if ((await entry.getAttribute('open')) === null) await entry.locator('summary').click()
    await entry.getByText('ReferralRequest create').first().waitFor()
    const reference = await entry.locator('.reference').innerText()
    await page.goto(`${playground.url}/playground?people=lena&drawer=trail&ref=${reference}`)
    await drawer.getByText(`Only ref ${reference}`).waitFor()
    expect(await drawer.locator('.trail > li').count()).toBe(1)
  })

  test('everything that matters works without scripts', async () => {
    const page = await visit('?people=tomas', { javaScriptEnabled: false })
    await page
      .getByRole('textbox', { name: 'Say something as Tomás' })
      .or(page.getByRole('combobox', { name: 'Say something as Tomás' }))
      .fill('/intro ask')
    await page.keyboard.press('Enter')
    const form = page.getByRole('dialog', { name: 'Ask for an introduction' })
    await form.getByLabel('Whom do you want to meet?').fill('Clara Vogt')
    await form.getByLabel('What is it about?').fill('A loan for the workshop')
    await form.getByRole('button', { name: 'Ask', exact: true }).click()
    await form.locator('[aria-invalid="true"]').first().waitFor()
    await form.getByLabel('Your message').fill('We would like to hear what the bank looks at first.')
    await form.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.waitForURL(/\/playground\?/)
    await playground.desk.ports.engine.settled()
    await page.reload()
    await houseOf(page, 'tomas')
      .getByRole('article', { name: /Clara Vogt/ })
      .first()
      .waitFor()
  })
})
