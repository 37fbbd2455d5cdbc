import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { idSource, type Json } from './world.ts'

/**
 * As little of a Discord as somebody else may have written: the few addresses that a bot cannot do without, each event with no
 * more in it than it needs, and "not found" for everything else.
 */
export interface BareDiscord {
  readonly url: string
  readonly token: string
  readonly applicationId: string
  readonly guildId: string
  readonly commands: readonly Json[]
  /** What was posted to channels, with the changes that were made to it. */
  readonly messages: readonly { readonly id: string; readonly channelId: string; body: Json }[]
  /** The person that a direct channel is with. */
  personIn(channelId: string): string | undefined
  /** Sends an interaction of this person; resolves with the first answer. */
  acts(person: string, act: { type: number; data: Json; message?: Json }): Promise<Json>
  isConnected(): boolean
  stop(): Promise<void>
}

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, invalid: 9, hello: 10, ack: 11 }

export async function startBareDiscord(): Promise<BareDiscord> {
  const nextId = idSource()
  const [token, applicationId, guildId] = ['bare-token', nextId(), nextId()]
  const commands: Json[] = []
  const messages: { id: string; channelId: string; body: Json }[] = []
  const directs = new Map<string, string>()
  const answers = new Map<string, (answer: Json) => void>()
  let connection: WebSocket | null = null
  let sequence = 0
  const dispatch = (t: string, d: unknown) => connection?.send(JSON.stringify({ op: OP.dispatch, s: ++sequence, t, d }))

  /** The body of the answer; undefined where there is no such address. */
  function answer(route: string, body: Json): object | null | undefined {
    const [, id = '', rest = ''] = /^\w+ \/\w+\/([^/]+)(.*)$/.exec(route) ?? []
    if (route === 'GET /gateway/bot') return { url: `ws://127.0.0.1:${port()}`, shards: 1, session_start_limit: STARTS }
    if (route === `PUT /applications/${applicationId}/commands`) {
      commands.splice(0, commands.length, ...(Object.values(body) as Json[]))
      return commands
    }
    if (/^POST \/interactions\/\d+\/[^/]+\/callback$/.test(route)) {
      answers.get(rest.split('/')[1] ?? '')?.(body)
      return null
    }
    if (/^(PATCH|POST) \/webhooks\/\d+\//.test(route)) return { id: nextId(), channel_id: nextId() }
    if (route === 'POST /users/@me/channels') {
      const channel = nextId()
      directs.set(channel, String(body.recipient_id))
      return { id: channel, type: 1 }
    }
    if (/^POST \/channels\/\d+\/messages$/.test(route)) {
      const message = { id: nextId(), channelId: id, body }
      messages.push(message)
      return { id: message.id, channel_id: id }
    }
    const changed = /^PATCH \/channels\/\d+\/messages\/(\d+)$/.exec(route)?.[1]
    const message = messages.find((one) => one.id === changed)
    if (!message) return undefined
    message.body = { ...message.body, ...body }
    return { id: message.id, channel_id: id }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request)
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://bare').pathname).replace(/^(\/api)?\/v\d+/, '')
    const told = answer(`${request.method} ${path}`, text ? JSON.parse(text) : {})
    if (told === null) return void response.writeHead(204).end()
    response.writeHead(told ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(told ?? { message: '404: Not Found', code: 0 }))
  }

  const server = createServer((request, response) => void handle(request, response))
  const port = () => (server.address() as AddressInfo).port
  const gateway = new WebSocketServer({ server })
  gateway.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: 40_000 } }))
    socket.on('message', (data) => {
      const { op } = JSON.parse(String(data)) as { op: number }
      if (op === OP.heartbeat) socket.send(JSON.stringify({ op: OP.ack }))
      if (op === OP.resume) socket.send(JSON.stringify({ op: OP.invalid, d: false }))
      if (op !== OP.identify) return
      connection = socket
      dispatch('READY', {
        v: 10,
        user: { id: applicationId, username: 'bot' },
        guilds: [{ id: guildId, unavailable: true }],
        session_id: 'bare',
        resume_gateway_url: `ws://127.0.0.1:${port()}`,
        application: { id: applicationId },
      })
      dispatch('GUILD_CREATE', { id: guildId, name: 'Bare' })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port()}/api`,
    token,
    applicationId,
    guildId,
    commands,
    messages,
    personIn: (channelId) => directs.get(channelId),
    acts(person, act) {
      const { promise, resolve } = Promise.withResolvers<Json>()
      const secret = `token-${nextId()}`
      answers.set(secret, resolve)
      const member = { user: { id: person, username: `person-${person.slice(-4)}` } }
      const about = { id: nextId(), application_id: applicationId, token: secret, guild_id: guildId, member }
      dispatch('INTERACTION_CREATE', { ...about, version: 1, ...act })
      return promise
    },
    isConnected: () => connection !== null && commands.length > 0,
    async stop() {
      for (const socket of gateway.clients) socket.terminate()
      gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const STARTS = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
