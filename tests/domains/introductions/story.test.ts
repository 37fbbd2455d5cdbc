import { afterEach, describe, expect, test } from 'vitest'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, type Town } from '../../helpers/town.ts'

const words = {
  someone: '',
  purpose: 'Pilot customers for our battery tester',
  message: 'A shipyard loses a day a month to battery tests. Ours takes an hour.',
  urgency: 'NORMAL',
}

async function asks(who: Person, name: string): Promise<void> {
  await who.says('/intro ask')
  await who.fills({ ...words, target: await who.finds('target', name) })
}

describe.each(testDatabases())('introductions on $name', ({ open }) => {
  let town: Town

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('from the ask to the outcome, with a target who is a member', async () => {
    town = await openTown(await open())
    const [maria, femi, nora] = [town.person('maria'), town.person('femi'), town.person('nora')]
    expect(await maria.says('/intro')).toMatchObject({ kind: 'form' })
    const target = await maria.finds('target', 'nora')
    expect(await maria.fills({ ...words, target })).toEqual({ kind: 'nothing' })
    expect(await maria.reads()).toContain('Somebody who may help has it')
    expect(await maria.reads()).not.toContain('Femi')

    expect(await femi.reads()).toContain('Maria Keller would like to meet Nora Lindqvist')
    expect(await femi.clicks('Accept')).toMatchObject({ kind: 'update' })
    expect(await maria.reads()).toContain('Femi Adeyemi said yes')
    expect(await femi.reads()).toContain('Written from a template')

    await femi.clicks('Edit the text')
    await femi.fills({ subject: 'Maria and Nora', body: 'Hello you two, please meet.' })
    expect(await femi.reads()).toContain('In your own words')
    await femi.clicks('Ask whether they want to')
    expect(await nora.reads()).toContain('Maria Keller would like to meet you')
    expect(await nora.clicks('Yes, introduce us')).toMatchObject({ kind: 'update' })
    expect(await femi.reads()).toContain('Nora Lindqvist said yes')
    expect(await femi.clicks('Introduce them in a chat')).toMatchObject({ kind: 'update' })

    expect(await nora.reads()).toContain('Hello you two, please meet.')
    expect(await maria.reads()).toContain('Now it is your turn to write')
    await maria.clicks('We met')
    expect(await femi.reads()).toContain('are in touch')
    await maria.clicks('Tell what came of it')
    await maria.fills({ outcome: 'DEAL_CLOSED', notes: 'A pilot in the spring', meetingDate: '2026-11-24' })
    expect(await maria.reads()).toContain('It led to a deal')
    expect(await femi.reads()).toContain('A pilot in the spring')
  })

  test('a target outside answers by a link that works once', async () => {
    town = await openTown(await open())
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'sofia')
    await femi.clicks('Accept')
    await femi.clicks('Ask whether they want to')
    const [mail] = await town.mailTo('sofia.marchetti@nordlicht.example')
    expect(JSON.stringify(mail)).toContain('Maria Keller')
    const link = mail?.body
      .flatMap((block) => (block.kind === 'actions' ? block.items : []))
      .find((item) => item.kind === 'link')
    const token = link?.kind === 'link' ? (link.href.split('/l/')[1] ?? '') : ''
    expect((await town.desk.app.openLink(token)).page.choices).toHaveLength(3)
    expect(await femi.reads()).toContain('has until')
    expect(await town.desk.app.answerLink(token, { choice: 'yes' })).toMatchObject({ status: 200 })
    await town.settles()
    expect(await town.desk.app.answerLink(token, { choice: 'never' })).toMatchObject({ status: 409 })
    expect(await femi.reads()).toContain('Sofia Marchetti said yes')
    await femi.clicks('Send it by e-mail')
    expect(await town.mailTo('sofia.marchetti@nordlicht.example')).toHaveLength(2)
    expect(await maria.reads()).toContain('sofia.marchetti@nordlicht.example')
  })

  test('“never contact me” is kept, and the asker only hears that it is not possible', async () => {
    town = await openTown(await open())
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'sofia')
    await femi.clicks('Accept')
    await femi.clicks('Ask whether they want to')
    const token = await linkIn(town, 'sofia.marchetti@nordlicht.example')
    await town.desk.app.answerLink(token, { choice: 'never', note: 'Please stop' })
    await town.settles()
    expect(await maria.reads()).toContain('not available for this right now')
    expect(await maria.reads()).not.toContain('Please stop')
    expect(await femi.reads()).toContain('Please stop')
    await maria.says('/intro ask')
    await expect(maria.finds('target', 'marchetti')).rejects.toThrow('Nothing was found')
  })

  test('declines, questions, suggestions and deferrals move it on, and name nobody', async () => {
    town = await openTown(await open())
    const [maria, femi, jonas] = [town.person('maria'), town.person('femi'), town.person('jonas')]
    await asks(maria, 'sofia')
    await femi.clicks('Ask a question')
    await femi.fills({ question: 'Is there a data sheet?' })
    expect(await maria.reads()).toContain('Is there a data sheet?')
    expect(await maria.reads()).not.toContain('Femi')
    await maria.clicks('Answer')
    await maria.fills({ answer: 'Four pages' })
    expect(await femi.reads()).toContain('Four pages')
    await femi.clicks('Decline')
    await femi.fills({ reason: 'I ask her too often', reasonFor: 'ADMINS' })
    expect(await maria.reads()).toContain('It is with someone else now')
    expect(await maria.reads()).not.toContain('too often')
    expect(await maria.reads()).not.toContain('Femi')
    expect(await femi.reads()).toContain('You passed on this one')
    const next = (await jonas.reads()).includes('Sofia Marchetti') ? jonas : town.person('ines')
    await next.clicks('More answers', { pick: 'defer' })
    await next.fills({ until: '2026-12-03' })
    expect(await next.reads()).toContain('You get this back on')
  })

  test('silence is nudged once at half time, and then it goes to the next', async () => {
    town = await openTown(await open())
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'sofia')
    await town.travels(new Date('2026-11-26T12:00:00Z'))
    expect((await femi.reads()).match(/Somebody waits for your yes or no/g)).toHaveLength(2)
    await town.travels(new Date('2026-11-27T09:30:00Z'))
    expect(await femi.reads()).toContain('The time for this one was over')
    expect(await maria.reads()).toContain('It is with someone else now')
    await expect(femi.clicks('Accept')).rejects.toThrow('sees no button')
  })

  test('ends after 30 days, with a notice two days before, and everybody is told once', async () => {
    town = await openTown(await open())
    const maria = town.person('maria')
    await asks(maria, 'sofia')
    await town.travels(new Date('2026-12-23T12:00:00Z'))
    const before = await maria.reads()
    if (before.includes('ends soon')) await town.travels(new Date('2026-12-30T12:00:00Z'))
    const text = await maria.reads()
    expect(text).toMatch(/expired|Not possible/i)
  })

  test('two people and two clicks on one card have one effect', async () => {
    town = await openTown(await open())
    const [maria, femi, jonas] = [town.person('maria'), town.person('femi'), town.person('jonas')]
    await asks(maria, 'sofia')
    const token = await femi.token('Accept')
    expect(await jonas.sends(token)).toMatchObject({ kind: 'refused', code: 'not_yours' })
    const [one, two] = await Promise.all([femi.sends(token), femi.sends(token)])
    expect([one.kind, two.kind]).toEqual(['update', 'update'])
    await town.settles()
    const kept = await town.desk.database.prisma.referralActivity.count({ where: { type: 'REQUEST_ACCEPTED' } })
    expect(kept).toBe(1)
    await maria.clicks('Withdraw it')
    expect(await femi.reads()).toContain('does not need the introduction any more')
    expect(await femi.sends(token)).toMatchObject({ kind: 'refused', code: 'moved_on' })
  })

  test('an ask without a path goes to the board, where somebody can help', async () => {
    town = await openTown(await open())
    const [maria, karim] = [town.person('maria'), town.person('karim')]
    await maria.says('/intro ask')
    await maria.fills({ ...words, target: '', someone: 'A zeppelin captain' })
    expect(await maria.reads()).toContain('No verified path')
    await maria.clicks('Put it on the ask board')
    await karim.says('/intro board')
    expect(await karim.reads()).toContain('A zeppelin captain')
    expect(await karim.reads()).not.toContain('Maria')
    await karim.clicks('I can help')
    await karim.fills({ contact: '', name: 'Otto Lilienthal', email: 'otto@sky.example' })
    expect(await karim.reads()).toContain('Maria Keller would like to meet Otto Lilienthal')
    expect(await maria.reads()).toContain('Karim Haddad said yes')
  })

  test('asks for the same person are taken one at a time', async () => {
    town = await openTown(await open())
    const [maria, diego] = [town.person('maria'), town.person('diego')]
    await asks(maria, 'sofia')
    await asks(diego, 'sofia')
    expect(await diego.reads()).toContain('You are next in line')
    await maria.clicks('Withdraw it')
    expect(await diego.reads()).toContain('Somebody who may help has it')
  })

  test('refuses kindly, at the field, and keeps what was typed', async () => {
    town = await openTown(await open())
    const maria = town.person('maria')
    await maria.says('/intro ask')
    expect(await maria.fills({ ...words, target: '' })).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'target' }],
    })
    expect(await maria.fills({ ...words, target: '', message: 'x'.repeat(100_000) })).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'message' }],
    })
    await asks(maria, 'sofia')
    await maria.says('/intro ask')
    const target = await maria.finds('target', 'sofia')
    expect(await maria.fills({ ...words, target })).toMatchObject({ kind: 'invalid', problems: [{ field: 'target' }] })
  })
})

async function linkIn(town: Town, email: string): Promise<string> {
  const mail = (await town.mailTo(email)).at(-1)
  const items = mail?.body.flatMap((block) => (block.kind === 'actions' ? block.items : [])) ?? []
  const link = items.find((item) => item.kind === 'link')
  return link?.kind === 'link' ? (link.href.split('/l/')[1] ?? '') : ''
}
