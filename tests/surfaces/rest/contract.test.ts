import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRegistry } from '../../../src/app/registry.ts'
import { domains } from '../../../src/domains/index.ts'
import { openApiDocument } from '../../../src/surfaces/rest/openapi.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openTown, type Town } from '../../helpers/town.ts'
import { type Answer, type Api, type Client, clientWith, memberNamed, openApi } from './api.ts'

/** Walks the whole document: every operation is called validly, wrongly, without a key, with another tenant's key, and twice. */

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> }
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: object }> }>
  readonly description: string
}

const document = openApiDocument(createRegistry(domains)) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)
type Listed = (typeof operations)[number]

const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema(document, 'api')

function expectToFit(schema: object, body: unknown, where: string): void {
  // References of the document are to its own root.
  const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components'))
  const validate = ajv.compile(rooted)
  expect(validate(body), `${where}: ${ajv.errorsText(validate.errors)}`).toBe(true)
}

let town: Town
let api: Api
let clients: Record<'admin' | 'group' | 'partner' | 'foreign' | 'nobody', Client>
let ids: Record<string, string>
let serial = 0

/** A valid path and body for an operation. What it changes is made fresh, so that operations do not depend on each other. */
async function valid({ path, operationId }: Listed): Promise<{ path: string; body?: object }> {
  const partner = operationId === 'partners_update' ? await newPartner() : ids.partner
  const introduction = operationId === 'introductions_answer' ? await newIntroduction() : ids.introduction
  const referral = operationId === 'referrals_record_outcome' ? await introduced() : ids.referral
  const webhook = operationId === 'webhooks_remove' ? await newWebhook() : ids.webhook
  const values: Record<string, string | undefined> = {
    deliveryId: ids.delivery,
    ...{ groupId: ids.group, stateCode: 'MN', partnerType: 'attorney' },
    id: path.includes('referrals')
      ? referral
      : path.includes('groups')
        ? ids.group
        : path.includes('members')
          ? ids.maria
          : path.includes('introductions')
            ? introduction
            : path.includes('webhooks')
              ? webhook
              : partner,
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `no-${name}`)
  return { path: filled, ...(bodies[operationId] && { body: bodies[operationId]?.() ?? {} }) }
}

const bodies: Record<string, () => object> = {
  webhooks_create: () => ({ url: `https://hooks.example/${++serial}` }),
  webhooks_update: () => ({ url: `https://hooks.example/${++serial}` }),
  partners_create: () => partnerBody(),
  partners_update: () => ({ notes: `Noted ${++serial}` }),
  partners_set_status: () => ({ status: 'active' }),
  referrals_create: () => ({ partner_type: 'attorney', context: { state: 'MN' }, requested_by: ids.karim }),
  referrals_update: () => ({}),
  referrals_record_outcome: () => ({ outcome: 'engaged' }),
  coverage_override: () => ({ status: null }),
  own_update: () => ({ phone: '+1 612 555 0101' }),
  groups_create: () => ({ name: `Group ${++serial}`, member_ids: [ids.maria] }),
  groups_update: () => ({ name: `Group ${++serial}` }),
  partner_types_set: () => ({ regulated: true, reason: 'As it was' }),
  introductions_ask: () => ({ ...ask(), requester_id: ids.diego }),
  introductions_answer: () => ({ facilitator_id: ids.facilitator, answer: 'decline' }),
  introductions_record_outcome: () => ({ outcome: 'deal_closed' }),
}

const partnerBody = () => ({
  ...{ type: 'attorney', company_name: 'Bell & Rowe', contact_name: 'Marcus Bell' },
  ...{ email: `marcus${++serial}@bell.example`, service_areas: ['MN'] },
})
const ask = () => ({ criteria: `A zeppelin captain ${++serial}`, purpose: 'A ride', message: 'Up and away' })

async function newPartner(): Promise<string> {
  return (await clients.admin.post('/api/admin/partners', partnerBody())).id
}

async function newWebhook(): Promise<string> {
  return (await clients.admin.post('/api/admin/webhooks', { url: 'https://hooks.example/old' })).id
}

