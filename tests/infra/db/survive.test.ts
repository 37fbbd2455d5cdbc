import { expect, it } from 'vitest'
import { run } from '../../../bench/survive.ts'

it('the embedded database loses nothing that it confirmed, however often it is killed', async () => {
  const { acked, lost, unequal } = await run(['3'])
  expect({ lost, unequal }).toEqual({ lost: 0, unequal: 0 })
  expect(acked).toBeGreaterThan(0)
})
