import type { Page } from 'playwright-core'
import { type FrontDoor, openFrontDoor } from '../../../src/infra/http/front-door.ts'
import type { Clock } from '../../../src/kit/clock.ts'
import { type Desk, deskOver } from '../../../src/main.ts'
import { prepareSurfaces } from '../../../src/surfaces.ts'
import type { OpenTestDatabase } from '../../helpers/database.ts'
import { type CollectingLog, collectingLog } from '../../helpers/log.ts'
import { TUESDAY, townConfig } from '../../helpers/town.ts'

/** The whole desk with its real front door on a free port, as a browser meets it. */
export interface OpenPlayground {
  readonly url: string
  readonly desk: Desk
  readonly log: CollectingLog
  /** As when the process was stopped: every connection ends. */
  closeDoor(): Promise<void>
  /** At the same address as before. */
  openDoor(): Promise<void>
  close(): Promise<void>
}

export interface PlaygroundOptions {
  readonly isEmpty?: boolean
  readonly config?: Readonly<Record<string, string>>
}

export async function openPlayground(open: OpenTestDatabase, options: PlaygroundOptions = {}): Promise<OpenPlayground> {
  const database = await open(options.isEmpty ? 'empty' : 'town')
  const startedAt = Date.now()
  // The town's Tuesday, but going on: a clock that stands still would never show what a minute does.
  const machine: Clock = { now: () => new Date(TUESDAY.getTime() + Date.now() - startedAt) }
  const log = collectingLog()
  const desk = await deskOver(database, townConfig(options.config), { log, machine })
  const surfaces = await prepareSurfaces(desk)
  await desk.app.startWorker()
  let door = await openDoorAt(0)
  const url = `http://127.0.0.1:${door.port}`
  desk.listensAt(url)
  return {
    url,
    desk,
    log,
    closeDoor: () => door.close(0),
    async openDoor() {
      door = await openDoorAt(door.port)
    },
    async close() {
      await door.close(0)
      for (const prepared of surfaces.values()) await prepared.stop()
      await desk.app.stopWorker(2000)
      await desk.close()
    },
  }

  async function openDoorAt(port: number): Promise<FrontDoor> {
    const opened = await openFrontDoor({ host: '127.0.0.1', port, log })
    for (const prepared of surfaces.values()) await prepared.open(opened)
    opened.complete()
    return opened
  }
}

/** One person's chat in the page. */
export const houseOf = (page: Page, key: string) => page.locator(`#house-${key}`)

/** Asks for an introduction through the open form, choosing the first contact that `name` finds. */
export async function fillAsk(page: Page, name: string): Promise<void> {
  const form = page.getByRole('dialog')
  const whom = form.getByRole('combobox', { name: 'Whom do you want to meet?' })
  await whom.fill(name)
  await form.getByRole('option', { name: new RegExp(name) }).waitFor()
  await whom.press('ArrowDown')
  await whom.press('Enter')
  await form.getByLabel('What is it about?').fill('Pilot customers for our gripper')
  await form.getByLabel('Your message').fill('We build grippers for wet cable and would like to learn how you buy.')
  await form.getByRole('button', { name: 'Ask', exact: true }).click()
}
