import { afterEach, describe, expect, test } from 'vitest'
import { mayEarnRewards } from '../../../src/domains/partners/api.ts'
import { choose, pause } from '../../../src/domains/partners/contracts.ts'
import { workspaceId } from '../../../src/kit/brand.ts'
import { encodeToken } from '../../../src/kit/token.ts'
import { toPlainText } from '../../../src/kit/ui/text.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, type Town } from '../../helpers/town.ts'

const need = { need: 'A co-ownership agreement for the four of us', price: '$400k to $600k', timeline: 'By March' }

async function invites(priya: Person, company: string, states = 'MN', type = 'ATTORNEY'): Promise<void> {
  await priya.says('/partner invite')
  const email = `${company.toLowerCase().replaceAll(/\W+/g, '')}@partners.example`
  await priya.fills({ type, company, contact: `${company} Contact`, email, states })
  await priya.clicks('Activate')
}

async function asks(who: Person, state = 'MN', type = 'ATTORNEY') {
  await who.says(`/partner ask`)
  return who.fills({ ...need, type, state })
}

describe.each(testDatabases())('partners on $name', ({ open }) => {
  let town: Town

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('from the ask to the outcome: the same lifecycle, the same cards', async () => {
    town = await openTown(open)
    const [maria, priya] = [town.person('maria'), town.person('priya')]
    await invites(priya, 'Bell & Rowe')
    expect(await asks(maria)).toMatchObject({ kind: 'card' })
    expect(await maria.reads()).toContain('Nobody is paid')
    expect(await maria.reads()).toContain('Somebody who may help has it')
    expect(await priya.reads()).toContain('Maria Keller would like to meet Bell & Rowe Contact')
    expect(await priya.reads()).toContain('You look after partners')
    await priya.clicks('Accept')
    expect(await maria.reads()).toContain('Priya Raman said yes')
    await priya.clicks('I have asked them already')
    await priya.clicks('Send it by e-mail')
    const [mail] = (await town.mailTo('bellrowe@partners.example')).slice(-1)
    expect(JSON.stringify(mail)).toContain('Nobody is paid')
    await maria.clicks('We met')
    await maria.clicks('Tell what came of it')
    await maria.fills({ outcome: 'DEAL_CLOSED', notes: '', meetingDate: '' })
    expect(await priya.reads()).toContain('it led to a deal')
  })

  test('whoever has as many open requests as the community allows is told how many that are', async () => {
    town = await openTown(open)
    const { prisma } = town.desk.database
    const { id } = await prisma.workspace.findFirstOrThrow()
    await prisma.houseRules.create({ data: { workspaceId: id, numbers: { liveRequests: 2 }, changedAt: town.now() } })
    const diego = town.person('diego')
    for (const state of ['TX', 'NY']) expect(await asks(diego, state)).toMatchObject({ kind: 'card' })
    const refused = await asks(diego, 'FL')
    expect(refused.kind === 'refused' && toPlainText(refused.text)).toContain('no more than 2 may be open at a time')
  })

  test('where nobody works yet there is a place in line, and the oldest are called back first', async () => {
    town = await openTown(open)
    const priya = town.person('priya')
    const line = ['maria', 'karim', 'samuel', 'diego'].map((key) => town.person(key))
    for (const who of line) {
      await asks(who, 'TX')
      expect(await who.reads()).toContain('place in line')
    }
    await invites(priya, 'Lone Star Law', 'Texas')
    await town.settles()
    const [maria, karim, samuel, diego] = line as [Person, Person, Person, Person]
    for (const who of [maria, karim, samuel]) expect(await who.reads()).toContain('There is an attorney in Texas now')
    expect(await diego.reads()).not.toContain('There is an attorney in Texas now')
    await maria.clicks('Yes, still wanted')
    expect(await maria.reads()).toContain('Somebody who may help has it')
    expect(await diego.reads()).toContain('There is an attorney in Texas now')
    await karim.clicks('No, not any more')
    expect(await karim.reads()).toContain('withdrawn')
  })

  test('equal partners take turns, and a regulated ask offers the choice', async () => {
    town = await openTown(open)
    const [maria, karim, priya] = [town.person('maria'), town.person('karim'), town.person('priya')]
    await invites(priya, 'Bell & Rowe')
    await invites(priya, 'Lake Loring')
    await asks(maria)
    expect(await maria.reads()).toContain('they take turns')
    expect(await priya.reads()).toContain('Maria Keller would like to meet Bell & Rowe Contact')
    await asks(karim)
    expect(await priya.reads()).toContain('Karim Haddad would like to meet Lake Loring Contact')
    const { prisma } = town.desk.database
    const bell = await prisma.partner.findFirstOrThrow({ where: { companyName: 'Bell & Rowe' } })
    const second = await prisma.partnerAsk.findFirstOrThrow({ where: { partnerId: { not: bell.id } } })
    await karim.sends(encodeToken(choose, { requestId: second.requestId, partnerId: bell.id }))
    await town.settles()
    expect(await priya.reads()).toContain('Karim Haddad would like to meet Bell & Rowe Contact')
    const proofs = await prisma.partnerTurn.findMany({ where: { requestId: second.requestId }, orderBy: { id: 'asc' } })
    expect(proofs.map(({ picked }) => picked === bell.id)).toEqual([false, true])
    expect(await maria.sends(encodeToken(choose, { requestId: second.requestId, partnerId: bell.id }))).toMatchObject({
      ...{ kind: 'refused', code: 'not_yours' },
    })
  })

  test('a partner set inactive: what is open goes to the next one, and everybody concerned is told once', async () => {
    town = await openTown(open)
    const [maria, karim, samuel, priya] = ['maria', 'karim', 'samuel', 'priya'].map((key) => town.person(key)) as [
      Person,
      Person,
      Person,
      Person,
    ]
    await invites(priya, 'Bell & Rowe')
    for (const who of [maria, karim, samuel]) await asks(who)
    await invites(priya, 'Lake Loring')
    const { prisma } = town.desk.database
    const bell = await prisma.partner.findFirstOrThrow({ where: { companyName: 'Bell & Rowe' } })
    expect(await priya.sends(encodeToken(pause, { partnerId: bell.id }))).toMatchObject({ kind: 'update' })
    await town.settles()
    for (const who of [maria, karim, samuel]) {
      expect((await who.reads()).match(/Bell & Rowe is not available any more/g)).toHaveLength(1)
      expect(await who.reads()).toContain('It is with someone else now')
    }
    const open3 = await prisma.partnerAsk.findMany({ select: { partnerId: true } })
    expect(new Set(open3.map(({ partnerId }) => partnerId)).size).toBe(1)
    expect(open3[0]?.partnerId).not.toBe(bell.id)
    const told = await prisma.delivery.count({ where: { notice: 'partners.moved_on' } })
    await town.desk.app.tick(new Date(town.now().getTime() + 60_000))
    await town.settles()
    expect(await prisma.delivery.count({ where: { notice: 'partners.moved_on' } })).toBe(told)
    expect(told).toBe(3)
  })

  test('the team asks a partner, reads the answer on the same card, and removes them', async () => {
    town = await openTown(open)
    const [priya, samuel] = [town.person('priya'), town.person('samuel')]
    const { prisma } = town.desk.database
    await invites(priya, 'Bell & Rowe')
    const bell = await prisma.partner.findFirstOrThrow()
    const { id: memberId } = await prisma.member.findFirstOrThrow({ where: { name: { startsWith: 'Samuel' } } })
    await prisma.partner.update({ where: { id: bell.id }, data: { memberId } })
    await priya.clicks('Ask them')
    await priya.fills({ question: 'Do you work on co-ownership agreements?' })
    expect(await samuel.reads()).toContain('Do you work on co-ownership agreements?')
    await samuel.clicks('Answer')
    await samuel.fills({ answer: 'Two a month.' })
    expect(await priya.reads()).toContain('Two a month.')
    const home = await samuel.home()
    expect(JSON.stringify(home)).toContain('You as a partner')
    await priya.clicks('Remove')
    expect(await prisma.partner.findFirstOrThrow()).toMatchObject({ status: 'REMOVED' })
    expect(JSON.stringify(await samuel.home())).not.toContain('You as a partner')
  })

  test('an administrator lifts the rail for one kind; what was asked before stays as it was', async () => {
    town = await openTown(open)
    const [maria, tomas, priya] = [town.person('maria'), town.person('tomas'), town.person('priya')]
    await invites(priya, 'Bell & Rowe')
    await asks(maria)
    await tomas.says('/partner rules')
    await tomas.clicks('Lift it')
    await tomas.fills({ reason: 'Counsel agreed' })
    await asks(maria, 'WI')
    const { prisma, reader } = { prisma: town.desk.database.prisma, reader: town.desk.ports.database.reader }
    const made = await prisma.partnerAsk.findMany({ orderBy: { createdAt: 'asc' } })
    expect(made.map(({ regulated }) => regulated)).toEqual([true, false])
    const workspace = workspaceId(made[0]?.workspaceId ?? '')
    const may = await Promise.all(made.map(({ requestId }) => mayEarnRewards(reader, workspace, requestId)))
    expect(may).toEqual([false, true])
    expect(await prisma.partnerTypeRule.findMany()).toMatchObject([
      { partnerType: 'ATTORNEY', reason: 'Counsel agreed' },
    ])
    expect(await prisma.auditLine.findMany({ where: { why: 'Counsel agreed' } })).toMatchObject([
      { said: 'lifted the rule for attorneys' },
    ])
  })

  test('somebody outside accepts by their link, and the team decides', async () => {
    town = await openTown(open)
    const priya = town.person('priya')
    await priya.says('/partner invite')
    await priya.fills({ type: 'CPA', company: 'Sums', contact: 'Ada Sum', email: 'ada@sums.example', states: 'MN, CA' })
    const [mail] = await town.mailTo('ada@sums.example')
    const link = mail?.body
      .flatMap((block) => (block.kind === 'actions' ? block.items : []))
      .find((item) => item.kind === 'link')
    const token = link?.kind === 'link' ? (link.href.split('/l/')[1] ?? '') : ''
    expect(await town.desk.app.answerLink(token, { choice: 'agree', note: 'Since 1998' })).toMatchObject({
      status: 200,
    })
    await town.settles()
    expect(await priya.reads()).toContain('Since 1998')
    await priya.clicks('Activate')
    expect(await priya.reads()).toContain('takes introductions')
    const maria = town.person('maria')
    await maria.says('/partner coverage minesota')
    expect(await maria.reads()).toContain('Accountants Available 1')
    await maria.says('/partner find sum in california')
    expect(await maria.reads()).toContain('Sums · Accountant')
  })
})
