import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../src/kit/reply.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, readCard, type Town } from '../../helpers/town.ts'
import { tablesWith } from '../../helpers/whole-database.ts'

/** Words that only Maria has written, each in another place. */
const WORDS = ['Quokka', 'Okapi', 'Axolotl', 'Numbat', 'Pangolin', 'Fossa', 'Gharial']

describe.each(testDatabases())('what the desk keeps about a member on $name', ({ open }) => {
  let town: Town
  const prisma = () => town.desk.database.prisma

  beforeEach(async () => {
    town = await openTown(open)
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const maria = () => town.person('maria')
  const linkOf = (reply: Reply): string => {
    const items = cardOf(reply).body.flatMap((block) => (block.kind === 'actions' ? block.items : []))
    const link = items.find((item) => item.kind === 'link')
    return link?.kind === 'link' ? new URL(link.href).pathname.replace('/l/', '') : ''
  }

  test('people.export: one file behind a link that looking does not use up', async () => {
    await livesALife()
    const token = linkOf(await maria().says('/me export'))
    const { app } = town.desk
    for (let looked = 0; looked < 3; looked += 1) {
      expect(await app.openLink(token)).toMatchObject({ status: 200, page: { choices: [{ value: 'download' }] } })
    }
    const { status, page } = await app.answerLink(token, { choice: 'download' })
    expect([status, page.file?.type]).toEqual([200, 'application/json'])
    for (const word of WORDS) expect(page.file?.text).toContain(word)
    expect(Object.keys(JSON.parse(page.file?.text ?? '{}'))).toEqual(
      expect.arrayContaining(['people', 'introductions', 'partners', 'coach', 'desk', 'web']),
    )
    expect(await app.answerLink(token, { choice: 'download' })).toMatchObject({ status: 409 })
    expect(await app.openLink(token)).toMatchObject({ page: { choices: [] } })
  })

  test('people.export: the link ends after a day', async () => {
    const token = linkOf(await maria().says('/me export'))
    await town.travels(new Date(town.now().getTime() + 25 * 3_600_000))
    expect(await town.desk.app.openLink(token)).toMatchObject({ status: 410 })
  })

  test('people.delete: shows what goes, asks for the word, and leaves nothing in any table', async () => {
    const { id } = await prisma().member.findFirstOrThrow({ where: { name: 'Maria Keller' } })
    await livesALife()
    expect((await tablesWith(town.desk.database, WORDS)).length).toBeGreaterThan(8)
    const preview = readCard(cardOf(await maria().says('/me delete')))
    expect(preview).toMatch(/3 requests/)
    expect(preview).toMatch(/\d+ contacts that you know/)
    expect(preview).toContain('What stays')
    await maria().clicks('Delete my data')
    expect(await maria().fills({ typed: 'yes' })).toMatchObject({ kind: 'invalid', problems: [{ field: 'typed' }] })
    const receipt = cardOf(await maria().fills({ typed: 'delete' }))
    expect(receipt.reference).toMatch(/^A-\d+$/)
    await town.settles()
    await town.travels(new Date(town.now().getTime() + 60_000))

    expect(await tablesWith(town.desk.database, [...WORDS, 'Maria Keller', 'maria@tidewater'])).toEqual([])
    expect(await prisma().identity.count({ where: { memberId: id } })).toBe(0)
    expect(await prisma().webConversation.count({ where: { externalIds: { has: 'maria' } } })).toBe(0)
    expect(await prisma().auditLine.findMany()).toMatchObject([{ kind: 'people.deleted', actorId: null, said: null }])
    expect(await town.person('femi').reads()).not.toContain('Maria')
  })

  test('people.delete: a facilitator’s answers, drafts and reasons go as well, and nobody is left waiting', async () => {
    await livesALife()
    const femi = town.person('femi')
    await femi.clicks('Edit the text')
    await femi.fills({ subject: 'A Wombat', body: 'Dear both, meet over a Wombat.' })
    await femi.says('/me delete')
    await femi.clicks('Delete my data')
    await femi.fills({ typed: 'DELETE' })
    await town.settles()
    await town.travels(new Date(town.now().getTime() + 60_000))
    expect(await tablesWith(town.desk.database, ['Wombat', 'Femi Adeyemi', 'femi@lagoon'])).toEqual([])
    expect(await maria().reads()).toContain('I look again')
  })

  test('people.delete: somebody who was deleted begins anew', async () => {
    await maria().says('/me delete')
    await maria().clicks('Delete my data')
    await maria().fills({ typed: 'DELETE' })
    expect(readCard(cardOf(await maria().says('/me privacy')))).toContain('one account of yours')
  })

  test('people.delete: the last administrator gives the role away first', async () => {
    const tomas = town.person('tomas')
    await tomas.says('/me delete')
    await tomas.clicks('Delete my data')
    expect(await tomas.fills({ typed: 'DELETE' })).toMatchObject({ kind: 'invalid', problems: [{ field: 'typed' }] })
    expect(await prisma().member.count({ where: { status: 'ERASED' } })).toBe(0)
  })

  /** Something in every corner of the house. */
  async function livesALife(): Promise<void> {
    const who = maria()
    await who.sends('people.open_profile:1:')
    await who.fills({
      headline: 'Quokka keeper',
      organization: 'Okapi Ltd',
      city: 'Lisbon',
      tags: 'axolotl',
      bio: 'Axolotl!',
    })
    await who.sends('people.name_contact:1:')
    await who.fills({ name: 'Numbat Jones', email: 'numbat@jones.example', strength: '0.8' })
    await who.clicks('Edit notes')
    await who.fills({ notes: 'Pangolin friend' })
    await who.says('/intro ask')
    const target = await who.finds('target', 'marchetti')
    await who.fills({ purpose: 'Fossa', message: 'Our Fossa pilot', urgency: 'NORMAL', target })
    await town.settles()
    await town.person('femi').clicks('Accept')
    await town.settles()
    await who.says('/coach ask How do I feed a Gharial?')
    await town.settles()
  }
})

function cardOf(reply: Reply) {
  if (reply.kind === 'card' || reply.kind === 'update') return reply.card
  throw new Error(`Expected a card, but it was ${JSON.stringify(reply)}`)
}
