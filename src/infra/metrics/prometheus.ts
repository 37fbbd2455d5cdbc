import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { QueueCount } from '../../kit/jobs.ts'
import type { Metrics } from '../../kit/metrics.ts'

export interface PrometheusMetrics extends Metrics {
  /** Everything counted so far, in Prometheus' text format. */
  text(): Promise<string>
}

/** In seconds; 3 is where both platforms stop waiting for an answer. */
const ANSWER_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10]
const MODEL_BUCKETS = [0.5, 1, 2, 5, 10, 20, 40, 60]

/** Counts on prom-client, the field's standard. `queues` is asked each time that somebody looks. */
export function prometheusMetrics(queues: () => Promise<readonly QueueCount[]>): PrometheusMetrics {
  const register = new Registry()
  const registers = [register]
  const answers = new Histogram({
    ...{ name: 'introdesk_answer_seconds', help: 'From an act to its answer', buckets: ANSWER_BUCKETS },
    ...{ labelNames: ['surface', 'kind', 'outcome'], registers },
  })
  const deliveries = new Counter({
    ...{ name: 'introdesk_deliveries_total', help: 'Cards sent and edited, and what the platform said' },
    ...{ labelNames: ['surface', 'how', 'outcome'], registers },
  })
  const calls = new Histogram({
    ...{ name: 'introdesk_model_seconds', help: 'Calls of the model', buckets: MODEL_BUCKETS },
    ...{ labelNames: ['task', 'outcome'], registers },
  })
  const tokens = new Counter({
    ...{
      name: 'introdesk_model_tokens_total',
      help: 'Tokens of the model',
      labelNames: ['task', 'direction'],
      registers,
    },
  })
  new Gauge({
    ...{ name: 'introdesk_jobs', help: 'Jobs by name and state', labelNames: ['job', 'state'], registers },
    async collect() {
      this.reset()
      for (const { name, ...states } of await queues())
        for (const state of ['waiting', 'running', 'failed'] as const) this.set({ job: name, state }, states[state])
    },
  })
  let isWatched = false
  return {
    answered: ({ ms, ...labels }) => answers.observe(labels, ms / 1000),
    delivered: (labels) => deliveries.inc(labels),
    modelled({ task, outcome, ms, inputTokens, outputTokens }) {
      calls.observe({ task, outcome }, ms / 1000)
      tokens.inc({ task, direction: 'in' }, inputTokens)
      tokens.inc({ task, direction: 'out' }, outputTokens)
    },
    text() {
      // The figures of the process itself cost a little all the time, so they begin with the first look.
      if (!isWatched) collectDefaultMetrics({ register })
      isWatched = true
      return register.metrics()
    },
  }
}
