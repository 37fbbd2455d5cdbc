import type { Metrics } from '../kit/metrics.ts'
import type { ModelChunk, ModelFailure, ModelPort, ModelStreamAsk, ModelUsage } from '../kit/model.ts'

/** The same model, with calls, waiting and tokens counted. `machineMs` is machine time in milliseconds. */
export function countedModel(model: ModelPort, metrics: Metrics, machineMs: () => number): ModelPort {
  const count = (task: string, begunMs: number, ended: { outcome: string; usage?: ModelUsage | undefined }) => {
    const { inputTokens = 0, outputTokens = 0 } = ended.usage ?? {}
    metrics.modelled({ task, outcome: ended.outcome, ms: machineMs() - begunMs, inputTokens, outputTokens })
  }
  return {
    describe: model.describe,
    async complete(ask) {
      const begunMs = machineMs()
      const asked = await model.complete(ask)
      if (asked.ok) count(ask.name, begunMs, { outcome: 'answered', usage: asked.value.usage })
      else count(ask.name, begunMs, failed(asked.error))
      return asked
    },
    async *stream(ask: ModelStreamAsk): AsyncIterable<ModelChunk> {
      const begunMs = machineMs()
      for await (const chunk of model.stream(ask)) {
        if (chunk.kind === 'done') count(ask.name, begunMs, { outcome: 'answered', usage: chunk.usage })
        if (chunk.kind === 'failed') count(ask.name, begunMs, failed(chunk.failure))
        yield chunk
      }
    },
  }
}

const failed = (failure: ModelFailure) => ({
  outcome: failure.kind,
  usage: 'spent' in failure ? failure.spent : undefined,
})
