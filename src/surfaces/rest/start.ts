import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { type RestParts, restRoutes } from './routes.ts'

/** The paths that the API answers below. */
export const REST_PREFIXES = ['/api', '/openapi.json', '/docs'] as const

/** The API as a handler of the desk's own HTTP server. */
export function createRestSurface(parts: RestParts) {
  const listener = getRequestListener(restRoutes(parts).fetch)
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    void (await listener(request, response))
}
