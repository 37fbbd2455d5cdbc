import { describe, expect, it } from 'vitest'
import { asFilled } from '../../../../src/domains/people/import/join.ts'
import { mergeContacts } from '../../../../src/domains/people/import/merge.ts'
import { contactsOf, OUR_HEADER } from './reading.ts'

const ROWS = 100_000
/** The file is 9 MB and its contacts about 60; three times that leaves room for what V8 has not yet collected. */
const MAX_HEAP_GROWTH_BYTES = 600 * 1024 * 1024

describe('import of 100,000 rows', () => {
  it('reads, joins and merges them, quotes and all, in bounded memory', { timeout: 120_000 }, () => {
    const lines = ['First Name,Last Name,URL,Email Address,Company,Position,Connected On']
    for (let index = 0; index < ROWS; index++) {
      const email = index % 3 === 0 ? `p${index}@org${index % 900}.example` : ''
      lines.push(
        `Zoë${index},"Ray ""R"" ${index % 777}",https://www.linkedin.com/in/p-${index % (ROWS - 100)},${email},"Org ${index % 900}, Inc.",Role,12 Mar 2023`,
      )
    }
    const file = Buffer.from(lines.join('\r\n'))
    const before = process.memoryUsage().heapUsed
    const { contacts, report } = contactsOf(file)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(MAX_HEAP_GROWTH_BYTES)
    expect(report).toMatchObject({ rows: ROWS, accepted: ROWS - 100, skipped: [], warnings: [] })
    const stored = contacts.map((contact, index) => ({ ...asFilled(contact), id: String(index) }))
    expect(mergeContacts(contacts, stored).every(({ kind }) => kind === 'unchanged')).toBe(true)
  })

  it('stays linear when every line opens a quotation mark and none closes', { timeout: 120_000 }, () => {
    const { report } = contactsOf(`name,email\n${'"Ada,"ada@x.example\n'.repeat(ROWS)}`)
    expect(report.rows).toBe(ROWS)
  })

  it('stays linear when one quotation mark opens above rows without any', { timeout: 120_000 }, () => {
    const { report } = contactsOf(`name,email\n"Open\n${'Ada,a@x.example\n'.repeat(ROWS)}`)
    expect(report).toMatchObject({
      rows: ROWS + 1,
      accepted: 1,
      skipped: [{ row: 2, reason: { kind: 'broken-quotes' } }],
    })
  })

  it.each([' ', '"', "'", '; ', ', ', '<', '@', '\t', 'a', '1', '=3D', 'QUOTED-PRINTABLE', '\\', '\u202e', ' ::: '])(
    'stays linear on cells of half a megabyte of %j',
    { timeout: 120_000 },
    (unit) => {
      const cell = unit.repeat(Math.ceil(500_000 / Buffer.byteLength(unit)))
      const quoted = `"${cell.replaceAll('"', '""')}x"`
      const row = OUR_HEADER.split(',').map((name) => (name === 'name' ? 'Ada' : quoted))
      expect(contactsOf(`${OUR_HEADER}\n${row.join(',')}\n`).report.rows).toBe(1)
      const card = `BEGIN:VCARD\nFN:Ada\nTEL:${cell}x\nEMAIL:${cell}x\nNOTE;X=${cell}\nEND:VCARD`
      expect(contactsOf(card).report.rows).toBe(1)
    },
  )
})
