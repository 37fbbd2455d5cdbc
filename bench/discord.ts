import { fork } from 'node:child_process'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import { openDatabase } from '../src/infra/db/database.ts'
import { migrate } from '../src/infra/db/migrate.ts'
import { silentLog } from '../src/kit/log.ts'
import { onServer, startPostgres, urlOf } from '../tests/helpers/postgres.ts'

const IN_FLIGHT = 16
const ROUNDS = 5
const ROUND_MS = 2_000
const PEOPLE = 200
const STEADY_PER_S = 100
const STEADY_MS = 5_000
const DATABASE = 'introdesk_bench_discord'
const GUILD = '1200000000000000001'
const APPLICATION = '1100000000000000001'

type Bot = 'bare' | 'desk'

/**
 * A command that changes something, from the gateway's event until it is durable and answered: our desk, against a bare
 * discord.js bot that answers at once and keeps nothing (1.00). Interleaved rounds, medians, and every answered command is
 * looked up afterwards.
 */
export async function run(): Promise<object> {
  const server = await startPostgres()
  if (!('url' in server)) return server
  const url = urlOf(server.url, DATABASE)
  try {
    await onServer(server.url, `drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`)
    await prepare(url)
    return await measure(url)
  } finally {
    await onServer(server.url, `drop database if exists ${DATABASE} with (force)`)
    await server.stop()
  }
}

async function prepare(databaseUrl: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: '', log: silentLog, now: () => new Date() })
  await database.withSession((session) => migrate(session, { log: silentLog }))
  await database.close()
}

async function measure(databaseUrl: string): Promise<object> {
  const rounds: Record<Bot, Round[]> = { bare: [], desk: [] }
  const kept = { answered: 0, deferred: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    for (const bot of ['bare', 'desk'] as const) {
      const discord = await startDiscordFor(bot, databaseUrl)
      await discord.closedLoop(ROUND_MS / 2)
      rounds[bot].push(await discord.closedLoop(ROUND_MS))
      if (bot === 'desk') {
        kept.answered += discord.answered()
        kept.deferred += discord.deferred()
      }
      await discord.stop()
    }
  }
  await checkKept(databaseUrl, kept.answered)
  const discord = await startDiscordFor('desk', databaseUrl)
  await discord.openLoop(STEADY_MS / 4)
  const steady = await discord.openLoop(STEADY_MS)
  const [inSteady, deferredInSteady] = [discord.answered(), discord.deferred()]
  await discord.stop()
  await checkKept(databaseUrl, inSteady)
  const rate = (bot: Bot) => median(rounds[bot].map(({ perSecond }) => perSecond))
  const cpuOf = (bot: Bot) => Math.round(median(rounds[bot].map(({ cpuMicros }) => cpuMicros)))
  return {
    'desk vs bare discord.js': Math.round((rate('desk') / rate('bare')) * 1_000) / 1_000,
    'processor µs an answer (bare, desk)': [cpuOf('bare'), cpuOf('desk')],
    'per second (bare, desk)': [rate('bare'), rate('desk')].map(Math.round),
    [`p50 / p99 ms with ${IN_FLIGHT} in flight (bare)`]: milliseconds(rounds.bare),
    '(desk)': milliseconds(rounds.desk),
    [`p50 / p99 ms at ${STEADY_PER_S} a second (desk)`]: milliseconds([steady]),
    'kept, and told that the answer follows (rush)': [kept.answered, kept.deferred],
    '(steady)': [inSteady, deferredInSteady],
  }
}

interface Round {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Of the bot's process, the database server not counted. */
  readonly cpuMicros: number
}

