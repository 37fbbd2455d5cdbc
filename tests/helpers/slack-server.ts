import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { messageProblems } from './slack/limits.ts'
import { answerCall, blocksOf, Refusal } from './slack/methods.ts'
import { type SlackPerson, slackPerson } from './slack/person.ts'
import { type SocketHub, socketHub } from './slack/socket.ts'
import { emptyState, type Json, type SlackState, type SlackTeam } from './slack/state.ts'

/**
 * Slack on this machine: the Web API, late answers, Socket Mode and the OAuth exchange, over real HTTP. It refuses what Slack
 * refuses, and can be told to fail in the ways in which Slack fails.
 */
export interface LocalSlack {
  readonly apiUrl: string
  readonly state: SlackState
  readonly team: SlackTeam
  readonly signingSecret: string
  readonly appToken: string
  readonly socket: SocketHub
  /** Every call of the Web API, in order. */
  readonly calls: readonly { readonly method: string; readonly args: Json }[]
  readonly faults: Faults
  /** From now on acts are sent there over HTTP; before, over the socket. */
  sendsTo(url: string): void
  addTeam(id: string, name: string): SlackTeam
  /** An organisation of several workspaces, in which the app can be installed as a whole. */
  addOrganisation(id: string, name: string): SlackTeam
  /** A team is part of an organisation from now on. */
  joinsOrganisation(team: string, organisation: string): void
  /** The token of a team or organisation is good no more; the next install gives another. */
  takesBack(place: string): void
  person(
    id: string,
    about?: Partial<{
      team: string
      organisation: string
      realName: string
      tz: string
      locale: string
      isStranger: boolean
    }>,
  ): SlackPerson
  /** Somebody changes their profile. */
  moves(id: string, profile: { readonly tz: string; readonly locale: string }): void
  /** Sends a body as Slack would; `headers` replaces or adds, for forgeries. */
  post(body: string, contentType: string, headers?: Readonly<Record<string, string | string[]>>): Promise<Answer>
  signed(body: string, at?: Date): Readonly<Record<string, string>>
  event(event: Json, about?: Json): Promise<Answer>
  /** Everything that was sent to the app, in order. */
  readonly deliveries: readonly Delivery[]
  /** Sends an act once more as Slack does: signed anew with its retry headers, or in the same envelope. */
  deliverAgain(delivery: Delivery): Promise<Answer>
  /** Sends the last act once more, as a delivery of its own: signed anew, or in the same envelope. */
  again(): Promise<Answer | undefined>
  /** Resolves once it is true, looking again whenever the app has called; rejects after some seconds. */
  until(what: () => string, isTrue: () => boolean): Promise<void>
  close(): Promise<void>
}

export type Delivery =
  | { readonly road: 'http'; readonly body: string; readonly contentType: string; repeats: number }
  | { readonly road: 'socket'; readonly envelope: string }

export interface Answer {
  readonly status: number
  readonly body: Json | undefined
}

/** What goes wrong next, by method; each entry is used once. */
export interface Faults {
  next(method: string, fault: Fault): void
}

export type Fault =
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'status'; readonly status: number }
  /** It happens, and nobody hears of it. */
  | { readonly kind: 'lost reply' }
  | { readonly kind: 'slow'; readonly ms: number }

const APP_TOKEN = 'xapp-local'
const PATIENCE_MS = 60_000

export const LOCAL_SCOPES = [
  ...['app_mentions:read', 'assistant:write', 'chat:write', 'commands', 'im:history', 'im:write', 'users:read'],
  ...['mpim:write', 'mpim:history'],
]

