import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from './state.ts'

/** Socket Mode: envelopes go out, acknowledgements come back; what nobody acknowledged is sent again to the next connection. */
export interface SocketHub {
  /** The answer resolves with the payload of the acknowledgement. */
  send(kind: string, payload: Json): { readonly envelope: string; readonly answer: Promise<Json | undefined> }
  /** Sends the same envelope once more, as Slack does when an acknowledgement was lost. */
  sendAgain(envelope: string): Promise<Json | undefined>
  /** Resolves when an app is connected. */
  connected(): Promise<void>
  /** Resolves when no app is connected any more. */
  left(): Promise<void>
  /** From now on nobody who connects is greeted. */
  fallSilent(): void
  /** From now on hears nothing of what the app says, a good-bye included. */
  fallDeaf(): void
  /** Cuts every connection without a word. */
  cut(): void
  /** Asks the app to connect anew, as Slack does when it moves a connection. */
  recycle(): void
  close(): void
}

interface Envelope {
  readonly text: string
  isAnswered: boolean
  answered: (payload: Json | undefined) => void
}

export function socketHub(server: Server): SocketHub {
  const hub = new WebSocketServer({ noServer: true })
  const open = new Set<WebSocket>()
  const waiting: (() => void)[] = []
  const envelopes = new Map<string, Envelope>()
  let n = 0
  let isSilent = false
  const leaving: (() => void)[] = []
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    hub.handleUpgrade(request, socket, head, (connection) => {
      open.add(connection)
      connection.on('close', () => {
        open.delete(connection)
        if (open.size === 0) for (const tell of leaving.splice(0)) tell()
      })
      connection.on('message', (data) => {
        const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: Json }
        const envelope = envelopes.get(envelope_id)
        if (!envelope) return
        envelope.isAnswered = true
        envelope.answered(payload)
      })
      if (!isSilent) connection.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
      for (const tell of waiting.splice(0)) tell()
      for (const { isAnswered, text } of envelopes.values()) if (!isAnswered) connection.send(text)
    })
  })
  const deliver = (text: string) => {
    for (const connection of open) connection.send(text)
  }
  return {
    send(kind, payload) {
      const id = `envelope-${++n}`
      const { promise, resolve } = Promise.withResolvers<Json | undefined>()
      const text = JSON.stringify({ envelope_id: id, type: kind, payload, accepts_response_payload: true })
      envelopes.set(id, { text, isAnswered: false, answered: resolve })
      deliver(text)
      return { envelope: id, answer: promise }
    },
    sendAgain(id) {
      const envelope = envelopes.get(id)
      if (!envelope) throw new Error(`There was no ${id}.`)
      const { promise, resolve } = Promise.withResolvers<Json | undefined>()
      envelope.answered = resolve
      envelope.isAnswered = false
      deliver(envelope.text)
      return promise
    },
    connected: () => (open.size > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    left: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => leaving.push(resolve))),
    fallSilent() {
      isSilent = true
    },
    fallDeaf() {
      for (const connection of open) connection.pause()
    },
    cut() {
      for (const connection of open) connection.terminate()
    },
    recycle: () => deliver(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    close() {
      for (const connection of open) connection.terminate()
      hub.close()
    },
  }
}
