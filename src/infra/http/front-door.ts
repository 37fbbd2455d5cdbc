import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '../../kit/log.ts'

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** Who answers below a path. The longest matching prefix wins; `/` is everybody else. */
export interface Mount {
  readonly prefix: string
  readonly handle: HttpHandler
}

export interface FrontDoor {
  /** The port that was bound, which differs from the wish where that was 0. */
  readonly port: number
  mount(mount: Mount): void
  /** From now on what nobody answers for is not there; before, it was not there yet. */
  complete(): void
  /** Stops to accept, lets requests in flight end for at most `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** A slow body holds a socket, not the process. */
const REQUEST_TIMEOUT_MS = 30_000
const HEADERS_TIMEOUT_MS = 10_000
const OPENING_S = 2

/**
 * The one HTTP server of the desk. Surfaces are mounted in it, so that a malformed request ends here with a plain answer and
 * never inside a library that would end the process over it.
 */
export async function openFrontDoor(options: { host: string; port: number; log: Log }): Promise<FrontDoor> {
  const { host, port, log } = options
  const mounts: Mount[] = []
  const open = new Set<ServerResponse>()
  let isComplete = false
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS },
    (request, response) => {
      keepWhileOpen(open, response)
      void answer(mounts, { request, response, log, isComplete })
    },
  )
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  await listen(server, { host, port })
  return {
    // A listening TCP server has an AddressInfo; only pipes have a string.
    port: (server.address() as AddressInfo).port,
    mount: (mount) => void mounts.push(mount),
    complete() {
      isComplete = true
    },
    close: (graceMs) => close(server, open, graceMs),
  }
}

interface Knock {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly log: Log
  readonly isComplete: boolean
}

async function answer(mounts: readonly Mount[], { request, response, log, isComplete }: Knock) {
  const path = pathOf(request)
  if (path === null) return plain(response, 400, 'Bad request')
  const mount = longest(mounts.filter(({ prefix }) => isBelow(path, prefix)))
  if (!mount) return isComplete ? plain(response, 404, 'There is nothing here') : notYet(response)
  try {
    await mount.handle(request, response)
  } catch (error) {
    const { prefix } = mount
    // Whoever hangs up in the middle of a request is no failure of ours. The whole path may be a link's secret.
    if (request.destroyed && !request.complete) return log.info({ prefix }, 'A caller hung up')
    log.error({ error, prefix }, 'A request failed')
    if (!response.headersSent) plain(response, 500, 'Something went wrong on our side. Please try again.')
    else response.destroy()
  }
}

/** Who is early would take "not there" for the truth: a reader of a personal link, Slack, a load balancer. A browser comes again by itself. */
function notYet(response: ServerResponse): void {
  response.setHeader('retry-after', String(OPENING_S)).setHeader('refresh', String(OPENING_S))
  plain(response, 503, 'The desk is opening. This page comes by itself in a moment.')
}

const wantsStream = ({ headers }: IncomingMessage) => headers.accept?.includes('text/event-stream') ?? false

function keepWhileOpen(open: Set<ServerResponse>, response: ServerResponse): void {
  open.add(response)
  response.once('close', () => open.delete(response))
}

/** The path alone, or null where the request's target is no path (`//`, a bare `%`, an absolute address). */
function pathOf({ url = '/' }: IncomingMessage): string | null {
  if (!url.startsWith('/') || url.startsWith('//')) return null
  const path = url.split('?', 1)[0] ?? '/'
  try {
    decodeURIComponent(path)
    return path
  } catch {
    return null
  }
}

const isBelow = (path: string, prefix: string) => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`)
const longest = (found: readonly Mount[]) => found.toSorted((a, b) => b.prefix.length - a.prefix.length)[0]

export function plain(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
    .end(`${text}\n`)
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, host, () => {
    server.off('error', reject)
    resolve()
  })
  return promise
}

async function close(server: Server, open: ReadonlySet<ServerResponse>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  for (const response of open) {
    // A stream of events never ends by itself. Its reader comes back to whoever listens here next.
    if (wantsStream(response.req)) response.destroy()
    else response.once('finish', () => setImmediate(() => server.closeIdleConnections()))
  }
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}