export async function startLocalSlack(now: () => number = Date.now): Promise<LocalSlack> {
  const state = emptyState()
  const calls: { method: string; args: Json }[] = []
  const faults = new Map<string, Fault[]>()
  const signingSecret = randomBytes(16).toString('hex')
  const watchers = new Set<() => void>()
  const server = createServer((request, response) => {
    void serve({ state, calls, faults, base: () => base }, request, response).finally(() => {
      for (const look of watchers) look()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const socket = socketHub(server)
  let target: string | null = null
  const addTeam = (id: string, name: string, isOrganisation = false): SlackTeam => {
    const team = {
      id,
      name,
      botToken: `xoxb-${id}-token`,
      botUserId: `U0BOT${id}`,
      botId: `B0BOT${id}`,
      isOrganisation,
      scopes: [...LOCAL_SCOPES],
    }
    state.teams.set(id, team)
    return team
  }
  const changeTeam = (id: string, change: Partial<SlackTeam>) => {
    const known = state.teams.get(id)
    if (!known) throw new Error(`There is no ${id} in this Slack.`)
    state.teams.set(id, { ...known, formerToken: '', ...change })
  }
  const team = addTeam('T0LOCAL', 'Local')
  const signed = (body: string, at = new Date(now())) => {
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature }
  }
  const post: LocalSlack['post'] = async (body, contentType, headers) => {
    if (!target) throw new Error('Nobody said where acts are sent to: call sendsTo() first.')
    const given = Object.entries({ 'content-type': contentType, ...signed(body), ...headers })
    const response = await fetch(target, {
      method: 'POST',
      headers: given.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
      body,
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : undefined }
  }
  const until: LocalSlack['until'] = (what, isTrue) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const look = () => {
      if (!isTrue()) return
      watchers.delete(look)
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      watchers.delete(look)
      reject(new Error(`It never came to this: ${what()}`))
    }, PATIENCE_MS)
    watchers.add(look)
    look()
    return promise
  }
  const deliveries: Delivery[] = []
  const send = async (kind: string, payload: Json): Promise<Answer> => {
    if (target) {
      const isForm = kind !== 'events_api'
      const contentType = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
      const body = isForm ? formBody(kind, payload) : JSON.stringify(payload)
      const delivery = { road: 'http' as const, body, contentType, repeats: 0 }
      deliveries.push(delivery)
      return retried(delivery, await post(body, contentType))
    }
    const { envelope, answer } = socket.send(kind, payload)
    deliveries.push({ road: 'socket', envelope })
    return overSocket(answer)
  }
  const overSocket = async (answer: Promise<Json | undefined>): Promise<Answer> => {
    const body = await answer
    const isEmpty = !body || Object.keys(body).length === 0
    return { status: 200, body: isEmpty ? undefined : body }
  }
  const deliverAgain = (delivery: Delivery, reason = 'http_timeout'): Promise<Answer> => {
    if (delivery.road === 'socket') return overSocket(socket.sendAgain(delivery.envelope))
    delivery.repeats += 1
    const { body, contentType, repeats } = delivery
    const signature = signed(body, new Date(now() + repeats * 1_000))
    const retry = { 'x-slack-retry-num': String(repeats), 'x-slack-retry-reason': reason }
    return post(body, contentType, { ...signature, ...(contentType === 'application/json' && retry) })
  }
  /** An event that was not taken comes three times more; Slack waits in between, which nobody here has time for. */
  const retried = async (delivery: Delivery, first: Answer): Promise<Answer> => {
    let answer = first
    const isEvent = delivery.road === 'http' && delivery.contentType === 'application/json'
    for (let n = 0; isEvent && answer.status >= 300 && n < 3; n++) answer = await deliverAgain(delivery, 'http_error')
    return answer
  }
  return {
    apiUrl: `${base}/api/`,
    state,
    team,
    signingSecret,
    appToken: APP_TOKEN,
    socket,
    calls,
    faults: { next: (method, fault) => void faults.set(method, [...(faults.get(method) ?? []), fault]) },
    sendsTo(url) {
      target = url
    },
    addTeam: (id, name) => addTeam(id, name),
    addOrganisation: (id, name) => addTeam(id, name, true),
    joinsOrganisation: (id, organisation) => changeTeam(id, { organisation }),
    takesBack: (id) => changeTeam(id, { botToken: `xoxb-${state.id(id)}` }),
    person(id, about = {}) {
      const {
        team: teamId = team.id,
        organisation,
        realName = id,
        tz = 'Europe/Berlin',
        locale = 'en-GB',
        isStranger = false,
      } = about
      const known = state.users.get(id)
      if (!known) {
        state.users.set(id, {
          id,
          teamId,
          name: realName.toLowerCase(),
          realName,
          tz,
          locale,
          isStranger,
          home: null,
          modals: [],
        })
      }
      const place = { installedIn: organisation ?? team.id, isOrganisation: organisation !== undefined }
      return slackPerson({ state, base, send, until, ...place }, id)
    },
    moves(id, { tz, locale }) {
      const user = state.users.get(id)
      if (!user) throw new Error(`Nobody is called ${id} in this Slack.`)
      state.users.set(id, { ...user, tz, locale })
    },
    post,
    signed,
    deliveries,
    deliverAgain,
    async again() {
      const last = deliveries.at(-1)
      return last && deliverAgain(last)
    },
    until,
    event(event, about = {}) {
      const id = state.id('Ev')
      const body = {
        type: 'event_callback',
        team_id: team.id,
        api_app_id: 'A0LOCAL',
        event_id: id,
        event_time: Math.floor(now() / 1000),
        event,
        ...about,
      }
      return send('events_api', body)
    },
    async close() {
      socket.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function formBody(kind: string, payload: Json): string {
  if (kind !== 'slash_commands') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

interface Serving {
  readonly state: SlackState
  readonly calls: { method: string; args: Json }[]
  readonly faults: Map<string, Fault[]>
  base(): string
}

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', serving.base())
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString('utf8')
  if (url.pathname.startsWith('/hooks/')) return takeLateAnswer(serving.state, url.pathname.slice(7), text, response)
  const method = url.pathname.replace(/^\/api\//, '')
  const args: Json = text.startsWith('{') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))
  for (const name of ['view', 'metadata', 'blocks']) {
    if (typeof args[name] === 'string') args[name] = JSON.parse(String(args[name]))
  }
  serving.calls.push({ method, args })
  const fault = serving.faults.get(method)?.shift()
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  if (fault?.kind === 'wait') return void response.writeHead(429, { 'retry-after': String(fault.seconds) }).end()
  if (fault?.kind === 'status') return void response.writeHead(fault.status).end('upstream error')
  const token = (request.headers.authorization ?? '').replace('Bearer ', '')
  if (method === 'apps.connections.open') {
    if (token !== APP_TOKEN) return json(response, { ok: false, error: 'invalid_auth' })
    return json(response, { ok: true, url: `${serving.base().replace('http', 'ws')}/socket` })
  }
  const answer = tryCall(serving.state, { method, args, token }, fault)
  if (fault?.kind === 'lost reply') return void response.destroy()
  const scopes = [...serving.state.teams.values()].find(({ botToken }) => botToken === token)?.scopes ?? []
  json(response, answer, { 'x-oauth-scopes': scopes.join(',') })
}

function tryCall(
  state: SlackState,
  call: { method: string; args: Json; token: string },
  fault: Fault | undefined,
): Json {
  if (fault?.kind === 'error') return { ok: false, error: fault.code }
  try {
    return answerCall(state, call)
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, error: error.code, response_metadata: { messages: error.messages } }
    throw error
  }
}

/** `response_url`: five times in half an hour; an answer in place of the message, or beside it, for one person or for all. */
function takeLateAnswer(state: SlackState, id: string, text: string, response: ServerResponse): void {
  const hook = state.hooks.get(id)
  if (!hook || hook.uses >= 5 || performance.now() - hook.madeAt > 30 * 60_000) {
    return void response.writeHead(404).end('used_url')
  }
  const given: Json = JSON.parse(text)
  const unknown = blocksOf(given).filter(({ type }) => state.refusesBlocks.has(String(type)))
  const problems = [...messageProblems(given), ...unknown.map(({ type }) => `unsupported type: ${String(type)}`)]
  if (problems.length > 0) return void response.writeHead(400).end(problems.join('\n'))
  hook.uses += 1
  const old = hook.ts && given.replace_original ? state.messages.find((message) => message.ts === hook.ts) : undefined
  if (old) {
    old.text = String(given.text)
    old.blocks = blocksOf(given)
    old.edits += 1
  } else {
    addAnswer(state, given, { channel: hook.channel, user: hook.user })
  }
  response.end('ok')
}

/** An answer to a command or a click, as a message. */
export function addAnswer(state: SlackState, given: Json, to: { channel: string; user: string }): void {
  const isForAll = given.response_type === 'in_channel'
  state.messages.push({
    channel: to.channel,
    ts: state.nextTs(),
    author: 'app',
    text: String(given.text),
    blocks: blocksOf(given),
    edits: 0,
    ...(!isForAll && { ephemeralTo: to.user }),
  })
}

function json(response: ServerResponse, body: Json, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
