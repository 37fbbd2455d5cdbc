import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { history } from '../../../src/domains/introductions/contracts.ts'
import { contracts as people } from '../../../src/domains/people/contracts.ts'
import { workspaceId as asWorkspaceId, memberId } from '../../../src/kit/brand.ts'
import { encodeToken } from '../../../src/kit/token.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, type Town } from '../../helpers/town.ts'

/** What only the whole desk can show: caps under many at once, reminders as one card, silence, history, a member's own data. */

const words = { someone: '', purpose: 'A pilot', message: 'Ours takes an hour.', urgency: 'NORMAL' }

async function asks(who: Person, name: string, changes: Record<string, string> = {}): Promise<void> {
  await who.says('/intro ask')
  await who.fills({ ...words, target: await who.finds('target', name), ...changes })
}

const tokenFor = (requestId: string): string => encodeToken(history, { requestId, page: 1 })

describe.each(testDatabases())('the introductions desk on $name', ({ open }) => {
  let town: Town
  const prisma = () => town.desk.database.prisma

  beforeEach(async () => {
    town = await openTown(open)
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('nobody gets above their caps, however many ask at once', async () => {
    // All of these know Femi's contacts; routing of several runs side by side.
    const pairs = [
      ['maria', 'marchetti'],
      ['diego', 'vogt'],
      ['karim', 'samuel'],
      ['ruth', 'nora'],
      ['lena', 'dahl'],
    ] as const
    await Promise.all(pairs.map(([who, name]) => asks(town.person(who), name)))
    await town.settles()
    const open_ = await prisma().offer.groupBy({
      by: ['facilitatorId'],
      where: {
        status: { in: ['OPEN', 'QUESTIONED', 'ACCEPTED'] },
        request: { status: { in: ['MATCHED', 'ACCEPTED'] } },
      },
      _count: true,
    })
    expect(open_.length).toBeGreaterThan(1)
    expect(Math.max(...open_.map(({ _count }) => _count))).toBeLessThanOrEqual(2)
  })

  test('several reminders of one person become one card, ticked off in place', async () => {
    const femi = town.person('femi')
    await asks(town.person('maria'), 'marchetti')
    await asks(town.person('diego'), 'vogt')
    await town.travels(new Date('2026-11-26T12:00:00Z'))
    expect(await femi.reads()).toContain('2 things wait for you')
    const reminders = (await femi.cards()).filter((card) => card.title.includes('things wait for you'))
    expect(reminders).toHaveLength(1)
    await femi.clicks('Decline')
    await femi.fills({ reason: '', reasonFor: 'NOBODY' })
    expect(await femi.reads()).toContain('Settled.')
  })

  test('three silent offers in a row pause a facilitator, who then chooses', async () => {
    const femi = town.person('femi')
    await femi.home()
    const { id } = await prisma().member.findFirstOrThrow({ where: { name: 'Femi Adeyemi' } })
    await prisma().member.update({ where: { id }, data: { silentOffers: 2 } })
    await asks(town.person('maria'), 'marchetti')
    await town.travels(new Date('2026-11-27T12:00:00Z'))
    expect(await femi.reads()).toContain('Shall the desk go on asking you?')
    await femi.clicks('Ask me in a month')
    expect(await femi.reads()).toContain('You are asked again from')
  })

  test('keeps a history that shows each reader what they may know', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'marchetti')
    await femi.clicks('Decline')
    await femi.fills({ reason: 'She is on leave', reasonFor: 'ADMINS' })
    await maria.clicks('Show its history')
    expect(await maria.reads()).toContain('Somebody who was asked: Could not help this time')
    expect(await maria.reads()).not.toContain('on leave')
    const requestId = (await prisma().referralRequest.findFirstOrThrow({ where: { purpose: 'A pilot' } })).id
    const history = await town.person('tomas').sends(tokenFor(requestId))
    expect(JSON.stringify(history)).toContain('She is on leave')
    expect(await town.person('samuel').sends(tokenFor(requestId))).toMatchObject({ kind: 'refused', code: 'not_yours' })
  })

  test('a facilitator who goes away leaves nobody waiting', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'marchetti')
    await femi.says('/me away 2026-12-10')
    await town.settles()
    expect(await maria.reads()).toContain('It is with someone else now')
  })

  test('and neither does one whose status on a platform says holiday, as long as it says so', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'marchetti')
    const untilSeconds = new Date('2026-12-10T17:00:00Z').getTime() / 1000
    await femi.sends(encodeToken(people.followStatus, { untilSeconds }))
    await town.settles()
    expect(await maria.reads()).toContain('It is with someone else now')
    await femi.says('/me away')
    expect(await femi.reads()).toContain('You are away until')
    await femi.sends(encodeToken(people.followStatus, { untilSeconds: 0 }))
    await femi.says('/me away')
    expect((await femi.reads()).split('You are away until')).toHaveLength(1)
  })

  test('whoever wants requests together gets them together, and their clock begins then', async () => {
    const [femi, maria, diego] = [town.person('femi'), town.person('maria'), town.person('diego')]
    await prisma().member.updateMany({ where: { name: 'Femi Adeyemi' }, data: { askRhythm: 'DAILY' } })
    await asks(maria, 'marchetti')
    await asks(diego, 'vogt')
    const offers = await prisma().offer.findMany({ where: { status: 'OPEN' }, orderBy: { id: 'asc' } })
    expect(await femi.reads()).not.toContain('would like to meet Sofia Marchetti')
    await town.travels(new Date('2026-11-25T08:01:00Z'))
    expect(await femi.reads()).toContain('would like to meet Sofia Marchetti')
    expect(offers[0]?.askedAt.toISOString()).toBe('2026-11-25T08:00:00.000Z')
    expect(offers[0]?.answerBy.toISOString()).toBe('2026-11-30T08:00:00.000Z')
  })

  test('help in a lighter way connects them without an introduction', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'marchetti')
    await femi.clicks('More answers', { pick: 'lighter' })
    await femi.fills({ how: 'OFFICE_HOUR', note: 'Thursdays at four' })
    expect(await maria.reads()).toContain('Thursdays at four')
    expect(await maria.reads()).toContain('Femi Adeyemi helps you without an introduction')
  })

  test('a member takes their words along, and nothing of them is left when they are erased', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'marchetti', { message: 'A very private message' })
    await femi.clicks('Accept')
    const { id, workspaceId } = await prisma().member.findFirstOrThrow({ where: { name: 'Maria Keller' } })
    const { app, database } = town.desk
    const whose = { workspaceId: asWorkspaceId(workspaceId), memberId: memberId(id) }
    expect(JSON.stringify(await app.exportMember(whose))).toContain('A very private message')
    await app.eraseMember(whose)
    await town.travels(new Date(town.now().getTime() + 60_000))
    expect(await femi.reads()).toContain('does not need the introduction any more')
    const tables = ['referral_requests', 'offers', 'introductions', 'consents', 'referral_activities', 'routing_proofs']
    for (const table of tables) {
      const { rows } = await database.pool.query(
        `select count(*)::int as left from ${table} t where t::text like '%very private%'`,
      )
      expect([table, rows[0]]).toEqual([table, { left: 0 }])
    }
  })
})
