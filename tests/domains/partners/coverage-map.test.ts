import { expect, test } from 'vitest'
import { coverageMap } from '../../../src/domains/partners/cards/coverage-map.ts'
import { STATE_CODES } from '../../../src/domains/partners/model.ts'
import { coverageOf } from '../../../src/domains/partners/rules/coverage.ts'

const known = {
  overrides: [{ stateCode: 'TX', partnerType: 'CPA', status: 'COMING_SOON' }] as const,
  counts: [{ stateCode: 'WI', partnerType: 'ATTORNEY', count: 2 }] as const,
}
const states = ['CA', 'MN', 'TX', 'WI'].map((code) => ({ code, lines: coverageOf(code, known) }))

test('every state stands once on the coverage map, in a place of its own', () => {
  const { tiles } = coverageMap(states)
  expect(tiles.map(({ label }) => label).toSorted()).toEqual(STATE_CODES.toSorted())
  expect(new Set(tiles.map(({ column, row }) => `${column}/${row}`)).size).toBe(STATE_CODES.length)
})

test('the coverage map says what is true, and its finding says it in words', () => {
  const { tiles, levels, finding } = coverageMap(states)
  const lookOf = (code: string) => levels[tiles.find(({ label }) => label === code)?.level ?? -1]?.look
  expect(['WI', 'MN', 'CA', 'TX', 'NY'].map(lookOf)).toEqual(['full', 'ring', 'ring', 'ring', 'faint'])
  expect(finding).toBe('There are partners in Wisconsin. Coming soon: California, Minnesota, and Texas.')
  expect(coverageMap([]).finding).toBe('There are no partners yet.')
})
