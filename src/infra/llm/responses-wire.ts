import { zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod'
import type { ResponseCreateParams, ResponseInputItem } from 'openai/resources/responses/responses'
import { z } from 'zod'
import type { ModelMessage } from '../../kit/model.ts'
import type { Features } from './features.ts'
import { instructionsFor } from './structured.ts'
import type { Wire, WireCall, WireEnd, WireEvent, WireReply } from './wire.ts'

/** The Responses API: the provider's first choice, and ours where the server has it. */
export const responsesWire: Wire = {
  api: 'responses',
  send: (client, call, { features, signal, timeoutMs }) =>
    client.responses.create(paramsOf(call, features), { signal, timeout: timeoutMs, maxRetries: 0 }).asResponse(),
  readReply: (body) => {
    const response = responseSchema.safeParse(body)
    if (!response.success) return undefined
    const { output } = response.data
    const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []))
    const refusal = joined(parts.map((part) => part.refusal))
    // A reply cut short may hold no message at all: the reasoning ate the tokens.
    if (parts.length === 0 && response.data.status !== 'incomplete') return undefined
    return { ...headOf(response.data), text: joined(parts.map((part) => part.text)), ...(refusal ? { refusal } : {}) }
  },
  readEvent: (event) => {
    const parsed = eventSchema.safeParse(event)
    return parsed.success ? eventsOf(parsed.data) : []
  },
}

function paramsOf(call: WireCall, features: Features): ResponseCreateParams {
  const { format, tools } = call
  return {
    model: call.model,
    instructions: instructionsFor(call, features),
    input: call.messages.flatMap(itemsOf),
    max_output_tokens: call.maxOutputTokens,
    // The default here is to keep every prompt for 30 days.
    store: false,
    ...(features.identifiers && call.cacheKey ? { prompt_cache_key: call.cacheKey } : {}),
    ...(features.identifiers && call.memberHash ? { safety_identifier: call.memberHash } : {}),
    ...(format && features.schema ? { text: { format: zodTextFormat(format.schema, format.name) } } : {}),
    ...(tools.length > 0
      ? {
          tools: tools.map(({ name, description, input }) =>
            zodResponsesFunction({ name, description, parameters: input }),
          ),
        }
      : {}),
    stream: call.stream,
  }
}

function itemsOf(message: ModelMessage): ResponseInputItem[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: message.text }]
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.callId, output: message.text }]
    case 'assistant': {
      const calls = (message.toolCalls ?? []).map(({ callId, name, input }) => ({
        type: 'function_call' as const,
        call_id: callId,
        name,
        arguments: JSON.stringify(input),
      }))
      return [...(message.text ? [{ role: 'assistant' as const, content: message.text }] : []), ...calls]
    }
  }
}

const responseSchema = z.object({
  model: z.string().nullish(),
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z
        .array(z.object({ text: z.string().nullish(), refusal: z.string().nullish() }))
        .nullish()
        .transform((parts) => parts ?? []),
    }),
  ),
  usage: z
    .object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish()
    .catch(undefined),
})
type ResponseBody = z.infer<typeof responseSchema>

const functionCallSchema = z.object({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
})

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('response.output_text.delta'), delta: z.string() }),
  z.object({ type: z.literal('response.refusal.delta'), delta: z.string() }),
  z.object({
    type: z.literal('response.output_item.done'),
    output_index: z.number(),
    item: z.union([functionCallSchema, z.object({ type: z.string() })]),
  }),
  z.object({ type: z.literal('response.completed'), response: responseSchema }),
  z.object({ type: z.literal('response.incomplete'), response: responseSchema }),
  z.object({
    type: z.literal('response.failed'),
    response: z.object({ error: z.object({ message: z.string().nullish() }).nullish() }),
  }),
])

function eventsOf(event: z.infer<typeof eventSchema>): readonly WireEvent[] {
  switch (event.type) {
    case 'response.output_text.delta':
      return [{ kind: 'text', text: event.delta }]
    case 'response.refusal.delta':
      return [{ kind: 'refusal', text: event.delta }]
    case 'response.output_item.done': {
      const { item } = event
      if (!('call_id' in item)) return []
      return [{ kind: 'tool', index: event.output_index, callId: item.call_id, name: item.name, json: item.arguments }]
    }
    case 'response.completed':
    case 'response.incomplete': {
      const { end, usage, model } = headOf(event.response)
      return [
        ...(model ? [{ kind: 'model' as const, model }] : []),
        ...(usage ? [{ kind: 'usage' as const, usage }] : []),
        { kind: 'end', end: end ?? (event.type === 'response.completed' ? 'stop' : 'cut') },
      ]
    }
    case 'response.failed':
      return [{ kind: 'error', detail: event.response.error?.message ?? 'the response failed' }]
  }
}

function headOf(response: ResponseBody): Omit<WireReply, 'text' | 'refusal'> {
  const end = endOf(response)
  const { usage, model } = response
  return {
    ...(end ? { end } : {}),
    ...(model ? { model } : {}),
    ...(usage
      ? {
          usage: {
            inputTokens: usage.input_tokens,
            cachedTokens: usage.input_tokens_details?.cached_tokens ?? 0,
            outputTokens: usage.output_tokens,
          },
        }
      : {}),
  }
}

function endOf(response: ResponseBody): WireEnd | undefined {
  if (response.status === 'completed') return 'stop'
  if (response.status !== 'incomplete') return undefined
  return response.incomplete_details?.reason === 'content_filter' ? 'filtered' : 'cut'
}

function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part).join('')
}
