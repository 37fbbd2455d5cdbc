import { afterEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { startLocalSlack } from '../../helpers/slack-server.ts'

describe.each(['http', 'socket'] as const)('surfaces.slack conversation over %s', (road) => {
  let town: SlackTown
  let laterMs = 0
  const passes = (ms: number) => {
    laterMs += ms
  }
  const open = async () => {
    laterMs = 0
    const now = () => Date.now() + laterMs
    const slack = await startLocalSlack(now)
    const machine = { now: () => new Date(now()) }
    town = await openSlackTown(await anyTestDatabase().open(), { road, slack, machine })
    return town.slack
  }

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await town.slack.close()
  })

  test('answers a command in its answer, for its sender alone', async () => {
    const slack = await open()
    const maria = slack.person('U0MARIA', { realName: 'Maria' })
    expect(await maria.says('/me help')).toMatchObject({ status: 200, body: { response_type: 'ephemeral' } })
    expect(maria.reads()).toContain('What /me can do')
    await maria.says('/me notfy')
    expect(maria.reads()).toContain('Did you mean notify?')
  })

  test('opens a form, keeps what was typed beside what is wrong, and takes it', async () => {
    const slack = await open()
    const tom = slack.person('U0TOM', { realName: 'Tom' })
    await tom.says('/desk setup')
    await tom.sees('Time zone')
    await tom.fills({ name: 'The Guild', timeZone: 'Mars/Olympus' })
    expect(tom.user.modals.at(-1)?.errors).toMatchObject({ timeZone: expect.stringContaining('zone') })
    await tom.fills({ name: 'The Guild', timeZone: 'Europe/Berlin' })
    const workspace = await town.desk.database.prisma.workspace.findFirstOrThrow()
    expect(workspace).toMatchObject({ name: 'The Guild', timeZone: 'Europe/Berlin' })
  })

  test('opens the form from a shortcut anywhere, and with the words of a message', async () => {
    const slack = await open()
    const maria = slack.person('U0MARIA', { realName: 'Maria' })
    await maria.usesShortcut('intro.ask.anywhere')
    await maria.sees('Whom do you want to meet')
    await maria.usesShortcut('intro.ask.message', 'Does anybody know the people at Baltic Yards &amp; Co?')
    await slack.until(maria.modal, () => JSON.stringify(maria.user.modals).includes('Baltic Yards & Co?'))
    await maria.usesShortcut('intro.inbox.anywhere')
    await slack.until(maria.modal, () => !maria.modal().includes('Whom do you want'))
  })

  test('knows time zone, language and name from the profile', async () => {
    const slack = await open()
    const kenji = slack.person('U0KENJI', { realName: 'Kenji Sato', tz: 'Asia/Tokyo', locale: 'ja-JP' })
    await kenji.says('/me help')
    const member = await town.desk.database.prisma.member.findFirstOrThrow()
    expect(member).toMatchObject({ name: 'Kenji Sato', timeZone: 'Asia/Tokyo', locale: 'ja-JP', external: false })
  })

  test('moves with the profile a day later or when Slack says so, but not away from what somebody chose themselves', async () => {
    const slack = await open()
    const kenji = slack.person('U0KENJI', { realName: 'Kenji Sato', tz: 'Asia/Tokyo', locale: 'ja-JP' })
    const now = () => town.desk.database.prisma.member.findFirstOrThrow({ select: { timeZone: true, locale: true } })
    await kenji.says('/me help')
    slack.moves('U0KENJI', { tz: 'Europe/Paris', locale: 'fr-FR' })
    await kenji.says('/me help')
    expect(await now()).toEqual({ timeZone: 'Asia/Tokyo', locale: 'ja-JP' })
    passes(25 * 3_600_000)
    await kenji.says('/me help')
    expect(await now()).toEqual({ timeZone: 'Europe/Paris', locale: 'fr-FR' })
    await town.desk.database.prisma.member.updateMany({ data: { timeZone: 'Asia/Tokyo' } })
    slack.moves('U0KENJI', { tz: 'America/Lima', locale: 'es-PE' })
    await kenji.changesStatus({})
    await town.settles()
    expect(await now()).toEqual({ timeZone: 'Asia/Tokyo', locale: 'es-PE' })
  })

  test('takes people from another organisation for what they are', async () => {
    const slack = await open()
    slack.person('U0TOM')
    await slack.person('U0TOM').says('/me help')
    const zoe = slack.person('U0ZOE', { isStranger: true, realName: 'Zoe' })
    await zoe.says('/desk setup')
    expect(zoe.reads()).toMatch(/Only|administrators/)
    expect(await town.desk.database.prisma.member.findFirst({ where: { external: true } })).toMatchObject({
      name: 'Zoe',
    })
  })

  test('shows Home when it is opened and again when it has changed', async () => {
    const slack = await open()
    const tom = slack.person('U0TOM', { realName: 'Tom' })
    await tom.opensHome()
    expect(tom.home()).not.toBe('')
    expect(slack.calls.filter(({ method }) => method === 'views.publish')).toHaveLength(1)
  })

  test('publishes Home over the view that it knows, and once more over one that it does not', async () => {
    const slack = await open()
    const tom = slack.person('U0TOM', { realName: 'Tom' })
    const published = () => slack.calls.filter(({ method }) => method === 'views.publish').map(({ args }) => args.hash)
    await tom.opensHome()
    await town.settles()
    const first = tom.user.home?.hash
    await tom.opensHome()
    await town.settles()
    expect(published()).toEqual([undefined, first])
    tom.user.home = { type: 'home', blocks: [], hash: 'of another process' }
    await tom.opensHome()
    await town.settles()
    expect(published()).toHaveLength(4)
    expect(published().at(-1)).toBeUndefined()
    expect(tom.home()).not.toBe('')
  })

  test('answers what is written to it once, however often Slack delivers it', async () => {
    const slack = await open()
    const maria = slack.person('U0MARIA')
    await Promise.all([maria.writes('hello?', 'Ev1'), maria.writes('hello?', 'Ev1')])
    await maria.writes('hello?', 'Ev1')
    await slack.again()
    await town.settles()
    expect(slack.state.messages.filter(({ author }) => author === slack.team.botUserId)).toHaveLength(1)
    expect(maria.reads()).toContain('hello?')
  })
})
