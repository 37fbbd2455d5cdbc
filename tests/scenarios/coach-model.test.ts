import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ModelApi } from '../../src/kit/model.ts'
import { anyTestDatabase } from '../helpers/database.ts'
import { framesOf } from '../helpers/model-frames.ts'
import {
  callsTool,
  cutsAtLimit,
  cutsClean,
  cutsHard,
  DEFAULT_USAGE,
  fails,
  failsMidway,
  filters,
  limits,
  type ModelServer,
  type ModelStep,
  refuses,
  says,
  saysNothing,
  sendsBadJson,
  showsPage,
  stalls,
  startModelServer,
} from '../helpers/model-server.ts'
import { openTown, readCard, type Town } from '../helpers/town.ts'

/** Whatever the model does, the member has an answer or a clear next step. */

const LONG =
  'First, ask what a lost day costs the shipyard. Then price one saved day at a third of that, and put the pilot in writing with its end.'

describe.each(['responses', 'chat'] as const)('the coach over the %s API', (api: ModelApi) => {
  let town: Town
  let server: ModelServer

  beforeEach(async () => {
    server = await startModelServer()
    const config = { OPENAI_BASE_URL: server.baseUrl, OPENAI_API: api }
    town = await openTown(anyTestDatabase().open, { config })
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await server.close()
  })

  const maria = () => town.person('maria')
  const lastCard = async () => (await maria().cards()).at(-1)

  /** Without waiting for the answer. */
  async function asks(words: string): Promise<void> {
    await town.desk.app.dispatch({
      ...{ id: `said-${words}`, surface: 'web', installation: 'playground', actor: { externalId: 'maria' } },
      ...{ kind: 'command', command: 'coach', verb: 'ask', words },
    })
  }

  const seen = (words: string) =>
    vi.waitFor(async () => expect(readCard((await lastCard()) ?? { title: '', body: [] })).toContain(words), {
      timeout: 60_000,
      interval: 50,
    })

  test('shows an answer while it grows, whole words only, and all of it at the end', async () => {
    const gate = Promise.withResolvers<void>()
    server.next(inTwoParts(`${LONG} **And one mo`, 're thing.** Mail me at nora@north.site', gate.promise))
    await asks('how do I price a pilot?')
    await seen('First, ask what a lost day costs')
    const growing = await lastCard()
    expect(growing?.status?.word).toBe('Writing')
    expect(JSON.stringify(growing)).not.toMatch(/\*\*|one mo/)
    const kept = await town.desk.database.prisma.coachMessage.findMany({ where: { role: 'assistant' } })
    expect(kept).toMatchObject([{ status: 'WRITING', content: '' }])
    gate.resolve()
    await town.settles()
    const read = readCard((await lastCard()) ?? { title: '', body: [] })
    expect(read).toContain('And one more thing.')
    expect(read).toContain('Mail me at […]')
    expect(read).toContain('I left out a link')
    expect((await lastCard())?.status).toBeUndefined()
  })

  test('waits for a slow first word, and says meanwhile that it thinks', async () => {
    const gate = Promise.withResolvers<void>()
    server.next((request, response) => void gate.promise.then(() => says('Here it is.')(request, response)))
    await asks('take your time')
    await seen('Thinking…')
    gate.resolve()
    await town.settles()
    expect(await maria().reads()).toContain('Here it is.')
  })

  test('stops when told to, keeps what was said, and pays for that alone', async () => {
    server.next(stalls(LONG))
    await asks('tell me everything')
    await seen('First, ask what a lost day costs')
    expect(await maria().clicks('Stop writing')).toMatchObject({ kind: 'update' })
    await server.requests[0]?.closed
    expect(await maria().reads()).toContain('Stopped, as you asked.')
    const { spent } = await town.desk.database.prisma.coachDay.findFirstOrThrow()
    expect(spent).toBeGreaterThan(0)
    expect(spent).toBeLessThan(100)
  })

  test('answers one question after the other, in their order', async () => {
    const gate = Promise.withResolvers<void>()
    server.next((request, response) => void gate.promise.then(() => says('The first.')(request, response)))
    server.otherwise(says('A later one.'))
    await asks('one')
    await asks('two')
    await seen('I answer what you asked before first')
    gate.resolve()
    await town.settles()
    expect(await maria().reads()).not.toContain('I answer what you asked before first')
    expect(server.requests[1]?.input).toContain('The first.')
  })

  test.each<[string, ModelStep, string]>([
    ['a stream cut without an end', cutsClean(LONG), 'It broke off here'],
    ['a stream cut by a reset', cutsHard(LONG), 'It broke off here'],
    ['an error midway', failsMidway(LONG), 'It broke off here'],
    ['a page instead of an answer', showsPage(), 'was not an answer'],
    ['broken JSON', sendsBadJson(), 'was not an answer'],
    ['nothing at all', saysNothing(), 'was not an answer'],
    ['a refusal', refuses(), 'The AI would not answer this'],
    ['a content filter', filters(), 'The AI would not answer this'],
    ['an answer that is too long', cutsAtLimit(), 'this is as long as one answer can be'],
    ['a wait of an hour', limits('3600'), 'asked to be left alone'],
    ['a wrong key', fails(401), 'I could not reach the AI'],
  ])('says what to do after %s', async (_what, step, words) => {
    server.next(step)
    await maria().says('/coach how do I price a pilot?')
    const read = await maria().reads()
    expect(read).toContain(words)
    expect(read).toMatch(/\[Make a request from this…\] \[Talk to a human…\]/)
    expect(read).not.toMatch(/429|401|undefined|Error/)
  })

  test('waits as long as the server asks for, when that is short', async () => {
    server.next(limits('1'))
    server.otherwise(says('Now then.'))
    await maria().says('/coach how do I price a pilot?')
    expect(await maria().reads()).toContain('Now then.')
  })

  test('tries again when told to, and replaces what broke off', async () => {
    server.next(cutsClean(LONG))
    server.otherwise(says('The whole answer.'))
    await maria().says('/coach how do I price a pilot?')
    await maria().clicks('Try again')
    expect(await maria().reads()).toContain('The whole answer.')
    expect(await maria().reads()).not.toContain('It broke off here')
    expect(await town.desk.database.prisma.coachMessage.count()).toBe(2)
  })

  test('does without tools when the model cannot use them', async () => {
    server.next(callsTool('find_people', { wrong: true }))
    server.otherwise(says('Without looking: ask in the community.'))
    await maria().says('/coach who knows shipyards?')
    expect(await maria().reads()).toContain('Without looking')
    expect(server.requests[1]?.body.tools).toBeUndefined()
  })

  test('does not look for ever', async () => {
    server.otherwise((request, response) =>
      (request.body.tools ? callsTool('find_people', { query: 'nora' }) : says('Enough looked.'))(request, response),
    )
    await maria().says('/coach who knows shipyards?')
    expect(await maria().reads()).toContain('Enough looked.')
    expect(server.requests.length).toBeLessThanOrEqual(4)
  })

  function inTwoParts(first: string, second: string, gate: Promise<void>): ModelStep {
    return (_request, response) => {
      const whole = { text: first + second, end: 'stop', usage: DEFAULT_USAGE } as const
      const { text, closing } = framesOf(api, whole)
      const pieces = framesOf(api, { ...whole, text: first }).text.length
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(text.slice(0, pieces - 1).join(''))
      void gate.then(() => response.end([...text.slice(pieces - 1), ...closing].join('')))
    }
  }
})
