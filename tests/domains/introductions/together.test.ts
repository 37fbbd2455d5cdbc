import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toPlainText } from '../../../src/kit/ui/text.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, readCard, type Town } from '../../helpers/town.ts'

/** Nobody is approached twice at a time: asks that one facilitator takes together are one question to the person they are about. */

const words = { someone: '', purpose: 'A pilot', message: 'Ours takes an hour.', urgency: 'NORMAL' }
const SOFIA = 'sofia.marchetti@nordlicht.example'

describe.each(testDatabases())('asks taken together on $name', ({ open }) => {
  let town: Town
  let maria: Person
  let diego: Person
  let femi: Person
  let nora: Person
  const prisma = () => town.desk.database.prisma

  beforeEach(async () => {
    town = await openTown(open)
    maria = town.person('maria')
    diego = town.person('diego')
    femi = town.person('femi')
    nora = town.person('nora')
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const asks = async (who: Person, name: string) => {
    await who.says('/intro ask')
    await who.fills({ ...words, purpose: `Why ${name}`, target: await who.finds('target', name) })
  }
  const femiTakesBoth = async (name: string) => {
    await asks(maria, name)
    await asks(diego, name)
    await femi.clicks('Accept')
    await femi.clicks('Take the next one along')
  }
  const questions = async () => (await nora.cards()).filter(({ title }) => title.includes('to meet you'))
  const consents = () => prisma().consent.findMany({ where: { party: 'TARGET' }, orderBy: { id: 'asc' } })
  const mails = async () => (await town.mailTo(SOFIA)).map(readCard)
  const linkTo = async (label: string) => {
    const items = (await town.mailTo(SOFIA)).at(-1)?.body.flatMap((one) => (one.kind === 'actions' ? one.items : []))
    const link = items?.find((item) => item.kind === 'link' && item.label.startsWith(label))
    return link?.kind === 'link' ? (link.href.split('/l/')[1] ?? '') : ''
  }

  test('a member reads one card and answers for each; one who says never is asked about neither', async () => {
    await femiTakesBoth('nora')
    expect(await femi.reads()).toContain('One message asks Nora Lindqvist about Diego Salas and Maria Keller.')
    await femi.clicks('Ask whether they want to')
    const [card, ...more] = await questions()
    expect(more).toEqual([])
    expect(card?.title).toBe('Maria Keller and Diego Salas would each like to meet you')
    await nora.clicks('Yes, introduce Maria')
    expect(await nora.reads()).toContain('Maria Keller: Thank you! The introduction comes to you here.')
    expect((await consents()).map(({ status }) => status)).toEqual(expect.arrayContaining(['YES', 'ASKED']))
    await nora.clicks('Never ask me again')
    expect(await questions()).toHaveLength(1)
    expect(await nora.reads()).toContain('Diego Salas: You will not be asked again.')
    expect(await diego.reads()).toContain('not available for this right now')
    // What she had agreed to before stands.
    await femi.clicks('Introduce them in a chat')
    expect(await maria.reads()).toContain('Nora Lindqvist')
  })

  test('one that is taken later joins the question that is open, on the card that is there', async () => {
    await asks(maria, 'nora')
    await femi.clicks('Accept')
    await femi.clicks('Ask whether they want to')
    await asks(diego, 'nora')
    await femi.clicks('Take the next one along')
    expect(await femi.reads()).toContain('One message asks Nora Lindqvist about Diego Salas and Maria Keller.')
    await femi.clicks('Ask whether they want to')
    expect(await questions()).toHaveLength(1)
    await maria.clicks('Withdraw it')
    expect((await questions()).map(readCard).join()).toContain(
      'Maria Keller: This question is answered or no longer open',
    )
    await nora.clicks('Yes, introduce Diego')
    expect(await femi.reads()).toContain('Nora Lindqvist said yes')
  })

  test('whoever is asked again after an answer gets a card of their own', async () => {
    await asks(maria, 'nora')
    await femi.clicks('Accept')
    await femi.clicks('Ask whether they want to')
    await nora.clicks('Yes, introduce us')
    await asks(diego, 'nora')
    await femi.clicks('Take the next one along')
    await femi.clicks('Ask whether they want to')
    expect((await questions()).map(({ title }) => title)).toEqual([
      'Maria Keller would like to meet you',
      'Diego Salas would like to meet you',
    ])
  })

  test('somebody outside gets one mail, and one reminder; the page for one tells of the other', async () => {
    await femiTakesBoth('sofia')
    await femi.clicks('Ask whether they want to')
    expect(await mails()).toHaveLength(1)
    expect((await mails())[0]).toContain('Maria Keller and Diego Salas would each like to meet you')
    const [first, second] = [await linkTo('Answer Maria'), await linkTo('Answer Diego')]
    const { page } = await town.desk.app.openLink(first)
    const told = page.body.flatMap((block) => (block.kind === 'text' ? [toPlainText(block.text)] : []))
    expect(told).toContain('Diego Salas would like to meet you as well.')
    await town.travels(new Date('2026-11-30T12:00:00Z'))
    expect(await mails()).toHaveLength(2)
    await town.desk.app.answerLink(first, { choice: 'yes' })
    await town.desk.app.answerLink(second, { choice: 'later' })
    await town.settles()
    expect((await consents()).map(({ status }) => status).toSorted()).toEqual(['LATER', 'YES'])
    expect(await mails()).toHaveLength(2)
  })

  test('whoever offers a door on the board cannot approach somebody who is being asked already', async () => {
    await asks(maria, 'sofia')
    await femi.clicks('Accept')
    await diego.says('/intro ask')
    await diego.fills({ ...words, target: '', someone: 'A zeppelin captain' })
    await diego.clicks('Put it on the ask board')
    const offers = async (who: Person) => {
      await who.says('/intro board')
      await who.clicks('I can help')
      return who.fills({ contact: await who.finds('contact', 'sofia'), name: '', email: '' })
    }
    expect(await offers(town.person('jonas'))).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'contact', problem: expect.stringContaining('nobody is asked twice at a time') }],
    })
    // Femi asks her about both at once.
    expect(await offers(femi)).not.toMatchObject({ kind: 'invalid' })
    await femi.clicks('Ask whether they want to')
    expect((await mails())[0]).toContain('Maria Keller and Diego Salas would each like to meet you')
    expect(await mails()).toHaveLength(1)
  })

  test('two entries about one person are one person: the second ask waits in line, and goes on when the first has ended', async () => {
    const sofia = await prisma().contact.findFirstOrThrow({ where: { name: 'Sofia Marchetti' } })
    const jonas = await prisma().member.findFirstOrThrow({ where: { name: 'Jonas Brandt' } })
    const { workspaceId, name, searchKey, createdAt } = sofia
    // As Jonas has typed her, on a day on which he could not see that she was known.
    const entry = { id: 'c-again', workspaceId, name, searchKey: `${searchKey}again `, createdAt }
    await prisma().contact.create({ data: { ...entry, emails: sofia.emails, addedById: jonas.id } })
    await prisma().contactKey.create({ data: { workspaceId, key: `e:${SOFIA}`, contactId: entry.id } })
    await prisma().relationship.create({
      data: { id: 'r-again', workspaceId, memberId: jonas.id, contactId: entry.id, declared: 1, createdAt },
    })
    await asks(maria, 'sofia')
    await femi.clicks('Accept')
    await diego.says('/intro ask')
    await diego.fills({ ...words, target: await diego.finds('target', 'marchetti again') })
    expect(await diego.reads()).toContain('You are next in line')
    expect(await femi.reads()).toContain('One more member would like to meet Sofia Marchetti')
    await maria.clicks('Withdraw it')
    expect(await diego.reads()).toContain('Somebody who may help has it')
    await maria.says('/intro ask')
    expect(await maria.fills({ ...words, target: await maria.finds('target', 'marchetti again') })).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'target' }],
    })
  })

  test('the home of whoever is asked shows the one question once', async () => {
    await femiTakesBoth('nora')
    await femi.clicks('Ask whether they want to')
    const home = await nora.home()
    const sections = home.kind === 'home' ? home.home.sections : []
    const titles = sections.flatMap(({ cards = [] }) => cards.map(({ title }) => title))
    expect(titles.filter((title) => title.includes('to meet you'))).toHaveLength(1)
  })

  test('both asked at once, from both cards: still one question', async () => {
    await femiTakesBoth('nora')
    const [one, other] = (await femi.cards())
      .flatMap(({ body }) => body.flatMap((block) => (block.kind === 'actions' ? block.items : [])))
      .flatMap((item) => (item.kind === 'button' && item.label.startsWith('Ask whether') ? [item.token] : []))
    await Promise.all([femi.sends(one ?? ''), femi.sends(other ?? '')])
    expect(await consents()).toHaveLength(2)
    expect(await questions()).toHaveLength(1)
  })
})
