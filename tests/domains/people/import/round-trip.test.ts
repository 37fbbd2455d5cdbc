import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactsToCsv, membersToCsv, toCsv } from '../../../../src/domains/people/import/to-csv.ts'
import { contactsOf, fixture, membersOf } from './reading.ts'

const FORMULA_STARTS = /^[=+\-@\t\r]/

describe('toCsv', () => {
  it('writes no cell that a spreadsheet would run', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.string(),
            fc.string().map((text) => `=${text}`),
          ),
          { minLength: 1 },
        ),
        (rows) => {
          const cells: string[][] = parse(toCsv(rows, ['a', 'b']), { relax_column_count: true })
          expect(cells.flat().filter((cell) => FORMULA_STARTS.test(cell))).toEqual([])
        },
      ),
    )
  })
})

describe('contactsToCsv', () => {
  it.each(['contacts.csv', 'google-new.csv', 'outlook.csv', 'cards-v4.vcf'])('%s comes back as it was', (file) => {
    const ours = contactsOf(fixture(file)).contacts.map((contact) => comparable(contact))
    const back = contactsOf(contactsToCsv(contactsOf(fixture(file)).contacts)).contacts.map((contact) =>
      comparable(contact),
    )
    expect(back).toEqual(ours)
  })

  it('brings back names and notes that look like formulas or are full of quotes', () => {
    const text = fc
      .tuple(
        fc.constantFrom('=', '+', '-', '@', "'=", "''+", '"', 'x'),
        fc.string(),
        fc.constantFrom('"', "'", 'é', '1'),
      )
      .map((parts) => parts.join(''))
      .filter((notes) => notes.trim() === notes && !/[\p{Cc}\s]{2}/u.test(notes))
    fc.assert(
      fc.property(text, (notes) => {
        expect(contactsOf(contactsToCsv([{ name: 'Ada', notes }])).contacts[0]?.notes).toBe(notes)
      }),
    )
  })
})

describe('membersToCsv', () => {
  it('comes back as it was', () => {
    const { members } = membersOf(fixture('members.csv'))
    const again = membersOf(membersToCsv(members)).members
    expect(again.map(({ row: _, nameIsGuess: __, ...rest }) => rest)).toEqual(
      members.map(({ row: _, nameIsGuess: __, ...rest }) => rest),
    )
  })
})

/** What our CSV has columns for. */
function comparable(contact: ReturnType<typeof contactsOf>['contacts'][number]) {
  const { givenName: _g, familyName: _f, sourceUrl: _u, nameIsGuess: _n, source: _s, row: _r, ...rest } = contact
  return rest
}
