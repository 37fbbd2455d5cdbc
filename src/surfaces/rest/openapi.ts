import { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Registry } from '../../app/registry.ts'
import type { RouteContract } from '../../kit/contracts.ts'

/** The version of the API, not of the desk: it changes when something is taken away. */
export const API_VERSION = '1.0.0'

const DESCRIPTION = [
  'Every call carries a key: `Authorization: Bearer idk_…`, made with `introdesk keys create --scope admin|group:ID|partner:ID`.',
  'Send an `Idempotency-Key` with a POST, and the same call again is answered and not done again.',
  'An answer to a GET or PUT has an `ETag`; send it back as `If-Match`, and a PUT of something that has changed since is refused with 412.',
  'Lists have `limit`, `cursor` and `sort`; `next_cursor` of a page is the `cursor` of the next.',
  'What goes wrong is told as `application/problem+json` with a `code`. Calls are limited for each key; the `RateLimit-*` headers say how far.',
].join('\n\n')

export const problemSchema = z
  .object({
    ...{ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.string() },
    errors: z.array(z.object({ in: z.string(), pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' })

const problemStatuses: Readonly<Record<string, string>> = {
  '400': 'A parameter does not fit',
  '401': 'The key is missing or not valid',
  '403': 'The key may not do that',
  '404': 'It is not there, or not yours to see',
  '409': 'The rules do not allow it now, or the Idempotency-Key belongs to another call',
  '412': 'It has changed since you looked',
  '413': 'More than 256 KB',
  '415': 'The body is no JSON',
  '422': 'The body does not fit',
  '429': 'Too many calls',
}

/** What each kind of call can be told besides its answer. */
const problemsOf = (method: RouteContract['method']): readonly string[] => {
  const always = ['400', '401', '403', '404', '429']
  const writing = [...always, '409', '413', '415', '422']
  return method === 'get' ? always : method === 'put' ? [...writing, '412'] : writing
}

/** The API described, from the same schemas that check what comes in and goes out. */
export function openApiDocument(registry: Pick<Registry, 'routes'>): Record<string, unknown> {
  const api = new OpenAPIHono()
  api.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' })
  for (const { contract } of sortedRoutes(registry)) {
    api.openAPIRegistry.registerPath({
      ...{ method: contract.method, path: contract.path, operationId: contract.name.replace('.', '_') },
      ...{ summary: contract.summary, tags: [contract.tag], security: [{ key: [] }] },
      description: `Scope: ${contract.scopes.join(' or ')}`,
      request: requestOf(contract),
      responses: responsesOf(contract),
    })
  }
  const info = { title: 'Introdesk', version: API_VERSION, description: DESCRIPTION }
  // The library types the document by the class that it was written with; here it is only passed on as JSON.
  return JSON.parse(JSON.stringify(api.getOpenAPI31Document({ openapi: '3.1.0', info }))) as Record<string, unknown>
}

/** A path with words before one with parameters in the same place, so that "/api/partners/me" is not somebody's id. */
export function sortedRoutes({ routes }: Pick<Registry, 'routes'>): Registry['routes'] {
  const order = ({ path, method }: RouteContract) => `${path.replaceAll('{', '~')} ${method}`
  return routes.toSorted((a, b) => (order(a.contract) < order(b.contract) ? -1 : 1))
}

function requestOf({ method, params, query, body }: RouteContract) {
  const has = (values: z.ZodObject) => Object.keys(values.shape).length > 0
  const headers =
    method === 'post'
      ? z.object({ 'Idempotency-Key': z.string().max(255).optional() })
      : method === 'put'
        ? z.object({ 'If-Match': z.string().optional() })
        : undefined
  return {
    ...(has(params) && { params }),
    ...(has(query) && { query }),
    ...(headers && { headers }),
    ...(has(body) && { body: { required: true, content: { 'application/json': { schema: body } } } }),
  }
}

function responsesOf({ method, returns, name }: RouteContract) {
  const told = problemsOf(method).map((status) => [
    status,
    {
      description: problemStatuses[status] ?? status,
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  const answer = { description: name, content: { 'application/json': { schema: returns } } }
  return { [method === 'post' ? '201' : '200']: answer, ...Object.fromEntries(told) }
}
