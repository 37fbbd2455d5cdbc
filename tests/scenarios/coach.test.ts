import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anyTestDatabase, testDatabases } from '../helpers/database.ts'
import { callsTool, type ModelServer, says, startModelServer } from '../helpers/model-server.ts'
import { jumps, openTown, type Town, TUESDAY } from '../helpers/town.ts'

const ADVICE = 'Start with **one** customer.\n\n- Ask them\n- Listen'

let town: Town
let server: ModelServer

beforeEach(async () => {
  server = await startModelServer(says(ADVICE))
})

afterEach(async () => {
  town.log.assertNoErrors()
  await town.close()
  await server.close()
})

async function openWith(database = anyTestDatabase(), config: Record<string, string> = {}): Promise<Town> {
  return openTown(database.open, { config: { OPENAI_BASE_URL: server.baseUrl, ...config } })
}

describe.each(testDatabases())('the coach on $name', (database) => {
  test('answers, says that it is an AI, remembers, and begins anew', async () => {
    town = await openWith(database)
    const maria = town.person('maria')
    expect(await maria.says('/coach how do I price a pilot?')).toEqual({ kind: 'nothing' })
    expect(await maria.reads()).toContain('Start with one customer.\n• Ask them\n• Listen')
    expect(await maria.reads()).toContain('I am an AI')

    await maria.says('/coach ask and the second one?')
    expect(server.requests.at(-1)?.input).toContain('how do I price a pilot?')
    expect(server.requests.at(-1)?.input).toContain(ADVICE)
    expect((await maria.reads()).match(/I am an AI/g)).toHaveLength(1)

    await maria.says('/coach new whom should I meet?')
    expect(server.requests.at(-1)?.input).not.toContain('how do I price')
    expect((await maria.reads()).match(/I am an AI/g)).toHaveLength(2)
    const kept = await town.desk.database.prisma.coachConversation.findMany({ orderBy: { createdAt: 'asc' } })
    expect(kept).toMatchObject([
      { title: 'how do I price a pilot?', messageCount: 4, isActive: false, averageRating: null },
      { title: 'whom should I meet?', messageCount: 2, isActive: true },
    ])
  })

  test('takes a rating, a reason, and shows both to nobody who was not let in', async () => {
    town = await openWith(database)
    const [maria, tomas] = [town.person('maria'), town.person('tomas')]
    await maria.says('/coach how do I price a pilot?')
    expect(await maria.clicks('👎')).toMatchObject({ kind: 'update' })
    await tomas.says('/desk coach')
    await tomas.clicks('Show what to look at')
    expect(await tomas.reads()).not.toContain('price a pilot')

    await maria.clicks('Say why')
    await maria.fills({ reason: 'Too general', share: 'no' })
    await tomas.says('/desk coach')
    await tomas.clicks('Show what to look at')
    expect(await tomas.reads()).not.toContain('Too general')

    const answerId = (await town.desk.database.prisma.coachMessage.findFirstOrThrow({ where: { role: 'assistant' } }))
      .id
    expect(answerId).toBeTruthy()
    expect(await town.desk.database.prisma.coachConversation.findFirst()).toMatchObject({ averageRating: 1 })
  })

  test('keeps to the thread that it was asked in', async () => {
    town = await openWith(database)
    const { app } = town.desk
    const said = (id: string, thread: string, words: string) =>
      app.dispatch({
        ...{ id, surface: 'web', installation: 'playground', actor: { externalId: 'maria' } },
        ...{ kind: 'command', command: 'coach', verb: 'ask', words, options: { thread } },
      })
    await said('a', 'C1/1.1', 'Help me with prices,\nplease')
    await said('b', 'C1/2.2', 'Whom should I hire?')
    await said('c', 'C1/1.1', 'and for the third customer?')
    await town.settles()
    const threads = await town.desk.database.prisma.coachConversation.findMany({ orderBy: { thread: 'asc' } })
    expect(threads.map(({ thread, messageCount }) => [thread, messageCount])).toEqual([
      ['C1/1.1', 4],
      ['C1/2.2', 2],
    ])
    expect(server.requests.at(-1)?.input).toContain('Help me with prices')
    expect(server.requests.at(-1)?.input).not.toContain('Whom should I hire?')
  })
})

