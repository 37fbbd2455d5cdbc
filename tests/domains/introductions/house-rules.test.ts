import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DEFAULT_HOUSE_RULES,
  HOUSE_BOUNDS,
  HOUSE_GROUPS,
  type HouseRule,
} from '../../../src/domains/introductions/model-defaults.ts'
import { changeHouseRules } from '../../../src/domains/introductions/rules/house-rules.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Person, type Town } from '../../helpers/town.ts'

const ASKERS = { liveRequests: 5, sameTargetDays: 30, requestDays: 30 }
const kindOf = (decided: ReturnType<typeof changeHouseRules>) => (decided.ok ? null : decided.error)

describe('introductions.rules', () => {
  test('each number is one that a group’s form asks for, once', () => {
    const asked: string[] = Object.values(HOUSE_GROUPS).flat()
    expect(asked.toSorted()).toEqual(Object.keys(DEFAULT_HOUSE_RULES).toSorted())
  })
  test('changes a group and leaves the others', () => {
    const changed = changeHouseRules(DEFAULT_HOUSE_RULES, 'ASKERS', { ...ASKERS, liveRequests: 2, openOffers: 19 })
    expect(changed).toEqual({ ok: true, value: { ...DEFAULT_HOUSE_RULES, liveRequests: 2 } })
  })
  test('says at which field what is wrong', () => {
    const change = (wishes: object) => kindOf(changeHouseRules(DEFAULT_HOUSE_RULES, 'ASKERS', wishes))
    expect(change({ ...ASKERS, liveRequests: 0 })).toMatchObject({ kind: 'number_is_out', rule: 'liveRequests' })
    expect(change({ ...ASKERS, liveRequests: 1.5 })).toMatchObject({ kind: 'number_is_out' })
    expect(change({ liveRequests: 3 })).toMatchObject({ kind: 'number_is_missing', rule: 'sameTargetDays' })
  })
  test('refuses numbers that cannot both hold', () => {
    const house = DEFAULT_HOUSE_RULES
    expect(kindOf(changeHouseRules(house, 'FACILITATORS', { ...house, offersPerQuarter: 2 }))).toMatchObject({
      ...{ kind: 'numbers_disagree', rule: 'offersPerQuarter' },
    })
    expect(kindOf(changeHouseRules(house, 'ANSWERS', { ...house, highDays: 4 }))).toMatchObject({ rule: 'highDays' })
    expect(kindOf(changeHouseRules(house, 'FOLLOW_UPS', { ...house, lastAskDays: 12 }))).toMatchObject({
      rule: 'lastAskDays',
    })
  })
  test('whatever is accepted lies within the bounds', () => {
    const groups = fc.constantFrom(...(Object.keys(HOUSE_GROUPS) as (keyof typeof HOUSE_GROUPS)[]))
    const wishes = fc.dictionary(fc.constantFrom(...Object.keys(HOUSE_BOUNDS)), fc.integer({ min: -5, max: 400 }))
    fc.assert(
      fc.property(groups, wishes, (group, wished) => {
        const changed = changeHouseRules(DEFAULT_HOUSE_RULES, group, { ...DEFAULT_HOUSE_RULES, ...wished })
        if (!changed.ok) return
        for (const [rule, number] of Object.entries(changed.value)) {
          const { least, most } = HOUSE_BOUNDS[rule as HouseRule]
          expect(number).toBeGreaterThanOrEqual(least)
          expect(number).toBeLessThanOrEqual(most)
        }
      }),
    )
  })
})

describe.each(testDatabases())('the house’s own numbers on $name', ({ open }) => {
  let town: Town

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
    return who.fills({ ...words, target: await who.finds('target', name) })
  }

  test('an administrator changes them in a form, and every sentence and clock follows', async () => {
    const [tomas, maria] = [town.person('tomas'), town.person('maria')]
    await tomas.says('/desk rules')
    expect(await tomas.reads()).toContain('At most 2 requests in hand, 3 new a week, 8 a quarter.')
    expect(await tomas.reads()).toContain('Nobody has changed them')
    const form = JSON.parse((await rulesToken(tomas, 'ASKERS')) ?? '""')
    await tomas.sends(form)
    expect(await tomas.fills({ liveRequests: '500', sameTargetDays: '30', requestDays: '30' })).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'liveRequests' }],
    })
    await tomas.fills({ liveRequests: '1', sameTargetDays: '30', requestDays: '30' })
    expect(await tomas.reads()).toContain('At most 1 open request.')
    expect(await tomas.reads()).toContain('Last changed by Tomás Rivera')
    await tomas.says('/desk audit')
    expect(await tomas.reads()).toContain('changed the rules: open requests at once 5 → 1')
    await tomas.sends(JSON.parse((await rulesToken(tomas, 'ANSWERS')) ?? '""'))
    await tomas.fills({ lowDays: '5', normalDays: '2', highDays: '1', urgentHours: '4', consentDays: '7' })
    const opened = await maria.says('/intro ask')
    expect(JSON.stringify(opened)).toContain('An answer within 2 working days')
    await asks(maria, 'sofia')
    const offer = await town.desk.database.prisma.offer.findFirstOrThrow({ where: { status: 'OPEN' } })
    expect(offer.answerBy.toISOString()).toBe('2026-11-26T09:20:00.000Z')
    await maria.says('/intro mine')
    expect(await maria.reads()).toContain('1 of 1 open.')
    const refused = await asks(maria, 'vogt')
    expect(JSON.stringify(refused)).toContain('You have 1 open request.')
  })

  test('nobody else may see or change them', async () => {
    const maria = town.person('maria')
    expect(await maria.says('/desk rules')).toMatchObject({ kind: 'refused' })
  })
})

/** The token of the button beside a group, as JSON. */
async function rulesToken(admin: Person, group: string): Promise<string | null> {
  const reply = await admin.says('/desk rules')
  const [, token = null] = new RegExp(`"token":("[^"]*${group}[^"]*")`).exec(JSON.stringify(reply)) ?? []
  return token
}
