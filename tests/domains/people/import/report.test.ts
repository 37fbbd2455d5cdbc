import { describe, expect, it } from 'vitest'
import type { FileRefusal } from '../../../../src/domains/people/import/model.ts'
import { refusalLine, reportLines } from '../../../../src/domains/people/import/report.ts'
import { contactsOf, fixture } from './reading.ts'

describe('reportLines', () => {
  it('can be read aloud', () => {
    expect(reportLines(contactsOf(fixture('contacts.csv')).report)).toEqual([
      'Read 8 rows of a contacts file: 5 accepted, 1 joined with another, 2 skipped.',
      'Row 5 joined with row 2: the same name and organization.',
      'Row 7 skipped: no name and no e-mail (+1 555 0100, no name here).',
      'Row 8 skipped: 13 columns where the header has 12; put quotes around a cell with a comma in it (Broken Cell, b@x.example, Acme, Inc, CEO, Leeds).',
      'Row 4: kept a formula as plain text (notes).',
      'Row 6: took the name from the e-mail address (Imogen Hartley).',
      'Row 9: left out a strength that is not 0 to 1 or 0 to 100 percent (1.5).',
      'Row 9: left out a date that can be read in no way or in two (01/02/2026); write it as 2026-03-12.',
      'Row 9: left out a number of interactions that is none (many).',
      'Row 9: set to "only me", because "secret" is no visibility (only me, router, facilitators, workspace).',
    ])
  })

  it('names twenty rows of a kind and counts the others', () => {
    const lines = reportLines(contactsOf(`name,phone\nAda,\n${',+1 555 010 0100\n'.repeat(152)}`).report)
    expect(lines).toHaveLength(1 + 20 + 1)
    expect(lines[1]).toBe('Row 3 skipped: no name and no e-mail (+1 555 010 0100).')
    expect(lines.at(-1)).toBe('… and 132 more like this.')
  })

  it('shows a hostile row harmlessly', () => {
    const { report } = contactsOf(`name,email,notes\n,,"\u001b[31m\u202eevil ${'x'.repeat(500)}"\n`)
    expect(report.skipped[0]?.what).toMatch(/^\[31mevil x+…$/)
    expect(report.skipped[0]?.what.length).toBeLessThanOrEqual(60)
  })
})

describe('refusalLine', () => {
  it.each<[FileRefusal, string]>([
    [{ kind: 'empty' }, 'The file is empty.'],
    [{ kind: 'no-rows', format: 'linkedin' }, 'The file is a LinkedIn export with a header and nobody in it.'],
    [
      { kind: 'too-large', bytes: 31_457_280, maxBytes: 20_971_520 },
      'The file has 30 MB; at most 20 MB are read at once. Split it.',
    ],
    [{ kind: 'too-many-rows', maxRows: 200_000 }, 'The file has more than 200,000 rows. Split it.'],
    [
      { kind: 'not-text', looksLike: 'spreadsheet-or-zip' },
      'The file is a spreadsheet or a zip archive. Unpack it, or save the sheet as CSV UTF-8.',
    ],
    [
      { kind: 'unknown-columns', found: ['colour'], expected: ['name', 'email'] },
      'No column of the file is known. Read: colour. Expected, for example: name, email.',
    ],
    [
      { kind: 'wrong-kind', format: 'members', wanted: 'contacts' },
      'The file is a members file, not a contacts file. Use: introdesk import members FILE.',
    ],
  ])('%o', (refusal, line) => {
    expect(refusalLine(refusal)).toBe(line)
  })
})
