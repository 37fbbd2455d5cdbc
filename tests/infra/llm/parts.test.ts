import { describe, expect, test } from 'vitest'
import { createBreaker } from '../../../src/infra/llm/breaker.ts'
import { retryAfterMs } from '../../../src/infra/llm/failures.ts'
import { ALL_FEATURES, withoutRefused } from '../../../src/infra/llm/features.ts'
import { noModel } from '../../../src/infra/llm/no-model.ts'
import type { ModelFailure } from '../../../src/kit/model.ts'
import { chatAsk, chunksOf, draftAsk } from './ask.ts'

test('noModel says so, whatever it is asked', async () => {
  const failure = { kind: 'not_configured' }
  expect(noModel.describe).toEqual({ configured: false })
  expect(await noModel.complete(draftAsk())).toEqual({ ok: false, error: failure })
  expect((await chunksOf(noModel.stream(chatAsk()))).rest).toEqual([{ kind: 'failed', failure }])
})

describe('createBreaker', () => {
  const down: ModelFailure = { kind: 'unreachable', detail: 'refused' }
  const setUp = () => {
    const clock = { nowMs: 0 }
    const breaker = createBreaker({ failuresToOpen: 2, openMs: 1_000 }, () => clock.nowMs)
    const call = (failure?: ModelFailure): string => {
      const permit = breaker.admit()
      if (permit.ok) permit.value.settle(failure)
      return permit.ok ? 'called' : permit.error.kind
    }
    return { clock, breaker, call }
  }

  test('opens after failures in a row and tries once when its time is over', () => {
    const { clock, breaker, call } = setUp()
    expect([call(down), call(down), call()]).toEqual(['called', 'called', 'paused'])
    clock.nowMs = 1_000
    const probe = breaker.admit()
    expect(call()).toBe('paused')
    if (probe.ok) probe.value.settle(down)
    expect(call()).toBe('paused')
    clock.nowMs = 2_000
    expect([call(), call(), call()]).toEqual(['called', 'called', 'called'])
  })

  test('counts only what speaks against the server, and only in a row', () => {
    const { call } = setUp()
    const refused: ModelFailure = { kind: 'refused', detail: '' }
    const wrong: ModelFailure = { kind: 'nonsense', what: 'wrong_shape', detail: '' }
    expect([
      call(refused),
      call(refused),
      call(wrong),
      call(wrong),
      call(down),
      call(),
      call(down),
      call(),
    ]).not.toContain('paused')
  })

  test('a cancelled call neither opens nor closes it, and frees a probe', () => {
    const { clock, call } = setUp()
    call(down)
    call({ kind: 'cancelled' })
    call(down)
    expect(call()).toBe('paused')
    clock.nowMs = 1_000
    expect([call({ kind: 'cancelled' }), call()]).toEqual(['called', 'called'])
  })

  test('waits as long as a rate limit asks, but looks again within ten minutes', () => {
    const { clock, call } = setUp()
    call({ kind: 'rate_limited', retryAfterMs: 86_400_000 })
    expect(call()).toBe('paused')
    clock.nowMs = 600_000
    expect(call()).toBe('called')
  })
})

describe('withoutRefused', () => {
  test.each([
    [
      'OpenAI reasoning model',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { ...ALL_FEATURES, maxTokensField: 'max_tokens' as const },
      { maxTokensField: 'max_completion_tokens' },
    ],
    [
      'Mistral',
      '422 {"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted"}]}',
      ALL_FEATURES,
      { store: false, schema: true },
    ],
    [
      'Gemini',
      'Invalid JSON payload received. Unknown name "prompt_cache_key": Cannot find field.',
      ALL_FEATURES,
      { identifiers: false, schema: true },
    ],
    [
      'an older server',
      "unknown field 'max_completion_tokens'",
      ALL_FEATURES,
      { maxTokensField: 'max_tokens', schema: true },
    ],
    ['DeepSeek', 'This response_format type is unavailable now', ALL_FEATURES, { schema: false, store: true }],
    [
      'a taciturn one',
      'Bad Request',
      ALL_FEATURES,
      { schema: false, identifiers: false, store: false, streamUsage: false },
    ],
  ])('takes %s at its word', (_who, complaint, features, expected) => {
    expect(withoutRefused(features, complaint)).toMatchObject(expected)
  })

  test('changes nothing where the request itself is the trouble', () => {
    expect(withoutRefused(ALL_FEATURES, 'context_length_exceeded')).toBeUndefined()
  })
})

test.each([
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': '-3' }, 0],
  [{ 'retry-after-ms': '40', 'retry-after': '9' }, 40],
  [{ 'retry-after': 'Thu, 01 Jan 1970 00:00:10 GMT' }, 9_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('retryAfterMs reads %j', (headers, expected) => {
  expect(retryAfterMs(new Headers(headers), 1_000)).toBe(expected)
})
