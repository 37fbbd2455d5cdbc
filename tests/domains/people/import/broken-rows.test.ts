import { describe, expect, it } from 'vitest'
import {
  MAX_NAME_LENGTH,
  MAX_NOTES_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
} from '../../../../src/domains/people/import/limits.ts'
import { contactOf, contactsOf, fixture, OUR_HEADER } from './reading.ts'

describe('readContacts: broken rows', () => {
  it('loses at most the line with the stray quotation mark', () => {
    const { contacts, report } = contactsOf(fixture('contacts-stray-quotes.csv'))
    expect(contacts.map(({ name, organization }) => [name, organization])).toEqual([
      ['Ada Winterbourne', 'Winterbourne Press'],
      ['Basil Okafor', 'Okafor, Sons & Co'],
      ['Cleo "The Fox" Marchetti', 'Marchetti'],
      ['Edda Sæther', 'Sæther Holding'],
      ['Flora Quigley', 'Quigley "Green" Farms'],
    ])
    expect(report.skipped).toEqual([
      { row: 5, reason: { kind: 'broken-quotes' }, what: '"Dov Perlman,dov@perlman.example' },
    ])
    expect(report.warnings).toMatchObject([{ row: 2, kind: 'quotes-repaired' }])
  })

  it('loses one of a thousand rows to an unclosed quote in the middle', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      index === 500 ? '"Open,x' : `P ${index},"p${index}@x.example"`,
    )
    const { report } = contactsOf(`name,email\n${rows.join('\n')}\n`)
    expect(report).toMatchObject({ rows: 1_000, skipped: [] })
    expect(report.warnings.map(({ row }) => row)).toEqual([502, 502])
  })

  it('skips a row whose cells have moved, and keeps one that is short', () => {
    const { contacts, report } = contactsOf('name,email,organization\nAda,a@x.example,Acme, Inc\nBasil,b@x.example\n')
    expect(report.skipped).toMatchObject([{ row: 2, reason: { kind: 'too-many-columns', found: 4, expected: 3 } }])
    expect(report.warnings).toEqual([{ row: 3, kind: 'too-few-columns', detail: '2 of 3' }])
    expect(contacts).toMatchObject([{ name: 'Basil' }])
  })

  it('does not mind that every row ends with a delimiter', () => {
    const { report } = contactsOf('name,email\nAda,a@x.example,\nBasil,b@x.example,\n')
    expect(report).toMatchObject({ accepted: 2, skipped: [], warnings: [] })
  })

  it('skips who has neither name nor e-mail', () => {
    const { report } = contactOf({ phone: '+1 555 010 0100', notes: 'who?' })
    expect(report).toMatchObject({
      rows: 1,
      accepted: 0,
      skipped: [{ row: 2, reason: { kind: 'nothing-to-identify' } }],
    })
  })

  it('leaves out single values that make no sense, each with a warning', () => {
    const { contacts, report } = contactOf({
      name: 'Ola Nordmann',
      email: 'ola@@x, ola@nordmann.example',
      phone: '12 | +47 555 01 011',
      strength: '1.5',
      last_interaction: '01/02/2026',
      interactions: 'many',
      visibility: 'secret',
    })
    expect(contacts).toMatchObject([
      { emails: ['ola@nordmann.example'], phones: ['+47 555 01 011'], visibility: 'ONLY_ME' },
    ])
    expect(contacts[0]).not.toHaveProperty('strength')
    expect(report.warnings.map(({ kind }) => kind)).toEqual([
      'bad-email',
      'bad-phone',
      'strength-out-of-range',
      'date-unclear',
      'interactions-unclear',
      'visibility-unknown',
    ])
  })

  it('clips what is too long and says so, but drops e-mails and phones, which clipped would be somebody else', () => {
    const { contacts, report } = contactOf({
      name: 'N'.repeat(500),
      email: `${'e'.repeat(300)}@x.example`,
      phone: '5'.repeat(60),
      notes: `${'n'.repeat(MAX_NOTES_LENGTH - 1)}😀`,
      tags: Array.from({ length: 30 }, (_, index) => `${index}${'t'.repeat(60)}`).join(';'),
    })
    const [contact] = contacts
    expect(contact?.name).toHaveLength(MAX_NAME_LENGTH)
    expect(contact).toMatchObject({ emails: [], phones: [], notes: 'n'.repeat(MAX_NOTES_LENGTH - 1) })
    expect(contact?.tags).toHaveLength(MAX_TAGS)
    expect(contact?.tags[0]).toHaveLength(MAX_TAG_LENGTH)
    const kinds = new Set(report.warnings.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['clipped', 'bad-email', 'bad-phone', 'too-many-values']))
  })

  it.each([
    ['0.7', 0.7],
    ['0,7', 0.7],
    ['70%', 0.7],
    ['70', 0.7],
    ['1', 1],
    ['1%', 0.01],
    ['100', 1],
    ['0', 0],
    ['101', undefined],
    ['-1', undefined],
    ['strong', undefined],
  ])('reads a strength of %s', (strength, expected) => {
    expect(contactOf({ name: 'Ada', strength }).contacts[0]?.strength).toBe(expected)
  })

  it.each([
    ['only me', 'ONLY_ME'],
    ['ONLY_ME', 'ONLY_ME'],
    ['Only-Me', 'ONLY_ME'],
    ['Router', 'ROUTER'],
    ['FACILITATORS', 'FACILITATORS'],
    ['workspace', 'WORKSPACE'],
    ['everyone', 'ONLY_ME'],
    ['', undefined],
  ])('reads a visibility of %j', (visibility, expected) => {
    expect(contactOf({ name: 'Ada', visibility }).contacts[0]?.visibility).toBe(expected)
  })

  it.each([
    ['2026-03-12', '2026-03-12T00:00:00.000Z'],
    ['2026-03-12T09:30:00+02:00', '2026-03-12T07:30:00.000Z'],
    ['2026-03-12 9:30', '2026-03-12T09:30:00.000Z'],
    ['20260312', '2026-03-12T00:00:00.000Z'],
    ['12 Mar 2026', '2026-03-12T00:00:00.000Z'],
    ['Mar 12, 2026', '2026-03-12T00:00:00.000Z'],
    ['12. März 2026', '2026-03-12T00:00:00.000Z'],
    ['12 de marzo de 2026', '2026-03-12T00:00:00.000Z'],
    ['12 de mar. de 2026', '2026-03-12T00:00:00.000Z'],
    ['12.03.2026', '2026-03-12T00:00:00.000Z'],
    ['13/03/2026', '2026-03-13T00:00:00.000Z'],
    ['03/13/2026', '2026-03-13T00:00:00.000Z'],
    ['2026-06-02', '2026-06-02T00:00:00.000Z'],
    ['2026-06-03', undefined],
    ['2026-02-30', undefined],
    ['03/04/2026', undefined],
    ['yesterday', undefined],
  ])('reads a last interaction of %s', (date, expected) => {
    expect(contactOf({ name: 'Ada', last_interaction: date }).contacts[0]?.lastInteractionAt?.toISOString()).toBe(
      expected,
    )
  })

  it('counts no blank rows, and numbers rows as a spreadsheet does', () => {
    const { contacts, report } = contactsOf(`\n${OUR_HEADER}\n\nAda,,,"Two\nlines"\n,,,\nBasil\n\n`)
    expect(report.rows).toBe(2)
    expect(contacts.map(({ row }) => row)).toEqual([4, 6])
  })
})
