import { describe, expect, it } from 'vitest'
import { contactsOf, fixture, OUR_HEADER } from './reading.ts'

const day = (iso: string) => new Date(`${iso}T00:00:00Z`)

describe('readContacts: LinkedIn', () => {
  it('reads below the Notes preamble, and joins the profile that is there twice', () => {
    const { contacts, report } = contactsOf(fixture('linkedin-connections.csv'))
    expect(report).toMatchObject({ format: 'linkedin', rows: 7, accepted: 6 })
    expect(report.merged).toEqual([{ row: 11, into: 5, because: 'same-profile' }])
    expect(contacts[0]).toEqual({
      name: 'Marisol Okonkwo',
      givenName: 'Marisol',
      familyName: 'Okonkwo',
      emails: [],
      phones: [],
      organization: 'Brightwater Foods, Inc.',
      title: 'Head of Procurement',
      tags: [],
      lastInteractionAt: day('2023-03-12'),
      sourceUrl: 'https://www.linkedin.com/in/marisol-okonkwo-4b1',
      source: 'linkedin',
      row: 5,
    })
    expect(contacts[4]).toMatchObject({ name: 'Wei "William" Zhang', organization: '北辰科技' })
  })

  it('keeps a contact without its bad e-mail and its future date, and says so', () => {
    const { contacts, report } = contactsOf(fixture('linkedin-connections.csv'))
    expect(contacts[5]).toMatchObject({ name: 'Anneke de Vries', emails: [] })
    expect(contacts[5]).not.toHaveProperty('lastInteractionAt')
    expect(report.warnings).toEqual([
      { row: 12, kind: 'bad-email', detail: 'anneke.devries@polderbank' },
      { row: 12, kind: 'date-in-future', detail: '31 Dec 2035' },
    ])
  })

  it.each([
    ['linkedin-connections-de.csv', 'Jörg Weißmüller', 'Geschäftsführer', day('2022-03-05')],
    ['linkedin-connections-fr.csv', 'Éloïse Garnier-Petit', 'Directrice', day('2021-02-12')],
  ])('reads %s with its own column and month names', (file, name, title, lastInteractionAt) => {
    const { contacts, report } = contactsOf(fixture(file))
    expect(report).toMatchObject({ format: 'linkedin', rows: 2, accepted: 2, warnings: [] })
    expect(contacts[0]).toMatchObject({ name, title, lastInteractionAt })
    expect(contacts[1]).toHaveProperty('lastInteractionAt')
  })
})

describe('readContacts: Google', () => {
  it('reads the layout until 2024', () => {
    const { contacts, report } = contactsOf(fixture('google-old.csv'))
    expect(report).toMatchObject({ format: 'google', rows: 4, accepted: 3 })
    expect(contacts[0]).toMatchObject({
      name: 'Femi Adeyemi-Clarke',
      emails: ['femi@clarkeorchards.example', 'femi.clarke@gmail.com'],
      phones: ['+44 7700 900123', '+44 20 7946 0018', '+44 20 7946 0019'],
      organization: 'Clarke Orchards Ltd',
      organizationDomain: 'clarkeorchards.example',
      title: 'Owner',
      city: 'Hereford',
      tags: ['Investors'],
      notes: 'Met at the county fair.\nPrefers calls, not mail.',
      sourceUrl: 'https://www.linkedin.com/in/femi-clarke',
    })
    expect(contacts[2]).toMatchObject({ name: 'Mum', tags: ['family'], row: 5 })
  })

  it('takes a missing name from the e-mail, but not from an office mailbox', () => {
    const { contacts, report } = contactsOf(fixture('google-old.csv'))
    expect(contacts[1]).toMatchObject({ name: 'Sigrun Halldors', nameIsGuess: true })
    expect(report.skipped).toMatchObject([{ row: 4, reason: { kind: 'not-a-person', because: 'role-address' } }])
  })

  it('reads the layout since 2024, with several values in one cell', () => {
    const { contacts } = contactsOf(fixture('google-new.csv'))
    expect(contacts[0]).toMatchObject({
      name: 'Amara Ngozi Whitfield',
      emails: ['amara.whitfield@northgate.example', 'a.whitfield@northgate.example', 'amara@whitfield.example'],
      phones: ['+1 (312) 555-0143 ext. 7'],
      organization: 'Northgate Legal LLP',
      city: 'Chicago',
      tags: ['Advisers', 'Lawyers'],
    })
  })
})