/** One that somebody has been asked about, and who. */
async function newIntroduction(): Promise<string> {
  // One member has five open requests at most, so they take turns.
  const requester_id = [ids.samuel, ids.grace, ids.ruth][++serial % 3]
  const criteria = { criteria: 'CFO robotics', purpose: 'Advice', message: 'A question', requester_id }
  const made = await clients.admin.post('/api/introductions', criteria)
  await town.settles()
  const offer = await town.desk.database.prisma.offer.findFirstOrThrow({ where: { requestId: made.id } })
  ids.facilitator = offer.facilitatorId
  return made.id
}

/** A referral that was introduced by hand. */
async function introduced(): Promise<string> {
  const body = { partner_type: 'attorney', context: { state: 'MN' }, requested_by: ids.maria }
  const made = await clients.admin.post(`/api/groups/${ids.group}/referrals`, body)
  await town.settles()
  const { prisma } = town.desk.database
  const offer = await prisma.offer.findFirstOrThrow({ where: { requestId: made.id, status: 'OPEN' } })
  const accepted = { facilitator_id: offer.facilitatorId, answer: 'accept' }
  expect((await clients.admin.post(`/api/introductions/${made.id}/answers`, accepted)).status).toBe(201)
  await town.settles()
  expect((await clients.admin.put(`/api/admin/referrals/${made.id}`, { status: 'intro_sent' })).status).toBe(200)
  return made.id
}

beforeAll(async () => {
  town = await openTown(anyTestDatabase().open)
  api = await openApi(town)
  const admin = await api.client({ kind: 'admin' })
  const foreign = await api.client({ kind: 'admin' }, await api.otherWorkspace())
  const nobody = clientWith(api.url, null)
  clients = { admin, foreign, nobody, group: nobody, partner: nobody }
  ids = {}
  for (const name of ['Maria', 'Karim', 'Samuel', 'Diego', 'Grace', 'Ruth'])
    ids[name.toLowerCase()] = await memberNamed(town, name)
  ids.partner = await newPartner()
  await admin.put(`/api/admin/partners/${ids.partner}/status`, { status: 'active' })
  const member_ids = [ids.maria, ids.karim]
  ids.group = (await admin.post('/api/admin/groups', { name: 'Elm Street', member_ids })).id
  clients.group = await api.client({ kind: 'group', groupId: ids.group ?? '' })
  clients.partner = await api.client({ kind: 'partner', partnerId: ids.partner ?? '' })
  const referral = { partner_type: 'attorney', context: { state: 'MN' } }
  ids.referral = (await admin.post(`/api/groups/${ids.group}/referrals`, referral)).id
  ids.introduction = String((await admin.get('/api/introductions?sort=created_at&status=closed')).data[0]?.id)
  ids.webhook = await newWebhook()
  await newPartner()
  // Every call is to be answered, in any order: no member runs into how many requests one may have.
  const rules = { workspaceId: api.workspaceId, numbers: { liveRequests: 50 }, changedAt: town.now() }
  await town.desk.database.prisma.houseRules.create({ data: rules })
  await town.settles()
  ids.delivery = String((await admin.get(`/api/admin/webhooks/${ids.webhook}/deliveries`)).data[0]?.id)
}, 120_000)

afterAll(async () => {
  await town.settles()
  await api.close()
  town.log.assertNoErrors()
  await town.close()
})

function clientFor({ description }: Listed): Client {
  if (description.includes('admin')) return clients.admin
  return description.includes('partner') ? clients.partner : clients.group
}

function call(client: Client, method: string, said: { path: string; body?: unknown }, headers = {}): Promise<Answer> {
  if (method === 'get') return client.get(said.path, headers)
  if (method === 'delete') return client.delete(said.path)
  return method === 'post'
    ? client.post(said.path, said.body ?? {}, headers)
    : client.put(said.path, said.body ?? {}, headers)
}

test('the document is whole: references, parameters and operation ids fit', () => {
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name)
  }
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { path, parameters = [] } of operations) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
    expect(declared.toSorted(), path).toEqual(wanted.toSorted())
  }
})

