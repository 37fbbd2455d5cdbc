import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/infra/db/database.ts'
import { silentLog } from '../../src/kit/log.ts'
import { findBrowser, openBrowser } from '../helpers/browser.ts'
import { type DeskProcess, freePort, startDeskProcess } from '../helpers/desk-process.ts'

const browserPath = findBrowser()

describe.skipIf(!browserPath)('a newcomer in a browser, and a process that is killed after every step', () => {
  let folder: string
  let port: number
  let desk: DeskProcess
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'introdesk-killed-'))
    port = await freePort()
    desk = await startDeskProcess({ dataDir: folder, port })
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
    await page.goto(`${desk.url}/playground`)
  })

  afterAll(async () => {
    await browser?.close()
    await desk?.kill()
    await rm(folder, { recursive: true, force: true })
  })

  async function killedAndStartedAgain(): Promise<void> {
    await desk.kill()
    desk = await startDeskProcess({ dataDir: folder, port })
    await page.goto(`${desk.url}/playground`)
  }

  const press = (name: RegExp) => page.getByRole('button', { name }).first().click()
  const seen = (text: RegExp | string) => page.getByText(text).first().waitFor()

  test('nothing is lost and nothing is doubled', { timeout: 180_000 }, async () => {
    await press(/Load the demo town/)
    await page.getByRole('button', { name: /Load the demo town/ }).waitFor({ state: 'detached' })
    await killedAndStartedAgain()

    await press(/Ask for an introduction as Maria/)
    const form = page.getByRole('dialog')
    await form.getByRole('combobox').first().pressSequentially('nora')
    await form.getByRole('option', { name: /Nora Lindqvist/ }).click()
    await form.getByLabel('What is it about?').fill('How shipyards buy robots')
    await form.getByLabel('Your message').fill('We would like to hear how a first contract looks.')
    await form.getByRole('button', { name: 'Ask', exact: true }).click()
    await seen('Maria Keller would like to meet Nora Lindqvist')
    await killedAndStartedAgain()

    await press(/^Accept/)
    await seen(/Written from a template/)
    await killedAndStartedAgain()

    await press(/^Ask whether/)
    await seen('Maria Keller would like to meet you')
    await killedAndStartedAgain()

    await press(/^Yes, introduce/)
    await seen('Nora Lindqvist said yes')
    await killedAndStartedAgain()

    await press(/^Edit the text/)
    await page
      .getByRole('dialog')
      .getByLabel(/text|introduction/i)
      .fill('Hello Nora, this is Maria. She asks good questions.')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Save|Keep|Use)/ })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await killedAndStartedAgain()

    await press(/^Introduce them in a chat/)
    await confirmIfAsked(page)
    await seen(/I have written/)
    await killedAndStartedAgain()

    await press(/^We met/)
    await seen(/Tell what came of it/)
    await killedAndStartedAgain()

    await desk.stop()
    expect(await countsIn(folder)).toEqual({
      requests: 1,
      accepted: 1,
      introductions: 1,
      sent: 1,
      rooms: 1,
      roomMessages: 1,
      doubles: 0,
    })
    desk = await startDeskProcess({ dataDir: folder, port })
  })
})

async function confirmIfAsked(page: Page): Promise<void> {
  const confirm = page.getByRole('dialog').getByRole('button', { name: /^(Introduce|Send|Yes)/ })
  await confirm.click()
}

async function countsIn(dataDir: string): Promise<Record<string, number>> {
  const database = await openDatabase({ dataDir, log: silentLog })
  try {
    const { referralRequest, offer, introduction, room, webMessage } = database.prisma
    const live = { number: { gt: 10 } }
    const messages = await webMessage.groupBy({
      by: ['deliveryId'],
      _count: true,
      where: { deliveryId: { not: null } },
    })
    return {
      requests: await referralRequest.count({ where: live }),
      accepted: await offer.count({ where: { status: 'ACCEPTED', request: live } }),
      introductions: await introduction.count(),
      sent: await introduction.count({ where: { sentAt: { not: null } } }),
      rooms: await room.count(),
      roomMessages: await webMessage.count({ where: { conversation: { key: { startsWith: 'intro' } } } }),
      doubles: messages.filter(({ _count }) => _count > 1).length,
    }
  } finally {
    await database.close()
  }
}
