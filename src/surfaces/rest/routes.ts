import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import type { App } from '../../app/app.ts'
import type { Entry } from '../../app/registry.ts'
import type { RouteAnswer } from '../../app/routes.ts'
import type { Clock } from '../../kit/clock.ts'
import type { RouteContract } from '../../kit/contracts.ts'
import type { Database } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import type { Seal } from '../../kit/seal.ts'
import { docsPage } from './docs-page.ts'
import { hashOfKey, keyIn } from './keys.ts'
import { openApiDocument, sortedRoutes } from './openapi.ts'
import {
  invalid,
  MOST_BYTES,
  MOST_IDEMPOTENCY_KEY,
  notFound,
  outOfScope,
  type Problem,
  problem,
  problems,
  refused,
} from './problem.ts'
import { createRateLimiter, type RateLimit } from './rate-limit.ts'
import { claimAnswer, type KnownKey, keepAnswer, keyByHash, noteUse, OtherCallError } from './store.ts'

export interface RestParts {
  readonly app: Pick<App, 'registry' | 'callRoute'>
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** Seals answers that hold a secret, where they are kept for a repeated call. */
  readonly seal: Seal | null
  readonly rateLimit: RateLimit
  /** Machine time in milliseconds. */
  readonly machineMs: () => number
}

type Env = { Variables: { key: KnownKey } }

/** The API over HTTP: it recognises the key, translates the call, and translates the answer. No rule lives here. */
export function restRoutes(parts: RestParts): Hono<Env> {
  const { app, log, database } = parts
  const routes = new Hono<Env>()
  let made: ReturnType<typeof openApiDocument> | undefined
  // Only when somebody reads it: it costs a start a tenth of a second and ten megabytes.
  const document = () => {
    made ??= openApiDocument(app.registry)
    return made
  }
  const allow = createRateLimiter(parts.rateLimit, parts.machineMs)
  routes.use(secureHeaders({ strictTransportSecurity: false, crossOriginResourcePolicy: 'same-origin' }))
  routes.get('/openapi.json', (c) => c.json(document()))
  routes.get('/docs', (c) => docsPage(c, document()))
  routes.use('/api/*', bodyLimit({ maxSize: MOST_BYTES, onError: refuseLarge }))
  routes.use('/api/*', async (c, next) => (await recognise(c, parts)) ?? (await limited(c)) ?? next())
  for (const entry of sortedRoutes(app.registry)) {
    const { method, path } = entry.contract
    routes.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => answer(c, parts, entry))
  }
  for (const [path, methods] of methodsByPath(app.registry.routes)) {
    routes.all(path, (c) => {
      c.header('allow', methods.join(', '))
      return problem(c, { ...problems.wrongMethod, detail: `Here ${methods.join(' and ')} can be used.` })
    })
  }
  routes.notFound((c) => problem(c, notFound()))
  routes.onError((error, c) => {
    if (error instanceof OtherCallError) return problem(c, problems.otherCall)
    log.error({ error, method: c.req.method, path: c.req.routePath }, 'A call failed')
    return problem(c, database.isFull(error) ? problems.noSpace : problems.wentWrong)
  })
  return routes

  async function limited(c: Context<Env>): Promise<Response | null> {
    const { isAllowed, limit, remaining, resetSeconds } = allow(c.get('key').id)
    c.header('ratelimit-limit', String(limit))
    c.header('ratelimit-remaining', String(remaining))
    c.header('ratelimit-reset', String(resetSeconds))
    if (isAllowed) return null
    c.header('retry-after', String(resetSeconds))
    return problem(c, problems.tooMany)
  }
}

/** The rest of the body is not read, so nothing else can come over this connection. */
function refuseLarge(c: Context): Response {
  c.header('connection', 'close')
  return problem(c, problems.tooLarge)
}

/** Whose call it is, from the key alone. */
async function recognise(c: Context<Env>, { database, clock }: RestParts): Promise<Response | null> {
  const said = keyIn(c.req.header('authorization'))
  const now = clock.now()
  const key = said && (await keyByHash(database.reader, hashOfKey(said), now))
  if (!key) {
    c.header('www-authenticate', 'Bearer')
    return problem(c, problems.unauthorised)
  }
  await noteUse(database.reader, key, now)
  c.set('key', key)
  return null
}

