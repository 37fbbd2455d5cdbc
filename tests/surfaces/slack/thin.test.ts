import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'

/** The desk needs the documented methods, and of their answers no more than is promised. */
describe('surfaces.slack against a Slack that says only what it must', () => {
  let slack: LocalSlack
  let town: SlackTown

  beforeEach(async () => {
    slack = await startLocalSlack()
    slack.state.thin.isOn = true
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
  })

  const opens = async () => {
    town = await openSlackTown(await anyTestDatabase().open(), { slack })
    return slack.person('U0TOM', { realName: 'Tom' })
  }

  test('answers, opens forms and saves them, shows Home, and writes to people', async () => {
    const tom = await opens()
    await tom.says('/desk setup')
    await tom.sees('Time zone')
    await tom.fills({ name: 'The Guild', timeZone: 'Europe/Berlin' })
    await tom.opensHome()
    await slack.until(tom.home, () => tom.home().includes('The Guild'))
    await tom.writes('hello?')
    await slack.until(
      () => 'the desk writes to Tom',
      () => slack.calls.some(({ method }) => method === 'chat.postMessage'),
    )
  })

  test('does without profiles and without opening conversations', async () => {
    slack.state.thin.without.add('users.info').add('conversations.open')
    const tom = await opens()
    await tom.says('/me help')
    expect(tom.reads()).toContain('What /me can do')
    await tom.writes('hello?')
    await slack.until(
      () => 'the desk writes to Tom',
      () => slack.state.messages.some(({ ephemeralTo }) => !ephemeralTo),
    )
    expect(await town.desk.database.prisma.member.findMany()).toMatchObject([{ name: 'tom', timeZone: null }])
  })

  test('waits for a Slack that is away when the desk starts, and loses nothing meanwhile', async () => {
    slack.faults.next('auth.test', { kind: 'status', status: 503 })
    const tom = await opens()
    expect(town.surface.isReady()).toBe(false)
    expect(await tom.says('/me help')).toMatchObject({ status: 200, body: { response_type: 'ephemeral' } })
    await vi.waitFor(() => expect(town.surface.isReady()).toBe(true), 60_000)
    await tom.says('/me privacy')
    await tom.sees('Your privacy')
    expect(await town.desk.database.prisma.slackAct.count()).toBe(1)
  })

  test('does not start with a token that Slack refuses, and says what to do', async () => {
    town = await openSlackTown(await anyTestDatabase().open(), { slack })
    const refused = openSlackTown(town.desk.database, {
      slack,
      config: { botToken: 'xoxb-another', signingSecret: slack.signingSecret },
    })
    await expect(refused).rejects.toThrow('Slack does not accept SLACK_BOT_TOKEN (invalid_auth). Reinstall the app')
  })
})
