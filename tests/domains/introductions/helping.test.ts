import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { helpForm } from '../../../src/domains/introductions/contracts.ts'
import { DEFAULT_HOUSE_RULES } from '../../../src/domains/introductions/model-defaults.ts'
import { encodeToken } from '../../../src/kit/token.ts'
import { PLAYGROUND } from '../../../src/playground/town.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, type Town } from '../../helpers/town.ts'

/** What makes helping light: credit for a hint, one click for a tie, a hidden name, and caps that hold whatever comes at once. */

const words = { someone: '', purpose: 'A pilot', message: 'Ours takes an hour.', urgency: 'NORMAL' }

async function asks(who: Person, name: string): Promise<void> {
  await who.says('/intro ask')
  await who.fills({ ...words, target: await who.finds('target', name) })
}

describe.each(testDatabases())('helping on $name', ({ open }) => {
  let town: Town
  const prisma = () => town.desk.database.prisma

  beforeEach(async () => {
    town = await openTown(open)
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const idOf = async (name: string) => (await prisma().member.findFirstOrThrow({ where: { name } })).id

  test('whoever sent the asker on is thanked as well when the door has opened', async () => {
    const [maria, femi, jonas] = [town.person('maria'), town.person('femi'), town.person('jonas')]
    await asks(maria, 'sofia')
    await femi.clicks('More answers', { pick: 'suggest' })
    await femi.fills({ member: await idOf('Jonas Brandt'), text: '' })
    await jonas.clicks('Accept')
    await jonas.clicks('I have asked them already')
    await jonas.clicks('Send')
    await maria.clicks('We met')
    expect(await jonas.reads()).toContain('Your introduction has led to something')
    expect(await femi.reads()).toContain('Your hint has led to something')
    expect(await femi.reads()).toContain('Jonas Brandt, whom you thought of')
  })

  test('one click tells how well somebody knows them; only they see it, and why they were asked', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'sofia')
    await femi.clicks('How well do you know them?', { pick: '1' })
    expect(await femi.reads()).toContain('You know Sofia Marchetti: very well. Only you see that.')
    const tie = await prisma().relationship.findFirstOrThrow({
      where: { memberId: await idOf('Femi Adeyemi'), contact: { name: 'Sofia Marchetti' } },
    })
    expect(tie.declared).toBe(1)
    await femi.clicks('Show why you')
    expect(await femi.reads()).toContain('How close you are to the asker')
    expect(await maria.reads()).not.toContain('of 100')
  })

  test('two who want to meet the same person are taken together, where the facilitator wants to', async () => {
    const [maria, diego, femi] = [town.person('maria'), town.person('diego'), town.person('femi')]
    await asks(maria, 'sofia')
    await asks(diego, 'sofia')
    expect(await diego.reads()).toContain('You are next in line')
    await femi.clicks('Accept')
    expect(await femi.reads()).toContain('One more member would like to meet Sofia Marchetti')
    expect(await femi.reads()).not.toContain('Diego')
    await femi.clicks('Take the next one along')
    expect(await diego.reads()).toContain('Femi Adeyemi said yes')
    expect(await femi.reads()).not.toContain('One more member would like')
    expect(
      await prisma().introduction.count({
        where: { cancelledAt: null, facilitatorId: await idOf('Femi Adeyemi'), sentAt: null },
      }),
    ).toBe(2)
  })

  test('a hidden name is read by nobody who has not said yes', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    await asks(maria, 'sofia')
    await maria.clicks('Hide my name')
    expect(await maria.reads()).toContain('Nobody who is asked reads your name before they have said yes.')
    await femi.clicks('Decline')
    await femi.fills({ reason: '', reasonFor: 'NOBODY' })
    const offer = await prisma().offer.findFirstOrThrow({ where: { status: 'OPEN' } })
    const { name } = await prisma().member.findFirstOrThrow({ where: { id: offer.facilitatorId } })
    const next = town.person((name.split(' ')[0] ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
    expect(await next.reads()).toContain('A member would like to meet Sofia Marchetti')
    expect(await next.reads()).not.toContain('Maria')
    await next.clicks('Accept')
    expect(await next.reads()).toContain('Maria Keller would like to meet Sofia Marchetti')
  })

  test('nobody takes more than they may, in whatever order they say yes to everything at once', async () => {
    const helpers = ['femi', 'jonas', 'ines', 'lena', 'aiko', 'nora']
    const requesterId = await idOf('Maria Keller')
    const { workspaceId } = await prisma().member.findFirstOrThrow({ where: { id: requesterId } })
    const number = (await prisma().referralRequest.aggregate({ _max: { number: true } }))._max.number ?? 0
    let made = 0
    const boardRequest = async () => {
      made += 1
      const row = await prisma().referralRequest.create({
        data: {
          ...{
            id: town.desk.ports.ids.next(),
            workspaceId,
            number: number + 1000 + made,
            kind: 'EXPERTISE',
            requesterId,
          },
          ...{ criteria: `Captain ${made}`, purpose: 'P', message: 'M', blind: true, status: 'PENDING' },
          ...{ pendingReason: 'NO_ROUTE', boardAt: town.now(), createdAt: town.now() },
          expiresAt: new Date('2026-12-20T09:00:00Z'),
        },
      })
      return row.id
    }
    const yes = (key: string, requestId: string, i: number) =>
      town.desk.app.dispatch({
        ...{ id: `yes-${key}-${requestId}-${i}`, surface: 'web', installation: PLAYGROUND, actor: { externalId: key } },
        ...{ kind: 'submit', token: encodeToken(helpForm, { requestId }) },
        fields: { contact: '', name: `Captain of ${requestId} ${key}`, email: '' },
      })
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean(), async (order, isTwice) => {
        const key = helpers.pop()
        if (!key) return
        const requestIds = [await boardRequest(), await boardRequest(), await boardRequest(), await boardRequest()]
        const acts = isTwice ? [...order, ...order.toReversed()] : order
        await Promise.all(acts.map((one, i) => yes(key, requestIds[one] ?? '', i)))
        await town.settles()
        const mine = await prisma().offer.count({
          where: { requestId: { in: requestIds }, status: 'ACCEPTED', request: { status: 'ACCEPTED' } },
        })
        expect(mine).toBeLessThanOrEqual(DEFAULT_HOUSE_RULES.openOffers)
        expect(mine).toBeGreaterThan(0)
      }),
      { numRuns: 5 },
    )
  })
})
