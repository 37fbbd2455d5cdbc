import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anyTestDatabase, testDatabases } from '../helpers/database.ts'
import { type ModelServer, says, startModelServer } from '../helpers/model-server.ts'
import { openTown, type Town } from '../helpers/town.ts'

/** Members who need a human, and the humans. */

let town: Town
let server: ModelServer

beforeEach(async () => {
  server = await startModelServer(says('Ask one customer first.'))
})

afterEach(async () => {
  town.log.assertNoErrors()
  await town.close()
  await server.close()
})

const openWith = async (database = anyTestDatabase(), at?: Date) =>
  openTown(database.open, { config: { OPENAI_BASE_URL: server.baseUrl }, ...(at && { at }) })

const CRISIS = 'I want to kill myself since the round fell through'

describe.each(testDatabases())('a crisis on $name', (database) => {
  test('gets fixed words, help lines and a human, and never reaches the model', async () => {
    town = await openWith(database)
    const [maria, tomas] = [town.person('maria'), town.person('tomas')]
    await maria.says(`/coach ${CRISIS}`)
    expect(server.requests).toHaveLength(0)
    const read = await maria.reads()
    expect(read).toContain('You are not alone with this')
    expect(read).toContain('TelefonSeelsorge: 0800 111 0 111')
    expect(read).toContain('I told Tomás Rivera that you may need somebody: your name, none of your words')

    expect(await tomas.reads()).toContain('Maria Keller needs a human')
    expect(await tomas.reads()).toContain('sounded like a crisis')
    expect(await tomas.reads()).not.toContain('kill myself')

    await maria.clicks('Let them read more')
    await maria.fills({ share: 'QUESTION', note: 'Please call me' })
    expect(await tomas.reads()).toContain(CRISIS)
    expect(await tomas.reads()).toContain('Please call me')

    await tomas.clicks('Answer…')
    expect(await tomas.fills({ words: 'I am here. May I ring you now?' })).toMatchObject({ kind: 'update' })
    expect(await maria.reads()).toContain('Tomás Rivera answers you\nI am here. May I ring you now?'.split('\n')[1])
    await maria.clicks('Write back')
    await maria.fills({ words: 'Yes, please' })
    expect(await tomas.reads()).toContain('Yes, please')

    await maria.says('/coach how do I price a pilot?')
    const prompt = JSON.stringify(server.requests.at(-1)?.body)
    for (const secret of ['kill myself', 'ring you', 'Yes, please']) expect(prompt).not.toContain(secret)
  })
})

