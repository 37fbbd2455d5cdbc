import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { coverageFrom, organizationIn } from '../../../src/domains/introductions/rules/coverage.ts'
import { fairnessOf } from '../../../src/domains/introductions/rules/fairness.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, type Town } from '../../helpers/town.ts'

describe('introductions.coverage', () => {
  test('counts aloud only where a number names nobody', () => {
    expect(coverageFrom([])).toEqual({ kind: 'nobody' })
    expect(coverageFrom([0.9])).toEqual({ kind: 'some' })
    expect(coverageFrom([0.9, 0.9])).toEqual({ kind: 'some' })
    expect(coverageFrom([0.9, 0.3, 0.1])).toEqual({ kind: 'counted', people: 3, strong: 1 })
    expect(coverageFrom(new Array(21).fill(0.5))).toEqual({ kind: 'many' })
  })
  test.each([
    ['acme.com', 'acme'],
    ['https://www.acme-robotics.co.uk/about?x=1', 'acme robotics'],
    ['mia@acme.com', 'acme'],
    ['Acme Robotics', 'Acme Robotics'],
    ['St. Mary’s', 'St. Mary’s'],
  ])('reads %s as %s', (typed, name) => expect(organizationIn(typed)).toBe(name))
})

describe('introductions.fairness', () => {
  test('says how even the load is, those who were never asked included', () => {
    expect(fairnessOf([4, 4, 4, 4], 4)).toMatchObject({ gini: 0, verdict: 'even' })
    expect(fairnessOf([20], 5).gini).toBeCloseTo(0.8)
    expect(fairnessOf([20], 5)).toMatchObject({ topShare: 1, verdict: 'few' })
    expect(fairnessOf([9, 5, 3, 2, 1], 5)).toMatchObject({ verdict: 'even' })
  })
  test('says nothing about a handful', () => expect(fairnessOf([2, 1], 9)).toMatchObject({ verdict: 'nothing' }))
})

describe.each(testDatabases())('coverage and reports on $name', ({ open }) => {
  let town: Town
  const prisma = () => town.desk.database.prisma

  beforeEach(async () => {
    town = await openTown(open)
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const asks = async (who: Person, name: string) => {
    await who.says('/intro ask')
    const words = { someone: '', purpose: 'A pilot', message: 'Ours takes an hour.', urgency: 'NORMAL' }
    await who.fills({ ...words, target: await who.finds('target', name) })
  }

  test('coverage counts who knows somebody there, names nobody, and leads to an ask', async () => {
    const [maria, karim] = [town.person('maria'), town.person('karim')]
    const { name, id, workspaceId } = await prisma().organization.findFirstOrThrow({
      where: { contacts: { some: { memberId: null, relationships: { some: {} } } } },
      orderBy: { name: 'asc' },
    })
    const there = { workspaceId, contact: { organizationId: id } }
    await maria.says(`/intro coverage ${name}`)
    expect(await maria.reads()).toMatch(/\d people know someone there|Somebody here may know someone there/)
    for (const { name: member } of await prisma().member.findMany({ where: { workspaceId } })) {
      if (member !== 'Maria Keller') expect(await maria.reads()).not.toContain(member)
    }
    await maria.clicks('Ask them')
    await maria.fills({ target: '', someone: `Somebody at ${name}`, purpose: 'P', message: 'M', urgency: 'NORMAL' })
    expect(await prisma().referralRequest.count({ where: { criteria: `Somebody at ${name}` } })).toBe(1)
    await prisma().relationship.updateMany({ where: there, data: { visibility: 'ONLY_ME' } })
    await karim.says(`/intro coverage ${name}`)
    expect(await karim.reads()).toContain('Nobody that I know of.')
  })

  test('coverage is not for taking the graph apart: enough looks are enough for a day', async () => {
    const maria = town.person('maria')
    for (let look = 0; look < 20; look += 1) await maria.says('/intro coverage acme')
    expect(await maria.says('/intro coverage acme')).toMatchObject({ kind: 'refused', code: 'looked_enough' })
  })

  test('administrators see how the load is shared, as a table and a picture, and nobody else does', async () => {
    const [tomas, maria, femi] = [town.person('tomas'), town.person('maria'), town.person('femi')]
    await asks(maria, 'sofia')
    await femi.clicks('Decline')
    await femi.fills({ reason: '', reasonFor: 'NOBODY' })
    const reply = await tomas.says('/desk reports')
    if (reply.kind !== 'card') throw new Error('A report is a card.')
    const kinds = reply.card.body.map(({ kind }) => kind)
    expect(kinds).toContain('table')
    expect(kinds).toContain('chart')
    expect(await tomas.reads()).toContain('Femi Adeyemi')
    expect(await tomas.reads()).not.toMatch(/declined/i)
    await tomas.clicks('Show 30 days')
    expect(await tomas.reads()).toContain('Who was asked in 30 days')
    await tomas.says('/desk audit')
    expect(await tomas.reads()).toContain('looked at who was asked in 30 days')
    expect(await maria.says('/desk reports')).toMatchObject({ kind: 'refused' })
  })
})