describe('readContacts: Outlook', () => {
  it('reads the English export; Title is the Dr., not the job, and a fax is no phone', () => {
    const { contacts, report } = contactsOf(fixture('outlook.csv'))
    expect(report).toMatchObject({ format: 'outlook', rows: 2, accepted: 2, warnings: [] })
    expect(contacts[0]).toMatchObject({
      name: 'Henrietta Vanderbeek',
      title: 'Chief Scientist',
      phones: ['+32 9 555 01 00', '+32 470 55 01 02'],
      city: 'Ghent',
      tags: ['Science', 'Board members'],
    })
    expect(contacts[1]?.emails).toEqual(['o.bright@brightyard.example', 'seun@gmail.com'])
  })

  it('reads the German export with semicolons, CRLF and Windows-1252', () => {
    const { contacts, report } = contactsOf(fixture('outlook-de-1252.csv'))
    expect(report.format).toBe('outlook')
    expect(report.warnings).toEqual([{ kind: 'encoding-guessed', detail: 'Windows-1252' }])
    expect(contacts[0]).toMatchObject({
      name: 'Günther Strößner',
      city: 'Münster',
      title: 'Prokurist',
      notes: 'Spricht über 10 € gern',
    })
  })
})

describe('readContacts: our own file', () => {
  it('reads every column', () => {
    const { contacts, report } = contactsOf(fixture('contacts.csv'))
    expect(report).toMatchObject({ format: 'introdesk', rows: 8, accepted: 5 })
    expect(contacts[0]).toEqual({
      name: 'Rosalind Achterberg',
      emails: ['rosalind@achterberg.example', 'r.achterberg@gmail.com'],
      phones: ['+31 20 555 0101'],
      organization: 'Achterberg Marine BV',
      organizationDomain: 'achterberg.example',
      title: 'CFO',
      city: 'Rotterdam',
      tags: ['shipping', 'finance', 'sailing'],
      strength: 0.9,
      lastInteractionAt: day('2026-04-01'),
      interactions: 14,
      visibility: 'ROUTER',
      notes: 'Sailing club, board',
      source: 'introdesk',
      row: 2,
    })
  })

  it('joins the same name in the same organization, whatever its legal form, and stays as private as the first row', () => {
    const { contacts, report } = contactsOf(fixture('contacts.csv'))
    expect(report.merged).toEqual([{ row: 5, into: 2, because: 'same-name-and-organization' }])
    expect(contacts[0]?.visibility).toBe('ROUTER')
  })

  it('keeps formulas as text without the apostrophe that guarded them', () => {
    const { contacts } = contactsOf(fixture('contacts.csv'))
    expect(contacts[2]).toMatchObject({ phones: ['+82-2-555-0199'], notes: '=SUM(A1)', visibility: 'ONLY_ME' })
  })

  it('names the columns that nobody reads', () => {
    const { report } = contactsOf('name,email,vizibility\nAda Winter,ada@winter.example,only me\n')
    expect(report.warnings).toEqual([{ kind: 'column-not-read', detail: 'vizibility' }])
  })

  it('reads tabs, semicolons and a sep= line', () => {
    for (const [delimiter, first] of [
      ['\t', ''],
      [';', 'sep=;\r\n'],
    ] as const) {
      const row = ['Ada Winter', 'ada@winter.example', '', '"Winter, Snow & Co"'].join(delimiter)
      const { contacts } = contactsOf(`${first}${OUR_HEADER.replaceAll(',', delimiter)}\r\n${row}\r\n`)
      expect(contacts).toMatchObject([{ name: 'Ada Winter', organization: 'Winter, Snow & Co' }])
    }
  })

  it('reads a list of addresses alone', () => {
    const { contacts } = contactsOf('email\nada.winter@winter.example\n"Basil Okafor <basil@okafor.example>"\n')
    expect(contacts.map(({ name, emails }) => [name, ...emails])).toEqual([
      ['Ada Winter', 'ada.winter@winter.example'],
      ['Basil', 'basil@okafor.example'],
    ])
  })
})
