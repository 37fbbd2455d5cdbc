import { afterEach, describe, expect, test, vi } from 'vitest'
import { testDatabases } from '../helpers/database.ts'
import {
  answers,
  cutsClean,
  cutsHard,
  fails,
  type ModelServer,
  type ModelStep,
  says,
  saysNothing,
  sendsBadJson,
  startModelServer,
} from '../helpers/model-server.ts'
import { openTown, type Town } from '../helpers/town.ts'

const LIMIT = 5000
const LONG = 'A word about prices and pilots. '.repeat(55)
const PER_ANSWER = 500

describe.each(testDatabases())('the day’s budget on $name', ({ open }) => {
  let town: Town
  let server: ModelServer

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await server.close()
  })

  const spends = (text = LONG): ModelStep =>
    says(text, { usage: { inputTokens: 700, cachedTokens: 600, outputTokens: PER_ANSWER } })

  test.each<[string, readonly ModelStep[], boolean]>([
    ['nothing fails', [spends()], true],
    [
      'everything fails in turn',
      [spends(), cutsClean(LONG), fails(500), cutsHard(LONG), sendsBadJson(), saysNothing()],
      false,
    ],
  ])('20 messages at once never overspend where %s', { timeout: 120_000 }, async (_what, steps, isUsedUp) => {
    let written = 0
    let turn = 0
    server = await startModelServer((request, response) => {
      // Summing up is the desk's own cost.
      if (!request.stream) return answers({ summary: 'They asked about pilots.' })(request, response)
      const step = steps[turn++ % steps.length] ?? spends()
      // What the server has written, whatever became of it on the way.
      if (step === steps[0]) written += PER_ANSWER
      step(request, response)
    })
    town = await openTown(open, { config: { OPENAI_BASE_URL: server.baseUrl } })
    await Promise.all(Array.from({ length: 20 }, (_, at) => ask(at)))
    await town.settles()

    const { prisma } = town.desk.database
    const [day] = await prisma.coachDay.findMany()
    expect(day?.spent).toBeLessThanOrEqual(LIMIT)
    expect(day?.spent).toBeGreaterThanOrEqual(written)
    expect(written).toBeLessThanOrEqual(LIMIT)
    const given = await prisma.coachMessage.findMany({ where: { role: 'assistant' } })
    expect(given).toHaveLength(20)
    expect(given.filter(({ status }) => status === 'WAITING' || status === 'WRITING')).toEqual([])
    expect(given.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(0)
    if (isUsedUp) expect(given.filter(({ why }) => why === 'OUT_OF_BUDGET')).toHaveLength(11)
    expect(await prisma.coachConversation.count()).toBe(1)
  })

  test('deleting a conversation buys no tokens', async () => {
    const gate = Promise.withResolvers<void>()
    server = await startModelServer((request, response) => void gate.promise.then(() => spends()(request, response)))
    town = await openTown(open, { config: { OPENAI_BASE_URL: server.baseUrl } })
    await ask(1)
    const home = await town.desk.app.dispatch({ ...from('home'), kind: 'home' })
    const token = /"token":"(coach\.forget:[^"]*)"/.exec(JSON.stringify(home))?.[1] ?? ''
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 60_000 })
    await town.desk.app.dispatch({ ...from('forget'), kind: 'action', token })
    gate.resolve()
    await town.settles()
    expect(await town.desk.database.prisma.coachMessage.count()).toBe(0)
    const [day] = await town.desk.database.prisma.coachDay.findMany()
    expect(day?.spent).toBeGreaterThanOrEqual(PER_ANSWER)
  })

  const from = (id: string) =>
    ({ id, surface: 'web', installation: 'playground', actor: { externalId: 'maria' } }) as const

  const ask = (at: number) =>
    town.desk.app.dispatch({
      ...from(`ask-${at}`),
      ...{ kind: 'command', command: 'coach', verb: 'ask', words: `Question ${at}` },
    })
})
