import type { QueueCount } from '../../kit/jobs.ts'
import { type HttpHandler, json, type Mount } from './front-door.ts'

/** What operators and their machines ask: is it alive, can it serve, how is it doing. */
export interface Operation {
  readonly version: string
  /** Each check in a word that is true or false; ready when all are true. */
  checks(): Promise<Readonly<Record<string, boolean>>>
  queues(): Promise<readonly QueueCount[]>
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

/** Prometheus' text format, written by hand because there are a handful of gauges. */
function metrics(operation: Operation): HttpHandler {
  return async (_request, response) => {
    const memory = process.memoryUsage()
    const lines = [
      ...gauge('process_resident_memory_bytes', 'Resident memory', [['', memory.rss]]),
      ...gauge('process_uptime_seconds', 'Seconds since the start', [['', Math.round(process.uptime())]]),
      ...(await queueGauges(operation)),
    ]
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(`${lines.join('\n')}\n`)
  }
}

async function queueGauges(operation: Operation): Promise<string[]> {
  const queues = await operation.queues()
  return (['waiting', 'running', 'failed'] as const).flatMap((state) =>
    gauge(
      `introdesk_jobs_${state}`,
      `Jobs ${state} by name`,
      queues.map((queue) => [`{job="${queue.name}"}`, queue[state]]),
    ),
  )
}

function gauge(name: string, help: string, values: readonly (readonly [labels: string, value: number])[]): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ]
}

function get(handle: HttpHandler): HttpHandler {
  return (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return handle(request, response)
    return json(response, 405, { status: 'only GET' })
  }
}
