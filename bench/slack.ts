import { fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openDatabase } from '../src/infra/db/database.ts'
import { migrate } from '../src/infra/db/migrate.ts'
import { silentLog } from '../src/kit/log.ts'
import { onServer, startPostgres, urlOf } from '../tests/helpers/postgres.ts'
import type { Servers } from './slack-servers.ts'

const CONNECTIONS = 32
const ROUNDS = 5
const ROUND_MS = 2_000
const PEOPLE = 200
const STEADY_PER_S = 100
const STEADY_MS = 6_000
const DATABASE = 'introdesk_bench_slack'
const TURNED_AWAY = 'nothing of this was saved'

type Handler = 'bare' | 'plain' | 'desk'

/**
 * A signed slash command that changes something, until it is durable and acknowledged: our desk, against a bare Bolt handler that
 * only acknowledges (1.00) and a plain Bolt and Prisma handler. Interleaved rounds, medians, and every acknowledged command is
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
  const load = new Load()
  const rounds: Record<Handler, Round[]> = { bare: [], plain: [], desk: [] }
  const bolts = await startServers('bolts', databaseUrl)
  try {
    for (const handler of ['bare', 'plain'] as const) await load.closedLoop(bolts.servers, handler, ROUND_MS / 2)
    for (let round = 0; round < ROUNDS; round++) {
      for (const handler of ['bare', 'plain'] as const) {
        rounds[handler].push(await load.closedLoop(bolts.servers, handler, ROUND_MS))
      }
      rounds.desk.push(
        await withDesk(databaseUrl, async (servers) => {
          // As long as the others had before their first round.
          await load.closedLoop(servers, 'desk', ROUND_MS / 2)
          return load.closedLoop(servers, 'desk', ROUND_MS)
        }),
      )
    }
  } finally {
    bolts.stop()
  }
  const inCrowd = load.answers()
  const steady = await withDesk(databaseUrl, async (servers) => {
    await load.openLoop(servers, 'desk', STEADY_MS / 4)
    return load.openLoop(servers, 'desk', STEADY_MS)
  })
  await checkKept(databaseUrl, load.acknowledged)
  return { ...report(rounds, steady), 'in full, in line, not (crowd)': inCrowd, '(steady)': load.answers() }
}

/** A desk of its own, killed without a word when the round is over: what it acknowledged has to be there all the same. */
async function withDesk(databaseUrl: string, use: (servers: Servers) => Promise<Round>): Promise<Round> {
  const desk = await startServers('desk', databaseUrl)
  try {
    return await use(desk.servers)
  } finally {
    desk.stop()
  }
}

async function startServers(kind: 'bolts' | 'desk', databaseUrl: string): Promise<{ servers: Servers; stop(): void }> {
  const file = fileURLToPath(new URL('./slack-servers.ts', import.meta.url))
  const child = fork(file, [kind, databaseUrl, String(PEOPLE)], { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const servers = await new Promise<Servers>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Servers))
    child.once('exit', (code) => reject(new Error(`The servers ended with exit code ${code}.`)))
  })
  return { servers, stop: () => void child.kill('SIGKILL') }
}

interface Round {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

class Load {
  readonly acknowledged: Record<Handler, number> = { bare: 0, plain: 0, desk: 0 }
  #inFull = 0
  #inLine = 0
  #turnedAway = 0
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  #acts = 0

