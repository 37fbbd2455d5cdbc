import { z } from 'zod'
import { createWorkspace } from '../../../src/app/tenancy-store.ts'
import { openFrontDoor } from '../../../src/infra/http/front-door.ts'
import { type WorkspaceId, workspaceId } from '../../../src/kit/brand.ts'
import type { ApiScope } from '../../../src/kit/ctx.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { playgroundWorkspace } from '../../../src/playground/town.ts'
import { newKey } from '../../../src/surfaces/rest/keys.ts'
import { type RateLimit, USUAL_LIMIT } from '../../../src/surfaces/rest/rate-limit.ts'
import { createRestSurface, REST_PREFIXES } from '../../../src/surfaces/rest/start.ts'
import { createKey } from '../../../src/surfaces/rest/store.ts'
import type { Town } from '../../helpers/town.ts'

/** The API of a town over real HTTP, as a system of somebody's calls it. */
export interface Api {
  readonly url: string
  readonly workspaceId: WorkspaceId
  /** A client with a key of this scope; in another workspace where one is named. */
  client(scope: ApiScope, workspaceId?: WorkspaceId, changes?: { expiresAt?: Date }): Promise<Client>
  /** A second tenant, with nobody in it. */
  otherWorkspace(): Promise<WorkspaceId>
  close(): Promise<void>
}

export interface Client {
  readonly key: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  delete(path: string): Promise<Answer>
}

export type Thing = Readonly<Record<string, unknown>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Empty where the answer is no JSON. */
  readonly body: Thing
  /** The `id` of the thing that was answered. */
  readonly id: string
  /** The things of a page. */
  readonly data: readonly Thing[]
}

export interface ApiOptions {
  readonly rateLimit?: RateLimit
  /** Whose keys are made; the playground's where left out. */
  readonly workspaceId?: WorkspaceId
}

export async function openApi(town: Pick<Town, 'desk' | 'log'>, options: ApiOptions = {}): Promise<Api> {
  const { rateLimit = { ...USUAL_LIMIT, calls: 100_000 } } = options
  const { app, ports } = town.desk
  const { database, clock } = ports
  const handle = createRestSurface({
    app,
    database,
    clock,
    log: town.log,
    seal: ports.seal,
    rateLimit,
    machineMs: () => performance.now(),
  })
  const door = await openFrontDoor({ host: '127.0.0.1', port: 0, log: silentLog })
  for (const prefix of REST_PREFIXES) door.mount({ prefix, handle })
  door.complete()
  const url = `http://127.0.0.1:${door.port}`
  const own = options.workspaceId ?? (await playgroundWorkspace(ports)).id
  return {
    url,
    workspaceId: own,
    async client(scope, inWorkspace = own, { expiresAt } = {}) {
      const { key, hash, prefix } = newKey()
      const wanted = { id: ports.ids.next(), hash, prefix, name: 'test', scope, now: clock.now() }
      await createKey(database.reader, inWorkspace, { ...wanted, expiresAt: expiresAt ?? null })
      return clientWith(url, key)
    },
    async otherWorkspace() {
      const id = ports.ids.next()
      const other = { id, name: 'Elsewhere', timeZone: 'UTC', isDemo: false, now: clock.now() }
      await createWorkspace(database.reader, other)
      return workspaceId(id)
    },
    close: () => door.close(1000),
  }
}

export function clientWith(url: string, key: string | null): Client {
  const call = async (method: string, path: string, { body, headers = {} }: Said): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    const told = thing.parse(isJson ? JSON.parse(text) : {})
    const { id, data } = shown.parse(told)
    return { status: response.status, headers: response.headers, body: told, id, data }
  }
  return {
    key: key ?? '',
    get: (path, headers) => call('GET', path, { headers }),
    post: (path, body, headers) => call('POST', path, { body, headers }),
    put: (path, body, headers) => call('PUT', path, { body, headers }),
    delete: (path) => call('DELETE', path, {}),
  }
}

const thing = z.record(z.string(), z.unknown())
const shown = z.object({ id: z.string().catch(''), data: z.array(thing).catch([]) })

interface Said {
  readonly body?: unknown
  readonly headers?: Record<string, string> | undefined
}

/** The id of a member of the demo town. */
export async function memberNamed(town: Town, name: string): Promise<string> {
  const row = await town.desk.database.prisma.member.findFirstOrThrow({ where: { name: { startsWith: name } } })
  return row.id
}
