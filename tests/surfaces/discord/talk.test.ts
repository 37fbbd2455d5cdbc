import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase, clear } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { isPrivate } from '../../helpers/discord/person.ts'

describe('surfaces.discord.receive', () => {
  let database: Database
  let local: LocalDiscord
  let town: DiscordDeskUnderTest

  beforeAll(async () => {
    database = await anyTestDatabase().open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    local = await startLocalDiscord()
    local.person('Olga')
    town = await openDiscordDesk(database, local)
    await local.until(() => local.gateway.isConnected() && local.world.commands.length > 0, 'the desk to connect')
  })
  afterEach(async () => {
    await town.stop()
    await local.stop()
    await clear(database)
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
  })

  test('answers a command in private', async () => {
    const maria = local.person('Maria')
    const { message } = await maria.types('me', 'privacy')
    expect(message && isPrivate(message)).toBe(true)
    expect(local.person('Femi').messages()).toEqual([])
  })

  test('shows the home where Discord has none, and help for every command', async () => {
    const maria = local.person('Maria')
    await maria.types('me', 'home')
    expect(maria.reads()).toContain('introductions desk')
    await maria.types('me', 'help')
    expect(maria.reads()).toContain('/me away')
  })

  test('says what was wrong with a form and opens it again with everything that was typed', async () => {
    const maria = local.person('Maria')
    await maria.types('me', 'home')
    await maria.clicks('Add a contact')
    const { message } = await maria.fills({ name: 'Ben Wood', email: 'ben at acme', strength: '0.8' })
    expect(message && isPrivate(message)).toBe(true)
    expect(maria.reads()).toContain('not an e-mail address')
    await maria.clicks('Open the form again')
    expect(maria.modal()?.values).toMatchObject({ name: 'Ben Wood', email: 'ben at acme', strength: '0.8' })
    await maria.fills({ email: 'ben@acme.example' })
    expect(maria.reads()).toContain('Ben Wood')
    expect(maria.reads()).not.toContain('not sent yet')
  })

  test('a form of somebody else’s is not opened', async () => {
    const maria = local.person('Maria')
    await maria.types('me', 'home')
    await maria.clicks('Add a contact')
    await maria.fills({ name: 'Ben Wood', email: 'nowhere', strength: '0.5' })
    const theirs = maria.messages().at(-1)
    const button = JSON.stringify(theirs?.body).match(/discord\.again:1:[\w-]+/)?.[0] ?? ''
    const femi = local.person('Femi')
    if (!theirs) throw new Error('Maria was told nothing.')
    await femi.presses(button, theirs)
    expect(femi.modal()).toBeNull()
    expect(femi.reads()).toContain('has been put away')
  })

  test('hears an act once, however often it is told', async () => {
    const maria = local.person('Maria')
    const before = local.requests('POST', /callback$/).length
    await maria.types('me', 'away', { until: '2 weeks' })
    maria.repeats()
    maria.repeats()
    await maria.types('me', 'away', { until: 'back' })
    const after = local.requests('POST', /callback$/)
    expect(after).toHaveLength(before + 2)
    expect(after.every(({ status }) => status < 300)).toBe(true)
  })

  test('refuses administrators’ commands kindly, and tells them what is missing', async () => {
    const maria = local.person('Maria')
    await maria.types('desk', 'setup')
    expect(maria.reads()).toContain('Only administrators can do that')
    const olga = local.person('Olga')
    await olga.types('desk', 'check')
    expect(olga.reads()).toContain('Create Private Threads')
    expect(olga.reads()).toContain('Missing')
  })

  test('the owner of the server looks after the desk, not whoever types first', async () => {
    const olga = local.person('Olga')
    await olga.types('desk', 'setup')
    expect(olga.modal()?.title).toBeTruthy()
  })

  test('knows a person in a direct message with the bot, and not a stranger', async () => {
    const maria = local.person('Maria')
    await maria.types('me', 'help')
    await maria.types('me', 'home', {}, 'direct')
    expect(maria.reads()).toContain('introductions desk')
    const stranger = local.person('Nobody')
    await stranger.types('me', 'home', {}, 'direct')
    expect(stranger.reads()).toContain('not set up here yet')
  })

  test('an old or a broken button changes nothing', async () => {
    const maria = local.person('Maria')
    const { message } = await maria.types('me', 'home')
    if (!message) throw new Error('Maria was told nothing.')
    await maria.presses('people.unheard_of:1:x', message)
    expect(maria.reads()).toContain('could not read that button')
  })

  test('tells whoever writes to it from nowhere how to talk to it, once', async () => {
    const stranger = local.person('Nobody')
    stranger.writes('hello?')
    await local.until(() => stranger.reads().includes('automated assistant'), 'an answer')
  })

  test('what cannot be read as an act is logged and does no harm', async () => {
    local.gateway.tell('INTERACTION_CREATE', { id: 'x', type: 99 })
    local.gateway.tell('INTERACTION_CREATE', null)
    local.gateway.tell('GUILD_CREATE', null)
    await local.until(() => town.log.messages('warn').some((m) => m.includes('could not be read')), 'a warning')
  })
})
