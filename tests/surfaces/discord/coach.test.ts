import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase, clear } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { type ModelServer, says, startModelServer } from '../../helpers/model-server.ts'

describe('surfaces.discord: the coach', () => {
  let database: Database
  let local: LocalDiscord
  let town: DiscordDeskUnderTest
  let server: ModelServer

  beforeAll(async () => {
    database = await anyTestDatabase().open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    local = await startLocalDiscord()
    server = await startModelServer(says('Start with **one** customer.'))
    local.person('Olga')
    town = await openDiscordDesk(database, local, { environment: { OPENAI_BASE_URL: server.baseUrl } })
    await local.until(() => local.gateway.isConnected() && local.world.commands.length > 0, 'the desk to connect')
    for (const name of ['Olga', 'Maria', 'Femi']) await local.person(name).types('me', 'help')
  })
  afterEach(async () => {
    await town.stop()
    await local.stop()
    await server.close()
    await clear(database)
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
  })

  test('answers a command in a direct message, and goes on there', async () => {
    const maria = local.person('Maria')
    await maria.types('coach', 'ask', { question: 'how do I price a pilot?' })
    await local.until(() => maria.reads().includes('one** customer'), 'an answer')
    maria.writes('and the second one?')
    await local.until(() => maria.reads().includes('and the second one?'), 'a second answer')
    await town.settles()
    expect(server.requests.at(-1)?.input).toContain('how do I price a pilot?')
    expect(await database.prisma.coachConversation.count()).toBe(1)
  })

  test('begins anew when told to', async () => {
    const maria = local.person('Maria')
    await maria.types('coach', 'ask', { question: 'how do I price a pilot?' })
    await town.settles()
    await maria.types('coach', 'new', { question: 'whom should I meet?' })
    await local.until(() => maria.reads().includes('whom should I meet?'), 'an answer')
    await town.settles()
    expect(await database.prisma.coachConversation.count()).toBe(2)
    expect(server.requests.at(-1)?.input).not.toContain('how do I price a pilot?')
  })

  test('answers a mention where it was said, with nothing that is the member’s own', async () => {
    const maria = local.person('Maria')
    const before = server.requests.length
    maria.mentions('what makes a good pilot contract?')
    await local.until(() => maria.reads().includes('Everybody in this channel can read along'), 'an answer')
    await town.settles()
    expect(JSON.stringify(server.requests[before]?.body.tools)).not.toMatch(/"name":"(?:find_people|my_requests)"/)
    expect(local.person('Femi').reads()).toContain('what makes a good pilot contract?')
  })

  test('says in a channel nothing of a crisis, and everything to its member', async () => {
    const maria = local.person('Maria')
    maria.mentions('I want to kill myself')
    await local.until(() => maria.reads().includes('You are not alone with this'), 'help')
    await town.settles()
    expect(local.person('Femi').reads()).not.toContain('You are not alone')
  })
})
