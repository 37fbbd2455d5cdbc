import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashOfKey } from '../../../src/surfaces/rest/keys.ts'
import { revokeKey } from '../../../src/surfaces/rest/store.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Town } from '../../helpers/town.ts'
import { type Api, type Client, memberNamed, openApi } from './api.ts'

const bell = {
  ...{ type: 'attorney', company_name: 'Bell & Rowe', contact_name: 'Marcus Bell', email: 'marcus@bell.example' },
  service_areas: ['MN', 'WI'],
}
const context = { state: 'MN', group_size: 4, home_price_range: '$400k-$600k', timeline: 'three months' }

describe.each(testDatabases())('REST on $name', ({ open }) => {
  let town: Town
  let api: Api
  let admin: Client

  beforeEach(async () => {
    town = await openTown(open)
    api = await openApi(town)
    admin = await api.client({ kind: 'admin' })
  })

  afterEach(async () => {
    await town.settles()
    await api.close()
    town.log.assertNoErrors()
    await town.close()
  })

  async function group(...names: string[]): Promise<string> {
    const member_ids = await Promise.all(names.map((name) => memberNamed(town, name)))
    const made = await admin.post('/api/admin/groups', { name: 'Elm Street', member_ids })
    expect(made.status).toBe(201)
    return made.id
  }

  async function activePartner(changes: object = {}): Promise<string> {
    const made = await admin.post('/api/admin/partners', { ...bell, ...changes })
    expect(made.body).toMatchObject({ status: 'invited' })
    const active = await admin.put(`/api/admin/partners/${made.id}/status`, { status: 'active' })
    expect(active.body).toMatchObject({ status: 'active' })
    await town.settles()
    return made.id
  }

  test('one story: asked in chat, matched by a manager, outcome over REST, read back by the partner', async () => {
    const partnerId = await activePartner()
    const [maria, priya] = [town.person('maria'), town.person('priya')]
    await maria.says('/partner ask lawyer in minnesota')
    await maria.fills({ type: 'ATTORNEY', state: 'MN', need: 'A co-ownership agreement', price: '', timeline: '' })
    await priya.clicks('Accept')
    await priya.clicks('I have asked them already')
    await priya.clicks('Send it by e-mail')
    const request = await town.desk.database.prisma.partnerAsk.findFirstOrThrow()
    const outcome = { outcome: 'deal_closed', outcome_notes: 'Signed in a week' }
    const told = await admin.put(`/api/admin/referrals/${request.requestId}/outcome`, outcome)
    expect(told.body).toMatchObject({ status: 'closed', ...outcome, partner_id: partnerId })
    await town.settles()
    expect(await maria.reads()).toContain('It led to a deal')
    const own = await api.client({ kind: 'partner', partnerId })
    const [mine] = (await own.get('/api/partners/me/referrals')).data
    expect(mine).toMatchObject({ status: 'closed', outcome: 'deal_closed', group_name: 'Maria Keller', state: 'MN' })
  })

  test('asked over REST, taken in chat', async () => {
    await activePartner()
    const groupId = await group('Maria', 'Karim')
    const client = await api.client({ kind: 'group', groupId })
    const asked = await client.post(`/api/groups/${groupId}/referrals`, { partner_type: 'attorney', context })
    expect(asked.status).toBe(201)
    expect(asked.body).toMatchObject({ status: 'pending', regulated: true, context, waiting: false })
    expect(asked.body.disclosure).toContain('Nobody is paid')
    expect(asked.body.choices).toHaveLength(1)
    await town.settles()
    expect(await town.person('priya').reads()).toContain('Maria Keller would like to meet Marcus Bell')
    await town.person('priya').clicks('Accept')
    const seen = await client.get(`/api/groups/${groupId}/referrals/${asked.id}`)
    expect(seen.body).toMatchObject({ status: 'matched' })
    const sent = await admin.put(`/api/admin/referrals/${asked.id}`, { status: 'intro_sent' })
    expect(sent.body).toMatchObject({ status: 'intro_sent' })
    expect(sent.body.intro_sent_at).not.toBeNull()
    const connected = await admin.put(`/api/admin/referrals/${asked.id}`, { status: 'connected' })
    expect(connected.body).toMatchObject({ status: 'connected' })
  })

  test('50 concurrent identical POSTs with one key make one request', async () => {
    await activePartner()
    const groupId = await group('Maria')
    const client = await api.client({ kind: 'group', groupId })
    const path = `/api/groups/${groupId}/referrals`
    const headers = { 'idempotency-key': 'one-and-the-same' }
    const body = { partner_type: 'attorney', context }
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.post(path, body, headers)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1)
    await town.settles()
    expect(await town.desk.database.prisma.referralRequest.count({ where: { kind: 'PARTNER' } })).toBe(1)
    expect(answers.filter(({ headers: told }) => told.get('idempotency-replayed') === 'true')).toHaveLength(49)
    const other = await client.post(path, { ...body, urgency: 'high' }, headers)
    expect(other).toMatchObject({ status: 409, body: { code: 'other_call' } })
  })

  test('a change of something that has changed since is refused', async () => {
    const id = await activePartner()
    const seen = await admin.get(`/api/admin/partners/${id}`)
    const etag = seen.headers.get('etag') ?? ''
    expect((await admin.get(`/api/admin/partners/${id}`, { 'if-none-match': etag })).status).toBe(304)
    const first = await admin.put(`/api/admin/partners/${id}`, { phone: '+1 612 555 0100' }, { 'if-match': etag })
    expect(first).toMatchObject({ status: 200, body: { phone: '+1 612 555 0100' } })
    const second = await admin.put(`/api/admin/partners/${id}`, { phone: '+1' }, { 'if-match': etag })
    expect(second).toMatchObject({ status: 412, body: { code: 'stale' } })
    const again = await admin.put(
      `/api/admin/partners/${id}`,
      { phone: null },
      { 'if-match': first.headers.get('etag') ?? '' },
    )
    expect(again.body.phone).toBeNull()
  })

  test('coverage says the truth, and words it kindly', async () => {
    const before = await admin.get('/api/coverage/MN/attorney')
    expect(before.body).toMatchObject({ status: 'coming_soon', partner_count: 0, label: 'Coming soon' })
    expect((await admin.get('/api/coverage/tx/cpa')).body).toMatchObject({
      status: 'unavailable',
      label: 'Coming soon',
    })
    await activePartner()
    const inState = (await admin.get('/api/coverage/MN')).body
    expect(inState).toMatchObject({
      coverage: expect.arrayContaining([expect.objectContaining({ status: 'available', partner_count: 1 })]),
    })
    const closed = await admin.put('/api/admin/coverage/MN/attorney', { status: 'coming_soon' })
    expect(closed.body).toMatchObject({ status: 'coming_soon', overridden: true, partner_count: 1 })
    expect((await admin.put('/api/admin/coverage/MN/attorney', { status: null })).body.status).toBe('available')
    expect((await admin.get('/api/coverage/ZZ')).status).toBe(400)
  })

  test('lists come in pages that skip and repeat nothing, filtered and sorted', async () => {
    for (const [index, name] of ['Arbor', 'Birch', 'Cedar', 'Dogwood', 'Elder'].entries()) {
      await activePartner({
        company_name: name,
        email: `${name}@law.example`,
        service_areas: index % 2 ? ['CA'] : ['MN'],
      })
    }
    const names: string[] = []
    let cursor = ''
    do {
      const page = await admin.get(`/api/partners?sort=-company_name&limit=2${cursor && `&cursor=${cursor}`}`)
      names.push(...page.data.map((one) => String(one.company_name)))
      cursor = String(page.body.next_cursor ?? '')
    } while (cursor)
    expect(names).toEqual(['Elder', 'Dogwood', 'Cedar', 'Birch', 'Arbor'])
    const inCalifornia = await admin.get('/api/admin/partners?state=ca&status=active&sort=company_name')
    expect(inCalifornia.data.map((one) => one.company_name)).toEqual(['Birch', 'Dogwood'])
    expect((await admin.get('/api/partners?q=dogwod')).data).toHaveLength(1)
  })

  test('a key opens what it is for, and nothing when it has ended', async () => {
    const partnerId = await activePartner()
    const [ours, theirs] = [await group('Maria'), await group('Karim')]
    const client = await api.client({ kind: 'group', groupId: ours })
    expect((await client.get(`/api/groups/${theirs}/referrals`)).status).toBe(404)
    expect(await client.get('/api/admin/partners')).toMatchObject({ status: 403, body: { code: 'out_of_scope' } })
    const own = await api.client({ kind: 'partner', partnerId })
    expect((await own.get('/api/partners/me')).body).toMatchObject({ email: bell.email })
    expect((await own.get('/api/partners/me')).body).not.toHaveProperty('notes')
    expect((await own.put('/api/partners/me', { service_areas: ['MN', 'TX'] })).body).toMatchObject({
      code: 'areas_need_the_team',
    })
    expect((await own.put('/api/partners/me', { service_areas: ['MN'] })).body.service_areas).toEqual(['MN'])
    expect((await client.get(`/api/partners/${partnerId}`)).body).not.toHaveProperty('email')
    const ended = await api.client({ kind: 'admin' }, undefined, { expiresAt: new Date(town.now().getTime() - 1) })
    expect(await ended.get('/api/admin/partners')).toMatchObject({ status: 401 })
    const stored = await town.desk.database.prisma.apiKey.findMany()
    expect(JSON.stringify(stored)).not.toContain(admin.key)
  })

  test('a key that was taken away opens nothing, and is known to have been used', async () => {
    const { prisma } = town.desk.database
    const client = await api.client({ kind: 'admin' })
    expect((await client.get('/api/partners')).status).toBe(200)
    const { prefix, lastUsedAt, hash } = await prisma.apiKey.findFirstOrThrow({
      where: { hash: hashOfKey(client.key) },
    })
    expect(lastUsedAt).toEqual(town.now())
    expect(hash).not.toContain(client.key)
    expect(await revokeKey(town.desk.ports.database.reader, api.workspaceId, prefix, town.now())).toBe(1)
    expect(await client.get('/api/partners')).toMatchObject({ status: 401, body: { code: 'unauthorised' } })
  })

  test('a rule that is lifted over REST is in the audit, with why', async () => {
    const lifted = await admin.put('/api/admin/partner-types/agent', { regulated: false, reason: 'Counsel agreed' })
    expect(lifted).toMatchObject({ status: 200, body: { regulated: false } })
    expect(await town.desk.database.prisma.auditLine.findMany({ where: { why: 'Counsel agreed' } })).toMatchObject([
      { by: 'key', said: 'lifted the rule for real estate agents', actorId: null },
    ])
  })

  test('too many calls are told when to come back', async () => {
    await api.close()
    api = await openApi(town, { rateLimit: { calls: 2, windowMs: 60_000 } })
    const client = await api.client({ kind: 'admin' })
    expect((await client.get('/api/partners')).headers.get('ratelimit-remaining')).toBe('1')
    await client.get('/api/partners')
    const third = await client.get('/api/partners')
    expect(third).toMatchObject({ status: 429, body: { code: 'too_many_calls' } })
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
