import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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

  beforeEach(async () => {
    town = await openTown(open)
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('“never contact me” is kept, and the asker only hears that it is not possible', async () => {
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

  test('an ask without a path goes to the board, where somebody can help', async () => {
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

  test('people are found by name, and by what they are, typing mistakes and all; nobody sees who knows them', async () => {
    const maria = town.person('maria')
    await maria.says('/intro find sofia')
    expect(await maria.reads()).toContain('Sofia Marchetti')
    await maria.says('/intro find a CFO at a robtics company in Berln')
    const found = (await maria.reads()).split('a robtics company')[1] ?? ''
    expect(found).toContain('These people may be whom you mean')
    expect(found).toContain('CFO, Nordlicht Robotics, Berlin')
    expect(found).not.toMatch(/Femi|Jonas|Inês/)
    await maria.says('/intro find zeppelin captain')
    expect(await maria.reads()).toContain('nobody who is that')
  })

  test('asks for the same person are taken one at a time', async () => {
    const [maria, diego] = [town.person('maria'), town.person('diego')]
    await asks(maria, 'sofia')
    await asks(diego, 'sofia')
    expect(await diego.reads()).toContain('You are next in line')
    await maria.clicks('Withdraw it')
    expect(await diego.reads()).toContain('Somebody who may help has it')
  })

  test('refuses kindly, at the field, and keeps what was typed', async () => {
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
