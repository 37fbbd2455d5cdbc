import type { ModelApi } from '../../src/kit/model.ts'

/** What an answer is made of, in no API's words. */
export interface Answer {
  readonly text: string
  readonly end: 'stop' | 'length' | 'content_filter'
  readonly refusal?: string
  readonly toolCalls?: readonly { readonly name: string; readonly input: unknown }[]
  /** `null`: a server that counts nothing. */
  readonly usage: Usage | null
}

export interface Usage {
  readonly inputTokens: number
  readonly cachedTokens: number
  readonly outputTokens: number
}

export const ANSWERING_MODEL = 'test-model-2026-01-01'

/** The JSON body of a whole answer. */
export function bodyOf(api: ModelApi, answer: Answer): object {
  return api === 'chat' ? chatBody(answer) : responseBody(answer)
}

/** The server-sent events of a streamed answer, in order, the closing ones last. */
export function framesOf(
  api: ModelApi,
  answer: Answer,
): { readonly text: readonly string[]; readonly closing: readonly string[] } {
  return api === 'chat' ? chatFrames(answer) : responseFrames(answer)
}

/** Text in pieces of a few characters, so that a stream has several deltas. */
function piecesOf(text: string): readonly string[] {
  return text.match(/[\s\S]{1,8}/gu) ?? []
}

function chatBody(answer: Answer): object {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_767_225_600,
    model: ANSWERING_MODEL,
    choices: [
      {
        index: 0,
        finish_reason: answer.end,
        logprobs: null,
        message: { role: 'assistant', content: answer.refusal ? null : answer.text, refusal: answer.refusal ?? null },
      },
    ],
    ...(answer.usage ? { usage: chatUsage(answer.usage) } : {}),
  }
}

function chatUsage(usage: Usage): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
  }
}

function chatFrames(answer: Answer): { text: string[]; closing: string[] } {
  const chunk = (choices: object[], more: object = {}): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_767_225_600, model: ANSWERING_MODEL, choices, ...more })}\n\n`
  const delta = (content: object, finish_reason: string | null = null): string =>
    chunk([{ index: 0, delta: content, finish_reason }])
  const tools = (answer.toolCalls ?? []).flatMap(({ name, input }, index) => [
    delta({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] }),
    ...piecesOf(JSON.stringify(input)).map((json) => delta({ tool_calls: [{ index, function: { arguments: json } }] })),
  ])
  const words = answer.refusal
    ? piecesOf(answer.refusal).map((refusal) => delta({ refusal }))
    : piecesOf(answer.text).map((content) => delta({ content }))
  return {
    text: [delta({ role: 'assistant', content: '' }), ...words, ...tools],
    closing: [
      delta({}, tools.length > 0 ? 'tool_calls' : answer.end),
      ...(answer.usage ? [chunk([], { usage: chatUsage(answer.usage) })] : []),
      'data: [DONE]\n\n',
    ],
  }
}

function responseBody(answer: Answer): object {
  const content = answer.refusal
    ? [{ type: 'refusal', refusal: answer.refusal }]
    : [{ type: 'output_text', text: answer.text, annotations: [] }]
  const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content }
  const reason = answer.end === 'length' ? 'max_output_tokens' : 'content_filter'
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_767_225_600,
    model: ANSWERING_MODEL,
    status: answer.end === 'stop' ? 'completed' : 'incomplete',
    incomplete_details: answer.end === 'stop' ? null : { reason },
    error: null,
    output: [
      { id: 'rs_1', type: 'reasoning', summary: [] },
      ...(answer.toolCalls ? answer.toolCalls.map(functionCall) : [message]),
    ],
    ...(answer.usage ? { usage: responseUsage(answer.usage) } : {}),
  }
}

function functionCall({ name, input }: { name: string; input: unknown }, index: number): object {
  return {
    id: `fc_${index}`,
    type: 'function_call',
    call_id: `call_${index}`,
    name,
    arguments: JSON.stringify(input),
    status: 'completed',
  }
}

function responseUsage(usage: Usage): object {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}

function responseFrames(answer: Answer): { text: string[]; closing: string[] } {
  let sequence_number = 0
  const event = (type: string, more: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence_number++, ...more })}\n\n`
  const at = { item_id: 'msg_1', output_index: 1, content_index: 0 }
  const running = { ...bodyOf('responses', { ...answer, usage: null }), status: 'in_progress', output: [] }
  const words = answer.refusal
    ? piecesOf(answer.refusal).map((delta) => event('response.refusal.delta', { ...at, delta }))
    : piecesOf(answer.text).map((delta) => event('response.output_text.delta', { ...at, delta, logprobs: [] }))
  return {
    text: [
      event('response.created', { response: running }),
      event('response.in_progress', { response: running }),
      ...words,
      ...(answer.toolCalls ?? []).map((call, index) =>
        event('response.output_item.done', { output_index: index + 1, item: functionCall(call, index) }),
      ),
    ],
    closing: [
      event(answer.end === 'stop' ? 'response.completed' : 'response.incomplete', { response: responseBody(answer) }),
    ],
  }
}
