import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { botUser, type Json, type World } from './world.ts'

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 }
const UNAVAILABLE_AT_FIRST = true

/** The gateway's side of a local Discord: sessions that can be resumed, and every way in which one can break. */
export interface LocalGateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Tells every session, or those with this intent; one whose connection is down hears it when it resumes. */
  tell(type: string, payload: unknown, intent?: number): void
  /** Sends a frame as it is, such as one that no Discord would send. */
  frame(text: string): void
  askToReconnect(): void
  /** Closes every connection with this code; the sessions stay. */
  close(code: number): void
  /** Ends every connection without a word. */
  cut(): void
  /** From now on nobody who identifies hears anything; false ends that. */
  fallSilent(isSilent?: boolean): void
  /** Says that no session is known any more. */
  forgetSessions(): void
  readonly identifies: number
  /** The shard and the number of all shards, as each connection said. */
  shards(): readonly (readonly number[])[]
  readonly resumes: number
  isConnected(): boolean
  stop(): Promise<void>
}

interface Session {
  readonly id: string
  readonly events: { readonly s: number; readonly t: string; readonly d: unknown }[]
  readonly intents: number
  socket: WebSocket | null
}

export interface GatewayOptions {
  readonly world: World
  readonly address: () => string
  readonly heartbeatMs: number
  /** The code that a wrong token is turned away with. */
  readonly guildPayload: () => Json
}

export function createGatewayServer({ world, address, heartbeatMs, guildPayload }: GatewayOptions): LocalGateway {
  const server = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const counts = { identifies: 0, resumes: 0 }
  const shards: number[][] = []
  let isSilent = false

  const dispatch = (session: Session, t: string, d: unknown) => {
    const event = { s: session.events.length + 1, t, d }
    session.events.push(event)
    session.socket?.send(JSON.stringify({ op: OP.dispatch, ...event }))
  }
  const identify = (socket: WebSocket, data: Json) => {
    if (data.token !== world.token) return socket.close(4004, 'Authentication failed.')
    counts.identifies += 1
    shards.push(data.shard as number[])
    if (isSilent) return undefined
    const session: Session = { id: world.nextId(), events: [], intents: Number(data.intents), socket }
    sessions.set(session.id, session)
    dispatch(session, 'READY', {
      v: 10,
      user: botUser(world),
      guilds: [{ id: world.guild.id, unavailable: UNAVAILABLE_AT_FIRST }],
      session_id: session.id,
      resume_gateway_url: address(),
      shard: data.shard,
      application: { id: world.applicationId, flags: 0 },
    })
    dispatch(session, 'GUILD_CREATE', guildPayload())
    return undefined
  }
  const resume = (socket: WebSocket, data: Json) => {
    const session = sessions.get(String(data.session_id))
    if (!session || data.token !== world.token) return socket.send(JSON.stringify({ op: OP.invalid, d: false }))
    counts.resumes += 1
    session.socket = socket
    for (const event of session.events.filter(({ s }) => s > Number(data.seq))) {
      socket.send(JSON.stringify({ op: OP.dispatch, ...event }))
    }
    return socket.send(JSON.stringify({ op: OP.dispatch, t: 'RESUMED', s: session.events.length, d: {} }))
  }
  server.on('connection', (socket: WebSocket) => {
    socket.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: heartbeatMs } }))
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: Json }
      if (op === OP.heartbeat) socket.send(JSON.stringify({ op: OP.ack }))
      if (op === OP.identify) identify(socket, d)
      if (op === OP.resume) resume(socket, d)
    })
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = null
    })
  })
  const sockets = () => [...server.clients]
  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request)),
    tell(type, payload, intent = 0) {
      for (const session of sessions.values()) {
        if ((session.intents & intent) === intent) dispatch(session, type, payload)
      }
    },
    frame: (text) => sockets().forEach((socket) => void socket.send(text)),
    askToReconnect: () =>
      sockets().forEach((socket) => void socket.send(JSON.stringify({ op: OP.reconnect, d: null }))),
    close: (code) => sockets().forEach((socket) => void socket.close(code)),
    cut: () => sockets().forEach((socket) => void socket.terminate()),
    fallSilent: (now = true) => {
      isSilent = now
    },
    forgetSessions: () => sessions.clear(),
    shards: () => shards,
    get identifies() {
      return counts.identifies
    },
    get resumes() {
      return counts.resumes
    },
    isConnected: () => [...sessions.values()].some(({ socket }) => socket !== null),
    async stop() {
      for (const socket of sockets()) socket.terminate()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
