import { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'

/** The part of PGlite that the stream speaks to. */
export type PgliteEngine = Pick<PGlite, 'runExclusive' | 'execProtocolRawStream'>

/** What the owner of the engine may do around the statements. */
export type StreamHooks = {
  /** Called while no transaction is open, before a client's next statement; `execute` runs one in the same session. */
  beforeTurn?(execute: (sql: string) => Promise<void>): Promise<void>
  /** Sees each answer before the client does, and may change its bytes in place. */
  onAnswer?(answer: Buffer): void
  /** Opens the engine again after a PANIC, or throws what clients shall hear until that works. */
  reopen?(cause: Error): Promise<PgliteEngine>
}

/**
 * Makes the `stream` option of a node-postgres pool over one in-process PGlite: bytes that pg would send to a socket are
 * executed in memory, and the answers come back as if from a socket. Every stream of one call shares one session, so a
 * transaction of one client keeps the others waiting.
 *
 * Not carried: LISTEN/NOTIFY, COPY FROM STDIN and cancel requests.
 */
export function pgliteStreams(engine: PgliteEngine, hooks: StreamHooks = {}): () => PgliteStream {
  const session = new Session(engine, hooks)
  return () => new PgliteStream(session)
}

// How long queries may follow each other before timers and sockets get their turn. Everything below runs in microtasks,
// so without it a busy database would hold the event loop and miss heartbeats.
const MAX_EVENT_LOOP_HOLD_MS = 5

/** One PGlite session, taken by one stream at a time from its first statement until its transaction is over. */
class Session {
  #engine: PgliteEngine | undefined
  readonly #hooks: StreamHooks
  #panic = new Error('The database has not been opened')
  #lastTurn: Promise<void> = Promise.resolve()
  #yieldedAtMs = performance.now()

  constructor(engine: PgliteEngine, hooks: StreamHooks) {
    this.#engine = engine
    this.#hooks = hooks
  }

  /** Waits for its turn; resolves to the function that ends it. */
  async enter(): Promise<() => void> {
    const before = this.#lastTurn
    let free = () => {}
    this.#lastTurn = new Promise((resolve) => {
      free = resolve
    })
    await before
    try {
      await this.#hooks.beforeTurn?.((sql) => this.execute(queryMessage(sql)).then(() => {}))
      return free
    } catch (error) {
      free()
      throw error
    }
  }

  async execute(messages: Uint8Array): Promise<Buffer> {
    const engine = this.#engine ?? (await this.#reopen())
    await this.#yieldToEventLoop()
    const chunks: Buffer[] = []
    // Not execProtocolRaw: in 0.5.16 it parses each answer a second time and keeps every row for as long as it lives.
    await engine.runExclusive(() =>
      engine.execProtocolRawStream(messages, { onRawData: (bytes) => void chunks.push(Buffer.from(bytes)) }),
    )
    const answer = Buffer.concat(chunks)
    this.#hooks.onAnswer?.(answer)
    return answer
  }

  /** A server would have ended its process; here the engine's memory can no longer be trusted, only its files. */
  abandonEngine(cause: Error): void {
    this.#engine = undefined
    this.#panic = cause
  }

  async #reopen(): Promise<PgliteEngine> {
    if (!this.#hooks.reopen) throw this.#panic
    this.#engine = await this.#hooks.reopen(this.#panic)
    return this.#engine
  }

  async #yieldToEventLoop(): Promise<void> {
    if (performance.now() - this.#yieldedAtMs < MAX_EVENT_LOOP_HOLD_MS) return
    await new Promise(setImmediate)
    this.#yieldedAtMs = performance.now()
  }
}

