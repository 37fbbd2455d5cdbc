import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, readCard, type Town } from '../../helpers/town.ts'

/** Members who were imported and never came, or whose platform the desk has left: nobody waits for an answer that cannot come. */

const words = { someone: '', purpose: 'A pilot', message: 'Ours takes an hour.', urgency: 'NORMAL' }

describe.each(testDatabases())('members without an account on $name', ({ open }) => {
  let town: Town
  let maria: Person

  beforeEach(async () => {
    town = await openTown(open)
    maria = town.person('maria')
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const hasNoAccount = (key: string) =>
    town.desk.database.prisma.identity.deleteMany({ where: { surface: 'web', externalId: key } })
  const asks = async (name: string) => {
    await maria.says('/intro ask')
    await maria.fills({ ...words, target: await maria.finds('target', name) })
  }

  test('are asked to open no door: it is with the next one at once', async () => {
    await hasNoAccount('femi')
    await asks('sofia')
    const offer = await town.desk.database.prisma.offer.findFirstOrThrow({ where: { status: 'OPEN' } })
    const { name } = await town.desk.database.prisma.member.findFirstOrThrow({ where: { id: offer.facilitatorId } })
    expect(name).not.toBe('Femi Adeyemi')
    expect(await maria.reads()).toContain('Somebody who may help has it')
  })

  test('are asked by mail whether they want to be introduced, and introduced by mail', async () => {
    const femi = town.person('femi')
    await hasNoAccount('nora')
    await asks('nora')
    await femi.clicks('Accept')
    await femi.clicks('Ask whether they want to')
    const [mail] = await town.mailTo('nora@northstar.example')
    expect(mail && readCard(mail)).toContain('may I introduce Maria Keller to you?')
    const items = mail?.body.flatMap((block) => (block.kind === 'actions' ? block.items : [])) ?? []
    const link = items.find((item) => item.kind === 'link')
    await town.desk.app.answerLink(link?.kind === 'link' ? (link.href.split('/l/')[1] ?? '') : '', { choice: 'yes' })
    await town.settles()
    await femi.clicks('Send it by e-mail')
    expect((await town.mailTo('nora@northstar.example')).length).toBe(2)
  })
})