  /** Answers of the desk since the last look: with the outcome, "received, the answer follows", or "try again later". */
  answers(): [number, number, number] {
    const counts: [number, number, number] = [this.#inFull, this.#inLine, this.#turnedAway]
    this.#inFull = 0
    this.#inLine = 0
    this.#turnedAway = 0
    return counts
  }

  async closedLoop(servers: Servers, handler: Handler, forMs: number): Promise<Round> {
    const times: number[] = []
    const begun = performance.now()
    const worker = async () => {
      while (performance.now() - begun < forMs) times.push(await this.#send(servers, handler))
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, worker))
    return summary(times, performance.now() - begun)
  }

  /** As people come: whether the last one was answered or not. */
  async openLoop(servers: Servers, handler: Handler, forMs: number): Promise<Round> {
    const sent: Promise<number>[] = []
    const begun = performance.now()
    for (let n = 0; performance.now() - begun < forMs; n++) {
      sent.push(this.#send(servers, handler))
      await wait(Math.max(0, begun + ((n + 1) * 1_000) / STEADY_PER_S - performance.now()))
    }
    return summary(await Promise.all(sent), performance.now() - begun)
  }

  async #send({ urls, signingSecret }: Servers, handler: Handler): Promise<number> {
    const body = commandBody(++this.#acts)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    }
    const begun = performance.now()
    const { status, text } = await post(urls[handler] ?? '', { agent: this.#agent, headers, body })
    if (status !== 200) throw new Error(`${handler} answered ${status}: ${text.slice(0, 200)}`)
    if (text.includes(TURNED_AWAY)) this.#turnedAway += 1
    else this.acknowledged[handler] += 1
    if (handler === 'desk' && text.includes('You are away')) this.#inFull += 1
    if (handler === 'desk' && text.includes('Received')) this.#inLine += 1
    return performance.now() - begun
  }
}

function commandBody(n: number): string {
  const person = `U${n % PEOPLE}`
  return new URLSearchParams({
    token: 'x'.repeat(24),
    team_id: 'T0LOCAL',
    team_domain: 'local',
    channel_id: 'D0CHANNEL',
    channel_name: 'directmessage',
    user_id: person,
    user_name: `person-${n % PEOPLE}`,
    command: '/me',
    text: 'away 2 weeks',
    api_app_id: 'A0LOCAL',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/hooks/none',
    trigger_id: `${process.pid}.${n}.${'f'.repeat(32)}`,
  }).toString()
}

function post(
  url: string,
  given: { agent: Agent; headers: Record<string, string>; body: string },
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  const sent = request(url, { method: 'POST', agent: given.agent, headers: given.headers }, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      text += chunk
    })
    response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
  })
  sent.on('error', reject)
  sent.end(given.body)
  return promise
}

/** Every acknowledged command is there once: decided, or kept until it is. */
async function checkKept(databaseUrl: string, acknowledged: Record<Handler, number>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ plain: number; desk: number }>(
      `select
        (select count(*) from kept_interactions where contract = 'plain')::int plain,
        (select count(*) from (
          select split_part("externalId", ' ', 1) act from kept_interactions where contract = 'me.away'
          union select (regexp_match(body, '"trigger_id":"([^"]+)"'))[1] from slack_acts
        ) acts)::int desk`,
    )
    const kept = rows[0]
    if (kept?.plain !== acknowledged.plain || kept.desk < acknowledged.desk) {
      throw new Error(`Acknowledged ${JSON.stringify(acknowledged)}, kept ${JSON.stringify(kept)}.`)
    }
  } finally {
    await client.end()
  }
}

function report(rounds: Record<Handler, Round[]>, steady: Round): object {
  const rate = (handler: Handler) => median(rounds[handler].map(({ perSecond }) => perSecond))
  const [bare, plain, desk] = [rate('bare'), rate('plain'), rate('desk')]
  return {
    'desk vs bare Bolt ack': ratio(desk / bare),
    'desk vs plain Bolt and Prisma': ratio(desk / plain),
    'per second (bare, plain, desk)': [bare, plain, desk].map(Math.round),
    'p99 ms at 32 connections': Math.round(median(rounds.desk.map(({ p99 }) => p99))),
    [`p50 / p99 ms at ${STEADY_PER_S} a second`]: [steady.p50, steady.p99].map(Math.round),
  }
}

function summary(times: readonly number[], tookMs: number): Round {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { perSecond: (times.length * 1_000) / tookMs, p50: at(0.5), p99: at(0.99) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const ratio = (value: number) => Math.round(value * 1_000) / 1_000