describe('the coach and humans', () => {
  test('speaks the language of the crisis, and knows where the member is', async () => {
    town = await openWith()
    const [aiko, grace] = [town.person('aiko'), town.person('grace')]
    await aiko.says('/coach もう死にたいです')
    expect(await aiko.reads()).toContain('あなたは一人ではありません')
    expect(await aiko.reads()).toContain('0120-279-338')
    await grace.says('/coach ich will mich umbringen')
    expect(await grace.reads()).toContain('Du bist damit nicht allein')
    expect(await grace.reads()).toContain('988')
    expect(server.requests).toHaveLength(0)
  })

  test('calls nobody whom the words name', async () => {
    town = await openWith()
    const maria = town.person('maria')
    await maria.says('/coach Tomás hit me after the meetup')
    await maria.says('/coach my boss hit me, it was tomas rivera')
    expect(await town.person('tomas').reads()).not.toContain('needs a human')
    expect(await maria.reads()).not.toContain('I told')
    expect(server.requests).toHaveLength(0)
  })

  test('helps in a crisis on a day that is used up, and where the coach is switched off', async () => {
    town = await openWith()
    const { prisma } = town.desk.database
    const tomas = town.person('tomas')
    await tomas.says('/desk coach')
    await tomas.clicks('Change how it behaves')
    const limits = { maxTokensPerMessage: '100', maxTokensPerDay: '100' }
    await tomas.fills({ isActive: 'off', systemPrompt: '', capabilities: ['PEOPLE'], ...limits })
    await tomas.clicks('Make it live')
    const maria = town.person('maria')
    await maria.says('/coach how do I price a pilot?')
    expect(await maria.reads()).toContain('The coach is switched off')
    await maria.says(`/coach ${CRISIS}`)
    expect(await maria.reads()).toContain('You are not alone with this')
    expect(await prisma.coachEscalation.count()).toBe(1)
  })

  test('lets a member ask for a human, with as much as they choose, and take it back', async () => {
    town = await openWith()
    const [maria, tomas, priya] = [town.person('maria'), town.person('tomas'), town.person('priya')]
    await maria.says('/coach how do I price a pilot?')
    await maria.says('/coach can I talk to a human please?')
    expect(server.requests).toHaveLength(1)
    await maria.clicks('Talk to a human')
    await maria.fills({ share: 'CONVERSATION', note: '' })
    expect(await tomas.reads()).toContain('how do I price a pilot?')
    expect(await priya.reads()).not.toContain('needs a human')
    expect(await maria.reads()).toContain('Tomás Rivera was asked and will answer here by')

    const reply = await tomas.token('Answer…')
    expect(await priya.sends(reply)).toMatchObject({ kind: 'refused', code: 'not_for_you' })
    await maria.clicks('Take it back')
    expect(await tomas.reads()).toContain('They took it back')
    expect(await tomas.reads()).not.toContain('how do I price a pilot?')
    expect(await tomas.sends(reply)).toMatchObject({ kind: 'refused', code: 'moved_on' })
  })

  test('asks others when nobody has answered for a working day, and tells the member', async () => {
    town = await openWith()
    const [maria, priya] = [town.person('maria'), town.person('priya')]
    await maria.says('/coach can I talk to a human please?')
    await maria.clicks('Talk to a human')
    await maria.fills({ share: 'QUESTION', note: 'It is about exclusivity' })
    await town.travels(new Date('2026-11-25T09:00:00Z'))
    expect(await priya.reads()).not.toContain('needs a human')
    await town.travels(new Date('2026-11-25T12:00:00Z'))
    expect(await priya.reads()).toContain('Nobody has answered for a working day, so you are asked too')
    expect(await maria.reads()).toContain('More people were asked')
    await priya.clicks('Answer…')
    await priya.fills({ words: 'A year of orders is a fair price for it.' })
    expect(await maria.reads()).toContain('A year of orders is a fair price for it.')
    expect(await town.person('tomas').reads()).toContain('Priya Raman answered')
  })

  test('an administrator corrects the numbers of a country, and every member of it sees them', async () => {
    town = await openWith()
    const tomas = town.person('tomas')
    await tomas.says('/desk coach')
    await tomas.clicks('Change numbers to call')
    await tomas.fills({ country: 'de', emergency: '112', crisis: 'Krisendienst: 0800 655 3000', harm: '' })
    expect(await tomas.reads()).toContain('as built in → DE: 112, Krisendienst: 0800 655 3000')
    await tomas.clicks('Make it live')
    await town.person('maria').says(`/coach ${CRISIS}`)
    expect(await town.person('maria').reads()).toContain('Krisendienst: 0800 655 3000')
    expect(await town.person('maria').reads()).not.toContain('TelefonSeelsorge')
  })

  test('does not wait for the morning when somebody may be in danger', async () => {
    town = await openWith(anyTestDatabase(), new Date('2026-11-24T23:30:00Z'))
    await town.person('maria').says(`/coach ${CRISIS}`)
    expect(await town.person('tomas').reads()).toContain('needs a human')
    await town.travels(new Date(town.now().getTime() + 61 * 60_000))
    expect(await town.person('priya').reads()).toContain('Nobody has answered yet, so you are asked too')
  })

  test('answers legal and money trouble with care, and offers a human first', async () => {
    town = await openWith()
    const maria = town.person('maria')
    await maria.says('/coach we cannot make payroll this month, I think we are bankrupt')
    expect(server.requests[0]?.instructions).toContain('sounds like legal or money trouble')
    expect(await maria.reads()).toContain('please let a person look at it too')
  })

  test('looks for an administrator’s own words, once they are live, and counts before what they would find', async () => {
    town = await openWith()
    const [maria, tomas] = [town.person('maria'), town.person('tomas')]
    await maria.says('/coach our kraken contract has a problem')
    await tomas.says('/desk coach')
    await tomas.clicks('Change words to look for')
    await tomas.fills({
      crisis: '',
      harm: '',
      legalMoney: '',
      asksHuman: 'Kraken contract\nescrow',
      helpNote: 'Ring Ruth',
    })
    expect(await tomas.reads()).toContain('Words for wanting a human: none → Kraken contract, escrow')
    await tomas.clicks('Try it on past questions')
    expect(await tomas.reads()).toContain('Asks for a human 0 1')
    expect(await tomas.reads()).not.toContain('our kraken contract')

    await maria.says('/coach the kraken contract again')
    expect(server.requests.filter(({ stream }) => stream)).toHaveLength(2)
    await tomas.clicks('Make it live')
    await maria.says('/coach the KRAKEN contract, a third time')
    expect(server.requests.filter(({ stream }) => stream)).toHaveLength(2)
    expect(await maria.reads()).toContain('A person who looks after this community can answer you here')

    await tomas.says('/desk coach')
    await tomas.clicks('Show versions')
    expect(await tomas.reads()).toContain('Version 1')
  })

  test('brings an old version back as a draft', async () => {
    town = await openWith()
    const tomas = town.person('tomas')
    const said = { isActive: 'on', capabilities: ['PROFILE', 'PEOPLE', 'REQUESTS', 'PROPOSALS'] }
    for (const systemPrompt of ['We build boats.', 'We build robots.']) {
      await tomas.says('/desk coach')
      await tomas.clicks('Change how it behaves')
      await tomas.fills({ ...said, systemPrompt, maxTokensPerMessage: '500', maxTokensPerDay: '5000' })
      await tomas.clicks('Make it live')
    }
    await town.person('maria').says('/coach hello there')
    expect(server.requests.at(-1)?.instructions).toContain('We build robots.')
    await tomas.says('/desk coach')
    await tomas.clicks('Show versions')
    const versions = await town.desk.database.prisma.coachConfig.findMany({ orderBy: { version: 'asc' } })
    expect(versions.map(({ status }) => status)).toEqual(['PAST', 'LIVE'])
    await tomas.clicks('Bring it back')
    await tomas.clicks('Make it live')
    await town.person('maria').says('/coach hello again')
    expect(server.requests.at(-1)?.instructions).toContain('We build boats.')
  })

  test('reports every week in figures, to administrators alone, without a word of anybody', async () => {
    town = await openWith()
    const [maria, tomas] = [town.person('maria'), town.person('tomas')]
    await maria.says('/coach how do I price a pilot?')
    await maria.clicks('👍')
    await town.travels(new Date('2026-11-30T10:00:00Z'))
    const report = (await tomas.cards()).find(({ title }) => title === 'The coach’s week')
    expect(JSON.stringify(report)).toContain('of those rated, 100 % helped')
    expect(report?.body.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['table', 'chart']))
    expect(JSON.stringify(report)).not.toContain('price a pilot')
    expect((await maria.cards()).some(({ title }) => title === 'The coach’s week')).toBe(false)
  })
})
