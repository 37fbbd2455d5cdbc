import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'

/** The act that every request below would be, if it were let in: it makes its sender a member. */
const ACT = new URLSearchParams({
  command: '/me',
  text: 'help',
  user_id: 'U0EVE',
  user_name: 'eve',
  team_id: 'T0LOCAL',
  channel_id: 'D0EVE',
  trigger_id: 'trigger-1',
}).toString()
const FORM = 'application/x-www-form-urlencoded'
const MINUTE_MS = 60_000

describe('surfaces.slack front door', () => {
  let town: SlackTown

  beforeEach(async () => {
    town = await openSlackTown(await anyTestDatabase().open())
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const post = (headers?: Record<string, string | string[]>, body = ACT) => town.slack.post(body, FORM, headers)
  const members = () => town.desk.database.prisma.member.count()
  const at = (ms: number) => town.slack.signed(ACT, new Date(Date.now() + ms))

  test('lets a fresh, singly signed request in', async () => {
    expect(await post()).toMatchObject({ status: 200, body: { response_type: 'ephemeral' } })
    expect(await members()).toBe(1)
  })

  test.each<[string, () => Record<string, string | string[]>]>([
    ['without a signature', () => ({ 'x-slack-signature': '' })],
    ['with a wrong one', () => ({ 'x-slack-signature': `v0=${'0'.repeat(64)}` })],
    [
      'of another version',
      () => ({ 'x-slack-signature': town.slack.signed(ACT)['x-slack-signature']?.replace('v0', 'v1') ?? '' }),
    ],
    [
      'with two signatures',
      () => ({ 'x-slack-signature': Array(2).fill(town.slack.signed(ACT)['x-slack-signature']) }),
    ],
    [
      'with two times',
      () => ({ 'x-slack-request-timestamp': Array(2).fill(town.slack.signed(ACT)['x-slack-request-timestamp']) }),
    ],
    ['six minutes old', () => at(-6 * MINUTE_MS)],
    ['two minutes ahead', () => at(2 * MINUTE_MS)],
    ['a day ahead', () => at(24 * 60 * MINUTE_MS)],
    ['with a time in milliseconds', () => ({ ...at(0), 'x-slack-request-timestamp': String(Date.now()) })],
    ['with a time that is no number', () => ({ ...at(0), 'x-slack-request-timestamp': 'Infinity' })],
  ])('refuses a request %s', async (_what, headers) => {
    expect(await post(headers())).toMatchObject({ status: 401, body: undefined })
    expect(await members()).toBe(0)
    expect(town.log.messages('warn')).toContain('A request to Slack’s address was refused')
  })

  test('refuses a captured request that is played again, also after a restart', async () => {
    const headers = town.slack.signed(ACT)
    expect((await post(headers)).status).toBe(200)
    expect((await post(headers)).status).toBe(401)
    expect((await post(headers)).status).toBe(401)
    expect(await town.desk.database.prisma.seenSignature.count()).toBe(1)
  })

  test('lets one of two equal requests in that come at the same moment', async () => {
    const headers = town.slack.signed(ACT)
    const answers = await Promise.all([post(headers), post(headers), post(headers)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  test('does nothing for a certificate check, signed or not', async () => {
    const body = `ssl_check=1&${ACT}`
    expect(await post({ 'x-slack-signature': 'v0=none' }, body)).toMatchObject({ status: 401 })
    expect(await post(undefined, body)).toMatchObject({ status: 200, body: undefined })
    expect(
      await post(undefined, `ssl_check=1&payload=${encodeURIComponent('{"type":"block_actions"}')}`),
    ).toMatchObject({ status: 200 })
    expect(await members()).toBe(0)
  })

  test('answers Slack’s question for the address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc' })
    expect(await town.slack.post(body, 'application/json')).toMatchObject({ status: 200, body: { challenge: 'abc' } })
  })

  test.each(['null', '[]', '"text"', '{', '{"type":"event_callback"', ''])(
    'lives through a signed %j',
    async (body) => {
      expect((await town.slack.post(body, 'application/json')).status).toBe(400)
      expect((await post()).status).toBe(200)
    },
  )

  test.each(['payload=null', 'payload=%7B', 'payload=[]'])('lives through a signed form with %s', async (body) => {
    expect((await post(undefined, body)).status).toBe(400)
  })

  test('refuses a body beyond all measure', async () => {
    const answer = await post(undefined, `text=${'x'.repeat(3 * 1024 * 1024)}`).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
  })

  test('refuses a signed act from a workspace without the app, kindly to a person', async () => {
    const body = ACT.replace('T0LOCAL', 'T0OTHER')
    expect(await post(undefined, body)).toMatchObject({
      status: 200,
      body: { text: expect.stringContaining('not set up') },
    })
    expect(await members()).toBe(0)
    expect(town.log.messages('warn')).toContain('An act from a workspace without the app was refused')
  })

  test('has nothing elsewhere', async () => {
    for (const path of ['/slack', '/slack/install', '/slack/oauth_redirect', '/slack/events/x']) {
      expect((await fetch(`${town.url}${path}`)).status).toBe(404)
    }
  })
})
