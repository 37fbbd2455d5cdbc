import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsvRows } from '../../../../src/domains/people/import/csv-rows.ts'
import { asFilled } from '../../../../src/domains/people/import/join.ts'
import {
  type ContactDecision,
  type ExistingContact,
  mergeContacts,
} from '../../../../src/domains/people/import/merge.ts'
import type { ImportReport, ParsedContact } from '../../../../src/domains/people/import/model.ts'
import { readContacts } from '../../../../src/domains/people/import/read-contacts.ts'
import { readMembers } from '../../../../src/domains/people/import/read-members.ts'
import { refusalLine, reportLines } from '../../../../src/domains/people/import/report.ts'
import { fixture, NOW, OUR_HEADER } from './reading.ts'

/** Few values, so that rows collide in every way that joining knows. */
const crowdedCell = {
  name: fc.constantFrom('Ada Winter', 'ada winter', 'Ada', 'Basil Okafor', 'John Doe', '', '"', '北', "O'Neil"),
  email: fc.constantFrom(
    'a@x.example',
    'A@X.example',
    'b@x.example',
    'info@x.example',
    'broken@',
    '',
    'c@gmail.com; d@gmail.com',
  ),
  phone: fc.constantFrom('+1 312 555 0143', '001 312 555 0143', '0312 555 0143', '12', ''),
  organization: fc.constantFrom('Acme', 'Acme, Inc.', 'Brightwater', '', '"Half'),
  rest: fc.constantFrom('', 'x', '=1+1', '0.5', '2026-01-01', 'router', 'only me', 'a,b', '"', '\u202e'),
}

const crowdedFile = fc
  .array(
    fc.tuple(
      crowdedCell.name,
      crowdedCell.email,
      crowdedCell.phone,
      crowdedCell.organization,
      ...Array.from({ length: 8 }, () => crowdedCell.rest),
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) =>
    [
      OUR_HEADER,
      ...rows.map((row) => {
        const cells = row.slice(0, -1).map(String)
        return row.at(-1) ? cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',') : cells.join(',')
      }),
    ].join('\n'),
  )

const pieces = [
  ...['linkedin-connections.csv', 'google-old.csv', 'google-new.csv', 'outlook.csv', 'contacts.csv', 'members.csv'],
  ...['cards-v3.vcf', 'cards-v4.vcf', 'cards-v21.vcf', 'contacts-stray-quotes.csv'],
].map((file) => fixture(file).toString('utf8'))

/** Real files with some of their characters replaced, cut out or doubled. */
const damagedFile = fc
  .tuple(
    fc.constantFrom(...pieces),
    fc.array(
      fc.tuple(
        fc.nat(3_000),
        fc.nat(40),
        fc.constantFrom('"', ',', ';', '\n', '\0', '=', ':', '\ud800', '', 'é', '\t'),
      ),
      {
        maxLength: 8,
      },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [at, length, by]) => now.slice(0, at) + by + now.slice(at + length), text),
  )

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }),
  fc.string({ unit: 'binary', maxLength: 500 }).map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary', maxLength: 500 }).map((text) => Buffer.from(`name,email\n${text}`)),
  fc.string({ maxLength: 500 }).map((text) => Buffer.from(`BEGIN:VCARD\n${text.replaceAll(' ', '\n')}\nEND:VCARD`)),
  crowdedFile.map((text) => Buffer.from(text)),
  damagedFile.map((text) => Buffer.from(text)),
  damagedFile.map((text) => Buffer.from(text, 'latin1')),
  damagedFile.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
)

describe('import, whatever the file', () => {
  it('never throws, and accounts for every row', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        for (const read of [readContacts(bytes, { now: NOW }), readMembers(bytes)]) {
          if (read.ok) expectAccounted(read.value.report)
          else expect(refusalLine(read.error)).toMatch(/\.$/)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps every contact within the limits and free of what could harm', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const read = readContacts(bytes, { now: NOW })
        for (const contact of read.ok ? read.value.contacts : []) expectSafe(contact)
      }),
      { numRuns: 500 },
    )
  })

  it('changes nothing when the same file is imported again', () => {
    fc.assert(
      fc.property(fc.oneof(crowdedFile, damagedFile), (text) => {
        const read = readContacts(Buffer.from(text), { now: NOW })
        if (!read.ok) return
        const first = applied([], mergeContacts(read.value.contacts, []))
        expect(first).toHaveLength(read.value.report.accepted)
        expect(mergeContacts(read.value.contacts, first).filter(({ kind }) => kind !== 'unchanged')).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('loses nothing that is stored, and makes nobody twice', () => {
    fc.assert(
      fc.property(crowdedFile, crowdedFile, (before, after) => {
        const [old, fresh] = [before, after].map((text) => readContacts(Buffer.from(text), { now: NOW }))
        if (!old?.ok || !fresh?.ok) return
        const stored = applied([], mergeContacts(old.value.contacts, []))
        const merged = applied(stored, mergeContacts(fresh.value.contacts, stored))
        for (const contact of stored) expectNothingLost(contact, merged)
        const again = mergeContacts(fresh.value.contacts, merged)
        expect(again.filter(({ kind }) => kind === 'create')).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('reads what csv-stringify would write, row by row', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', ';'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n')
        const read = [...readCsvRows(text.split('\n'), { start: 0, delimiter: ',', width: 3 })]
        expect(read.map((row) => (row.kind === 'cells' ? row.cells : row.text))).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })
})

function expectAccounted(report: ImportReport): void {
  expect(report.accepted + report.merged.length + report.skipped.length).toBe(report.rows)
  expect(reportLines(report).length).toBeGreaterThan(0)
  const gone = new Set([...report.merged, ...report.skipped].map(({ row }) => row))
  expect(gone.size).toBe(report.merged.length + report.skipped.length)
  for (const { into } of report.merged) expect(gone).not.toContain(into)
}

function expectSafe(contact: ParsedContact): void {
  expect(contact.name).toMatch(/\p{L}/u)
  const lines = [contact.name, contact.organization, contact.title, contact.city, ...contact.tags, ...contact.phones]
  for (const line of lines) expect(line ?? '').not.toMatch(/\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u)
  expect(contact.notes ?? '').not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}/u)
  expect(contact.name.length).toBeLessThanOrEqual(200)
  expect(contact.emails.every((email) => email.length <= 254 && email === email.toLowerCase())).toBe(true)
  expect(contact.tags.length).toBeLessThanOrEqual(20)
  if (contact.strength !== undefined) expect(contact.strength >= 0 && contact.strength <= 1).toBe(true)
}

function expectNothingLost(before: ExistingContact, after: readonly ExistingContact[]): void {
  const now = after.find(({ id }) => id === before.id)
  expect(now).toMatchObject({ name: before.name, organization: before.organization ?? now?.organization })
  expect(now?.emails).toEqual(expect.arrayContaining([...before.emails]))
  if (before.visibility) expect(now?.visibility).toBe(before.visibility)
  if (before.title) expect(now?.title).toBe(before.title)
}

/** What a store does with decisions. */
function applied(stored: readonly ExistingContact[], decisions: readonly ContactDecision[]): ExistingContact[] {
  const byId = new Map(stored.map((contact) => [contact.id, contact]))
  for (const decision of decisions) {
    if (decision.kind === 'create') {
      const id = `c${byId.size}`
      byId.set(id, { ...asFilled(decision.contact), id })
    } else if (decision.kind === 'update') {
      const current = byId.get(decision.id)
      if (current !== undefined) byId.set(decision.id, { ...current, ...decision.fields })
    }
  }
  return [...byId.values()]
}
