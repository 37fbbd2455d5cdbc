import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { asDb } from '../../../src/infra/db/handle.ts'
import { holdLease } from '../../../src/surfaces/discord/lease.ts'
import { anyTestDatabase, clear } from '../../helpers/database.ts'
import { type DeskOptions, type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { collectingLog } from '../../helpers/log.ts'

describe('surfaces.discord.gateway', () => {
  let database: Database
  let local: LocalDiscord
  const desks: DiscordDeskUnderTest[] = []

  beforeAll(async () => {
    database = await anyTestDatabase().open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    local = await startLocalDiscord()
    local.person('Olga')
  })
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.stop()
    await local.stop()
    await clear(database)
  })

  async function opens(options?: DeskOptions): Promise<DiscordDeskUnderTest> {
    const desk = await openDiscordDesk(database, local, options)
    desks.push(desk)
    return desk
  }
  async function connects(): Promise<DiscordDeskUnderTest> {
    const desk = await opens()
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    return desk
  }
  const answers = async () => {
    await local.person('Maria').types('me', 'help')
  }

  test('resumes when Discord asks it to reconnect, and hears what happened meanwhile', async () => {
    await connects()
    await answers()
    local.gateway.askToReconnect()
    await local.until(() => !local.gateway.isConnected(), 'the connection to go')
    await answers()
    expect(local.gateway).toMatchObject({ identifies: 1, resumes: 1 })
  })

  test.each([4000, 4009, 1006])('resumes after the connection was closed with %i', async (code) => {
    await connects()
    await answers()
    if (code === 1006) local.gateway.cut()
    else local.gateway.close(code)
    await answers()
    expect(local.gateway).toMatchObject({ identifies: 1, resumes: 1 })
  })

  test('can be stopped while it waits to be let in, and does not come back', async () => {
    local.gateway.fallSilent()
    const first = await opens()
    await local.until(() => local.gateway.identifies === 1, 'the desk to knock')
    await first.stop()
    desks.splice(0)
    local.gateway.fallSilent(false)
    await connects()
    await answers()
    // Whoever is asked to reconnect takes as long over it as the first one would take to come back.
    local.gateway.askToReconnect()
    await local.until(() => local.gateway.resumes === 1, 'the second desk to resume')
    await answers()
    expect(local.gateway.identifies).toBe(2)
  })

  test('begins anew when its session is not known any more', async () => {
    await connects()
    await answers()
    local.gateway.forgetSessions()
    local.gateway.close(4000)
    await local.until(() => local.gateway.identifies === 2, 'a second session')
    await answers()
  })

  test('outlives frames that no Discord would send', async () => {
    const desk = await connects()
    await answers()
    const frames = [
      '',
      'nonsense',
      '[]',
      'null',
      '{"op":10}',
      '{"op":9}',
      '{"op":0,"t":"READY","s":9,"d":null}',
      '{"op":0,"t":"GUILD_CREATE","s":10}',
    ]
    for (const frame of frames) local.gateway.frame(frame)
    local.gateway.tell('INTERACTION_CREATE', { id: {}, type: 'x', data: null })
    await local.until(() => desk.log.messages('warn').some((words) => words.includes('could not be')), 'a warning')
    local.gateway.close(4000)
    await answers()
  })

  test('an outage is not a removal, a removal is', async () => {
    const desk = await connects()
    await answers()
    const { id } = local.world.guild
    const status = async () => (await database.prisma.installation.findFirst({ where: { externalId: id } }))?.status
    local.gateway.tell('GUILD_DELETE', { id, unavailable: true })
    await local.until(() => desk.log.messages('warn').some((words) => words.includes('out of reach')), 'a warning')
    expect(await status()).toBe('ACTIVE')
    await answers()
    local.gateway.tell('GUILD_DELETE', { id })
    await local.until(() => desk.log.messages('info').some((words) => words.includes('was removed')), 'news')
    expect(await status()).toBe('REMOVED')
    // Whoever acts there afterwards shows that the news was wrong, or that the app was added again.
    await answers()
    expect(await status()).toBe('ACTIVE')
    expect(local.person('Maria').reads()).not.toContain('not set up here yet')
  })

  test('a guild that removed the app while nobody was connected rests, and goes on when it is added again', async () => {
    const first = await connects()
    await answers()
    await first.stop()
    desks.splice(0)
    const lost = '1300000000000000777'
    const known = await database.prisma.installation.findFirstOrThrow({ where: { surface: 'discord' } })
    await database.prisma.installation.update({ where: { id: known.id }, data: { externalId: lost } })
    const place = () =>
      database.prisma.installation.findUniqueOrThrow({
        where: { id: known.id },
        select: { status: true, workspace: { select: { closedAt: true } } },
      })
    local.gateway.forgetSessions()
    const second = await connects()
    await local.until(() => second.log.messages('info').some((words) => words.includes('was removed')), 'news')
    expect(await place()).toEqual({ status: 'REMOVED', workspace: { closedAt: expect.any(Date) } })
    local.gateway.tell('GUILD_CREATE', { id: lost, name: 'Back', channels: [] })
    // Whoever acts afterwards is heard after it.
    await answers()
    await second.discord.settled()
    expect(await place()).toEqual({ status: 'ACTIVE', workspace: { closedAt: null } })
  })

  test('a second guild is another community', async () => {
    await connects()
    await answers()
    local.gateway.tell('GUILD_CREATE', { id: '1300000000000000001', name: 'Strangers', channels: [], owner_id: null })
    await local.until(() => local.world.requests.length > 0, 'the guild')
    const installed = () => database.prisma.installation.findMany({ where: { surface: 'discord' } })
    for (let i = 0; i < 100 && (await installed()).length < 2; i++) await new Promise((r) => setTimeout(r, 10))
    expect(new Set((await installed()).map(({ workspaceId }) => workspaceId)).size).toBe(2)
  })

  test('a restart resumes the session, and does nothing behind the back of whoever got no answer', async () => {
    const first = await connects()
    await answers()
    await first.settles()
    await first.stop()
    desks.splice(0)
    const maria = local.person('Maria')
    // Told while nobody listened: the second desk hears it, but more than three seconds are over.
    maria.types('me', 'away', { until: '2 weeks' }).catch(() => {})
    const late = [...local.world.interactions.values()].filter(({ answered }) => !answered)
    for (const asked of late) Object.assign(asked, { askedAt: performance.now() - 4_000 })
    const inTime = maria.types('me', 'help')
    await opens()
    await inTime
    expect(local.gateway).toMatchObject({ identifies: 1, resumes: 1 })
    const away = await database.prisma.member.findFirst({ where: { name: 'Maria' } })
    expect(away?.awayUntil ?? null).toBeNull()
    expect(late.map(({ answered }) => answered)).toEqual([null])
  })

  test('one of several processes with a token holds the connection and sends; another takes over', async () => {
    await connects()
    const second = await opens()
    await answers()
    expect(local.gateway.identifies).toBe(1)
    expect(second.discord.isReady()).toBe(true)
    const [first] = desks.splice(0, 1)
    await first?.stop()
    await local.until(() => local.gateway.resumes === 1, 'the second process to take over')
    await answers()
  })

  test('processes that hold other shards work side by side', async () => {
    await opens({ shards: { ids: [0], count: 2 } })
    await opens({ shards: { ids: [1], count: 2 } })
    await local.until(() => local.gateway.shards().length === 2, 'both to connect')
    expect(local.gateway.shards().toSorted()).toEqual([
      [0, 2],
      [1, 2],
    ])
  })

  test('a lease goes from the dead to the living, and to nobody from the living', async () => {
    const parts = { db: asDb(database.prisma), name: 'test', log: collectingLog() }
    const taken = Promise.withResolvers<void>()
    await database.prisma.discordLease.create({
      data: { name: 'test', holder: 'dead', expiresAt: new Date(Date.now() + 1_000) },
    })
    const lease = await holdLease({ ...parts, holder: 'living', onChange: () => taken.resolve() })
    expect(lease.isHeld()).toBe(false)
    await taken.promise
    expect(lease.isHeld()).toBe(true)
    const other = await holdLease({ ...parts, holder: 'third', onChange: () => {} })
    expect(other.isHeld()).toBe(false)
    await lease.release()
    await other.release()
  })

  test('a token that is refused is tried again, and the process lives', async () => {
    const desk = await opens({ token: 'wrong' })
    await local.until(() => desk.log.messages('error').some((words) => words.includes('cannot be reached')), 'an error')
    expect(desk.discord.isReady()).toBe(false)
  })
})
