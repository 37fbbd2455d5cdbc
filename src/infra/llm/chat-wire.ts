import { zodFunction, zodResponseFormat } from 'openai/helpers/zod'
import type {
  ChatCompletionCreateParams,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions/completions'
import { z } from 'zod'
import type { ModelMessage } from '../../kit/model.ts'
import type { Features } from './features.ts'
import { instructionsFor } from './structured.ts'
import type { Wire, WireCall, WireEnd, WireEvent, WireUsage } from './wire.ts'

/** Chat completions: what nearly every compatible server speaks. */
export const chatWire: Wire = {
  api: 'chat',
  send: (client, call, { features, signal, timeoutMs }) =>
    client.chat.completions
      .create(paramsOf(call, features), { signal, timeout: timeoutMs, maxRetries: 0 })
      .asResponse(),
  readReply: (body) => {
    const parsed = completionSchema.safeParse(body)
    const choice = parsed.data?.choices[0]
    if (!parsed.success || !choice) return undefined
    const end = endOf(choice.finish_reason)
    const { usage, model } = parsed.data
    return {
      text: choice.message.content ?? '',
      ...(choice.message.refusal ? { refusal: choice.message.refusal } : {}),
      ...(end ? { end } : {}),
      ...(usage ? { usage: usageOf(usage) } : {}),
      ...(model ? { model } : {}),
    }
  },
  readEvent: (event) => {
    const chunk = chunkSchema.safeParse(event)
    return chunk.success ? eventsOf(chunk.data) : []
  },
}

function paramsOf(call: WireCall, features: Features): ChatCompletionCreateParams {
  const { format, tools } = call
  return {
    model: call.model,
    messages: [{ role: 'system', content: instructionsFor(call, features) }, ...call.messages.map(messageOf)],
    [features.maxTokensField]: call.maxOutputTokens,
    ...(features.store ? { store: false } : {}),
    ...(features.identifiers && call.cacheKey ? { prompt_cache_key: call.cacheKey } : {}),
    ...(features.identifiers && call.memberHash ? { safety_identifier: call.memberHash } : {}),
    ...(format && features.schema ? { response_format: zodResponseFormat(format.schema, format.name) } : {}),
    ...(tools.length > 0
      ? { tools: tools.map(({ name, description, input }) => zodFunction({ name, description, parameters: input })) }
      : {}),
    ...(call.stream && features.streamUsage ? { stream_options: { include_usage: true } } : {}),
    stream: call.stream,
  }
}

function messageOf(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.text }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text }
    case 'assistant': {
      const calls = (message.toolCalls ?? []).map(({ callId, name, input }) => ({
        id: callId,
        type: 'function' as const,
        function: { name, arguments: JSON.stringify(input) },
      }))
      return { role: 'assistant', content: message.text, ...(calls.length > 0 ? { tool_calls: calls } : {}) }
    }
  }
}

const usageSchema = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
})

const completionSchema = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: usageSchema.nullish().catch(undefined),
})

const chunkSchema = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().default(0),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .default([]),
  usage: usageSchema.nullish().catch(undefined),
})

function eventsOf(chunk: z.infer<typeof chunkSchema>): readonly WireEvent[] {
  const events: WireEvent[] = []
  if (chunk.model) events.push({ kind: 'model', model: chunk.model })
  const choice = chunk.choices[0]
  if (choice?.delta?.content) events.push({ kind: 'text', text: choice.delta.content })
  if (choice?.delta?.refusal) events.push({ kind: 'refusal', text: choice.delta.refusal })
  for (const part of choice?.delta?.tool_calls ?? []) {
    events.push({
      kind: 'tool',
      index: part.index,
      ...(part.id ? { callId: part.id } : {}),
      ...(part.function?.name ? { name: part.function.name } : {}),
      json: part.function?.arguments ?? '',
    })
  }
  const end = endOf(choice?.finish_reason)
  if (end) events.push({ kind: 'end', end })
  if (chunk.usage) events.push({ kind: 'usage', usage: usageOf(chunk.usage) })
  return events
}

function endOf(finishReason: string | null | undefined): WireEnd | undefined {
  if (!finishReason) return undefined
  if (finishReason === 'length') return 'cut'
  return finishReason === 'content_filter' ? 'filtered' : 'stop'
}

function usageOf(usage: z.infer<typeof usageSchema>): WireUsage {
  return {
    inputTokens: usage.prompt_tokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    outputTokens: usage.completion_tokens,
  }
}
