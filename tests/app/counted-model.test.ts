import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { countedModel } from '../../src/app/counted-model.ts'
import { type Metrics, noMetrics } from '../../src/kit/metrics.ts'
import type { ModelAsk, ModelPort, ModelStreamAsk } from '../../src/kit/model.ts'

const usage = { inputTokens: 640, cachedTokens: 480, outputTokens: 90, estimated: false }

describe('countedModel', () => {
  /** A model whose every call takes 250 ms of this test's own time. */
  const counted = (model: Partial<ModelPort>) => {
    const seen: Parameters<Metrics['modelled']>[0][] = []
    let ms = 0
    const machineMs = () => {
      ms += 250
      return ms
    }
    const metrics = { ...noMetrics, modelled: (one: (typeof seen)[number]) => void seen.push(one) }
    return { model: countedModel({ describe: { configured: true }, ...model } as ModelPort, metrics, machineMs), seen }
  }
  const base = { name: 'introduction_draft', instructions: { role: 'r', rules: [] }, maxOutputTokens: 9, timeoutMs: 9 }
  const ask: ModelAsk<string> = { ...base, data: {}, schema: z.string() }
  const streamAsk: ModelStreamAsk = { ...base, messages: [] }

  test('an answer with its tokens, passed on as it came', async () => {
    const answer = { ok: true, value: { value: 'Hello', usage, model: 'm', latencyMs: 1 } } as const
    const { model, seen } = counted({ complete: async () => answer as never })
    expect(await model.complete(ask)).toBe(answer)
    expect(seen).toEqual([
      { task: 'introduction_draft', outcome: 'answered', ms: 250, inputTokens: 640, outputTokens: 90 },
    ])
  })

  test('a failure by its kind, with what it spent all the same', async () => {
    const { model, seen } = counted({
      complete: async () => ({ ok: false, error: { kind: 'refused', detail: '', spent: usage } }),
    })
    await model.complete(ask)
    expect(seen).toMatchObject([{ outcome: 'refused', inputTokens: 640 }])
  })

  test('a stream once, when it ends', async () => {
    const { model, seen } = counted({
      async *stream() {
        yield { kind: 'text', text: 'Hel' }
        yield { kind: 'text', text: 'lo' }
        yield { kind: 'done', usage, model: 'm', latencyMs: 1 }
      },
    })
    const chunks = []
    for await (const chunk of model.stream(streamAsk)) chunks.push(chunk.kind)
    expect(chunks).toEqual(['text', 'text', 'done'])
    expect(seen).toMatchObject([{ outcome: 'answered', outputTokens: 90 }])
  })
})