test('has the seventeen routes of the PRD', () => {
  const wanted = [
    ...['get /api/admin/partners', 'post /api/admin/partners', 'get /api/admin/partners/{id}'],
    ...['put /api/admin/partners/{id}', 'put /api/admin/partners/{id}/status'],
    ...['post /api/groups/{groupId}/referrals', 'get /api/groups/{groupId}/referrals'],
    ...['get /api/groups/{groupId}/referrals/{id}', 'put /api/admin/referrals/{id}'],
    ...['put /api/admin/referrals/{id}/outcome', 'get /api/coverage/{stateCode}'],
    ...['get /api/coverage/{stateCode}/{partnerType}', 'get /api/partners', 'get /api/partners/{id}'],
    ...['get /api/partners/me', 'put /api/partners/me', 'get /api/partners/me/referrals'],
  ]
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(expect.arrayContaining(wanted))
})

describe.each(operations)('$method $path', (operation) => {
  const { method, path, responses } = operation

  test('answers a valid call as the document says', async () => {
    const answer = await call(clientFor(operation), method, await valid(operation))
    const success = method === 'post' ? '201' : '200'
    // One PRD route records on an introduction that is under way; the demo's closed ones are corrected too late.
    const allowed = operation.operationId === 'introductions_record_outcome' ? [200, 409, 422] : [Number(success)]
    expect(allowed, JSON.stringify(answer.body)).toContain(answer.status)
    const schema = responses[String(answer.status)]?.content
    const [fits] = Object.values(schema ?? {})
    expectToFit(fits?.schema ?? {}, answer.body, `${method} ${path}`)
    await town.settles()
  })

  test('refuses a call without a key, and with one that opens something else', async () => {
    const said = await valid(operation)
    for (const client of [clients.nobody, clientWith(api.url, `idk_${'x'.repeat(43)}`)]) {
      const answer = await call(client, method, said)
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorised' } })
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    if (!operation.description.includes('partner')) {
      expect(await call(clients.partner, method, said)).toMatchObject({ status: 403, body: { code: 'out_of_scope' } })
    }
    await town.settles()
  })

  test('shows another tenant nothing', async () => {
    const canaries = /Bell & Rowe|Elm Street|Maria Keller|Marcus/
    const said = JSON.stringify(await valid(operation))
    // What they send themselves they may read back, now or later.
    const answer = await call(
      clients.foreign,
      method,
      JSON.parse(said.replaceAll(new RegExp(canaries, 'g'), 'Foreign')),
    )
    const text = JSON.stringify(answer.body)
    expect(text).not.toMatch(canaries)
    const isAboutSomething = /\{(id|groupId)\}/.test(path)
    if (isAboutSomething) expect([403, 404], text).toContain(answer.status)
    await town.settles()
  })

  if (operation.requestBody) {
    test('says at which field a body does not fit', async () => {
      const said = await valid(operation)
      const wrong = { ...said.body, nonsense: true }
      const answer = await call(clientFor(operation), method, { ...said, body: wrong })
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'invalid', errors: [{ in: 'body', pointer: '/nonsense' }] },
      })
      const broken = await call(clientFor(operation), method, { ...said, body: '{"half":' })
      expect(broken).toMatchObject({ status: 400, body: { code: 'broken_json' } })
      const large = await call(clientFor(operation), method, { ...said, body: `"${'x'.repeat(300_000)}"` })
      expect(large).toMatchObject({ status: 413, body: { code: 'too_large' } })
    })
  }

  if (method === 'post') {
    test('does the same call once', async () => {
      const said = await valid(operation)
      const headers = { 'idempotency-key': `walk-${operation.operationId}` }
      const first = await call(clientFor(operation), method, said, headers)
      const second = await call(clientFor(operation), method, said, headers)
      expect(first.status, JSON.stringify(first.body)).toBe(201)
      expect(second.body).toEqual(first.body)
      expect(second.headers.get('idempotency-replayed')).toBe('true')
      await town.settles()
    })
  }

  if (method === 'put') {
    test('refuses a change of something that has changed since', async () => {
      const said = await valid(operation)
      const answer = await call(clientFor(operation), method, said, { 'if-match': '"long-gone"' })
      expect(answer).toMatchObject({ status: 412, body: { code: 'stale' } })
    })
  }
})
