import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { apiDescription } from './description.ts'
import { createGatewayServer, type LocalGateway } from './gateway.ts'
import { type DiscordPerson, personIn } from './person.ts'
import { type Patience, ROUTES } from './routes.ts'
import { fileProblems } from './rules.ts'
import { type Channel, createWorld, type Json, Refusal, type Request, type SentFile, type World } from './world.ts'

/**
 * A Discord on this machine: a gateway and a REST API that refuse what Discord refuses, and hold each request against the
 * official description. An unmodified client talks to it through its address.
 */
export interface LocalDiscord {
  /** For DISCORD_API_URL. */
  readonly url: string
  readonly world: World
  readonly gateway: LocalGateway
  person(name: string): DiscordPerson
  /** What the bot asked that Discord would have refused, or that its description does not know. */
  problems(): readonly string[]
  requests(method: string, path: RegExp): readonly Request[]
  /** From now on whatever a person does resolves when this desk has answered all that it heard; the result ends that. */
  waitsFor(desk: { settled(): Promise<void> }): () => void
  /** Refuses or breaks the next requests that fit. */
  fault(fault: Fault): void
  /** Resolves once it is true; fails after a minute, which is far more than anything here takes. */
  until(isTrue: () => boolean, what: string): Promise<void>
  stop(): Promise<void>
}

export interface Fault {
  readonly method: string
  readonly path: RegExp
  /** How many requests it hits; one when left out. */
  readonly times?: number
  /** Answers this instead of doing what was asked. */
  readonly refuse?: { readonly status: number; readonly body?: Json; readonly headers?: Record<string, string> }
  /** Does what was asked, and then answers this as if it had not. */
  readonly loseReply?: { readonly status: number } | 'cut'
  readonly delayMs?: number
}

export interface LocalDiscordOptions {
  readonly token?: string
  readonly applicationId?: string
  readonly patience?: Patience
  readonly heartbeatMs?: number
  readonly port?: number
}

const GIVE_UP_AFTER_MS = 60_000
const PATIENCE: Patience = { firstAnswerMs: 3_000, tokenMs: 15 * 60_000 }

