import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as server from '../../helpers/model-server.ts'
import { chatAsk, chunksOf, IDLE_MS, useModelServer } from './ask.ts'

const findTool = { name: 'find_people', description: 'Finds members.', input: z.object({ topic: z.string() }) }

describe.each(['responses', 'chat'] as const)('stream over %s', (api) => {
  const desk = useModelServer()

  test('yields the text as it comes and ends with the figures', async () => {
    desk.server.otherwise(server.says('Ask for one thing, and say why. 你好 👋'))
    const { text, rest } = await chunksOf(desk.model(api).stream(chatAsk()))
    expect(text).toBe('Ask for one thing, and say why. 你好 👋')
    expect(rest).toEqual([
      {
        kind: 'done',
        usage: { inputTokens: 120, cachedTokens: 100, outputTokens: 30, estimated: false },
        model: 'test-model-2026-01-01',
        latencyMs: expect.any(Number),
      },
    ])
  })

  test('sends the data first, then the conversation, and nothing to be stored', async () => {
    await chunksOf(desk.model(api).stream(chatAsk({ data: { me: { name: 'Maria' } }, tools: [findTool] })))
    const [request] = desk.server.requests
    expect(request?.data).toEqual({ me: { name: 'Maria' } })
    expect(request?.input).toMatch(/<\/data>\nHow do I ask/)
    expect(request?.body).toMatchObject({ stream: true, store: false, tools: [{ type: 'function' }] })
  })

  test('hands over tool calls, parsed, and takes their results', async () => {
    desk.server.next(server.callsTool('find_people', { topic: 'solar' }))
    const model = desk.model(api)
    const { rest } = await chunksOf(model.stream(chatAsk({ tools: [findTool] })))
    const call = { callId: 'call_0', name: 'find_people', input: { topic: 'solar' } }
    expect(rest).toMatchObject([{ kind: 'tool_call', call }, { kind: 'done' }])

    const messages = [
      ...chatAsk().messages,
      { role: 'assistant' as const, text: '', toolCalls: [call] },
      { role: 'tool' as const, callId: 'call_0', text: '["Femi"]' },
    ]
    expect((await chunksOf(model.stream(chatAsk({ messages, tools: [findTool] })))).rest).toMatchObject([
      { kind: 'done' },
    ])
    expect(desk.server.requests[1]?.input).toContain('["Femi"]')
  })

  test.each([
    ['of an unknown tool', 'drop_tables', { topic: 'solar' }],
    ['that does not fit', 'find_people', { topic: 7 }],
  ])('takes no tool call %s', async (_what, name, input) => {
    desk.server.otherwise(server.callsTool(name, input))
    const { rest } = await chunksOf(desk.model(api).stream(chatAsk({ tools: [findTool] })))
    expect(rest).toMatchObject([{ kind: 'failed', failure: { kind: 'nonsense', what: 'wrong_shape' } }])
  })

  test.each([
    ['a server that never answers', server.hangs(), '', { kind: 'timeout', limit: 'total' }],
    ['a stream that stalls', server.stalls(), 'Half an answer', { kind: 'timeout', limit: 'idle', limitMs: IDLE_MS }],
    ['a stream that just ends', server.cutsClean(), 'Half an answer', { kind: 'cut_off', by: 'no_finish_reason' }],
    ['a reset halfway', server.cutsHard(), 'Half an answer', { kind: 'unreachable' }],
    ['an error halfway', server.failsMidway(), 'Half an answer', { kind: 'server' }],
    ['a stream cut at the limit', server.cutsAtLimit(), '{"subject":"Hal', { kind: 'cut_off', by: 'max_tokens' }],
    ['a refusal', server.refuses(), '', { kind: 'refused' }],
    ['a filtered answer', server.filters(), 'Some', { kind: 'refused' }],
    ['a stream of nothing', server.says(''), '', { kind: 'nonsense', what: 'no_answer' }],
    ['bad JSON', server.sendsBadJson(), '', { kind: 'nonsense', what: 'not_json' }],
    ['a page with 200', server.showsPage(), '', { kind: 'nonsense', what: 'html' }],
    ['429 with an hour to wait', server.limits('3600'), '', { kind: 'rate_limited', retryAfterMs: 3_600_000 }],
    ['500 for ever', server.fails(500), '', { kind: 'server', status: 500 }],
    ['a wrong key', server.fails(401), '', { kind: 'rejected', status: 401 }],
  ])('ends %s with a failure', async (_what, step, expectedText, failure) => {
    desk.server.otherwise(step)
    const { text, rest } = await chunksOf(desk.model(api).stream(chatAsk()))
    expect(text).toBe(expectedText)
    expect(rest).toMatchObject([{ kind: 'failed', failure }])
  })

  test.each([
    ['at so much text', { maxOutputTokens: 60 }],
    ['at so many bytes', { maxOutputTokens: 1_000_000, timeoutMs: 20_000 }],
  ])('stops an endless stream %s, says what it cost, and hangs up', async (_what, more) => {
    desk.server.otherwise(server.neverEnds())
    const { rest } = await chunksOf(desk.model(api).stream(chatAsk(more)))
    expect(rest).toMatchObject([
      { kind: 'failed', failure: { kind: 'cut_off', by: 'byte_cap', spent: { estimated: true } } },
    ])
    await desk.server.requests[0]?.closed
  })

  test('hangs up when its reader leaves', async () => {
    desk.server.otherwise(server.neverEnds())
    for await (const chunk of desk.model(api).stream(chatAsk({ timeoutMs: 20_000 }))) {
      if (chunk.kind === 'text') break
    }
    await desk.server.requests[0]?.closed
  })

  test('stops when its caller cancels, and says what it cost', async () => {
    const caller = new AbortController()
    desk.server.otherwise(server.stalls())
    const rest = []
    for await (const chunk of desk.model(api, { idleTimeoutMs: 20_000 }).stream(chatAsk({ signal: caller.signal }))) {
      if (chunk.kind === 'text') caller.abort()
      else rest.push(chunk)
    }
    expect(rest).toMatchObject([{ kind: 'failed', failure: { kind: 'cancelled', spent: { estimated: true } } }])
  })

  test('does not count a slow reader as a silent server', async () => {
    const rest = []
    for await (const chunk of desk.model(api, { idleTimeoutMs: 20 }).stream(chatAsk({ timeoutMs: 5_000 }))) {
      await pause(30)
      if (chunk.kind !== 'text') rest.push(chunk)
    }
    expect(rest).toMatchObject([{ kind: 'done' }])
  })

  test('estimates the tokens where the server counts none', async () => {
    desk.server.otherwise(server.says('Ask for one thing.', { usage: null }))
    const { rest } = await chunksOf(desk.model(api).stream(chatAsk()))
    expect(rest).toMatchObject([{ kind: 'done', usage: { estimated: true, cachedTokens: 0 } }])
  })

  test('tries again before the first word, never after', async () => {
    desk.server.next(server.fails(500), server.resets(), server.cutsHard('Half'))
    const { text, rest } = await chunksOf(desk.model(api).stream(chatAsk()))
    expect(text).toBe('Half')
    expect(rest).toMatchObject([{ kind: 'failed', failure: { kind: 'unreachable' } }])
    expect(desk.server.requests).toHaveLength(3)
  })
})
