import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { readCards } from '../../../../src/domains/people/import/vcard.ts'
import { contactsOf, fixture } from './reading.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')

describe('readContacts: vCard', () => {
  it('reads a 3.0 card: groups, folded lines, escapes, units, the work city, the preferred e-mail', () => {
    const { contacts } = contactsOf(fixture('cards-v3.vcf'))
    expect(contacts[0]).toEqual({
      name: 'Dr. Beatriz Castellanos',
      givenName: 'Beatriz',
      familyName: 'Castellanos',
      emails: ['beatriz@cva.example', 'bea@casa.example'],
      phones: ['+34 600 555 012'],
      organization: 'Castellanos, Vega y Asociados',
      organizationDomain: 'cva.example',
      title: 'Socia',
      city: 'Madrid',
      tags: ['Abogados', 'Madrid'],
      notes: 'Conocida en la feria; habla catalán.\nLlamar por la tarde, no antes de las 17h.',
      sourceUrl: 'https://www.linkedin.com/in/beatriz-castellanos',
      source: 'vcard',
      row: 1,
    })
  })

  it('leaves out companies, groups and the card in which the file was cut off, and survives a line of nonsense', () => {
    const { contacts, report } = contactsOf(fixture('cards-v3.vcf'))
    expect(report).toMatchObject({ format: 'vcard', rows: 5, accepted: 2 })
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [2, { kind: 'not-a-person', because: 'company-card' }],
      [4, { kind: 'not-a-person', because: 'group-card' }],
      [5, { kind: 'card-cut-off' }],
    ])
    expect(contacts[1]).toMatchObject({ name: 'Sindre Haugen', row: 3 })
    expect(report.warnings).toMatchObject([{ row: 3, kind: 'card-not-closed' }])
  })

  it('reads a 4.0 card: tel: and preferences', () => {
    const { contacts } = contactsOf(fixture('cards-v4.vcf'))
    expect(contacts).toMatchObject([
      {
        name: 'Yusuf Demirbaş',
        emails: ['yusuf@anadolu.example', 'yusuf@ev.example'],
        phones: ['+90-532-555-01-02 ext. 12'],
        organization: 'Anadolu Robotik',
        title: 'Mühendis',
        tags: ['robotik', 'ortak,kurucu'],
      },
    ])
  })

  it('reads a 2.1 card: bare types, quoted-printable over several lines, two charsets', () => {
    const { contacts } = contactsOf(fixture('cards-v21.vcf'))
    expect(contacts).toMatchObject([
      {
        name: 'Łucja Żelazny',
        phones: ['+48 600 555 013'],
        organization: 'Café Inventé',
        city: 'Kraków',
        notes: 'Poznałyśmy się na targach.\nNie pisać w weekend.',
      },
    ])
  })

  it('puts a name together when FN is missing, and falls back to the nickname', () => {
    expect(contactsOf(card('N:Winter;Ada;Mae;;', 'EMAIL:a@winter.example')).contacts[0]?.name).toBe('Ada Mae Winter')
    expect(contactsOf(card('NICKNAME:Addie,A', 'TEL:+1 555 010 0199')).contacts[0]?.name).toBe('Addie')
  })

  it('agrees with ical.js on well-formed cards', () => {
    const word = fc
      .stringMatching(/^[\p{L}\p{N} .!?&+'-]{1,20}$/u)
      .filter((text) => text.trim() === text && text !== '')
    const escaped = (text: string) => text.replace(/[\\,;]/g, (char) => `\\${char}`)
    const valueWith = (...marks: string[]) =>
      fc.tuple(word, fc.constantFrom('', ...marks), word).map((parts) => parts.join(''))
    // ical.js leaves the backslash on an escaped semicolon where a value has no components.
    const [value, single] = [valueWith(',', ';', '\\'), valueWith(',', '\\')]
    fc.assert(
      fc.property(value, single, value, single, fc.constantFrom('3.0', '4.0'), (family, given, org, tag, version) => {
        const text = [
          'BEGIN:VCARD',
          `VERSION:${version}`,
          `N:${escaped(family)};${escaped(given)};;;`,
          `FN:${escaped(given)}`,
          `item1.ORG:${escaped(org)};Unit`,
          `CATEGORIES:${escaped(tag)},second`,
          'EMAIL;TYPE="work,home":a@b.example',
          'END:VCARD',
        ].flatMap((line) => line.match(/[\s\S]{1,60}/g)?.map((part, index) => (index === 0 ? part : ` ${part}`)) ?? [])
        const theirs: unknown = ICAL.parse(text.join('\r\n'))
        const [ours] = readCards(text.join('\n'))
        const components = (name: string) => ours?.properties.find((property) => property.name === name)?.components
        expect(theirs).toMatchObject([
          'vcard',
          expect.arrayContaining([
            ['n', {}, 'text', components('N')],
            ['fn', {}, 'text', components('FN')?.[0]],
            ['org', { group: 'item1' }, 'text', components('ORG')],
            ['categories', {}, 'text', ...(components('CATEGORIES') ?? [])],
          ]),
          [],
        ])
      }),
      { numRuns: 200 },
    )
  })
})