export async function startLocalDiscord(options: LocalDiscordOptions = {}): Promise<LocalDiscord> {
  const { token = 'a-token-of-nobody', applicationId = '1100000000000000001', patience = PATIENCE } = options
  const world = createWorld({ token, applicationId })
  const faults: { fault: Fault; left: number }[] = []
  const people = new Map<string, DiscordPerson>()
  const desks = new Set<{ settled(): Promise<void> }>()
  const settled = () => Promise.all([...desks].map((desk) => desk.settled()))
  const server = createServer((request, response) => void handle(request, response))
  const portOf = () => (server.address() as AddressInfo).port
  const gateway = createGatewayServer({
    world,
    address: () => `ws://127.0.0.1:${portOf()}`,
    heartbeatMs: options.heartbeatMs ?? 40_000,
    guildPayload: () => guildToJson(world),
  })
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head))
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET' } = request
    const address = new URL(request.url ?? '/', 'http://local')
    const path = decodeURIComponent(address.pathname).replace(/^\/api\/v10/, '')
    const { body, files } = await contentOf(request)
    const fault = faultFor(method, path)
    if (fault?.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
    const answer = fault?.refuse ?? respond({ method, path, body, query: address.searchParams, request })
    const problems = [
      ...problemsOf({ method, path, body, answer, isFault: fault?.refuse !== undefined }),
      ...fileProblems(body, files),
    ]
    world.requests.push({ method, path, body, files, status: answer.status, problems })
    if (fault?.loseReply === 'cut') return void request.socket.destroy()
    const { status, headers = {}, body: told } = fault?.loseReply ? { status: fault.loseReply.status } : answer
    response.writeHead(status, { ...(told !== undefined && { 'content-type': 'application/json' }), ...headers })
    response.end(told === undefined ? undefined : JSON.stringify(told))
  }

  function respond(asked: {
    method: string
    path: string
    body: unknown
    query: URLSearchParams
    request: IncomingMessage
  }): Told {
    const { method, path, body, query, request } = asked
    if (method === 'GET' && path === '/gateway/bot') return gatewayInfo(request)
    try {
      for (const route of ROUTES) {
        const params = route.method === method && route.path.exec(path)?.slice(1)
        if (!params) continue
        if (!route.open) refuseWrongToken(request)
        return route.handle({ world, body: (body ?? {}) as Json, params, query, patience })
      }
      throw new Refusal(404, 0, '404: Not Found')
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: error.body, headers: error.headers }
      return { status: 500, body: { message: String(error), code: 0 } }
    }
  }

  function gatewayInfo(request: IncomingMessage): Told {
    if (request.headers.authorization !== `Bot ${world.token}`)
      return { status: 401, body: { message: '401: Unauthorized', code: 0 } }
    const limit = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 }
    return { status: 200, body: { url: `ws://127.0.0.1:${portOf()}`, shards: 1, session_start_limit: limit } }
  }

  function refuseWrongToken(request: IncomingMessage): void {
    if (request.headers.authorization !== `Bot ${world.token}`) throw new Refusal(401, 0, '401: Unauthorized')
  }

  function faultFor(method: string, path: string): Fault | undefined {
    const hit = faults.find(({ fault, left }) => left > 0 && fault.method === method && fault.path.test(path))
    if (hit) hit.left -= 1
    return hit?.fault
  }

  const url = `http://127.0.0.1:${portOf()}/api`
  const until: LocalDiscord['until'] = async (isTrue, what) => {
    const giveUpAt = performance.now() + GIVE_UP_AFTER_MS
    while (!isTrue()) {
      if (performance.now() > giveUpAt) throw new Error(`Waited for ${what}, in vain.\n${describe(world)}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return {
    url,
    world,
    gateway,
    person(name) {
      const person = people.get(name) ?? personIn({ world, gateway, settled }, name)
      people.set(name, person)
      return person
    },
    problems: () =>
      world.requests.flatMap(({ method, path, problems }) =>
        problems.map((problem) => `${method} ${path}: ${problem}`),
      ),
    requests: (method, path) =>
      world.requests.filter((request) => request.method === method && path.test(request.path)),
    fault: (fault) => void faults.push({ fault, left: fault.times ?? 1 }),
    until,
    waitsFor(desk) {
      desks.add(desk)
      return () => void desks.delete(desk)
    },
    async stop() {
      await gateway.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

interface Told {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What is wrong with a request by the description; by our own rules where it was refused as malformed; and with our answer. */
function problemsOf(call: { method: string; path: string; body: unknown; answer: Told; isFault: boolean }): string[] {
  const { method, path, body, answer, isFault } = call
  const description = apiDescription()
  const { code, message } = (answer.body ?? {}) as { code?: number; message?: string }
  return [
    ...(description?.requestProblems({ method, path, body }) ?? []),
    ...(code === 50035 ? [String(message)] : []),
    ...(isFault || answer.status >= 400
      ? []
      : (description?.responseProblems({ method, path }, { status: answer.status, body: answer.body }) ?? []).map(
          (problem) => `our answer: ${problem}`,
        )),
  ]
}

async function contentOf(request: IncomingMessage): Promise<{ body: unknown; files: readonly SentFile[] }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const { 'content-type': type = '' } = request.headers
  if (!type.startsWith('multipart/')) {
    const text = bytes.toString()
    return { body: text === '' ? undefined : JSON.parse(text), files: [] }
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const files: SentFile[] = []
  for (const [part, value] of form) {
    if (typeof value !== 'string') files.push({ part, name: value.name, data: Buffer.from(await value.arrayBuffer()) })
  }
  return { body: JSON.parse(String(form.get('payload_json'))), files }
}

function guildToJson(world: World): Json {
  const { id, name, ownerId } = world.guild
  const texts = [...world.channels.values()].filter(({ type }: Channel) => type === 0)
  return {
    id,
    name,
    owner_id: ownerId,
    unavailable: false,
    system_channel_id: texts[0]?.id ?? null,
    channels: texts.map((channel, position) => ({ id: channel.id, type: 0, name: channel.name, position })),
    ...{ member_count: world.people.size, members: [], roles: [], emojis: [], stickers: [], threads: [] },
    ...{ voice_states: [], presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
    ...{ features: [], preferred_locale: 'en-US', large: false, joined_at: new Date().toISOString() },
  }
}

function describe(world: World): string {
  return world.requests
    .slice(-15)
    .map(({ method, path, status, problems }) => `${method} ${path} ${status} ${problems.join('; ')}`)
    .join('\n')
}
