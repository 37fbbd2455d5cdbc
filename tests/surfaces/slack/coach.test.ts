import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { framesOf } from '../../helpers/model-frames.ts'
import {
  callsTool,
  DEFAULT_USAGE,
  type ModelServer,
  type ModelStep,
  says,
  stalls,
  startModelServer,
} from '../../helpers/model-server.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import type { SlackPerson } from '../../helpers/slack/person.ts'
import { channelBetween } from '../../helpers/slack/state.ts'

/** Longer than what is gathered before Slack is given it. */
const LONG = 'Ask what a lost day costs the shipyard, and price one saved day at a third of that. '.repeat(9)

describe('surfaces.slack: the coach', () => {
  let town: SlackTown
  let server: ModelServer
  let maria: SlackPerson

  beforeEach(async () => {
    server = await startModelServer(says('Start with **one** customer.'))
    const environment = { OPENAI_BASE_URL: server.baseUrl }
    town = await openSlackTown(await anyTestDatabase().open(), { environment })
    town.slack.person('U0TOM', { realName: 'Tom' })
    await town.slack.person('U0TOM').says('/me help')
    maria = town.slack.person('U0MARIA', { realName: 'Maria' })
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await server.close()
  })

  const methods = () => town.slack.calls.map(({ method }) => method)
  const answers = () => town.slack.state.messages.filter(({ author }) => author === town.slack.team.botUserId)
  const statuses = () => town.slack.state.sessions.map(({ status }) => status)
  const answer = () => {
    const [first, ...others] = answers()
    if (!first || others.length > 0) throw new Error(`There are ${others.length + 1} messages of the desk.`)
    return first
  }
  const until = (what: string, isTrue: () => boolean) => town.slack.until(() => what, isTrue)
  /** A channel with Maria and the desk in it. */
  const channel = () => channelBetween(town.slack.state, 'channel', [town.slack.team.botUserId, 'U0MARIA', 'U0TOM']).id
  const mentions = (words: string, ts = '1700000000.000100') =>
    town.slack.event({
      ...{ type: 'app_mention', user: 'U0MARIA', team: town.slack.team.id, channel: channel(), ts },
      text: `<@${town.slack.team.botUserId}> ${words}`,
    })

  test('streams into the thread of the question, and ends as a whole card with thumbs', async () => {
    const gate = Promise.withResolvers<void>()
    server.next(inTwoParts(`${LONG}<!channel> and `, 'that is **all**.', gate.promise))
    await maria.writes('how do I price a pilot?')
    await until('words in the stream', () => answers().some(({ text }) => text.includes('a lost day costs')))
    expect(answer()).toMatchObject({ isStreaming: true, blocks: [], threadTs: expect.any(String) })
    expect(answer().text).not.toContain('<!channel>')
    expect(statuses()).toEqual(['processing'])
    gate.resolve()
    await town.settles()
    expect(answer().isStreaming).toBe(false)
    expect(JSON.stringify(answer().blocks)).toContain('feedback_buttons')
    // The sentence with the broadcast in it is data; without one it would be markdown.
    expect(answer().blocks.map(({ type }) => type)).not.toContain('markdown')
    expect(maria.reads()).toContain('that is all.')
    expect(statuses()).toEqual(['processing', 'active'])
    expect(methods()).not.toContain('chat.postMessage')

    await maria.clicks('👍 It helped')
    await town.settles()
    expect(await town.desk.database.prisma.coachMessage.findFirst({ where: { role: 'assistant' } })).toMatchObject({
      rating: 2,
    })
    expect(maria.reads()).toContain('You said that it helped')
  })

  test.each([
    ['de-DE', 'Wen sollte ich kennenlernen?'],
    ['ja-JP', '誰に会うべき？'],
    ['en-GB', 'Whom should I meet?'],
    ['tlh', 'Whom should I meet?'],
  ])('suggests in %s what to say to whoever opens the Messages tab, and answers it', async (locale, suggestion) => {
    town.slack.moves('U0MARIA', { tz: 'Europe/Berlin', locale })
    await maria.opensMessages()
    await town.settles()
    expect(maria.suggestions()).toHaveLength(4)
    await maria.takes(suggestion)
    await town.settles()
    expect(maria.reads()).toContain('Start with one customer.')
    expect(server.requests).toHaveLength(1)
  })

  test('those of the manifest stand where Slack takes no suggestions', async () => {
    town.slack.faults.next('assistant.threads.setSuggestedPrompts', { kind: 'error', code: 'missing_scope' })
    await maria.opensMessages()
    await town.settles()
    expect(maria.suggestions()).toEqual([])
    await maria.opensMessages()
    await town.settles()
    expect(maria.suggestions()).toHaveLength(4)
  })

  test.each(['missing_scope', 'some_new_error'])('posts and edits where Slack refuses to stream: %s', async (code) => {
    town.slack.faults.next('chat.startStream', { kind: 'error', code })
    const gate = Promise.withResolvers<void>()
    server.next(inTwoParts(LONG, 'That is all.', gate.promise))
    await maria.writes('how do I price a pilot?')
    await until('an edit', () => answers().some(({ edits }) => edits > 0))
    expect(maria.reads()).toContain('Stop writing')
    gate.resolve()
    await town.settles()
    expect(answer().threadTs).toBeDefined()
    expect(maria.reads()).toContain('That is all.')
  })

  test('says it in rich text where the workspace refuses markdown, and keeps its thumbs', async () => {
    town.slack.state.refusesBlocks.add('markdown')
    await maria.writes('how do I price a pilot?')
    await town.settles()
    const kinds = () => answer().blocks.map(({ type }) => type)
    expect(kinds()).toContain('rich_text')
    expect(kinds()).toContain('context_actions')
    expect(maria.reads()).toContain('Start with one customer.')
    expect(town.log.entries.filter(({ fields }) => String(fields.types) === 'markdown')).toHaveLength(1)
  })

  test('goes on with edits where a stream expired, and shows the whole answer', async () => {
    town.slack.faults.next('chat.appendStream', { kind: 'error', code: 'message_not_in_streaming_state' })
    const gate = Promise.withResolvers<void>()
    server.next(inTwoParts(LONG, 'That is all.', gate.promise))
    await maria.writes('how do I price a pilot?')
    await until('an edit', () => answers().some(({ edits }) => edits > 0))
    gate.resolve()
    await town.settles()
    expect(maria.reads()).toContain('That is all.')
    expect(answer().isStreaming).toBe(false)
  })

  test('honours Slack’s own stop button, says so, and pays for what was said alone', async () => {
    server.next(stalls(LONG))
    await maria.writes('tell me everything')
    await until('words in the stream', () => answers().some(({ text }) => text.includes('a lost day costs')))
    const { channel: place, threadTs, ts } = answer()
    await town.slack.event({
      ...{ type: 'agent_session_stopped', user: 'U0MARIA', channel: place, thread_ts: threadTs },
      streaming_message_ts: [ts],
    })
    await server.requests[0]?.closed
    await town.settles()
    expect(maria.reads()).toContain('Stopped, as you asked.')
    expect(statuses().at(-1)).toBe('active')
    const { spent } = await town.desk.database.prisma.coachDay.findFirstOrThrow()
    expect(spent).toBeLessThan(400)
  })

  test('a stream whose begin was answered with silence is found, and becomes the answer', async () => {
    town.slack.faults.next('chat.startStream', { kind: 'lost reply' })
    await maria.writes('how do I price a pilot?')
    await until('the answer', () => maria.reads().includes('Start with one customer.'))
    await town.settles()
    expect(answer()).toMatchObject({ isStreaming: false, threadTs: expect.any(String) })
    expect(methods().filter((method) => method === 'chat.startStream')).toHaveLength(1)
    expect(methods()).not.toContain('chat.postMessage')
  })

  test('one that nothing is found of is not the end of the answer', async () => {
    town.slack.faults.next('chat.startStream', { kind: 'status', status: 503 })
    await maria.writes('how do I price a pilot?')
    await until('the answer', () => maria.reads().includes('Start with one customer.'))
    await town.settles()
    expect(answer().threadTs).toBeDefined()
  })

  test('answers a mention in its thread, for a named reader, with nothing that is the member’s own', async () => {
    server.next(says('Ask around.'))
    await mentions('whom should I meet?')
    await town.settles()
    const started = town.slack.calls.find(({ method }) => method === 'chat.startStream')
    expect(started?.args).toMatchObject({ recipient_user_id: 'U0MARIA', recipient_team_id: town.slack.team.id })
    expect(answer()).toMatchObject({ channel: channel(), threadTs: '1700000000.000100' })
    expect(maria.reads()).toContain('Everybody in this channel can read along')
    const tools = JSON.stringify(server.requests[0]?.body.tools)
    expect(tools).toContain('propose_request')
    expect(tools).not.toMatch(/"name":"(?:find_people|my_requests)"/)
    expect(server.requests[0]?.data.member).toBeUndefined()
  })

  test('says in a channel nothing of a crisis, and everything to its member', async () => {
    await mentions('I want to kill myself')
    await town.settles()
    server.next(callsTool('not_for_a_machine', { what: 'crisis' }))
    await mentions('some days are heavier than I can lift', '1700000001.000100')
    await town.settles()
    const inChannel = answers().filter((message) => message.channel === channel())
    expect(JSON.stringify(inChannel)).not.toMatch(/not alone|Talk to a human/)
    expect(JSON.stringify(inChannel)).toContain('I have written to you directly')
    const direct = answers().filter(
      ({ channel: place, blocks }) => place !== channel() && JSON.stringify(blocks).includes('You are not alone'),
    )
    expect(direct).toHaveLength(2)
    expect(town.slack.person('U0TOM').reads()).toContain('Maria')
  })

  test('writes to the person where the thread is closed', async () => {
    const place = channel()
    const room = town.slack.state.channels.get(place)
    await mentions('whom should I meet?')
    await town.settles()
    if (room) room.isArchived = true
    town.slack.faults.next('chat.startStream', { kind: 'error', code: 'is_archived' })
    await mentions('and then?')
    await town.settles()
    const direct = answers().filter((message) => message.channel !== place)
    expect(JSON.stringify(direct.map(({ blocks }) => blocks))).toContain('Start with ')
  })

  function inTwoParts(first: string, second: string, gate: Promise<void>): ModelStep {
    return (_request, response) => {
      const whole = { text: first + second, end: 'stop', usage: DEFAULT_USAGE } as const
      const { text, closing } = framesOf('responses', whole)
      const pieces = framesOf('responses', { ...whole, text: first }).text.length
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(text.slice(0, pieces - 1).join(''))
      void gate.then(() => response.end([...text.slice(pieces - 1), ...closing].join('')))
    }
  }
})
