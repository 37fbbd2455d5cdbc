import { afterEach, beforeEach } from 'vitest'
import { z } from 'zod'
import { createOpenAiModel, type OpenAiModelOptions } from '../../../src/infra/llm/openai-model.ts'
import type { ModelApi, ModelAsk, ModelChunk, ModelPort, ModelStreamAsk } from '../../../src/kit/model.ts'
import { type ModelServer, startModelServer } from '../../helpers/model-server.ts'

export const draftSchema = z.object({ subject: z.string(), points: z.array(z.string()) })
export type Draft = z.infer<typeof draftSchema>
export const DRAFT: Draft = { subject: 'Femi, meet Maria', points: ['solar'] }

/** What every call in these tests is given, and what each must end within, with room for a slow machine. */
export const BUDGET_MS = 500
export const IDLE_MS = 100

export function draftAsk(more: Partial<ModelAsk<Draft>> = {}): ModelAsk<Draft> {
  return {
    name: 'introduction_draft',
    instructions: { role: 'You draft introductions.', rules: ['Be short.'], voice: 'Warm.' },
    data: { facts: { asker: 'Maria' }, request: { why: 'She builds solar.' } },
    schema: draftSchema,
    maxOutputTokens: 60,
    timeoutMs: BUDGET_MS,
    ...more,
  }
}

export function chatAsk(more: Partial<ModelStreamAsk> = {}): ModelStreamAsk {
  return {
    name: 'coach',
    instructions: { role: 'You coach.', rules: ['Say that you are an AI.'] },
    messages: [{ role: 'user', text: 'How do I ask for an introduction?' }],
    maxOutputTokens: 60,
    timeoutMs: BUDGET_MS,
    ...more,
  }
}

export async function chunksOf(stream: AsyncIterable<ModelChunk>): Promise<{ text: string; rest: ModelChunk[] }> {
  const rest: ModelChunk[] = []
  let text = ''
  for await (const chunk of stream) {
    if (chunk.kind === 'text') text += chunk.text
    else rest.push(chunk)
  }
  return { text, rest }
}

/** A fresh server for each test, and models that talk to it with times small enough to wait for. */
export function useModelServer(): {
  readonly server: ModelServer
  model(api: ModelApi, more?: Partial<OpenAiModelOptions>): ModelPort
} {
  let server: ModelServer | undefined
  beforeEach(async () => {
    server = await startModelServer()
  })
  afterEach(() => server?.close())
  const running = (): ModelServer => {
    if (!server) throw new Error('the model server runs within a test only')
    return server
  }
  return {
    get server() {
      return running()
    },
    model: (api, more) =>
      createOpenAiModel({
        model: 'test-model',
        api,
        apiKey: 'test-key',
        baseUrl: running().baseUrl,
        idleTimeoutMs: IDLE_MS,
        maxResponseBytes: 100_000,
        retryBaseMs: 1,
        ...more,
      }),
  }
}