/** A gateway and a REST API that hold nothing, for one bot in a process of its own. */
async function startDiscordFor(bot: Bot, databaseUrl: string) {
  const waiting = new Map<string, () => void>()
  let acts = 0
  let answered = 0
  let deferred = 0
  let sequence = 0
  const sockets: WebSocket[] = []
  const server = createServer((request, response) => void rest(request, response))
  const port = await listen(server)
  const connected = Promise.withResolvers<WebSocket>()
  const gateway = new WebSocketServer({ server })
  const dispatch = (socket: WebSocket, t: string, d: object) =>
    socket.send(JSON.stringify({ op: 0, s: ++sequence, t, d }))
  gateway.on('connection', (socket) => {
    sockets.push(socket)
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 40_000 } }))
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data)) as { op: number }
      if (op === 1) socket.send(JSON.stringify({ op: 11 }))
      if (op === 6) socket.send(JSON.stringify({ op: 9, d: false }))
      if (op !== 2) return
      dispatch(socket, 'READY', ready(port))
      dispatch(socket, 'GUILD_CREATE', GUILD_PAYLOAD)
      connected.resolve(socket)
    })
  })

  async function rest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const isDeferred = (await textOf(request)).startsWith('{"type":5')
    if (isDeferred && path.endsWith('/callback')) deferred += 1
    const [, token] = /\/interactions\/\d+\/([^/]+)\/callback/.exec(path) ?? []
    if (token) {
      response.writeHead(204).end()
      waiting.get(token)?.()
      waiting.delete(token)
      return
    }
    const body = path.includes('/gateway/bot')
      ? {
          url: `ws://127.0.0.1:${port}`,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 1000, reset_after: 1, max_concurrency: 1 },
        }
      : []
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  const file = fileURLToPath(new URL('./discord-bots.ts', import.meta.url))
  const child = fork(file, [bot, `http://127.0.0.1:${port}`, databaseUrl], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  child.once('exit', (code) => code && connected.reject(new Error(`The bot ended with exit code ${code}.`)))
  const socket = await connected.promise

  const cpu = async () => {
    const told = new Promise<NodeJS.CpuUsage>((resolve) =>
      child.once('message', (usage) => resolve(usage as NodeJS.CpuUsage)),
    )
    child.send('cpu')
    const { user, system } = await told
    return user + system
  }
  const act = () => {
    const { promise, resolve } = Promise.withResolvers<number>()
    const begun = performance.now()
    const command = commandBy(++acts)
    waiting.set(command.token, () => {
      answered += 1
      resolve(performance.now() - begun)
    })
    dispatch(socket, 'INTERACTION_CREATE', command)
    return promise
  }
  return {
    answered: () => answered,
    /** Of those, how many were told that the answer follows. */
    deferred: () => deferred,
    async closedLoop(forMs: number): Promise<Round> {
      const times: number[] = []
      const cpuBefore = await cpu()
      const begun = performance.now()
      const worker = async () => {
        while (performance.now() - begun < forMs) times.push(await act())
      }
      await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
      const tookMs = performance.now() - begun
      return summary(times, tookMs, (await cpu()) - cpuBefore)
    },
    /** As people come: whether the last one was answered or not. */
    async openLoop(forMs: number): Promise<Round> {
      const sent: Promise<number>[] = []
      const cpuBefore = await cpu()
      const begun = performance.now()
      for (let n = 1; performance.now() - begun < forMs; n++) {
        sent.push(act())
        await new Promise((resolve) =>
          setTimeout(resolve, Math.max(0, begun + (n * 1_000) / STEADY_PER_S - performance.now())),
        )
      }
      const times = await Promise.all(sent)
      const tookMs = performance.now() - begun
      return summary(times, tookMs, (await cpu()) - cpuBefore)
    },
    /** Without a word: what was answered has to be there all the same. */
    async stop() {
      child.removeAllListeners('exit')
      child.kill('SIGKILL')
      for (const one of sockets) one.terminate()
      gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const ready = (port: number) => ({
  v: 10,
  user: { id: APPLICATION, username: 'bench', discriminator: '0', avatar: null, bot: true },
  guilds: [{ id: GUILD, unavailable: true }],
  session_id: `session-${port}`,
  resume_gateway_url: `ws://127.0.0.1:${port}`,
  application: { id: APPLICATION, flags: 0 },
})

const GUILD_PAYLOAD = {
  ...{ id: GUILD, name: 'Bench', owner_id: '1300000000000000000', unavailable: false, member_count: 1 },
  ...{ channels: [], members: [], roles: [], emojis: [], stickers: [], threads: [], voice_states: [], presences: [] },
  ...{
    features: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    preferred_locale: 'en-US',
  },
}

function commandBy(n: number) {
  const id = String(1_573_000_000_000_000_000n + BigInt(Date.now() % 1_000_000) * 100_000_000n + BigInt(n))
  const person = String(1_300_000_000_000_000_000n + BigInt(n % PEOPLE))
  return {
    ...{ id, application_id: APPLICATION, type: 2, token: `token-${id}`, version: 1, locale: 'en-US' },
    ...{ guild_id: GUILD, channel_id: '1400000000000000001', app_permissions: '0', entitlements: [] },
    authorizing_integration_owners: { 0: GUILD },
    member: {
      user: { id: person, username: `person-${n % PEOPLE}`, discriminator: '0', avatar: null },
      roles: [],
      permissions: '0',
      joined_at: '2026-01-01T00:00:00Z',
      flags: 0,
    },
    data: {
      ...{ id: '1500000000000000001', name: 'me', type: 1 },
      options: [{ name: 'away', type: 1, options: [{ name: 'until', type: 3, value: '2 weeks' }] }],
    },
  }
}

/** Every answered command is there: decided, or kept until it is. */
async function checkKept(databaseUrl: string, answered: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ kept: number }>(
    `select count(*)::int kept from (
      select "externalId" act from kept_interactions where contract = 'me.away' and surface = 'discord'
      union select id from discord_acts
    ) acts`,
  )
  // The next bot begins with an empty line.
  await client.query('truncate discord_acts, kept_interactions')
  await client.end()
  if ((rows[0]?.kept ?? 0) < answered) throw new Error(`${answered} commands were answered, ${rows[0]?.kept} are kept.`)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function summary(times: readonly number[], tookMs: number, cpuMicros: number): Round {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    perSecond: (times.length * 1_000) / tookMs,
    p50: at(0.5),
    p99: at(0.99),
    cpuMicros: cpuMicros / times.length,
  }
}

const milliseconds = (rounds: readonly Round[]) =>
  [median(rounds.map(({ p50 }) => p50)), median(rounds.map(({ p99 }) => p99))].map((ms) => Math.round(ms * 10) / 10)

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
