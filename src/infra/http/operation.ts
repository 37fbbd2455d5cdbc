import { type HttpHandler, json, type Mount } from './front-door.ts'

/** What operators and their machines ask: is it alive, can it serve, how is it doing. */
export interface Operation {
  readonly version: string
  /** Each check in a word that is true or false; ready when all are true. */
  checks(): Promise<Readonly<Record<string, boolean>>>
  /** Everything counted, in Prometheus' text format. */
  metrics(): Promise<string>
}

export function operationMounts(operation: Operation): Mount[] {
  return [
    { prefix: '/livez', handle: get((_request, response) => json(response, 200, { status: 'ok' })) },
    {
      prefix: '/version',
      handle: get((_request, response) => json(response, 200, { version: operation.version, node: process.version })),
    },
    { prefix: '/readyz', handle: get(readiness(operation)) },
    { prefix: '/metrics', handle: get(metrics(operation)) },
  ]
}

function readiness(operation: Operation): HttpHandler {
  return async (_request, response) => {
    const checks = await operation.checks()
    const isReady = Object.values(checks).every(Boolean)
    json(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks })
  }
}

function metrics(operation: Operation): HttpHandler {
  return async (_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
      .end(await operation.metrics())
  }
}

function get(handle: HttpHandler): HttpHandler {
  return (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handle(request, response)
    return json(response, 405, { status: 'only GET' })
  }
}
