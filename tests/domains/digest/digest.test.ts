import { afterEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openTown, type Town } from '../../helpers/town.ts'

const ASK = { purpose: 'How shipyards buy robots', message: 'We would like to hear how they buy.', urgency: 'LOW' }

describe('digest.weekly', () => {
  let town: Town

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  async function letters(key: string): Promise<number> {
    return ((await town.person(key).reads()).match(/Your week at the desk/g) ?? []).length
  }

  async function mariaAsks(whom = 'nora'): Promise<void> {
    const maria = town.person('maria')
    await maria.says('/intro ask')
    await maria.fills({ ...ASK, target: await maria.finds('target', whom) })
  }

  test('comes at nine on Monday, each in their own zone, and says nothing to whom there is nothing to say', async () => {
    town = await openTown(anyTestDatabase().open)
    await mariaAsks()
    await town.travels(new Date('2026-11-30T07:59:00Z'))
    expect(await letters('maria')).toBe(0)
    await town.travels(new Date('2026-11-30T08:01:00Z'))
    expect(await letters('maria')).toBe(1)
    expect(await letters('grace')).toBe(0)
    await town.travels(new Date('2026-11-30T20:00:00Z'))
    expect([await letters('maria'), await letters('lena'), await letters('grace')]).toEqual([1, 0, 0])
  })

  test('keeps to nine o’clock when the clocks go forward', async () => {
    town = await openTown(anyTestDatabase().open, { at: new Date('2027-03-24T09:00:00Z') })
    await mariaAsks()
    await town.travels(new Date('2027-03-29T06:59:00Z'))
    expect(await letters('maria')).toBe(0)
    await town.travels(new Date('2027-03-29T07:01:00Z'))
    expect(await letters('maria')).toBe(1)
  })

  test('can be stopped in place, and taken up again', async () => {
    town = await openTown(anyTestDatabase().open)
    const maria = town.person('maria')
    await mariaAsks()
    await town.travels(new Date('2026-11-30T08:01:00Z'))
    await maria.clicks('Stop this digest')
    await town.travels(new Date('2026-12-07T12:00:00Z'))
    expect(await letters('maria')).toBe(1)
    await maria.sends(
      await maria.token('Stop this digest').then((token) => token.replace('digest.mute', 'digest.unmute')),
    )
    await mariaAsks('clara')
    await town.travels(new Date('2026-12-14T12:00:00Z'))
    expect(await letters('maria')).toBe(2)
  })
})