describe('the coach', () => {
  test('asks what is on their mind where nothing was said', async () => {
    town = await openWith()
    const reply = await town.person('maria').says('/coach')
    expect(reply).toMatchObject({ kind: 'refused', code: 'no_question' })
    expect(server.requests).toHaveLength(0)
  })

  test('helps with help, and answers a question that begins with it', async () => {
    town = await openWith()
    const maria = town.person('maria')
    expect(await maria.says('/coach help')).toMatchObject({ kind: 'card' })
    expect(server.requests).toHaveLength(0)
    await maria.says('/coach help me find a lawyer')
    expect(server.requests.at(-1)?.input).toContain('help me find a lawyer')
  })

  test('shows a long answer in parts', async () => {
    town = await openWith()
    server.otherwise(
      says(Array.from({ length: 40 }, (_, at) => `Paragraph ${at} ${'with words '.repeat(20)}`).join('\n\n')),
    )
    const maria = town.person('maria')
    await maria.says('/coach tell me everything')
    expect(await maria.reads()).toContain('Paragraph 5')
    expect(await maria.reads()).not.toContain('Paragraph 9 ')
    await maria.clicks('Show more')
    expect(await maria.reads()).toContain('Paragraph 9 ')
    expect(await maria.reads()).toContain('Part 2 of')
  })

  test('looks for people as the member may, and proposes a request that a person sends', async () => {
    town = await openWith()
    server.next(
      callsTool('find_people', { query: 'nora' }),
      callsTool('propose_request', {
        ...{ person: 'p1', kind_of_person: null, purpose: 'How shipyards buy robots' },
        message: 'We clean hulls with robots and would like to learn who decides.',
      }),
      says('Nora Lindqvist may help. There is a button below.'),
    )
    const maria = town.person('maria')
    await maria.says('/coach who could tell me how shipyards buy?')
    expect(server.requests[1]?.input).toContain('Nora Lindqvist')
    expect(server.requests[1]?.input).not.toContain('nora@northstar.example')
    expect(await town.desk.database.prisma.referralRequest.count({ where: { status: 'PENDING' } })).toBe(0)

    const reply = await maria.clicks('Make a request from this')
    expect(reply).toMatchObject({ kind: 'form', form: { title: 'Ask for an introduction' } })
    expect(JSON.stringify(reply)).toContain('How shipyards buy robots')
    expect(JSON.stringify(reply)).toContain('"label":"Nora Lindqvist"')
  })

  test('proposes a partner request, filled in, that a person sends', async () => {
    town = await openWith()
    const need = 'A lease for a workshop, three years, with an exit'
    server.next(
      callsTool('propose_partner_request', { type: 'ATTORNEY', state: 'Minnesota', need }),
      says('An attorney should read it. There is a button below.'),
    )
    const maria = town.person('maria')
    await maria.says('/coach is a three-year lease with an exit normal?')
    const reply = await maria.clicks('Make a request from this')
    expect(reply).toMatchObject({ kind: 'form', form: { title: 'Ask for a partner' } })
    expect(JSON.stringify(reply)).toContain(need)
    expect(JSON.stringify(reply)).toContain('"initial":"ATTORNEY"')
    expect(JSON.stringify(reply)).toContain('Minnesota')
    expect(await town.desk.database.prisma.referralRequest.count({ where: { kind: 'PARTNER' } })).toBe(0)
  })

  test('knows by itself that somebody looks for a partner', async () => {
    town = await openWith()
    const maria = town.person('maria')
    await maria.says('/coach I need a good CPA in Minnesota before April')
    expect(await maria.clicks('Make a request from this')).toMatchObject({
      ...{ kind: 'form', form: { title: 'Ask for a partner' } },
    })
  })

  test('stops what is being written for whoever says so', async () => {
    town = await openWith()
    const maria = town.person('maria')
    expect(await maria.says('/coach stop')).toMatchObject({ kind: 'card', card: { title: 'Nothing to stop' } })
  })

  test('hands over what only the model noticed, and forgets it for good', async () => {
    town = await openWith()
    server.next(callsTool('not_for_a_machine', { what: 'crisis' }))
    const maria = town.person('maria')
    await maria.says('/coach some days I hope the plane crashes with me on it')
    expect(await maria.reads()).toContain('You are not alone with this')
    await maria.says('/coach how do I price a pilot?')
    expect(server.requests.at(-1)?.input).not.toContain('plane crashes')
  })

  test('is honest where no model is configured, and still of use', async () => {
    town = await openTown(anyTestDatabase().open)
    const maria = town.person('maria')
    await maria.says('/coach how do I price a pilot?')
    expect(await maria.reads()).toContain('There is no AI connected to this desk')
    expect(await maria.clicks('Make a request from this')).toMatchObject({ kind: 'form' })
    expect(await town.desk.database.prisma.coachDay.findMany()).toMatchObject([{ spent: 0 }])
  })

  test('sums up what leaves the window, and shows the sum instead', async () => {
    town = await openWith()
    const maria = town.person('maria')
    for (let at = 1; at <= 8; at += 1) await maria.says(`/coach question number ${at} about prices`)
    const { summary, summarisedTo } = await town.desk.database.prisma.coachConversation.findFirstOrThrow()
    expect(summary).toContain('question number 1')
    expect(summarisedTo).toBeGreaterThan(0)
    await maria.says('/coach and now?')
    const last = server.requests.filter(({ stream }) => stream).at(-1)
    expect(last?.data.earlier_in_this_conversation).toContain('question number 1')
    expect(last?.input.match(/question number 1 about prices\n/)).toBeNull()
  })

  test('forgets after 90 days, at once when told, and everything with its member', async () => {
    town = await openWith()
    const [maria, karim] = [town.person('maria'), town.person('karim')]
    const { prisma } = town.desk.database
    await maria.says('/coach how do I price a pilot?')
    await karim.says('/coach how do I hire?')
    await karim.home()
    const home = await karim.home()
    const token = /"token":"(coach\.forget:[^"]*)"/.exec(JSON.stringify(home))?.[1] ?? ''
    await karim.sends(token)
    expect(await prisma.coachConversation.count()).toBe(1)

    await town.travels(new Date(TUESDAY.getTime() + 91 * 86_400_000))
    expect(await prisma.coachConversation.count()).toBe(0)
    expect(await prisma.coachMessage.count()).toBe(0)
  })

  test('shows what is left of the day once it is little, and gives the day back at midnight', async () => {
    town = await openWith()
    server.otherwise(says(ADVICE, { usage: { inputTokens: 900, cachedTokens: 800, outputTokens: 480 } }))
    const maria = town.person('maria')
    for (let at = 1; at <= 7; at += 1) await maria.says(`/coach question ${at}`)
    expect(await maria.reads()).not.toContain('share is left')
    await maria.says('/coach question 8')
    expect(await maria.reads()).toContain('of today’s share is left')
    for (let at = 9; at <= 11; at += 1) await maria.says(`/coach question ${at}`)
    expect(await maria.reads()).toContain('That is all I can answer today')
    const { spent } = await town.desk.database.prisma.coachDay.findFirstOrThrow()
    expect(spent).toBeLessThanOrEqual(5000)

    await jumps(town, new Date('2026-11-25T09:20:00Z'))
    await maria.says('/coach good morning')
    expect((await maria.cards()).at(-1)?.status).toBeUndefined()
    expect(await town.desk.database.prisma.coachDay.count()).toBe(2)
  })
})
