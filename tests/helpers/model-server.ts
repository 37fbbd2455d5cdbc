import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { z } from 'zod'
import type { ModelApi } from '../../src/kit/model.ts'
import { type Answer, bodyOf, framesOf, type Usage } from './model-frames.ts'

/** A request as the server got it. */
export interface ModelRequest {
  readonly api: ModelApi
  readonly headers: IncomingMessage['headers']
  readonly body: Readonly<Record<string, unknown>>
  readonly stream: boolean
  /** The system message or the `instructions`. */
  readonly instructions: string
  /** Everything after them, fences included. */
  readonly input: string
  /** The data block's sections, parsed. */
  readonly data: Readonly<Record<string, unknown>>
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>
}

/** What the server does with one request. */
export type ModelStep = (request: ModelRequest, response: ServerResponse) => void

export interface ModelServer {
  /** What `OPENAI_BASE_URL` wants. */
  readonly baseUrl: string
  readonly requests: readonly ModelRequest[]
  /** Steps for the next requests, one each. After them, and from the start, `otherwise` answers. */
  next(...steps: readonly ModelStep[]): void
  otherwise(step: ModelStep): void
  close(): Promise<void>
}

export const DEFAULT_USAGE: Usage = { inputTokens: 120, cachedTokens: 100, outputTokens: 30 }

