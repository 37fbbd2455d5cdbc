import type { App } from '../../../src/app/app.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import type { Clock } from '../../../src/kit/clock.ts'
import { type Desk, deskOver } from '../../../src/main.ts'
import type { Shards } from '../../../src/surfaces/discord/gateway.ts'
import { type Discord, startDiscord } from '../../../src/surfaces/discord/start.ts'
import { type CollectingLog, collectingLog } from '../log.ts'
import { townConfig } from '../town.ts'
import type { LocalDiscord } from './local-discord.ts'
import type { World } from './world.ts'

/** The whole desk over a real database, with a local Discord as its only surface. */
export interface DiscordDeskUnderTest {
  readonly desk: Desk
  readonly discord: Discord
  readonly log: CollectingLog
  /** Resolves when every job that is due has run. */
  settles(): Promise<void>
  stop(): Promise<void>
}

export interface DeskOptions {
  readonly machine?: Clock
  readonly token?: string
  readonly shards?: Shards
  /** Holds each answer of the desk back for so long. */
  readonly slowerByMs?: () => number
  /** What a person does resolves with the first answer, though the desk still works on it. */
  readonly isImpatient?: boolean
  readonly environment?: Readonly<Record<string, string>>
}

/** Somewhere to connect to: a local Discord, or anything else that speaks like one. */
export interface AnyDiscord {
  readonly url: string
  readonly world: Pick<World, 'token' | 'applicationId'>
  readonly waitsFor?: LocalDiscord['waitsFor']
}

export async function openDiscordDesk(
  database: Database,
  local: AnyDiscord,
  options: DeskOptions = {},
): Promise<DiscordDeskUnderTest> {
  const log = collectingLog()
  const { machine = { now: () => new Date() }, token = local.world.token, shards } = options
  const desk = await deskOver(database, townConfig({ PLAYGROUND: 'off', ...options.environment }), { log, machine })
  const config = { token, applicationId: local.world.applicationId, apiUrl: local.url, shards }
  const discord = await startDiscord({ app: slower(desk.app, options.slowerByMs), ports: desk.ports, config, machine })
  await desk.app.startWorker()
  await discord.open()
  const leave = (!options.isImpatient && local.waitsFor?.(discord)) || (() => {})
  return {
    desk,
    discord,
    log,
    async settles() {
      await discord.settled()
      await desk.ports.engine.settled()
    },
    async stop() {
      leave()
      await discord.stop()
      await desk.app.stopWorker(2_000)
    },
  }
}

function slower(app: App, byMs: (() => number) | undefined): App {
  if (!byMs) return app
  return {
    ...app,
    async dispatch(interaction) {
      await new Promise((resolve) => setTimeout(resolve, byMs()))
      return app.dispatch(interaction)
    },
  }
}
