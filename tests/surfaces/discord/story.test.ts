import { afterEach, describe, expect, test } from 'vitest'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import { testDatabases } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import type { DiscordPerson } from '../../helpers/discord/person.ts'
import { TUESDAY } from '../../helpers/town.ts'

const ASK = { purpose: 'How shipyards buy robots', message: 'We have two paid pilots.', urgency: 'NORMAL' }
const NAMES = ['Olga', 'Maria', 'Femi', 'Nora Lindqvist'] as const

describe.each(testDatabases())('an introduction in Discord on $name', ({ open }) => {
  let local: LocalDiscord
  let town: DiscordDeskUnderTest
  let database: Database
  let maria: DiscordPerson
  let femi: DiscordPerson
  let nora: DiscordPerson

  afterEach(async () => {
    await town.stop()
    const problems = local.problems()
    await local.stop()
    await database.close()
    expect(problems).toEqual([])
    town.log.assertNoErrors()
  })

  /** A working Tuesday: the clock goes on from there. */
  async function opens() {
    const begun = performance.now()
    const machine = { now: () => new Date(TUESDAY.getTime() + performance.now() - begun) }
    local = await startLocalDiscord()
    local.person('Olga')
    database = await open()
    town = await openDiscordDesk(database, local, { machine })
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    for (const name of NAMES) await local.person(name).types('me', 'help')
    await nowFemiKnowsNora(database)
    ;[maria, femi, nora] = [local.person('Maria'), local.person('Femi'), local.person('Nora Lindqvist')]
  }

  const settled = async (act: Promise<unknown>) => {
    await act
    await town.settles()
  }

  async function asks() {
    const [found] = await maria.looksUp('intro', 'ask', { name: 'who', typed: 'nora' })
    await maria.types('intro', 'ask', { who: found?.value ?? '' })
    await settled(maria.fills(ASK))
  }
  const requests = () => database.prisma.referralRequest.findMany({ select: { status: true } })

  test('is asked for, accepted, agreed to, sent into one room, and every card says so', async () => {
    await opens()
    await asks()
    expect(femi.reads()).toContain('Maria would like to meet Nora Lindqvist')
    await settled(femi.clicks('Accept'))
    expect(maria.reads()).toContain(`<@${femi.id}>`)
    await settled(femi.clicks('Ask whether'))
    expect(nora.reads()).toContain('would like to meet you')
    await settled(nora.clicks('Yes'))
    await femi.clicks('Edit the text')
    await settled(femi.fills({ subject: 'Maria and Nora', body: 'Hello Nora, this is Maria.' }))
    await femi.clicks('Introduce them')
    await settled(femi.clicks('Send it'))
    const room = [...local.world.channels.values()].find(({ type }) => type === 12)
    expect([...(room?.memberIds ?? [])]).toEqual(expect.arrayContaining([maria.id, nora.id]))
    expect(nora.reads()).toContain('Hello Nora, this is Maria.')
    expect(maria.reads()).toContain('Hello Nora, this is Maria.')
    expect(await requests()).toEqual([{ status: 'INTRO_SENT' }])
  })

  test('has one effect for each act, however often Discord tells of it', async () => {
    await opens()
    await asks()
    maria.repeats()
    await town.settles()
    expect(await requests()).toEqual([{ status: 'MATCHED' }])
    await settled(femi.clicks('Accept'))
    const posts = () => local.requests('POST', /\/channels\/\d+\/messages$/).length
    const after = posts()
    femi.repeats()
    femi.repeats()
    await town.settles()
    expect(await requests()).toEqual([{ status: 'ACCEPTED' }])
    expect(posts()).toBe(after)
  })

  test('lets nobody press what is not theirs', async () => {
    await opens()
    await asks()
    const card = femi.messages().findLast(({ body }) => JSON.stringify(body).includes('intro.accept'))
    const accept = JSON.stringify(card?.body).match(/intro\.accept:[^"]+/)?.[0] ?? ''
    if (!card) throw new Error('Femi was not asked.')
    for (const person of [nora, maria, local.person('Stranger')]) await settled(person.presses(accept, card))
    expect(await requests()).toEqual([{ status: 'MATCHED' }])
    await settled(femi.clicks('Accept'))
    expect(await requests()).toEqual([{ status: 'ACCEPTED' }])
  })

  test('finds whom a typed name means, asks where it means several, and keeps what was typed', async () => {
    await opens()
    const workspaceId = (await database.prisma.contact.findFirstOrThrow()).workspaceId
    await database.prisma.contact.create({
      data: { id: 'c-nora-2', workspaceId, name: 'Nora Berg', searchKey: searchKeyOf(['Nora Berg']) },
    })
    const femiId = (await database.prisma.member.findFirstOrThrow({ where: { name: 'Femi' } })).id
    await database.prisma.relationship.create({
      data: { id: 'r-2', workspaceId, memberId: femiId, contactId: 'c-nora-2', visibility: 'WORKSPACE' },
    })
    await maria.types('intro', 'ask')
    await maria.fills({ ...ASK, target: 'nora' })
    expect(maria.reads()).toContain('Several fit “nora”')
    await maria.clicks('Open the form again')
    expect(maria.modal()?.values).toMatchObject({ purpose: ASK.purpose, message: ASK.message, urgency: 'NORMAL' })
    await settled(maria.fills({ target: 'c-nora' }))
    expect(await requests()).toEqual([{ status: 'MATCHED' }])
    await maria.types('intro', 'ask')
    await maria.fills({ ...ASK, target: 'zzz' })
    expect(maria.reads()).toContain('Nobody was found as “zzz”')
  })
})

async function nowFemiKnowsNora({ prisma }: Database): Promise<void> {
  const member = (name: string) => prisma.member.findFirstOrThrow({ where: { name } })
  const [femi, nora] = [await member('Femi'), await member('Nora Lindqvist')]
  await prisma.member.update({ where: { id: femi.id }, data: { roles: ['member', 'facilitator'] } })
  const { workspaceId } = nora
  await prisma.contact.create({
    data: { id: 'c-nora', workspaceId, name: nora.name, memberId: nora.id, searchKey: searchKeyOf([nora.name]) },
  })
  await prisma.relationship.create({
    data: { id: 'r-nora', workspaceId, memberId: femi.id, contactId: 'c-nora', declared: 0.9, visibility: 'WORKSPACE' },
  })
}