/** A local server that speaks `POST /v1/responses` and `POST /v1/chat/completions`, whole and streamed, as it is told to. */
export async function startModelServer(otherwise: ModelStep = says('Hello from the model.')): Promise<ModelServer> {
  const requests: ModelRequest[] = []
  const queue: ModelStep[] = []
  let fallback = otherwise
  const server = createServer((incoming, response) => {
    void readRequest(incoming, response)
      .then((request) => {
        if (!request) return sendJson(response, 404, { error: { message: `no such path: ${incoming.url}` } })
        requests.push(request)
        const step = queue.shift() ?? fallback
        step(request, response)
      })
      .catch((error: Error) => sendJson(response, 400, { error: { message: `the test server: ${error.message}` } }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Listening on a port, so the address is one with a port.
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    next: (...steps) => void queue.push(...steps),
    otherwise: (step) => {
      fallback = step
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

// Good answers

/** Answers with a value as JSON, or with what `value` makes of the request. */
export function answers(value: object | ((request: ModelRequest) => object), more: Partial<Answer> = {}): ModelStep {
  return (request, response) => {
    const chosen = typeof value === 'function' ? value(request) : value
    says(JSON.stringify(chosen), more)(request, response)
  }
}

export function says(text: string, more: Partial<Answer> = {}): ModelStep {
  return (request, response) => send(request, response, { text, end: 'stop', usage: DEFAULT_USAGE, ...more })
}

export function callsTool(name: string, input: unknown): ModelStep {
  return says('', { toolCalls: [{ name, input }] })
}

/** A compatible server that knows no such field: 400 where the request has it, else `then`. */
export function refusesField(field: string, then: ModelStep, message = `Unknown parameter: '${field}'.`): ModelStep {
  return (request, response) => {
    if (request.body[field] === undefined) return then(request, response)
    sendJson(response, 400, { error: { message, type: 'invalid_request_error', param: null, code: null } })
  }
}

// Answers that are none

export const refuses = (): ModelStep => says('', { refusal: 'I cannot help with that.' })
export const filters = (): ModelStep => says('Some', { end: 'content_filter' })
export const cutsAtLimit = (): ModelStep => says('{"subject":"Hal', { end: 'length' })

/** Takes the request and never says a word. */
export const hangs = (): ModelStep => () => undefined

export function fails(status: number, headers: Readonly<Record<string, string>> = {}, code?: string): ModelStep {
  return (_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    sendJson(response, status, { error: { message: `failed with ${status}`, type: 'error', code: code ?? null } })
  }
}

export const limits = (retryAfter: string): ModelStep => fails(429, { 'retry-after': retryAfter })

/** Drops the connection without an answer. */
export const resets = (): ModelStep => (_request, response) => void response.destroy()

/** A captive portal, or a proxy's idea of an error. */
export const showsPage = (): ModelStep => (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end('<!doctype html><title>Sign in</title>')
}

export const sendsBadJson = (): ModelStep => (request, response) => {
  const head = { 'content-type': request.stream ? 'text/event-stream' : 'application/json' }
  response.writeHead(200, head).end(request.stream ? 'data: {"choices": [{\n\n' : '{"choices": [{')
}

/** A proper envelope with nothing in it. */
export const saysNothing = (): ModelStep => (request, response) => {
  if (request.stream) return says('')(request, response)
  sendJson(
    response,
    200,
    request.api === 'chat' ? { choices: [] } : { object: 'response', status: 'completed', output: [] },
  )
}

/** Half an answer, then silence on an open connection. */
export const stalls = (text = 'Half an answer'): ModelStep => begins(text, () => undefined)

/** Half an answer, then a proper end of the body without a finish reason. */
export const cutsClean = (text = 'Half an answer'): ModelStep => begins(text, (response) => response.end())

/** Half an answer, then a reset. */
export const cutsHard = (text = 'Half an answer'): ModelStep => begins(text, (response) => response.destroy())

/** A stream that reports an error halfway, as providers do once the head is sent. */
export const failsMidway = (text = 'Half an answer'): ModelStep =>
  begins(text, (response) =>
    response.end('event: error\ndata: {"error":{"message":"overloaded","code":"server_error"}}\n\n'),
  )

/** Words, or where not streamed spaces, until the client has enough of it. */
export const neverEnds = (): ModelStep => (request, response) => {
  const frame = request.stream ? wordFrames(request.api, 'and on and on ').slice(-1).join('') : ' '.repeat(1_024)
  response.writeHead(200, { 'content-type': request.stream ? 'text/event-stream' : 'application/json' })
  const pour = (): void => {
    while (!response.destroyed && response.write(frame));
    if (!response.destroyed) response.once('drain', pour)
  }
  pour()
}

function begins(text: string, then: (response: ServerResponse) => void): ModelStep {
  return (request, response) => {
    const half = JSON.stringify(bodyOf(request.api, wholeAnswer(text))).slice(0, 60)
    response.writeHead(200, { 'content-type': request.stream ? 'text/event-stream' : 'application/json' })
    // Only once the first part is out, so that a reset does not overtake it.
    response.write(request.stream ? wordFrames(request.api, text).join('') : half, () => then(response))
  }
}

function wordFrames(api: ModelApi, text: string): readonly string[] {
  return framesOf(api, wholeAnswer(text)).text
}

function wholeAnswer(text: string): Answer {
  return { text, end: 'stop', usage: DEFAULT_USAGE }
}

function send(request: ModelRequest, response: ServerResponse, answer: Answer): void {
  if (!request.stream) {
    sendJson(response, 200, bodyOf(request.api, answer))
    return
  }
  // As the provider does: figures in a chat stream only where asked for.
  const wantsUsage = request.api === 'responses' || request.body.stream_options !== undefined
  const frames = framesOf(request.api, wantsUsage ? answer : { ...answer, usage: null })
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  for (const frame of [...frames.text, ...frames.closing]) response.write(frame)
  response.end()
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const bodySchema = z.looseObject({
  model: z.string(),
  stream: z.boolean().default(false),
  instructions: z.string().optional(),
  input: z.unknown().optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).default([]),
})

async function readRequest(incoming: IncomingMessage, response: ServerResponse): Promise<ModelRequest | undefined> {
  const api = incoming.url === '/v1/responses' ? 'responses' : 'chat'
  if (incoming.method !== 'POST' || !['/v1/responses', '/v1/chat/completions'].includes(incoming.url ?? '')) return
  const closed = once(response, 'close').then(() => undefined)
  const raw: Record<string, unknown> = JSON.parse(await readText(incoming))
  const { stream, instructions, input, messages } = bodySchema.parse(raw)
  const system = messages.find(({ role }) => role === 'system')
  const rest = api === 'responses' ? input : messages.filter((message) => message !== system)
  const inputText = contentsOf(rest)
  return {
    api,
    headers: incoming.headers,
    body: raw,
    stream,
    instructions: api === 'responses' ? (instructions ?? '') : String(system?.content ?? ''),
    input: inputText,
    data: dataIn(inputText),
    closed,
  }
}

function contentsOf(messages: unknown): string {
  const parsed = z
    .array(z.looseObject({ content: z.unknown().optional(), output: z.unknown().optional() }))
    .parse(messages)
  return parsed.map(({ content, output }) => String(content ?? output ?? '')).join('\n')
}

function dataIn(input: string): Record<string, unknown> {
  const sections = input.matchAll(/<data section="([^"]*)">(.*?)<\/data>/g)
  return Object.fromEntries([...sections].map(([, name, json]) => [name, JSON.parse(json ?? 'null')]))
}