async function answer(c: Context<Env>, parts: RestParts, entry: Entry<RouteContract>): Promise<Response> {
  const { contract } = entry
  const key = c.get('key')
  if (!contract.scopes.includes(key.scope.kind)) return problem(c, outOfScope(contract.scopes))
  const read = contract.method === 'get' ? noBody : await readBody(c)
  if (read.kind === 'problem') return problem(c, read.problem)
  const idempotencyKey = contract.method === 'post' ? c.req.header('idempotency-key') : undefined
  if (idempotencyKey !== undefined && !isIdempotencyKey(idempotencyKey)) return problem(c, problems.badIdempotencyKey)
  const answered = await parts.app.callRoute(entry, {
    ...{ workspaceId: key.workspaceId, scope: key.scope, params: c.req.param(), query: c.req.query() },
    ...{ body: read.body, ifMatch: seenTag(c) },
    ...(idempotencyKey !== undefined && { once: onceFor(c, parts, { contract, idempotencyKey, text: read.text }) }),
  })
  return told(c, contract, answered)
}

function told(c: Context<Env>, { method }: RouteContract, answered: RouteAnswer): Response {
  switch (answered.kind) {
    case 'invalid':
      return problem(c, invalid(answered.problems))
    case 'refused':
      return problem(c, refused(answered))
    case 'data': {
      if (answered.isRepeated) c.header('idempotency-replayed', 'true')
      if (method === 'post') return c.json(answered.data, 201)
      c.header('etag', answered.tag)
      c.header('cache-control', 'private, no-cache')
      const isKnown = method === 'get' && c.req.header('if-none-match') === answered.tag
      return isKnown ? c.body(null, 304) : c.json(answered.data, 200)
    }
  }
}

type Read =
  | { readonly kind: 'body'; readonly body: unknown; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: Problem }

const noBody = { kind: 'body', body: {}, text: '' } as const

async function readBody(c: Context<Env>): Promise<Read> {
  const text = await c.req.text()
  if (text === '') return noBody
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(type)) return { kind: 'problem', problem: problems.notJson }
  try {
    return { kind: 'body', body: JSON.parse(text), text }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { kind: 'problem', problem: { ...problems.brokenJson, detail: `The body is no JSON: ${error.message}` } }
  }
}

interface Call {
  readonly contract: RouteContract
  readonly idempotencyKey: string
  readonly text: string
}

function onceFor(c: Context<Env>, { clock, seal }: RestParts, said: Call) {
  const { contract, idempotencyKey, text } = said
  const requestHash = createHash('sha256').update(`${c.req.method} ${c.req.path}\n${text}`).digest('hex')
  const wanted = {
    key: c.get('key'),
    idempotencyKey,
    requestHash,
    now: clock.now(),
    seal: contract.isSecret ? seal : null,
  }
  return {
    before: (db: Parameters<typeof claimAnswer>[0]) => claimAnswer(db, wanted),
    after: (db: Parameters<typeof keepAnswer>[0], data: unknown) => keepAnswer(db, wanted, data),
  }
}

/** Visible ASCII, as a header can carry it. */
const isIdempotencyKey = (key: string) => key.length <= MOST_IDEMPOTENCY_KEY && /^[\x21-\x7e]+$/.test(key)

/** The tag that the caller saw; `*` means whatever it is now. */
function seenTag(c: Context<Env>): string | undefined {
  const said = c.req.header('if-match')?.trim()
  return said === undefined || said === '*' ? undefined : said.replace(/^W\//, '')
}

function methodsByPath(entries: readonly Entry<RouteContract>[]): ReadonlyMap<string, readonly string[]> {
  const paths = Map.groupBy(entries, ({ contract }) => contract.path.replaceAll(/\{(\w+)\}/g, ':$1'))
  return new Map([...paths].map(([path, list]) => [path, list.map(({ contract }) => contract.method.toUpperCase())]))
}
