import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { isPrivate } from '../../helpers/discord/person.ts'

/** Longer than the desk waits before it says that it is on it, and with that longer than Discord would wait. */
const SLOW_MS = 3_200
const TOKEN_MS = 6_000
const KEEPING_MS = 300

describe('surfaces.discord.voice', () => {
  let database: Database
  let local: LocalDiscord
  let town: DiscordDeskUnderTest
  let slowMs = 0

  beforeAll(async () => {
    database = await anyTestDatabase().open()
    local = await startLocalDiscord({ patience: { firstAnswerMs: 3_000, tokenMs: TOKEN_MS } })
    local.person('Olga')
    town = await openDiscordDesk(database, local, { slowerByMs: () => slowMs })
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    await local.person('Maria').types('me', 'help')
  })
  afterAll(async () => {
    await town.stop()
    await local.stop()
    await database.close()
  })
  afterEach(() => {
    slowMs = 0
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
  })

  test('says that it is on it, and then answers in the same place, as privately', async () => {
    const maria = local.person('Maria')
    slowMs = SLOW_MS
    const answered = await maria.types('me', 'privacy')
    expect(answered).toMatchObject({ type: 5, data: { flags: 64 } })
    await local.until(() => answered.message !== null, 'the answer')
    expect(answered.message && isPrivate(answered.message)).toBe(true)
    expect(local.person('Femi').messages()).toEqual([])
  })

  test('a form that comes too late is a press away', async () => {
    const maria = local.person('Maria')
    slowMs = SLOW_MS
    const answered = await maria.types('me', 'notify')
    expect(answered.type).toBe(5)
    await local.until(() => maria.reads().includes('The form is ready now'), 'the answer')
    await maria.clicks('When the desk writes')
    expect(maria.modal()?.title).toBe('When the desk writes')
  })

  test('a click that takes long changes the card that was clicked', async () => {
    const maria = local.person('Maria')
    await maria.types('me', 'away', { until: '2 weeks' })
    const [message] = maria.messages().slice(-1)
    slowMs = SLOW_MS
    const label = message && JSON.stringify(message.body).match(/"label":"([^"]+)"/)?.[1]
    const count = maria.messages().length
    await maria.clicks(label ?? '')
    await local.until(() => (message?.edits ?? 0) > 0 || maria.messages().length > count, 'the change')
    expect(maria.messages()).toHaveLength(count)
  })

  test('type-ahead that takes too long offers nothing, in time', async () => {
    slowMs = SLOW_MS
    expect(await local.person('Maria').looksUp('intro', 'ask', { name: 'who', typed: 'no' })).toEqual([])
  })

  test('what takes longer than an interaction lives comes as a direct message', async () => {
    const maria = local.person('Maria')
    slowMs = TOKEN_MS + 500
    await maria.types('me', 'help')
    const direct = () =>
      [...local.world.channels.values()].find(({ type, memberIds }) => type === 1 && memberIds.has(maria.id))
    await local.until(() => maria.messages().some(({ channelId }) => channelId === direct()?.id), 'the answer')
  })
})

describe('surfaces.discord.form-again', () => {
  test('what is sent before its form was kept is not lost when something is wrong with it', async () => {
    const database = await anyTestDatabase().open()
    const local = await startLocalDiscord()
    const maria = local.person('Maria')
    const town = await openDiscordDesk(slowToKeepForms(database), local, { isImpatient: true })
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    const reads = (words: string) => local.until(() => maria.reads().includes(words), words)
    await maria.types('me', 'home')
    await reads('Add a contact')
    await maria.clicks('Add a contact')
    await maria.fills({ name: 'Ben Wood', email: 'nowhere', strength: '0.5' })
    await reads('not an e-mail address')
    await maria.clicks('Open the form again')
    expect(maria.modal()?.values).toMatchObject({ name: 'Ben Wood', email: 'nowhere' })
    await town.stop()
    await local.stop()
    await database.close()
  })
})

/** Opens a form long before it is kept. */
function slowToKeepForms(database: Database): Database {
  const prisma = database.prisma.$extends({
    query: {
      uiState: {
        async upsert({ args, query }) {
          await new Promise((resolve) => setTimeout(resolve, KEEPING_MS))
          return query(args)
        },
      },
    },
  })
  // An extended client lacks only what nobody here uses: `$on`.
  return { ...database, prisma: prisma as unknown as Database['prisma'] }
}
