import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { TestContext } from 'vitest'

/** Where distributions and vendors put it. */
const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Nothing but the pages under test is loaded; in a container there is no sandbox to be had for root. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of this machine, or null. `CHROMIUM_PATH` names another one. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM_PATH
  return (named ? [named] : KNOWN_PATHS).find((path) => existsSync(path)) ?? null
}

/** For `describe.skipIf(isLeftOut('…'))`: says which tests need a browser that is not there. */
export function isLeftOut(what: string): boolean {
  if (findBrowser()) return false
  const named = process.env.CHROMIUM_PATH
  console.log(`Left out: ${what}. There is no Chromium ${named ? `at ${named}` : 'here; CHROMIUM_PATH may name one'}.`)
  return true
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  return chromium.launch({ ...(executablePath && { executablePath }), args: FLAGS })
}

/** A page that collects what went wrong in it: messages of the console, errors, requests to other hosts. */
export interface Watched {
  readonly page: Page
  readonly complaints: string[]
  /** For `afterEach`: leaves a picture of a failed test in tests/.artifacts. */
  close(task: TestContext['task']): Promise<void>
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light', ...options })
  // What takes longer here has gone wrong; the message then says which step it was.
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(`asked ${hostname} for something`)
  })
  return {
    page,
    complaints,
    async close({ name, result }) {
      if (result?.state === 'fail') await keepPicture(page, `failed ${name}`)
      await context.close()
    },
  }
}

const ARTIFACTS = fileURLToPath(new URL('../.artifacts/', import.meta.url))

/** A picture for whoever wants to look; the folder is not kept in git. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`) })
}
