import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import type { Finding } from '../../../src/kit/finding.ts'
import { examineDiscord } from '../../../src/surfaces/discord/doctor.ts'
import { NEEDED_PERMISSIONS } from '../../../src/surfaces/discord/permissions.ts'
import { root } from '../../architecture/source-files.ts'
import { anyTestDatabase, clear } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'

const GUIDE = readFileSync(join(root, 'docs', 'discord.md'), 'utf8')

describe('introdesk doctor, of Discord', () => {
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
    // The server arrives after the connection stands; whoever acts is heard after it.
    await local.person('Olga').types('me', 'help')
    await town.settles()
  })
  afterEach(async () => {
    await town.stop()
    await local.stop()
    await clear(database)
  })

  const { applicationId, token } = { applicationId: '1100000000000000001', token: 'a-token-of-nobody' }
  const examine = (about: Partial<{ token: string; applicationId: string; apiUrl: string }> = {}) =>
    examineDiscord(town.desk.ports, { token, applicationId, apiUrl: local.url, ...about })
  const brief = (findings: readonly Finding[]) => findings.map(({ name, state }) => `${name} ${state}`)

  test('finds everything as it should be', async () => {
    expect(brief(await examine())).toEqual([
      'Discord ok',
      'Discord commands ok',
      'Discord connection ok',
      'Discord servers ok',
    ])
  })

  test('says what to do about a token, an address, commands and channels', async () => {
    await database.prisma.discordChannel.create({
      data: { channelId: '1', reason: 'Missing Access (50001)', failures: 0, offUntil: new Date(Date.now() + 60_000) },
    })
    local.world.commands = []
    await town.stop()
    await database.prisma.installation.deleteMany()
    const findings = [
      ...(await examine({ token: 'another' })),
      ...(await examine({ applicationId: '1100000000000000002' })),
      ...(await examine({ apiUrl: 'http://127.0.0.1:9' })),
      ...(await examine()),
    ]
    const words = findings.filter(({ state }) => state !== 'ok').map(({ finding }) => finding)
    expect(words).toEqual(
      expect.arrayContaining([
        'DISCORD_TOKEN is not accepted',
        expect.stringContaining('DISCORD_TOKEN belongs to'),
        expect.stringContaining('cannot be reached'),
        expect.stringContaining('not as they should be'),
        'no process is connected',
        'the app is in no server yet',
        expect.stringContaining('is left alone for a day'),
      ]),
    )
    expect(findings.filter(({ state, advice }) => state !== 'ok' && !advice)).toEqual([])
  })

  test('the guide explains each finding and each permission', () => {
    const explained = [
      ...['is not accepted', 'belongs to', 'cannot be reached', 'not as they should be', 'no process is connected'],
      ...['in no server yet', 'left alone for a day'],
      ...NEEDED_PERMISSIONS.flatMap(({ name, why }) => [name, why]),
    ]
    expect(explained.filter((words) => !GUIDE.includes(words))).toEqual([])
  })
})
