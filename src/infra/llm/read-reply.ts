import { estimateTokens, type ModelAsk, type ModelFailure, type ModelReply, type ModelUsage } from '../../kit/model.ts'
import { err, ok, type Result } from '../../kit/result.ts'
import type { Deadline } from './deadline.ts'
import { failureOf } from './failures.ts'
import { promptSections } from './prompt.ts'
import { jsonIn, parseJson } from './structured.ts'
import type { Wire, WireReply } from './wire.ts'

/** Reads a whole response as the API's envelope; what the model wrote inside is not looked at yet. */
export async function readReply(
  wire: Wire,
  response: Response,
  deadline: Deadline,
): Promise<Result<WireReply, ModelFailure>> {
  const html = htmlFailure(response)
  if (html) return err(html)
  try {
    const body = await deadline.race(response.text())
    const json = parseJson(body)
    if (json === undefined) return err(notJson(body))
    const reply = wire.readReply(json)
    return reply
      ? ok(reply)
      : err({ kind: 'nonsense', what: 'no_answer', detail: `${body.length} characters without an answer` })
  } catch (thrown) {
    return err(failureOf(thrown))
  }
}

/** A captive portal, a proxy's error page or a wrong address answers 200 with a page. */
export function htmlFailure(response: Response): ModelFailure | undefined {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('text/html')) return undefined
  return { kind: 'nonsense', what: 'html', detail: `the server answered ${response.status} with ${type}` }
}

function notJson(body: string): ModelFailure {
  const what = /^\s*</.test(body) ? 'html' : 'not_json'
  // Not the body itself: it may echo what members wrote.
  return { kind: 'nonsense', what, detail: `${body.length} characters that are not JSON` }
}

/** The value in a reply: complete, not refused, JSON, and of the shape asked for. */
export function valueIn<T>(
  reply: WireReply,
  ask: ModelAsk<T>,
): Result<Pick<ModelReply<T>, 'value' | 'usage'> & { model?: string }, ModelFailure> {
  const spent = usageOf(reply, ask)
  if (reply.refusal) return err({ kind: 'refused', detail: 'the model would not', spent })
  if (reply.end === 'filtered') return err({ kind: 'refused', detail: 'content filter', spent })
  if (reply.end === 'cut') return err({ kind: 'cut_off', by: 'max_tokens', spent })
  if (reply.end === undefined) return err({ kind: 'cut_off', by: 'no_finish_reason', spent })
  if (reply.text === '') return err({ kind: 'nonsense', what: 'no_answer', detail: 'an empty answer', spent })
  const json = jsonIn(reply.text)
  if (json === undefined) return err({ kind: 'nonsense', what: 'not_json', detail: 'the answer holds no JSON', spent })
  const parsed = ask.schema.safeParse(json)
  if (!parsed.success) {
    // Paths only: the values are what members wrote.
    const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', ')
    return err({ kind: 'nonsense', what: 'wrong_shape', detail: paths.slice(0, 300), spent })
  }
  return ok({ value: parsed.data, usage: spent, ...(reply.model ? { model: reply.model } : {}) })
}

function usageOf(reply: WireReply, ask: ModelAsk<unknown>): ModelUsage {
  if (reply.usage) return { ...reply.usage, estimated: false }
  const inputTokens = promptSections(ask).reduce((sum, { estimatedTokens }) => sum + estimatedTokens, 0)
  return { inputTokens, cachedTokens: 0, outputTokens: estimateTokens(reply.text), estimated: true }
}
