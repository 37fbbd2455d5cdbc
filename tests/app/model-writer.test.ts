import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createWriter } from '../../src/app/model-writer.ts'
import type { Ports } from '../../src/app/ports.ts'
import { createOpenAiModel } from '../../src/infra/llm/openai-model.ts'
import { anyTestDatabase } from '../helpers/database.ts'
import {
  answers,
  cutsAtLimit,
  cutsClean,
  cutsHard,
  fails,
  filters,
  hangs,
  limits,
  type ModelServer,
  type ModelStep,
  neverEnds,
  refuses,
  resets,
  says,
  saysNothing,
  sendsBadJson,
  showsPage,
  stalls,
  startModelServer,
} from '../helpers/model-server.ts'
import { openTestDesk, type Place, type TestDesk } from './desk.ts'
import { copy, summary } from './test-domain.ts'

describe('writing with a model', () => {
  let desk: TestDesk
  let place: Place
  let server: ModelServer

  beforeAll(async () => {
    desk = await openTestDesk(await anyTestDatabase().open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    server = await startModelServer()
  })
  afterEach(() => server.close())

  const withServer = (): Ports => ({
    ...desk.ports,
    model: createOpenAiModel({
      model: 'test-model',
      api: 'responses',
      apiKey: 'key',
      baseUrl: server.baseUrl,
      retryBaseMs: 1,
      maxResponseBytes: 100_000,
    }),
  })
  const writes = async (ports: Ports, signal = new AbortController().signal) => {
    const workspace = await ports.directory.workspace(ports.database.reader, place.workspaceId)
    if (!workspace) throw new Error('The community is gone.')
    return createWriter(ports, workspace, signal)(summary, { text: 'Buy milk' })
  }
  const byTemplate = { value: { line: 'Buy milk' }, by: 'template', inputTokens: 0, outputTokens: 0 }

  test('gives what the model wrote, with its name and what it took', async () => {
    server.next(answers({ line: 'Milk!' }))
    expect(await writes(withServer())).toEqual({
      value: { line: 'Milk!' },
      by: 'model',
      note: expect.any(String),
      inputTokens: 120,
      outputTokens: 30,
    })
    desk.log.assertNoErrors()
  })

  test('falls back quietly where no model is configured', async () => {
    expect(await writes(desk.ports)).toMatchObject({ ...byTemplate, note: 'no model is configured' })
    expect(desk.log.entries).toEqual([])
  })

  const failures: readonly (readonly [string, ModelStep])[] = [
    ['is silent', hangs()],
    ['answers 500', fails(500)],
    ['answers 503', fails(503)],
    ['answers 401', fails(401)],
    ['answers 404', fails(404)],
    ['is out of credit', fails(429, {}, 'insufficient_quota')],
    ['wants an hour of patience', limits('3600')],
    ['drops the connection', resets()],
    ['shows a page to sign in', showsPage()],
    ['sends broken JSON', sendsBadJson()],
    ['sends an empty envelope', saysNothing()],
    ['stalls in the middle', stalls()],
    ['ends in the middle', cutsClean()],
    ['is cut off in the middle', cutsHard()],
    ['never ends', neverEnds()],
    ['refuses', refuses()],
    ['filters its own words', filters()],
    ['runs into its limit', cutsAtLimit()],
    ['says something else', says('Here is your summary!')],
    ['answers another question', answers({ title: 'Milk' })],
    ['says too much', answers({ line: 'x'.repeat(61) })],
  ]
  test.each(failures)('falls back to the template when the model %s', async (_what, step) => {
    server.otherwise(step)
    const written = await writes(withServer())
    expect(written).toMatchObject(byTemplate)
    expect(written.note).toMatch(/^the model /)
    expect(desk.log.messages('warn')).toEqual(['The model gave no answer; the template wrote it'])
    desk.log.assertNoErrors()
  })

  test('never lets a person’s words be orders: they travel as data', async () => {
    server.next(answers({ line: 'x' }))
    await writes(withServer())
    expect(server.requests[0]?.data).toEqual({ note: 'Buy milk' })
    expect(server.requests[0]?.instructions).not.toContain('milk')
  })

  test('writes nothing when the job is called off: it starts again elsewhere', async () => {
    const stop = new AbortController()
    server.otherwise((request, response) => {
      stop.abort(new Error('the process stops'))
      hangs()(request, response)
    })
    await expect(writes(withServer(), stop.signal)).rejects.toThrow('the process stops')
  })

  test('is there for jobs, with the same fallback', async () => {
    const written: unknown[] = []
    desk.script.inWork = (w, note) => w.enqueue(copy, { note: note.id })
    desk.script.copied = async (ctx) => void written.push(await ctx.write(summary, { text: 'Buy milk' }))
    await place.person('ada').says('add x')
    await desk.settles()
    expect(written).toMatchObject([byTemplate])
  })
})
