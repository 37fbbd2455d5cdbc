import { webApi } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/kit/clock.ts'
import type { Destination, Outgoing, Surface } from '../../../src/kit/surface.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { t } from '../../../src/kit/ui/text.ts'
import { slackSurface } from '../../../src/surfaces/slack/deliver.ts'
import { createLanes } from '../../../src/surfaces/slack/lanes.ts'
import { createNativeBlocks } from '../../../src/surfaces/slack/native.ts'
import { clientOptions } from '../../../src/surfaces/slack/web-api.ts'
import { type CollectingLog, collectingLog } from '../../helpers/log.ts'
import { channelBetween } from '../../helpers/slack/state.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { READER } from './arbitraries.ts'

const card: Card = { title: 'Maria asks to meet Ben', body: [{ kind: 'text', text: t`Can you help?` }] }
const table: Card = {
  ...card,
  body: [{ kind: 'table', caption: 'Points', columns: ['Who', 'Points'], rows: [['Ana', '4']] }],
}

describe('surfaces.slack.deliver', () => {
  let slack: LocalSlack
  let surface: Surface
  let log: CollectingLog
  let nowMs: number

  beforeEach(async () => {
    slack = await startLocalSlack()
    log = collectingLog()
    nowMs = Date.now()
    const client = new webApi.WebClient(slack.team.botToken, { ...clientOptions(slack.apiUrl, log), timeout: 700 })
    surface = slackSurface({
      clientFor: async (installation) => (installation === slack.team.id ? client : null),
      publishHome: async () => {},
      onEnded: async () => {},
      lanes: createLanes(systemClock),
      clock: systemClock,
      native: createNativeBlocks({ now: () => new Date(nowMs) }, log),
      log,
    })
    slack.person('U0FEMI')
  })

  afterEach(async () => {
    log.assertNoErrors()
    await slack.close()
  })

  const direct: Destination = { kind: 'direct', externalId: 'U0FEMI' }
  const outgoing = (deliveryId: string, about: Partial<Outgoing> = {}): Outgoing => ({
    deliveryId,
    installation: slack.team.id,
    to: direct,
    card,
    reader: READER,
    ...about,
  })
  const count = (method: string) => slack.calls.filter((call) => call.method === method).length

  test('sends once to a direct message, findable by its delivery, and edits it in place', async () => {
    const sent = await surface.send(outgoing('d1'))
    expect(sent.kind).toBe('sent')
    expect(await surface.find(outgoing('d1'))).toBe(sent.kind === 'sent' && sent.ref)
    expect(await surface.find(outgoing('d2'))).toBeNull()
    const edited = await surface.edit(
      sent.kind === 'sent' ? sent.ref : '',
      outgoing('d1', { card: { ...card, title: 'Accepted' } }),
    )
    expect(edited).toEqual(sent)
    expect(slack.state.messages).toMatchObject([{ text: 'Accepted\nCan you help?', edits: 1 }])
    expect(count('conversations.open')).toBe(1)
  })

  test.each([
    ['a lost reply', { kind: 'lost reply' }, 1],
    ['a reply that comes too late', { kind: 'slow', ms: 1_200 }, 1],
    ['a server error', { kind: 'status', status: 503 }, 0],
  ] as const)('does not repeat a post by itself after %s', async (_what, fault, arrived) => {
    slack.faults.next('chat.postMessage', fault)
    expect(await surface.send(outgoing('d1'))).toMatchObject({ kind: 'unknown' })
    expect(count('chat.postMessage')).toBe(1)
    await slack.until(
      () => 'the post arrives',
      () => slack.state.messages.length === arrived,
    )
    expect(Boolean(await surface.find(outgoing('d1')))).toBe(arrived === 1)
  })

  test('waits as long as Slack says, and leaves the whole workspace in peace meanwhile', async () => {
    slack.faults.next('chat.postMessage', { kind: 'wait', seconds: 30 })
    expect(await surface.send(outgoing('d1'))).toMatchObject({ kind: 'later', afterMs: 30_000 })
    const second = await surface.send(outgoing('d2'))
    expect(second).toMatchObject({ kind: 'later' })
    expect(second.kind === 'later' && second.afterMs).toBeGreaterThan(25_000)
    expect(count('chat.postMessage')).toBe(1)
  })

  test.each([
    'is_archived',
    'channel_not_found',
    'not_in_channel',
    'account_inactive',
    'restricted_action',
    'user_disabled',
  ])('says that nothing can arrive there when Slack answers %s', async (code) => {
    slack.faults.next('chat.postMessage', { kind: 'error', code })
    expect(await surface.send(outgoing('d1'))).toEqual({ kind: 'unreachable', reason: `Slack answered ${code}` })
  })

  test('looks before a second try when Slack itself is not sure', async () => {
    slack.faults.next('chat.postMessage', { kind: 'error', code: 'fatal_error' })
    expect(await surface.send(outgoing('d1'))).toMatchObject({ kind: 'unknown' })
  })

  test('does not say "not there" when it could not look', async () => {
    await surface.send(outgoing('d1'))
    slack.faults.next('conversations.history', { kind: 'status', status: 500 })
    await expect(surface.find(outgoing('d1'))).rejects.toThrow()
  })

  test('cannot reach a workspace that removed the app, a person who is not there, or an address', async () => {
    expect(await surface.send(outgoing('d1', { installation: 'T0GONE' }))).toMatchObject({ kind: 'unreachable' })
    expect(await surface.send(outgoing('d1', { to: { kind: 'direct', externalId: 'U0NOBODY' } }))).toMatchObject({
      kind: 'unreachable',
    })
    expect(
      await surface.send(outgoing('d1', { to: { kind: 'email', email: 'a@b.example', name: 'A' } })),
    ).toMatchObject({ kind: 'unreachable' })
    expect(await surface.edit('D0:1.2', outgoing('d1'))).toMatchObject({ kind: 'unreachable' })
  })

  test.each([[['data_table']], [['data_table', 'data_visualization']]])(
    'takes for refused what Slack names, and nothing beside it: %j',
    async (refused) => {
      const values = { categories: ['May'], series: [{ name: 'Made', values: [4] }] }
      const chart: Card['body'][number] = {
        kind: 'chart',
        chart: { kind: 'bar', title: 'Made', finding: 'Four in May.', ...values },
      }
      for (const type of refused) slack.state.refusesBlocks.add(type)
      await surface.send(outgoing('d1', { card: { ...table, body: [...table.body, chart] } }))
      const [message, ...others] = slack.state.messages
      const kinds = message?.blocks.map(({ type }) => type)
      expect(kinds).not.toContain('data_table')
      expect(kinds?.includes('data_visualization')).toBe(refused.length === 1)
      expect(others).toEqual([])
    },
  )

  test('draws tables in words for a workspace that refuses them, and remembers', async () => {
    slack.faults.next('chat.postMessage', { kind: 'error', code: 'invalid_blocks' })
    await surface.send(outgoing('d1', { card: table }))
    await surface.send(outgoing('d2', { card: table }))
    expect(slack.state.messages.map(({ blocks }) => blocks.map((block) => block.type))).toEqual([
      ['header', 'rich_text'],
      ['header', 'rich_text'],
    ])
    expect(count('chat.postMessage')).toBe(3)
  })

  test('tries the newer blocks again after a day', async () => {
    slack.state.refusesBlocks.add('data_table')
    await surface.send(outgoing('d1', { card: table }))
    slack.state.refusesBlocks.clear()
    nowMs += 23 * 3_600_000
    await surface.send(outgoing('d2', { card: table }))
    nowMs += 2 * 3_600_000
    await surface.send(outgoing('d3', { card: table }))
    expect(slack.state.messages.map(({ blocks }) => blocks.at(-1)?.type)).toEqual([
      'rich_text',
      'rich_text',
      'data_table',
    ])
  })

  test('opens one room for the same people, and none where the workspace did not allow it', async () => {
    slack.person('U0MARIA')
    const wanted = {
      key: 'r1',
      installation: slack.team.id,
      title: 'Maria and Femi',
      externalIds: ['U0FEMI', 'U0MARIA'],
    }
    const room = await surface.openRoom(wanted)
    expect(await surface.openRoom({ ...wanted, externalIds: ['U0MARIA', 'U0FEMI'] })).toBe(room)
    expect(await surface.send(outgoing('d1', { to: { kind: 'room', room: room ?? '' } }))).toMatchObject({
      kind: 'sent',
    })
    slack.team.scopes = slack.team.scopes.filter((scope) => scope !== 'mpim:write')
    expect(await surface.openRoom(wanted)).toBeNull()
  })

  test('appends to a growing card in pieces that Slack takes, never twice, and ends with the whole card', async () => {
    const channel = channelBetween(slack.state, 'im', [slack.team.botUserId, 'U0FEMI']).id
    const to: Destination = { kind: 'direct', externalId: 'U0FEMI', at: `${channel}:1700000000.000100` }
    const growing = outgoing('d1', { to, card: { ...card, isGrowing: true } })
    const sent = await surface.send(growing)
    const ref = sent.kind === 'sent' ? sent.ref : ''
    const long = 'One saved day. '.repeat(2_000)
    await surface.grow?.(ref, { ...growing, markdown: long })
    await surface.grow?.(ref, { ...growing, markdown: `${long}And a word.` })
    expect(slack.state.messages[0]).toMatchObject({ text: long, isStreaming: true })
    expect(count('chat.appendStream')).toBe(3)
    expect(await surface.edit(ref, outgoing('d1', { to }))).toEqual(sent)
    expect(slack.state.messages[0]).toMatchObject({ isStreaming: false, edits: 1 })
    expect(count('chat.stopStream')).toBe(1)
  })

  test('keeps the order in one channel', async () => {
    await Promise.all(
      ['d1', 'd2', 'd3', 'd4'].map((id) => surface.send(outgoing(id, { card: { ...card, title: id } }))),
    )
    expect(slack.state.messages.map(({ text }) => text.slice(0, 2))).toEqual(['d1', 'd2', 'd3', 'd4'])
  })
})
