import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '../helpers/database.ts'
import { openTown, type Person, type Town, TUESDAY } from '../helpers/town.ts'

const ASK = {
  purpose: 'How shipyards buy robots',
  message: 'We have two paid pilots and would like to hear how a first contract looks.',
  urgency: 'NORMAL',
}

describe.each(testDatabases())('an introduction on $name', ({ open }) => {
  let town: Town
  let maria: Person
  let femi: Person
  let nora: Person

  beforeEach(async () => {
    town = await openTown(open)
    maria = town.person('maria')
    femi = town.person('femi')
    nora = town.person('nora')
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  async function asks(who: Person, name: string): Promise<void> {
    await who.says('/intro ask')
    expect(await who.fills({ ...ASK, target: await who.finds('target', name) })).toMatchObject({ kind: 'nothing' })
  }

  test('is asked for, accepted, drafted, agreed to, sent, and comes to something', async () => {
    await asks(maria, 'nora')
    expect(await maria.reads()).not.toContain('Femi')
    expect(await femi.reads()).toContain('Maria Keller would like to meet Nora Lindqvist')

    await femi.clicks('Accept')
    expect(await maria.reads()).toContain('Femi Adeyemi will introduce you')
    expect(await femi.reads()).toContain('Written from a template, because no model is configured.')

    await femi.clicks('Ask whether')
    await nora.clicks('Yes')
    await femi.clicks('Edit the text')
    await femi.fills({ subject: 'Maria and Nora', body: 'Hello Nora, this is Maria. She asks good questions.' })
    await femi.clicks('Introduce them in a chat')
    for (const person of [maria, femi, nora]) {
      expect(await person.reads()).toContain('Hello Nora, this is Maria. She asks good questions.')
    }

    await maria.clicks('We met')
    await maria.clicks('Tell what came of it')
    await maria.fills({ outcome: 'CONNECTION_MADE', notes: 'They try our robot in spring.' })
    expect(await maria.reads()).toContain('Closed')
    expect(await femi.reads()).toMatch(/thank/i)
  })

  test('is made with somebody outside by a signed link that answers once', async () => {
    await asks(maria, 'henrik')
    const ines = town.person('ines')
    await ines.clicks('Accept')
    await ines.clicks('Ask whether')
    const [mail] = await town.mailTo('henrik@fjordfund.example')
    const link = mail?.body
      .flatMap((block) => (block.kind === 'actions' ? block.items : []))
      .find((item) => item.kind === 'link')
    const token = link?.kind === 'link' ? new URL(link.href).pathname.replace('/l/', '') : ''

    const { app } = town.desk
    expect(await app.openLink(token)).toMatchObject({ status: 200 })
    expect(await app.openLink(token)).toMatchObject({ status: 200 })
    const yes = (await app.openLink(token)).page.choices[0]?.value ?? ''
    const answers = await Promise.all([1, 2, 3].map(() => app.answerLink(token, { choice: yes })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    await town.settles()
    expect(await ines.reads()).toContain('Henrik Dahl said yes')
    expect(await app.openLink(`${token}x`)).toMatchObject({ status: 404 })
  })

  test('goes to the next facilitator after a no, and the asker never learns who said it', async () => {
    await asks(maria, 'nora')
    await femi.clicks('Decline')
    expect(await femi.fills({ reason: '', reasonFor: 'NOBODY' })).toMatchObject({ kind: 'update' })
    const jonas = town.person('jonas')
    expect(await jonas.reads()).toContain('Maria Keller would like to meet Nora Lindqvist')
    expect(await maria.reads()).not.toMatch(/Femi|Jonas|declin/i)
  })

  test('nudges once at half time, moves on after three working days, and ends after thirty', async () => {
    await asks(maria, 'nora')
    const nudges = async () => ((await femi.reads()).match(/A reminder/g) ?? []).length
    await town.travels(new Date('2026-11-25T15:00:00Z'))
    expect(await nudges()).toBe(0)
    await town.travels(new Date('2026-11-25T16:00:00Z'))
    expect(await nudges()).toBe(1)
    await town.travels(new Date('2026-11-27T09:00:00Z'))
    expect(await nudges()).toBe(1)
    const jonas = town.person('jonas')
    expect(await jonas.reads()).not.toContain('Nora')
    await town.travels(new Date('2026-11-27T09:30:00Z'))
    expect(await jonas.reads()).toContain('Nora')
    await town.travels(new Date(TUESDAY.getTime() + 31 * 86_400_000))
    expect(await maria.reads()).toMatch(/Expired|Ended/)
  })

  test('has one effect when two click at once, when one clicks twice, and when a card is old', async () => {
    await asks(maria, 'nora')
    const accept = await femi.token('Accept')
    const replies = await Promise.all([femi.sends(accept), femi.sends(accept), nora.sends(accept)])
    expect(replies.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'update', 'update'])
    const offers = await town.desk.database.prisma.offer.count({
      where: { status: 'ACCEPTED', request: { status: 'ACCEPTED' } },
    })
    expect(offers).toBe(1)
    await maria.clicks('Withdraw')
    expect(await femi.sends(accept)).toMatchObject({ kind: 'refused' })
    expect(await femi.reads()).toMatch(/withdr/i)
  })

  test('keeps quiet at night and over the weekend', async () => {
    await town.travels(new Date('2026-11-27T20:00:00Z'))
    await asks(maria, 'nora')
    expect(await femi.cards()).toHaveLength(0)
    await town.travels(new Date('2026-11-29T12:00:00Z'))
    expect(await femi.cards()).toHaveLength(0)
    await town.travels(new Date('2026-11-30T07:30:00Z'))
    expect(await femi.reads()).toContain('Maria Keller would like to meet')
  })
})
