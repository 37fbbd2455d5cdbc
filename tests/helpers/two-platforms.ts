import type { Database } from '../../src/infra/db/database.ts'
import { type Discord, startDiscord } from '../../src/surfaces/discord/start.ts'
import { paperMailSurface } from '../../src/surfaces/web/deliver.ts'
import { type LocalDiscord, startLocalDiscord } from './discord/local-discord.ts'
import { openSlackTown, type SlackTown } from './slack/desk.ts'
import { type LocalSlack, startLocalSlack } from './slack-server.ts'
import { TUESDAY } from './town.ts'

/** One desk on a working Tuesday, with the real clients of both platforms; mail to people outside is kept. */
export interface TwoPlatforms {
  readonly slack: LocalSlack
  readonly local: LocalDiscord
  readonly town: SlackTown
  /** Begins to hear Discord; whoever was first in Slack has made the workspace by then. */
  hearsDiscord(): Promise<void>
  close(): Promise<void>
}

export async function openTwoPlatforms(database: Database): Promise<TwoPlatforms> {
  const begun = performance.now()
  const now = () => TUESDAY.getTime() + performance.now() - begun
  const machine = { now: () => new Date(now()) }
  const slack = await startLocalSlack(now)
  const local = await startLocalDiscord()
  local.person('Olga')
  const town = await openSlackTown(database, { slack, machine })
  const { app, ports } = town.desk
  const config = { token: local.world.token, applicationId: local.world.applicationId, apiUrl: local.url }
  const discord: Discord = await startDiscord({ app, ports, config, machine })
  const { clock, ids } = ports
  app.addSurface(paperMailSurface({ db: ports.database.reader, clock, ids, changed: () => {} }))
  return {
    slack,
    local,
    town,
    async hearsDiscord() {
      await discord.open()
      await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    },
    async close() {
      await discord.stop()
      await town.close()
      await slack.close()
      await local.stop()
    },
  }
}
