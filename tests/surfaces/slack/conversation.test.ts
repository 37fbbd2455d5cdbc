import { afterEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'

describe.each(['http', 'socket'] as const)('surfaces.slack conversation over %s', (road) => {
  let town: SlackTown
  const open = async () => {
    town = await openSlackTown(await anyTestDatabase().open(), { road })
    return town.slack
  }

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
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
