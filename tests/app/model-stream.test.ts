import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createStreamer } from '../../src/app/model-stream.ts'
import type { Ports } from '../../src/app/ports.ts'
import { createOpenAiModel } from '../../src/infra/llm/openai-model.ts'
import { workspaceId } from '../../src/kit/brand.ts'
import type { ModelStreamAsk } from '../../src/kit/model.ts'
import { type ModelStep, says, stalls, startModelServer } from '../helpers/model-server.ts'

const ask: ModelStreamAsk = {
  name: 'coach_answer',
  instructions: { role: 'You coach.', rules: [] },
  messages: [{ role: 'user', text: 'How do I begin?' }],
  maxOutputTokens: 60,
  timeoutMs: 5000,
}

async function streaming(step: ModelStep) {
  const server = await startModelServer(step)
  const model = createOpenAiModel({ model: 'test-model', api: 'responses', baseUrl: server.baseUrl })
  // The streamer looks at nothing else of the house.
  const ports = { model } as unknown as Ports
  const workspace = { id: workspaceId('w-1'), name: 'Harbour', timeZone: 'UTC', locale: 'en' }
  return { server, stream: createStreamer(ports, workspace, new AbortController().signal) }
}

describe('app.model-stream', () => {
  test('gives the words, and one key to all calls of a kind in a workspace', async () => {
    const { server, stream } = await streaming(says('First things first.'))
    let text = ''
    for await (const chunk of stream(ask, { tickMs: 1000 })) if (chunk.kind === 'text') text += chunk.text
    expect(text).toBe('First things first.')
    expect(server.requests[0]?.body.prompt_cache_key).toBe('coach_answer@w-1')
    await server.close()
  })

  test('ticks while the model is silent, and hangs up when nobody listens any more', async () => {
    const { server, stream } = await streaming(stalls('Half'))
    let ticks = 0
    for await (const chunk of stream(ask, { tickMs: 10 })) {
      if (chunk.kind === 'tick' && ++ticks === 3) break
    }
    expect(ticks).toBe(3)
    await server.requests[0]?.closed
    await server.close()
  })

  test('ticks although words keep coming', async () => {
    const pours: ModelStep = async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      while (!response.destroyed) {
        response.write('data: {"type":"response.output_text.delta","delta":"on "}\n\n')
        await wait(1)
      }
    }
    const { server, stream } = await streaming(pours)
    for await (const chunk of stream(ask, { tickMs: 20 })) if (chunk.kind === 'tick') break
    await server.requests[0]?.closed
    await server.close()
  })
})
