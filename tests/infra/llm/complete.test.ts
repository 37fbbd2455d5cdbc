import { describe, expect, test } from 'vitest'
import * as server from '../../helpers/model-server.ts'
import { DRAFT, draftAsk, useModelServer } from './ask.ts'

describe.each(['responses', 'chat'] as const)('complete over %s', (api) => {
  const desk = useModelServer()

  test('returns the value, the figures and who answered', async () => {
    desk.server.otherwise(server.answers(DRAFT))
    const reply = await desk.model(api).complete(draftAsk())
    expect(reply).toEqual({
      ok: true,
      value: {
        value: DRAFT,
        usage: { inputTokens: 120, cachedTokens: 100, outputTokens: 30, estimated: false },
        model: 'test-model-2026-01-01',
        latencyMs: expect.any(Number),
      },
    })
  })

  test('sends a stable prefix, fenced data, a schema, and nothing to be stored', async () => {
    desk.server.otherwise(server.answers(DRAFT))
    await desk.model(api).complete(draftAsk({ cacheKey: 'draft:w1', memberHash: 'h4sh' }))
    const [request] = desk.server.requests
    expect(request?.api).toBe(api)
    expect(request?.headers.authorization).toBe('Bearer test-key')
    expect(request?.data).toEqual({ facts: { asker: 'Maria' }, request: { why: 'She builds solar.' } })
    expect(request?.instructions).toContain('Be short.')
    expect(request?.instructions).not.toContain('solar')
    expect(request?.body).toMatchObject({ store: false, prompt_cache_key: 'draft:w1', safety_identifier: 'h4sh' })
    expect(request?.body).toMatchObject(
      api === 'chat'
        ? { max_completion_tokens: 60, response_format: { type: 'json_schema', json_schema: { strict: true } } }
        : { max_output_tokens: 60, text: { format: { type: 'json_schema', strict: true } } },
    )
  })

  test('sends no key where none is configured', async () => {
    desk.server.otherwise(server.answers(DRAFT))
    await desk.model(api, { apiKey: undefined }).complete(draftAsk())
    expect(desk.server.requests[0]?.headers.authorization).toBeUndefined()
  })

  test.each([
    ['a fence', `\`\`\`json\n${JSON.stringify(DRAFT)}\n\`\`\``],
    ['words around it', `Here you are:\n${JSON.stringify(DRAFT, null, 2)}\nAnything else?`],
    ['a reasoning block', `<think>{"subject": 1}</think>\n${JSON.stringify(DRAFT)}`],
  ])('finds JSON in %s', async (_what, text) => {
    desk.server.otherwise(server.says(text))
    expect(await desk.model(api).complete(draftAsk())).toMatchObject({ ok: true, value: { value: DRAFT } })
  })

  test('asks for plain JSON where the server knows no structured output, and remembers', async () => {
    const field = api === 'chat' ? 'response_format' : 'text'
    desk.server.otherwise(server.refusesField(field, server.answers(DRAFT)))
    const model = desk.model(api)
    expect(await model.complete(draftAsk())).toMatchObject({ ok: true, value: { value: DRAFT } })
    expect(desk.server.requests.at(-1)?.instructions).toContain('"subject"')
    expect(await model.complete(draftAsk())).toMatchObject({ ok: true })
    expect(desk.server.requests).toHaveLength(3)
  })

  test('drops every extra where the server refuses without a reason', async () => {
    desk.server.otherwise(server.refusesField('safety_identifier', server.answers(DRAFT), 'Bad request'))
    const reply = await desk.model(api).complete(draftAsk({ memberHash: 'h4sh' }))
    expect(reply).toMatchObject({ ok: true })
    expect(desk.server.requests).toHaveLength(2)
  })

  test('estimates the tokens where the server counts none', async () => {
    desk.server.otherwise(server.answers(DRAFT, { usage: null }))
    const reply = await desk.model(api).complete(draftAsk())
    expect(reply).toMatchObject({ ok: true, value: { usage: { estimated: true, cachedTokens: 0 } } })
    expect(reply.ok && reply.value.usage.inputTokens).toBeGreaterThan(50)
  })

  const spent = { estimated: false, outputTokens: 30 }
  test.each([
    ['a server that never answers', server.hangs(), { kind: 'timeout', limit: 'total' }, 1],
    ['an answer that stalls', server.stalls(), { kind: 'timeout', limit: 'total' }, 1],
    ['429 with an hour to wait', server.limits('3600'), { kind: 'rate_limited', retryAfterMs: 3_600_000 }, 1],
    ['429 with a second to wait', server.limits('1'), { kind: 'rate_limited', retryAfterMs: 1_000 }, 1],
    ['429 with a date', server.limits('Wed, 01 Jan 2200 00:00:00 GMT'), { kind: 'rate_limited' }, 1],
    ['429 for ever', server.fails(429), { kind: 'rate_limited' }, 3],
    ['429 without credit', server.fails(429, {}, 'insufficient_quota'), { kind: 'rejected', status: 429 }, 1],
    ['500 for ever', server.fails(500), { kind: 'server', status: 500 }, 3],
    ['a wrong key', server.fails(401), { kind: 'rejected', status: 401 }, 1],
    ['an unknown model', server.fails(404, {}, 'model_not_found'), { kind: 'rejected', status: 404 }, 1],
    ['a request it will not have', server.fails(400), { kind: 'rejected', status: 400 }, 2],
    ['an input the filter refuses', server.fails(400, {}, 'content_filter'), { kind: 'refused' }, 1],
    ['a page with 200', server.showsPage(), { kind: 'nonsense', what: 'html' }, 1],
    ['bad JSON', server.sendsBadJson(), { kind: 'nonsense', what: 'not_json' }, 1],
    ['no choices', server.saysNothing(), { kind: 'nonsense', what: 'no_answer' }, 1],
    ['an empty answer', server.says(''), { kind: 'nonsense', what: 'no_answer', spent }, 1],
    ['an answer in prose', server.says('Gladly!'), { kind: 'nonsense', what: 'not_json', spent }, 1],
    ['an answer of another shape', server.answers({ subject: 7 }), { kind: 'nonsense', what: 'wrong_shape', spent }, 1],
    ['a refusal', server.refuses(), { kind: 'refused', spent }, 1],
    ['a filtered answer', server.filters(), { kind: 'refused', spent }, 1],
    ['an answer cut at the limit', server.cutsAtLimit(), { kind: 'cut_off', by: 'max_tokens', spent }, 1],
    ['a body that ends early', server.cutsClean(), { kind: 'nonsense', what: 'not_json' }, 1],
    ['a body that never ends', server.neverEnds(), { kind: 'cut_off', by: 'byte_cap' }, 1],
    ['a reset', server.resets(), { kind: 'unreachable' }, 3],
    ['a reset halfway', server.cutsHard(), { kind: 'unreachable' }, 3],
  ])('turns %s into a failure', async (_what, step, failure, requestCount) => {
    desk.server.otherwise(step)
    const reply = await desk.model(api).complete(draftAsk())
    expect(reply).toMatchObject({ ok: false, error: failure })
    expect(desk.server.requests).toHaveLength(requestCount)
  })

  test('turns a server that is not there into a failure', async () => {
    const model = desk.model(api, { baseUrl: 'http://127.0.0.1:1/v1' })
    expect(await model.complete(draftAsk())).toMatchObject({ ok: false, error: { kind: 'unreachable' } })
  })

  test('tries again what passes: a 500, a short wait, a reset', async () => {
    desk.server.next(server.fails(503), server.fails(429, { 'retry-after-ms': '5' }))
    desk.server.otherwise(server.answers(DRAFT))
    expect(await desk.model(api).complete(draftAsk())).toMatchObject({ ok: true })
    desk.server.next(server.resets())
    expect(await desk.model(api).complete(draftAsk())).toMatchObject({ ok: true })
    expect(desk.server.requests).toHaveLength(5)
  })

  test('makes no call for a caller that has already gone', async () => {
    const reply = await desk.model(api).complete(draftAsk({ signal: AbortSignal.abort() }))
    expect(reply).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect(desk.server.requests).toHaveLength(0)
  })

  test.each([
    ['unanswered', server.hangs()],
    ['half answered', server.stalls()],
  ])('lets go of a call that is cancelled while %s', async (_what, step) => {
    const caller = new AbortController()
    desk.server.otherwise((request, response) => {
      step(request, response)
      caller.abort()
    })
    const reply = await desk.model(api).complete(draftAsk({ signal: caller.signal, timeoutMs: 20_000 }))
    expect(reply).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    await desk.server.requests[0]?.closed
  })

  test('lets go of the connection when the time is up', async () => {
    desk.server.otherwise(server.stalls())
    await desk.model(api).complete(draftAsk({ timeoutMs: 60 }))
    await desk.server.requests[0]?.closed
  })

  test('leaves a dead server alone for a while, then asks once', async () => {
    let nowMs = 0
    const timing = { nowMs: () => nowMs, after: soon, random: () => 0 }
    desk.server.otherwise(server.fails(401))
    const model = desk.model(api, { timing, breaker: { failuresToOpen: 2, openMs: 30_000 } })
    await model.complete(draftAsk())
    await model.complete(draftAsk())
    const paused = { kind: 'paused', because: 'rejected', retryAfterMs: 30_000 }
    expect(await model.complete(draftAsk())).toMatchObject({ ok: false, error: paused })
    expect(await Array.fromAsync(model.stream({ ...draftAsk(), messages: [] }))).toMatchObject([{ failure: paused }])
    expect(desk.server.requests).toHaveLength(2)

    nowMs = 30_000
    desk.server.otherwise(server.answers(DRAFT))
    const [probe, other] = await Promise.all([model.complete(draftAsk()), model.complete(draftAsk())])
    expect(probe).toMatchObject({ ok: true })
    expect(other).toMatchObject({ ok: false, error: { kind: 'paused' } })
    expect(await model.complete(draftAsk())).toMatchObject({ ok: true })
  })
})

function soon(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  return () => clearTimeout(timer)
}
