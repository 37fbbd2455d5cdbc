import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { gather } from '../../../src/app/gather.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import { asDb } from '../../../src/infra/db/handle.ts'
import { createApi } from '../../../src/surfaces/discord/api.ts'
import { createLine } from '../../../src/surfaces/discord/line.ts'
import { interactionGiven } from '../../../src/surfaces/discord/payload.ts'
import { createVoice } from '../../../src/surfaces/discord/voice.ts'
import { anyTestDatabase, clear } from '../../helpers/database.ts'
import { openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import type { DiscordPerson } from '../../helpers/discord/person.ts'
import { collectingLog } from '../../helpers/log.ts'

describe('surfaces.discord.line', () => {
  let database: Database
  beforeAll(async () => {
    database = await anyTestDatabase().open()
  })
  afterEach(() => clear(database))
  afterAll(() => database.close())

  const lineOf = (holder: string) =>
    createLine({
      db: asDb(database.prisma),
      clock: { now: () => new Date() },
      log: collectingLog(),
      name: 'all',
      holder,
    })

  test('lets a few in at a time, keeps the others, and forgets who is done', async () => {
    const line = lineOf('one')
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
    for (const { promise } of gates) expect(line.enter(() => promise)).toBe(true)
    expect(line.enter(async () => {})).toBe(false)
    const ran: string[] = []
    const acts = ['a', 'b', 'c'].map((id) => ({ id, payload: '{}' }))
    await Promise.all(acts.map((act) => line.keep(act)))
    expect(await database.prisma.discordAct.count()).toBe(3)
    for (const { id } of acts) line.wait(id, async () => void ran.push(id))
    expect(ran).toEqual([])
    for (const { resolve } of gates) resolve()
    await line.close()
    while ((await database.prisma.discordAct.count()) > 3 - ran.length)
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect(ran).toEqual(['a', 'b', 'c'].slice(0, ran.length))
  })

  test('what a process left behind goes to the next one, once, in its order', async () => {
    const dead = lineOf('dead')
    for (const id of ['1', '2']) await dead.keep({ id, payload: `{"n":${id}}` })
    const next = lineOf('next')
    expect((await next.leftBehind()).map(({ id }) => id)).toEqual(['1', '2'])
    expect(await next.leftBehind()).toEqual([])
  })

  test('a crowd is answered in full, each act once, whoever waits being told so', async () => {
    const local = await startLocalDiscord()
    local.person('Olga')
    const town = await openDiscordDesk(database, local, { slowerByMs: () => 40 })
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    const people = Array.from({ length: 40 }, (_, n) => local.person(`Person ${n}`))
    const answers = await Promise.all(people.map((person) => person.types('me', 'away', { until: '2 weeks' })))
    expect(answers.filter(({ type }) => type === 5).length).toBeGreaterThan(10)
    await local.until(() => people.every((person) => person.reads().includes('You are away')), 'all answers')
    expect(await database.prisma.member.count({ where: { awayUntil: { not: null } } })).toBe(40)
    await town.stop()
    expect(await database.prisma.discordAct.count()).toBe(0)
    expect(local.problems()).toEqual([])
    await local.stop()
  })

  test('a process that dies in a crowd leaves nobody without the answer that was promised', async () => {
    const local = await startLocalDiscord()
    local.person('Olga')
    const first = await openDiscordDesk(database, local)
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    await local.person('Olga').types('me', 'help')
    await first.stop()
    const away = await promisedByAnother(database, local)
    const second = await openDiscordDesk(database, local)
    await local.until(() => away.every((person) => person.reads().includes('You are away')), 'the promised answers')
    await second.stop()
    await local.stop()
    expect(await database.prisma.discordAct.count()).toBe(0)
  })
})

/** Acts that a process kept and told that the answer follows; then it was gone. */
async function promisedByAnother(database: Database, local: LocalDiscord): Promise<readonly DiscordPerson[]> {
  const people = ['Maria', 'Femi'].map((name) => local.person(name))
  const line = createLine({
    db: asDb(database.prisma),
    clock: { now: () => new Date() },
    log: collectingLog(),
    name: `${local.world.applicationId} gateway all`,
    holder: 'gone',
  })
  const api = createApi({ token: local.world.token, apiUrl: local.url, log: collectingLog() })
  for (const person of people) {
    const promised = person.types('me', 'away', { until: '2 weeks' })
    const payload = person.last()
    await line.keep({ id: String(payload.id), payload: JSON.stringify(payload) })
    await createVoice(api, interactionGiven.parse(payload), collectingLog()).wait('private')
    await promised
  }
  return people
}

describe('app.gather', () => {
  test('runs what comes meanwhile as one, and answers each', async () => {
    const batches: number[][] = []
    const double = gather(async (items: readonly number[]) => {
      batches.push([...items])
      await new Promise((resolve) => setTimeout(resolve, 5))
      return items.map((item) => item * 2)
    })
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6])
    expect(batches).toEqual([[1], [2, 3]])
  })

  test('fails each of a failed batch, and goes on', async () => {
    let fails = true
    const run = gather(async (items: readonly number[]) => {
      if (fails) throw new Error('no')
      return items
    })
    await expect(run(1)).rejects.toThrow('no')
    fails = false
    expect(await run(2)).toBe(2)
  })
})
