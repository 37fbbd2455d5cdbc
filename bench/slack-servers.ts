// The servers of bench/slack.ts, in a process of their own: whoever makes the load takes nothing from them.
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App as Bolt, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt'
import { type Database, openDatabase } from '../src/infra/db/database.ts'
import { silentLog } from '../src/kit/log.ts'
import { deskOver } from '../src/main.ts'
import { startSlack } from '../src/surfaces/slack/start.ts'
import { startLocalSlack } from '../tests/helpers/slack-server.ts'
import { townConfig } from '../tests/helpers/town.ts'

const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/** What the parent process is told: where each handler listens, and with what it is signed. */
export interface Servers {
  readonly urls: Readonly<Record<string, string>>
  readonly signingSecret: string
}

async function main(kind: string, databaseUrl: string, people: number): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: '', log: silentLog, now: () => new Date() })
  const servers = kind === 'desk' ? await deskServer(database, people) : await boltServers(database)
  process.send?.(servers)
}

async function boltServers(database: Database): Promise<Servers> {
  const signingSecret = randomUUID()
  await database.prisma.workspace.create({ data: { id: randomUUID(), name: 'Bench', timeZone: 'UTC' } })
  const bare = await listen(boltThat(signingSecret, async () => {}))
  const plain = await listen(boltThat(signingSecret, (command) => savePlainly(database.prisma, command)))
  return { urls: { bare, plain }, signingSecret }
}

/** The desk as it is, its jobs left to a worker elsewhere. */
async function deskServer(database: Database, people: number): Promise<Servers> {
  const slack = await startLocalSlack()
  for (let person = 0; person < people; person++) slack.person(`U${person}`)
  const desk = await deskOver(database, townConfig({ PLAYGROUND: 'off' }), { log: silentLog })
  const { signingSecret, apiUrl } = slack
  const config = { botToken: slack.team.botToken, signingSecret, apiUrl }
  const surface = await startSlack({ app: desk.app, ports: desk.ports, config })
  await desk.app.startWithoutWorker()
  const url = await listen((request, response) => void surface.handle(request, response))
  return { urls: { desk: url }, signingSecret }
}

/** Bolt as its guide shows it, with its own receiver. */
function boltThat(
  signingSecret: string,
  save: (command: { user_id: string; trigger_id: string }) => Promise<void>,
): RequestListener {
  const receiver = new HTTPReceiver({ signingSecret, logger: quiet })
  const authorize = async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1' })
  const bolt = new Bolt({ receiver, authorize, logger: quiet, convoStore: false })
  bolt.command(/.*/, async ({ command, ack }) => {
    await save(command)
    await ack({ response_type: 'ephemeral', text: 'You are away.' })
  })
  return receiver.requestListener
}

/** What one writes first: look whether it is known, count, then two rows in a transaction. */
async function savePlainly(
  prisma: Database['prisma'],
  command: { user_id: string; trigger_id: string },
): Promise<void> {
  const workspace = await prisma.workspace.findFirstOrThrow({ select: { id: true } })
  await prisma.$transaction(async (tx) => {
    const base = { id: randomUUID(), workspaceId: workspace.id }
    await tx.keptInteraction.count({ where: { workspaceId: workspace.id, actorId: command.user_id } })
    await tx.keptInteraction.create({
      data: {
        ...base,
        surface: 'slack',
        externalId: `plain ${command.trigger_id}`,
        reference: 'PLAIN',
        actorId: command.user_id,
        contract: 'plain',
        outcome: 'kept',
        at: new Date(),
      },
    })
    await tx.delivery.create({
      data: {
        ...base,
        notice: 'plain',
        key: command.trigger_id,
        subject: command.trigger_id,
        data: {},
        recipientKind: 'MEMBER',
        recipient: command.user_id,
        dueAt: new Date(),
        createdAt: new Date(),
      },
    })
  })
}

async function listen(handle: RequestListener): Promise<string> {
  const server: Server = createServer(handle)
  // Servers rest while others have their round; a connection closed meanwhile would be the load's failure, not theirs.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
}

const [, , kind = '', databaseUrl = '', people = '0'] = process.argv
await main(kind, databaseUrl, Number(people))
