import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { asDb } from '../../../src/infra/db/handle.ts'
import { resvgPictures } from '../../../src/infra/images/resvg-pictures.ts'
import type { Outgoing, Surface } from '../../../src/kit/surface.ts'
import { type Chart, text } from '../../../src/kit/ui/card.ts'
import { t } from '../../../src/kit/ui/text.ts'
import { createApi } from '../../../src/surfaces/discord/api.ts'
import { createChannels } from '../../../src/surfaces/discord/channels.ts'
import { discordSurface } from '../../../src/surfaces/discord/deliver.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import type { DiscordPerson } from '../../helpers/discord/person.ts'
import { type CollectingLog, collectingLog } from '../../helpers/log.ts'
import { READER } from './readers.ts'

const MESSAGES = /^\/channels\/\d+\/messages$/

describe('surfaces.discord.deliver', () => {
  let database: Database
  let local: LocalDiscord
  let maria: DiscordPerson
  let log: CollectingLog
  let surface: Surface
  let now: Date

  beforeAll(async () => {
    database = await anyTestDatabase().open()
  })
  afterAll(() => database.close())

  beforeEach(async () => {
    local = await startLocalDiscord()
    maria = local.person('Maria')
    now = new Date()
    surface = newProcess()
    const channels = [...local.world.channels.keys()]
    const { guild } = local.world
    await database.prisma.workspace.create({ data: { id: guild.id, name: 'Kelp', timeZone: 'UTC' } })
    await database.prisma.installation.create({
      data: {
        id: guild.id,
        workspaceId: guild.id,
        surface: 'discord',
        externalId: guild.id,
        details: { name: guild.name, channels },
      },
    })
  })
  afterEach(async () => {
    expect(local.problems()).toEqual([])
    await local.stop()
  })

  /** A process that knows nothing but what is in the database. */
  function newProcess({ token = local.world.token, maySend = true } = {}): Surface {
    log = collectingLog()
    const clock = { now: () => now }
    const db = asDb(database.prisma)
    const api = createApi({ token, apiUrl: local.url, log })
    return discordSurface({
      db,
      api,
      channels: createChannels({ db, api, clock, log }),
      clock,
      log,
      pictures: resvgPictures(),
      maySend: () => maySend,
    })
  }

  const card = (words: string) => ({ title: 'A card', body: [text(t`${words}`)] })
  function toMaria(words = 'Hello @everyone', deliveryId: string = randomUUID()): Outgoing {
    const to = { kind: 'direct', externalId: maria.id } as const
    return { deliveryId, installation: local.world.guild.id, to, card: card(words), reader: READER }
  }
  const refOf = (sent: Awaited<ReturnType<Surface['send']>>) => {
    if (sent.kind !== 'sent') throw new Error(`Not sent: ${JSON.stringify(sent)}`)
    return sent.ref
  }

  const chart: Chart = {
    kind: 'bar',
    title: 'Introductions',
    finding: 'Twice as many in May as in April.',
    categories: ['April', 'May'],
    series: [{ name: 'Made', values: [4, 8] }],
  }
  const withChart = () => ({ ...toMaria(), card: { title: 'This month', body: [{ kind: 'chart' as const, chart }] } })

  test('tells a chart in words where it may attach nothing', async () => {
    local.fault({ method: 'POST', path: MESSAGES, refuse: { status: 403, body: { code: 50013, message: 'Missing' } } })
    expect((await surface.send(withChart())).kind).toBe('sent')
    expect(local.requests('POST', MESSAGES).map(({ files }) => files.length)).toEqual([1, 0])
    expect(maria.reads()).toContain('May   ████████████ 8')
  })

  test('shows a chart as a picture with its finding for whoever cannot see it, and with its numbers', async () => {
    const outgoing = withChart()
    const sent = await surface.send(outgoing)
    const [post] = local.requests('POST', MESSAGES)
    expect(post?.files.map(({ name, data }) => [name, data.subarray(1, 4).toString()])).toEqual([
      ['chart-1.png', 'PNG'],
    ])
    expect(post?.body).toMatchObject({ attachments: [{ id: '0', filename: 'chart-1.png' }] })
    expect(JSON.stringify(post?.body)).toContain(
      '{"media":{"url":"attachment://chart-1.png"},"description":"Twice as many in May as in April."}',
    )
    expect(maria.reads()).toContain('April 4\nMay   8')
    if (sent.kind !== 'sent') throw new Error('It was not sent.')
    await surface.edit(sent.ref, outgoing)
    expect(local.requests('PATCH', /messages/)[0]?.files).toHaveLength(1)
  })

  test('shows a map as a picture with its finding', async () => {
    const tiles = [{ label: 'MN', column: 0, row: 0, level: 0 }]
    const levels = [{ name: 'Available', look: 'full' } as const]
    const map = { title: 'Partners by state', finding: 'There are partners in Minnesota.', tiles, levels }
    const outgoing = withChart()
    await surface.send({ ...outgoing, card: { ...outgoing.card, body: [{ kind: 'map', map }] } })
    const [post] = local.requests('POST', MESSAGES)
    expect(post?.files.map(({ data }) => data.subarray(1, 4).toString())).toEqual(['PNG'])
    expect(JSON.stringify(post?.body)).toContain('"description":"There are partners in Minnesota."')
    expect(maria.reads()).toContain('There are partners in Minnesota.')
  })

  test('sends to a person, and pings nobody, neither then nor on an edit', async () => {
    const message = toMaria()
    const ref = refOf(await surface.send(message))
    expect(maria.reads()).toContain('Hello @\u200Beveryone')
    expect(await surface.edit(ref, { ...message, card: card('Changed') })).toEqual({ kind: 'sent', ref })
    expect(maria.reads()).toContain('Changed')
    expect(maria.messages()).toHaveLength(1)
    const bodies = [...local.requests('POST', MESSAGES), ...local.requests('PATCH', /messages/)].map(({ body }) => body)
    expect(bodies).toHaveLength(2)
    for (const body of bodies) expect(body).toMatchObject({ allowed_mentions: { parse: [] } })
  })

  test.each(['cut', { status: 502 }] as const)(
    'a reply that is lost (%j) leads to no second message',
    async (loseReply) => {
      const message = toMaria()
      local.fault({ method: 'POST', path: MESSAGES, loseReply })
      expect(await surface.send(message)).toMatchObject({ kind: 'unknown' })
      expect(local.requests('POST', MESSAGES)).toHaveLength(1)
      const again = refOf(await surface.send(message))
      expect(maria.messages()).toHaveLength(1)
      expect(await newProcess().find(message)).toBe(again)
      expect(await surface.find(toMaria('Another'))).toBeNull()
    },
  )

  test('opens a direct message once, over restarts too', async () => {
    await surface.send(toMaria('One'))
    await newProcess().send(toMaria('Two'))
    expect(local.requests('POST', /users\/@me\/channels/)).toHaveLength(1)
    expect(maria.messages()).toHaveLength(2)
  })

  test('writes in a private thread to whoever takes no direct messages, and pings only them', async () => {
    maria.account.closed = true
    refOf(await surface.send(toMaria('Behind a closed door')))
    const [thread] = [...local.world.channels.values()].filter(({ type }) => type === 12)
    expect([...(thread?.memberIds ?? [])]).toEqual([maria.id])
    expect(maria.reads()).toContain('Behind a closed door')
    const posted = local.requests('POST', MESSAGES).at(-1)?.body
    expect(posted).toMatchObject({ allowed_mentions: { parse: [], users: [maria.id] } })
    await newProcess().send(toMaria('And again'))
    expect([...local.world.channels.values()].filter(({ type }) => type === 12)).toHaveLength(1)
    maria.account.closed = false
    now = new Date(now.getTime() + 8 * 86_400_000)
    await surface.send(toMaria('Open again'))
    expect(local.world.channels.get(maria.messages().at(-1)?.channelId ?? '')?.type).toBe(1)
  })

  test('cannot reach whoever takes no direct messages where no thread can be opened either', async () => {
    maria.account.closed = true
    for (const channel of local.world.channels.values()) channel.refuses = { status: 403, code: 50001 }
    expect(await surface.send(toMaria())).toMatchObject({ kind: 'unreachable' })
  })

  test('opens one private room for these people, however often it is asked', async () => {
    const femi = local.person('Femi')
    const room = {
      key: 'intro:1',
      installation: local.world.guild.id,
      title: 'Maria and Femi',
      externalIds: [maria.id, femi.id],
    }
    const first = await surface.openRoom(room)
    expect(await newProcess().openRoom(room)).toBe(first)
    expect([...(local.world.channels.get(first ?? '')?.memberIds ?? [])]).toEqual([maria.id, femi.id])
    await surface.send({ ...toMaria('Hello you two'), to: { kind: 'room', room: first ?? '' } })
    expect(femi.reads()).toContain('Hello you two')
    for (const channel of local.world.channels.values()) channel.refuses = { status: 403, code: 50013 }
    expect(await surface.openRoom({ ...room, key: 'intro:2' })).toBeNull()
  })

  test('leaves a channel alone after three refusals, over a restart, for a day', async () => {
    const ref = refOf(await surface.send(toMaria()))
    const channel = local.world.channels.get(ref.split(':')[0] ?? '')
    if (channel) channel.refuses = { status: 403, code: 50001 }
    const attempts = () => local.requests('POST', MESSAGES).length
    const before = attempts()
    for (let i = 0; i < 3; i++) expect(await newProcess().send(toMaria())).toMatchObject({ kind: 'unreachable' })
    expect(attempts()).toBe(before + 3)
    for (let i = 0; i < 5; i++) expect(await newProcess().send(toMaria())).toMatchObject({ kind: 'unreachable' })
    expect(attempts()).toBe(before + 3)
    if (channel) delete channel.refuses
    now = new Date(now.getTime() + 25 * 3_600_000)
    expect(await newProcess().send(toMaria())).toMatchObject({ kind: 'sent' })
  })

  test('waits a short 429 out, and hands a long one back', async () => {
    const limited = (after: number) => ({
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: after, global: false },
      headers: { 'retry-after': String(after), 'x-ratelimit-scope': 'user' },
    })
    await surface.send(toMaria('Before'))
    local.fault({ method: 'POST', path: MESSAGES, refuse: limited(0.2) })
    const begun = performance.now()
    expect(await surface.send(toMaria('Soon'))).toMatchObject({ kind: 'sent' })
    expect(performance.now() - begun).toBeGreaterThan(190)
    local.fault({ method: 'POST', path: MESSAGES, refuse: limited(30) })
    const later = await surface.send(toMaria('Later'))
    expect(later).toMatchObject({ kind: 'later' })
    expect(later.kind === 'later' && later.afterMs).toBeGreaterThan(29_000)
  })

  test('survives a 401 with its token, and asks nothing meanwhile', async () => {
    await surface.send(toMaria('Before'))
    local.fault({
      method: 'POST',
      path: MESSAGES,
      refuse: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
    })
    expect(await surface.send(toMaria('Refused'))).toMatchObject({ kind: 'later' })
    const asked = local.world.requests.length
    expect(await surface.send(toMaria('On hold'))).toMatchObject({ kind: 'later' })
    expect(local.world.requests).toHaveLength(asked)
    expect(log.messages('error')).toContain('Requests to Discord are put on hold')
  })

  test('posts anew what may not be edited any more, and takes the old copy away', async () => {
    const message = toMaria('Old')
    const ref = refOf(await surface.send(message))
    const old = maria.messages()[0]
    if (old) Object.assign(old, { createdAt: Date.now() - 2 * 3_600_000, edits: 1 })
    const edited = { ...message, card: card('New') }
    const moved = refOf(await surface.edit(ref, edited))
    expect(moved).not.toBe(ref)
    expect(maria.messages()).toHaveLength(1)
    expect(maria.reads()).toContain('New')
    expect(await surface.edit(moved, { ...message, card: card('Newer') })).toEqual({ kind: 'sent', ref: moved })
  })

  test('says that a message is gone', async () => {
    const message = toMaria()
    const ref = refOf(await surface.send(message))
    for (const one of maria.messages()) Object.assign(one, { deleted: true })
    expect(await surface.edit(ref, message)).toMatchObject({ kind: 'unreachable' })
    expect(await surface.edit('nonsense', message)).toMatchObject({ kind: 'unreachable' })
  })

  test('sends nothing while another process does', async () => {
    expect(await newProcess({ maySend: false }).send(toMaria())).toMatchObject({ kind: 'later' })
    expect(local.world.requests).toEqual([])
  })
})
