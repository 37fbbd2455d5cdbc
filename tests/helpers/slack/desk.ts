import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '../../../src/infra/db/database.ts'
import { type Clock, systemClock } from '../../../src/kit/clock.ts'
import type { Seal } from '../../../src/kit/seal.ts'
import { type Desk, deskOver } from '../../../src/main.ts'
import { type Slack, type SlackConfig, startSlack } from '../../../src/surfaces/slack/start.ts'
import { type CollectingLog, collectingLog } from '../log.ts'
import { type LocalSlack, startLocalSlack } from '../slack-server.ts'
import { townConfig } from '../town.ts'

/** The whole desk with Slack as its only surface, against a Slack on this machine. */
export interface SlackTown {
  readonly slack: LocalSlack
  readonly desk: Desk
  readonly surface: Slack
  readonly log: CollectingLog
  readonly url: string
  settles(): Promise<void>
  close(): Promise<void>
}

export interface SlackTownOptions {
  readonly road?: 'http' | 'socket'
  readonly machine?: Clock
  readonly config?: SlackConfig
  readonly seal?: Seal
  readonly environment?: Readonly<Record<string, string>>
  readonly slack?: LocalSlack
  readonly probes?: boolean
}

export async function openSlackTown(database: Database, options: SlackTownOptions = {}): Promise<SlackTown> {
  const { road = 'http', machine = systemClock } = options
  const slack = options.slack ?? (await startLocalSlack())
  const log = collectingLog()
  const desk = await deskOver(database, townConfig({ PLAYGROUND: 'off', ...options.environment }), { log, machine })
  const tokens = road === 'socket' ? { appToken: slack.appToken } : { signingSecret: slack.signingSecret }
  const config = options.config ?? { botToken: slack.team.botToken, ...tokens }
  const { seal } = options
  const surface = await startSlack({
    app: desk.app,
    ports: desk.ports,
    config: { apiUrl: slack.apiUrl, ...config },
    machine,
    ...(seal && { seal }),
    ...(options.probes !== undefined && { probes: options.probes }),
  })
  const server = createServer((request, response) => void surface.handle(request, response))
  const url = await listen(server)
  desk.listensAt(url)
  if (road === 'http') slack.sendsTo(`${url}/slack/events`)
  await desk.app.startWorker()
  await surface.open()
  return {
    slack,
    desk,
    surface,
    log,
    url,
    async settles() {
      await surface.settled()
      await desk.ports.engine.settled()
    },
    async close() {
      await surface.stop()
      server.closeAllConnections()
      server.close()
      await desk.app.stopWorker(2000)
      if (!options.slack) await slack.close()
      await desk.close()
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
