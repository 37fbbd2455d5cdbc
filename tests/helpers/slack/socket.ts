import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from './state.ts'

/** Socket Mode: envelopes go out, acknowledgements come back; what nobody acknowledged is sent again to the next connection. */
export interface SocketHub {
  /** Resolves with the payload of the acknowledgement. */
  send(kind: string, payload: Json): Promise<Json | undefined>
  /** Sends the same envelope once more, as Slack does when an acknowledgement was lost. */
  sendAgain(envelopeId: string): void
  readonly lastEnvelope: () => string
  /** Resolves when an app is connected. */
  connected(): Promise<void>
  /** Cuts every connection without a word. */
  cut(): void
  /** Asks the app to connect anew, as Slack does when it moves a connection. */
  recycle(): void
  close(): void
}

interface Envelope {
  readonly text: string
  readonly answered: (payload: Json | undefined) => void
}

export function socketHub(server: Server): SocketHub {
  const hub = new WebSocketServer({ noServer: true })
  const open = new Set<WebSocket>()
  const waiting: (() => void)[] = []
  const envelopes = new Map<string, Envelope>()
  let last = ''
  let n = 0
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    hub.handleUpgrade(request, socket, head, (connection) => {
      open.add(connection)
      connection.on('close', () => open.delete(connection))
      connection.on('message', (data) => {
        const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: Json }
        envelopes.get(envelope_id)?.answered(payload)
      })
      connection.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
      for (const tell of waiting.splice(0)) tell()
    })
  })
  const deliver = (text: string) => {
    for (const connection of open) connection.send(text)
  }
  return {
    send(kind, payload) {
      const id = `envelope-${++n}`
      last = id
      const { promise, resolve } = Promise.withResolvers<Json | undefined>()
      const text = JSON.stringify({ envelope_id: id, type: kind, payload, accepts_response_payload: true })
      envelopes.set(id, { text, answered: resolve })
      deliver(text)
      return promise
    },
    sendAgain: (envelopeId) => deliver(envelopes.get(envelopeId)?.text ?? ''),
    lastEnvelope: () => last,
    connected: () => (open.size > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
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
