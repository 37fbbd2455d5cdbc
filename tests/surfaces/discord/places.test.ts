import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { isPrivate, wordsIn } from '../../helpers/discord/person.ts'

describe('surfaces.discord, wherever somebody is', () => {
  let database: Database
  let local: LocalDiscord
  let town: DiscordDeskUnderTest

  beforeAll(async () => {
    database = await anyTestDatabase().open()
    local = await startLocalDiscord()
    for (const name of ['Olga', 'Maria', 'Femi']) local.person(name)
    town = await openDiscordDesk(database, local)
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    for (const name of ['Olga', 'Maria', 'Femi']) await local.person(name).types('me', 'help')
  })
  afterAll(async () => {
    await town.stop()
    await local.stop()
    await database.close()
  })
  afterEach(() => {
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
  })

  test('the menu on a person asks for an introduction to them', async () => {
    const maria = local.person('Maria')
    await maria.menu('Ask for an introduction', { person: local.person('Femi') })
    expect(JSON.stringify(maria.modal()?.values)).toContain('Femi')
  })

  test('the menu on a message makes a request of its words', async () => {
    const maria = local.person('Maria')
    await maria.menu('Turn into a request', { message: 'Who knows a port engineer?' })
    expect(JSON.stringify(maria.modal()?.values)).toContain('Who knows a port engineer?')
  })

  test('an app that somebody added to their own account is at home in their community, in whatever server they are', async () => {
    const maria = local.person('Maria')
    const { message } = await maria.types('me', 'home', {}, 'elsewhere')
    expect(message && isPrivate(message)).toBe(true)
    expect(wordsIn(message?.body)).toContain('introductions desk')
    expect(await database.prisma.installation.count()).toBe(1)
  })

  test('a stranger’s own account leads to no community', async () => {
    const { message } = await local.person('Nobody').types('me', 'home', {}, 'elsewhere')
    expect(wordsIn(message?.body)).toContain('not set up here yet')
    expect(await database.prisma.installation.count()).toBe(1)
  })
})