/** A stand-in for the TCP socket between node-postgres and a server. */
export class PgliteStream extends Duplex {
  readonly #session: Session
  readonly #frames = new FrameReader()
  #batch: Buffer[] = []
  #free: (() => void) | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(session: Session) {
    super({ decodeStrings: true })
    this.#session = session
  }

  // What pg calls on a socket before and besides writing to it.
  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#receive(chunk, done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#receive(Buffer.concat(chunks.map(({ chunk }) => chunk)), done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const finish = () => this.#leave().then(() => done(error), done)
    this.#running.then(finish, finish)
  }

  #receive(bytes: Buffer, done: (error?: Error | null) => void): void {
    this.#running = this.#process(bytes)
    this.#running.then(() => done(), done)
  }

  async #process(bytes: Buffer): Promise<void> {
    for (const frame of this.#frames.push(bytes)) {
      if (frame.kind === 'X') {
        await this.#leave()
        this.push(null)
        return
      }
      this.#batch.push(frame.bytes)
      if (ENDS_A_BATCH.has(frame.kind)) await this.#flush()
    }
  }

  async #flush(): Promise<void> {
    const batch = Buffer.concat(this.#batch)
    this.#batch = []
    this.#free ??= await this.#session.enter()
    const answer = await this.#session.execute(batch)
    if (answer.includes(PANIC)) return this.#stop(answer)
    if (isIdleAfter(answer)) this.#freeSession()
    if (answer.length > 0) this.push(answer)
  }

  /** The client hears the reason as an ordinary error first, and then that its connection is gone. */
  #stop(answer: Buffer): void {
    const cause = new Error(
      'The embedded database engine stopped (PANIC); its files are untouched and can be opened again.',
    )
    this.#session.abandonEngine(cause)
    this.#freeSession()
    this.push(answer)
    setImmediate(() => this.destroy(cause))
  }

  /** A client that goes away inside a transaction must not leave it open for the next one. */
  async #leave(): Promise<void> {
    if (!this.#free) return
    try {
      await this.#session.execute(ROLLBACK)
    } finally {
      this.#freeSession()
    }
  }

  #freeSession(): void {
    const free = this.#free
    this.#free = undefined
    free?.()
  }
}

type Frame = { kind: string; bytes: Buffer }

// Query, Sync, Flush and password: the messages after which a client waits for an answer. `startup` is the first packet.
// https://www.postgresql.org/docs/18/protocol-message-formats.html
const ENDS_A_BATCH = new Set(['startup', 'Q', 'S', 'H', 'p'])
const ROLLBACK = queryMessage('ROLLBACK')
// The severity field of an error message; no value of a row can contain its zero bytes.
const PANIC = Buffer.from('\0VPANIC\0', 'latin1')
const READY_LENGTH = 6

/** The protocol's simple query message: type, length, text, zero. */
function queryMessage(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`)
  const head = Buffer.from('Q\0\0\0\0', 'latin1')
  head.writeInt32BE(4 + text.length, 1)
  return Buffer.concat([head, text])
}

/** Whether the answer ends with ReadyForQuery in state `I`: no transaction is open. */
function isIdleAfter(answer: Buffer): boolean {
  const ready = answer.subarray(-READY_LENGTH)
  return ready.length === READY_LENGTH && ready.toString('latin1') === 'Z\0\0\0\x05I'
}

/** Cuts the byte stream into protocol messages. Only the start-up packet has no type byte. */
class FrameReader {
  #rest: Buffer = Buffer.alloc(0)
  #typeLength = 0

  push(bytes: Buffer): Frame[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const frames: Frame[] = []
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame)
    return frames
  }

  #next(): Frame | undefined {
    if (this.#rest.length < this.#typeLength + 4) return undefined
    const length = this.#typeLength + this.#rest.readInt32BE(this.#typeLength)
    if (this.#rest.length < length) return undefined
    const bytes = this.#rest.subarray(0, length)
    const kind = this.#typeLength === 0 ? 'startup' : String.fromCharCode(bytes[0] ?? 0)
    this.#rest = this.#rest.subarray(length)
    this.#typeLength = 1
    return { kind, bytes }
  }
}
