import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/**
 * How a command reaches the process that holds the embedded database: a loopback socket whose address and key stand in the
 * lock file, which only the owner of the folder can read. One line of JSON asks, lines of JSON answer.
 */
export interface ControlServer {
  /** `<port>/<key>`, to be announced beside the lock. */
  readonly address: string
  close(): Promise<void>
}

export type RunCommand = (asked: Asked, print: (line: string) => void) => Promise<number>

export interface Asked {
  readonly argv: readonly string[]
  /** Where the person stood who typed it: file names are relative to it. */
  readonly cwd: string
}

const request = z.object({ key: z.string(), argv: z.array(z.string()).max(64), cwd: z.string() })
const answer = z.union([z.object({ line: z.string() }), z.object({ exit: z.number() })])

const MAX_REQUEST_BYTES = 64 * 1024

export async function openControl(run: RunCommand): Promise<ControlServer> {
  const key = randomBytes(24).toString('base64url')
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    void serve(socket, key, run)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // A listening TCP server has an AddressInfo; only pipes have a string.
    address: `${(server.address() as AddressInfo).port}/${key}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Runs a command in the process that listens at `address`; null when nobody answers there any more. */
export async function askRunning(address: string, asked: Asked, print: (line: string) => void): Promise<number | null> {
  const [port, key] = address.split('/')
  const socket = connect(Number(port), '127.0.0.1')
  try {
    await once(socket, 'connect')
  } catch {
    return null
  }
  socket.write(`${JSON.stringify({ key, ...asked })}\n`)
  for await (const line of createInterface({ input: socket })) {
    const said = answer.parse(JSON.parse(line))
    if ('exit' in said) {
      socket.end()
      return said.exit
    }
    print(said.line)
  }
  return null
}

async function serve(socket: Socket, key: string, run: RunCommand): Promise<void> {
  const say = (message: z.input<typeof answer>) => void socket.write(`${JSON.stringify(message)}\n`)
  // Whoever hangs up in the middle of asking, asked nothing.
  const asked = await firstLine(socket).catch(() => null)
  const parsed = asked === null ? null : request.safeParse(safeJson(asked))
  if (!parsed?.success || !isSame(parsed.data.key, key)) {
    socket.destroy()
    return
  }
  try {
    say({ exit: await run(parsed.data, (line) => say({ line })) })
  } catch (error) {
    say({ line: error instanceof Error ? error.message : String(error) })
    say({ exit: 1 })
  }
}

async function firstLine(socket: Socket): Promise<string | null> {
  let text = ''
  socket.setEncoding('utf8')
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += String(chunk)
    if (text.includes('\n')) return text.slice(0, text.indexOf('\n'))
    if (text.length > MAX_REQUEST_BYTES) return null
  }
  return null
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isSame(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}
