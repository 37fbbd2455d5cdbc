import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../../src/app/app.ts'
import { type Delivery, MOST_FAILURES, RETRY_AFTER_MS } from '../../../src/domains/webhooks/model.ts'
import { publicEventNames } from '../../../src/domains/webhooks/public-events.ts'
import { afterTry, signature } from '../../../src/domains/webhooks/rules.ts'
import { sourceFiles } from '../../architecture/source-files.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openTown, type Town } from '../../helpers/town.ts'
import { type Api, type Client, openApi } from '../../surfaces/rest/api.ts'

interface Heard {
  readonly body: string
  readonly headers: NodeJS.Dict<string | string[]>
}

describe('webhooks', () => {
  let town: Town
  let api: Api
  let admin: Client
  let server: Server
  let heard: Heard[]
  let answers: number[]
  let url: string

  beforeEach(async () => {
    heard = []
    answers = []
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        heard.push({ body, headers: request.headers })
        response.writeHead(answers.shift() ?? 200).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
    town = await openTown(anyTestDatabase().open, { config: { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' } })
    api = await openApi(town)
    admin = await api.client({ kind: 'admin' })
  })

  afterEach(async () => {
    await town.settles()
    await api.close()
    town.log.assertNoErrors()
    await town.close()
    await new Promise((resolve) => server.close(resolve))
  })

  async function asks(): Promise<void> {
    const requester = await town.desk.database.prisma.member.findFirstOrThrow({ where: { name: 'Maria Keller' } })
    const body = { requester_id: requester.id, criteria: 'A zeppelin captain', purpose: 'A ride', message: 'Up' }
    expect((await admin.post('/api/introductions', body)).status).toBe(201)
    await town.settles()
  }

  test('tell each public event once, signed so that its receiver can be sure', async () => {
    const made = await admin.post('/api/admin/webhooks', { url, events: ['intro.request_moved'] })
    expect(made).toMatchObject({ status: 201, body: { failures: 0 } })
    await asks()
    expect(heard).toHaveLength(1)
    const [{ body, headers } = { body: '', headers: {} }] = heard
    const { type, data, id } = JSON.parse(body)
    expect({ type, data, id }).toMatchObject({ type: 'intro.request_moved', data: { from: null, to: 'PENDING' } })
    const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    expect(headers['webhook-signature']).toBe(`v1,${signature(String(made.body.secret), content)}`)
    expect(headers['webhook-id']).toBe(id)
    expect(JSON.stringify((await admin.get('/api/admin/webhooks')).body)).not.toContain('whsec_')
  })

  test('keep what they sign with sealed, also where the answer is kept for a repeated call', async () => {
    const headers = { 'idempotency-key': 'make-one' }
    const first = await admin.post('/api/admin/webhooks', { url, events: [] }, headers)
    const again = await admin.post('/api/admin/webhooks', { url, events: [] }, headers)
    expect(again.body).toEqual(first.body)
    const other = await admin.post('/api/admin/webhooks', { url, events: ['intro.request_moved'] })
    const { prisma } = town.desk.database
    const stored = [await prisma.webhookEndpoint.findMany(), await prisma.idempotentAnswer.findMany()]
    for (const { body } of [first, other]) {
      const secret = String(body.secret)
      expect(secret).toMatch(/^whsec_/)
      expect(JSON.stringify(stored)).not.toContain(secret.replace('whsec_', ''))
    }
    const { secret } = await prisma.webhookEndpoint.findFirstOrThrow({ where: { id: first.id } })
    await prisma.webhookEndpoint.update({ where: { id: other.id }, data: { secret } })
    await asks()
    // A secret that was moved from another row opens nothing, and nothing is told with it.
    const [pending] = (await admin.get(`/api/admin/webhooks/${other.id}/deliveries`)).data
    expect(pending).toMatchObject({ status: 'pending', attempts: 0 })
    town.log.forget()
  })

  test('are tried again, later and later, and told once more when asked', async () => {
    answers = [500, 503]
    const { id } = await admin.post('/api/admin/webhooks', { url, events: ['intro.request_moved'] })
    await asks()
    const [waiting] = (await admin.get(`/api/admin/webhooks/${id}/deliveries?status=pending`)).data
    expect(waiting).toMatchObject({ attempts: 1, last_answer: 'HTTP 500' })
    await town.travels(new Date(town.now().getTime() + 10 * 60_000))
    await town.settles()
    const [told] = (await admin.get(`/api/admin/webhooks/${id}/deliveries`)).data
    expect(told).toMatchObject({ status: 'delivered', attempts: 3 })
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    await admin.post(`/api/admin/webhooks/${id}/deliveries/${told?.id}/replay`, undefined)
    await town.settles()
    expect(heard).toHaveLength(4)
  })

  test('stop when the endpoint says that it is gone, and never reach into our network', async () => {
    answers = [410]
    const gone = await admin.post('/api/admin/webhooks', { url, events: ['intro.request_moved'] })
    const inside = await admin.post('/api/admin/webhooks', { url: 'http://localhost:1/', events: [] })
    await asks()
    await asks()
    expect(heard).toHaveLength(1)
    expect((await admin.get(`/api/admin/webhooks/${gone.id}`)).body.disabled_at).not.toBeNull()
    const [refused] = (await admin.get(`/api/admin/webhooks/${inside.id}/deliveries`)).data
    expect(refused).toMatchObject({ status: 'failed', last_answer: 'not sent: only https is sent to' })
  })
})

test('webhooks without keys to seal with are refused with what to do', async () => {
  const town = await openTown(anyTestDatabase().open)
  const api = await openApi({ ...town, desk: { ...town.desk, app: createApp({ ...town.desk.ports, seal: null }) } })
  const admin = await api.client({ kind: 'admin' })
  const made = await admin.post('/api/admin/webhooks', { url: 'https://example.org/hooks', events: [] })
  expect(made).toMatchObject({ status: 409, body: { code: 'no_keys' } })
  expect(String(made.body.detail)).toContain('ENCRYPTION_KEYS')
  await api.close()
  town.log.assertNoErrors()
  await town.close()
})

describe('a try', () => {
  const now = new Date('2026-11-24T09:20:00Z')
  const delivery: Delivery = {
    ...{ id: 'd', endpointId: 'e', eventId: 'x', event: 'a.b', version: 1, data: {}, at: now, status: 'PENDING' },
    ...{ attempts: 0, dueAt: now, lastAnswer: null, deliveredAt: null },
  }
  const endpoint = { id: 'e', url: '', events: [], secret: '', createdAt: now, disabledAt: null, failures: 0 }

  test('waits longer each time, and is given up after the last', () => {
    const posted = { kind: 'failed', reason: 'no answer in time' } as const
    for (const [attempts, waitMs] of RETRY_AFTER_MS.entries()) {
      const tried = afterTry({ ...delivery, attempts }, endpoint, { posted, now })
      expect(tried.delivery).toMatchObject({ status: 'PENDING', dueAt: new Date(now.getTime() + waitMs) })
    }
    const last = afterTry({ ...delivery, attempts: RETRY_AFTER_MS.length }, endpoint, { posted, now })
    expect(last.delivery.status).toBe('FAILED')
  })

  test('switches an endpoint off that has failed too often, and forgets failures after a success', () => {
    const failing = { ...endpoint, failures: MOST_FAILURES - 1 }
    const failed = afterTry(delivery, failing, { posted: { kind: 'answered', status: 500 }, now })
    expect(failed.endpoint.disabledAt).toEqual(now)
    expect(afterTry(delivery, failing, { posted: { kind: 'answered', status: 204 }, now }).endpoint.failures).toBe(0)
  })
})

test('every domain’s public events are told', async () => {
  const files = sourceFiles('src/domains').filter((file) => file.endsWith('/events.ts'))
  for (const file of files) {
    const events: Record<string, unknown> = await import(/* @vite-ignore */ `../../../${file}`)
    const names = Object.values(events).flatMap((event) =>
      typeof event === 'object' && event !== null && 'public' in event && event.public && 'name' in event
        ? [String(event.name)]
        : [],
    )
    expect(publicEventNames, file).toEqual(expect.arrayContaining(names))
  }
})
