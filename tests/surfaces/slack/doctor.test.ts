import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/kit/clock.ts'
import type { Finding } from '../../../src/kit/finding.ts'
import { examineSlack } from '../../../src/surfaces/slack/doctor.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'

describe('surfaces.slack.doctor', () => {
  let slack: LocalSlack

  beforeEach(async () => {
    slack = await startLocalSlack()
  })

  afterEach(() => slack.close())

  const look = (config: { botToken?: string; appToken?: string } = {}, clock = systemClock) =>
    examineSlack({ botToken: slack.team.botToken, apiUrl: slack.apiUrl, ...config }, clock)
  const finding = (found: readonly Finding[], name: string) => found.find((one) => one.name === name)

  test('finds nothing to mend where all is well', async () => {
    const found = await look({ appToken: slack.appToken })
    expect(found.map(({ name, state }) => `${name} ${state}`)).toEqual(['Slack ok', 'Slack scopes ok', 'Clock ok'])
    expect(finding(found, 'Slack')?.finding).toBe('Local, over Socket Mode')
  })

  test('says which scopes are missing, what stops without them, and which are optional', async () => {
    slack.team.scopes = slack.team.scopes.filter((scope) => scope !== 'mpim:write')
    expect(finding(await look(), 'Slack scopes')).toMatchObject({
      state: 'note',
      finding: expect.stringMatching(/mpim:write \(introduces people/),
    })
    slack.team.scopes = slack.team.scopes.filter((scope) => scope !== 'users:read')
    expect(finding(await look(), 'Slack scopes')).toMatchObject({
      state: 'problem',
      finding: expect.stringMatching(/missing: users:read \(name, time zone/),
      advice: expect.stringContaining('reinstall'),
    })
  })

  test('names a token that is not accepted', async () => {
    expect(await look({ botToken: 'xoxb-wrong' })).toMatchObject([
      { state: 'problem', finding: 'SLACK_BOT_TOKEN is not accepted (invalid_auth)' },
    ])
    expect(await look({ appToken: 'xapp-wrong' })).toContainEqual(
      expect.objectContaining({ state: 'problem', finding: 'SLACK_APP_TOKEN is not accepted (invalid_auth)' }),
    )
  })

  test.each([
    ['ahead of', 300_000],
    ['behind', -300_000],
  ])('says that the clock is %s Slack’s', async (where, byMs) => {
    const clock = { now: () => new Date(Date.now() + byMs) }
    expect(finding(await look({}, clock), 'Clock')).toMatchObject({
      state: 'problem',
      finding: expect.stringContaining(`seconds ${where} Slack’s`),
    })
  })

  test('says that nobody answers', async () => {
    const { apiUrl } = slack
    await slack.close()
    slack = await startLocalSlack()
    expect(await examineSlack({ botToken: 'xoxb-1', apiUrl }, systemClock)).toMatchObject([
      { name: 'Slack', state: 'problem', finding: 'cannot be reached: no connection' },
    ])
  })
})
