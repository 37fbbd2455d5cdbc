import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import type { SlackTown } from '../../helpers/slack/desk.ts'
import { beginsInstall, finishesInstall, installs, openManyTown } from '../../helpers/slack/install.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'

const HOUR_MS = 3_600_000

describe('surfaces.slack many workspaces', () => {
  let slack: LocalSlack
  let town: SlackTown
  let database: Database
  let nowMs = Date.now()

  const open = (over = database) => openManyTown(over, { slack, now: () => new Date(nowMs) })

  beforeEach(async () => {
    nowMs = Date.now()
    slack = await startLocalSlack(() => nowMs)
    slack.person('U0ADMIN', { realName: 'Ada', tz: 'Europe/Lisbon' })
    database = await anyTestDatabase().open()
    town = await open()
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
  })

  const begins = () => beginsInstall(town)
  const comesBack = (state: string, cookie: string) => finishesInstall(town, { state, cookie })
  const installation = () => database.prisma.installation.findFirst({ where: { surface: 'slack' } })
  const lifecycle = (type: string, at = nowMs) =>
    slack.event(type === 'tokens_revoked' ? { type, tokens: { oauth: [], bot: ['U0BOT'] } } : { type }, {
      event_time: Math.floor(at / 1000),
    })

  test('asks for the scopes of the manifest with a state of its own', async () => {
    const { target, state, cookie } = await begins()
    expect(target.origin + target.pathname).toBe('https://slack.example/authorize')
    expect(target.searchParams.get('scope')).toContain('chat:write')
    expect(target.searchParams.get('redirect_uri')).toBe(`${town.url}/slack/oauth_redirect`)
    expect(state).not.toBe('')
    expect(cookie).toContain('introdesk_slack_install=')
  })

  test('keeps the token sealed, makes a workspace, and welcomes who installed it as its administrator', async () => {
    const response = await installs(town)
    expect(await response.text()).toContain('Introdesk is in Local')
    const row = await installation()
    expect(row).toMatchObject({ externalId: slack.team.id, status: 'ACTIVE' })
    expect(row?.secrets).not.toContain(slack.team.botToken)
    const ada = slack.person('U0ADMIN')
    await ada.sees('1 of 3')
    await ada.clicks('Set up the desk')
    await ada.sees('Time zone')
    expect(await database.prisma.member.findMany()).toMatchObject([{ name: 'Ada', roles: ['member', 'admin'] }])
    expect(await database.prisma.workspace.findFirst()).toMatchObject({ name: 'Local', timeZone: 'Europe/Lisbon' })
  })

  test.each<[string, (begun: { state: string; cookie: string }) => { state: string; cookie: string }]>([
    ['from another browser', ({ state }) => ({ state, cookie: '' })],
    ['with a forged state', ({ state, cookie }) => ({ state: `${state}x`, cookie })],
    [
      'with a state whose end was moved',
      ({ state, cookie }) => ({ state: state.replace(/\.\d+\./, '.9999999999.'), cookie }),
    ],
    ['without a state', ({ cookie }) => ({ state: '', cookie })],
  ])('refuses to finish an installation %s', async (_what, change) => {
    const { state, cookie } = change(await begins())
    expect((await comesBack(state, cookie)).status).toBe(400)
    expect(await installation()).toBeNull()
  })

  test('refuses a state that was used, and one that is eleven minutes old', async () => {
    const { state, cookie } = await begins()
    expect((await comesBack(state, cookie)).status).toBe(200)
    expect((await comesBack(state, cookie)).status).toBe(400)
    const late = await begins()
    nowMs += 11 * 60_000
    expect((await comesBack(late.state, late.cookie)).status).toBe(400)
  })

  test('keeps workspaces apart', async () => {
    slack.addTeam('T0OTHER', 'Other')
    await installs(town)
    await installs(town, 'T0OTHER')
    expect(await database.prisma.workspace.count()).toBe(2)
    await slack.person('U0ADMIN').says('/me help')
    expect(
      await database.prisma.member.count({ where: { identities: { some: { installation: slack.team.id } } } }),
    ).toBe(1)
  })

  test.each([
    [['app_uninstalled', 'tokens_revoked']],
    [['tokens_revoked', 'app_uninstalled']],
    [['app_uninstalled', 'app_uninstalled', 'tokens_revoked', 'tokens_revoked']],
  ])('forgets the tokens after %j, and finds everything again when the app comes back', async (events) => {
    await installs(town)
    const before = await installation()
    nowMs += HOUR_MS
    for (const type of events) expect((await lifecycle(type)).status).toBe(200)
    expect(await installation()).toMatchObject({ status: 'REMOVED', secrets: null })
    expect((await slack.person('U0ADMIN').says('/me help')).body?.text).toContain('not set up')
    nowMs += HOUR_MS
    await installs(town)
    expect(await installation()).toMatchObject({ status: 'ACTIVE', workspaceId: before?.workspaceId })
    expect(await database.prisma.workspace.count()).toBe(1)
    await slack.person('U0ADMIN').says('/me help')
    expect(slack.person('U0ADMIN').reads()).toContain('What /me can do')
  })

  test('does not lose a new install to old news', async () => {
    await installs(town)
    await lifecycle('app_uninstalled', nowMs - HOUR_MS)
    await lifecycle('tokens_revoked', nowMs - HOUR_MS)
    expect(await installation()).toMatchObject({ status: 'ACTIVE' })
  })

  test('renews a token once, when two processes find it at its end in the same moment', async () => {
    await installs(town)
    const second = await open({ ...database, close: async () => {} })
    nowMs += 11.75 * HOUR_MS
    const [ada, ben] = [slack.person('U0ADMIN'), slack.person('U0BEN')]
    const exchanges = () => slack.calls.filter(({ method }) => method === 'oauth.v2.access').length
    slack.sendsTo(`${town.url}/slack/events`)
    const inFirst = ada.opensHome()
    slack.sendsTo(`${second.url}/slack/events`)
    await Promise.all([inFirst, ben.opensHome()])
    await slack.until(
      () => 'both see Home',
      () => ada.user.home !== null && ben.user.home !== null,
    )
    expect(exchanges()).toBe(2)
    second.log.assertNoErrors()
    await second.close()
  })

  test('renews a token once, however many ask at the same time', async () => {
    await installs(town)
    nowMs += 11.75 * HOUR_MS
    const ada = slack.person('U0ADMIN')
    const exchanges = () => slack.calls.filter(({ method }) => method === 'oauth.v2.access').length
    expect(exchanges()).toBe(1)
    await Promise.all([ada.opensHome(), ada.opensHome(), ada.opensHome()])
    await slack.until(
      () => 'Home is published',
      () => ada.user.home !== null,
    )
    expect(exchanges()).toBe(2)
  })
})
