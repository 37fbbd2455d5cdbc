import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bringing,
  EMPTY_VIEW,
  SKINS,
  viewFromQuery,
  viewToAddress,
  viewToQuery,
  withSkin,
  withTab,
} from '../../../src/surfaces/web/view.ts'

const account = fc.stringMatching(/^[a-z0-9-]{1,12}$/)

describe('web.view', () => {
  test('an address holds the whole view', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(account, { maxLength: 3 }),
        account,
        account,
        fc.constantFrom(...SKINS),
        (people, at, tab, skin) => {
          const view = {
            ...withSkin(withTab({ ...EMPTY_VIEW, people }, at, tab), at, skin),
            drawer: 'trail' as const,
            reference: '7F3K',
          }
          const read = viewFromQuery(new URLSearchParams(viewToQuery(view)))
          expect(viewToAddress(read)).toBe(viewToAddress(view))
        },
      ),
    )
  })

  test('what an address says wrongly is left out', () => {
    expect(viewFromQuery(new URLSearchParams('drawer=nothing&as.maria=paper&people=,,maria,maria'))).toEqual({
      ...EMPTY_VIEW,
      people: ['maria'],
    })
  })

  test('whoever comes takes the place of the last', () => {
    const view = { ...EMPTY_VIEW, people: ['maria', 'femi', 'nora'] }
    expect(bringing(view, 'diego', 3)).toMatchObject({ people: ['maria', 'femi', 'diego'], at: 'diego' })
    expect(bringing(view, 'femi', 3)).toMatchObject({ people: ['maria', 'femi', 'nora'], at: 'femi' })
  })

  test('the empty view has the plain address', () => {
    expect(viewToAddress(EMPTY_VIEW)).toBe('/playground')
  })
})
