import { describe, expect, it } from 'vitest'
import { joinDuplicates } from '../../../../src/domains/people/import/join.ts'
import { type ExistingContact, mergeContacts } from '../../../../src/domains/people/import/merge.ts'
import { parsed } from './reading.ts'

const ada: ExistingContact = {
  id: 'c1',
  name: 'Ada Winter',
  emails: ['Ada@Winter.example'],
  phones: ['+1 312 555 0143'],
  organization: 'Winter Press, Inc.',
  title: 'Editor',
  tags: ['press'],
  strength: 0.5,
  interactions: 4,
  lastInteractionAt: new Date('2026-01-01'),
  visibility: 'ONLY_ME',
}

describe('mergeContacts', () => {
  it.each([
    ['same-email', parsed({ name: 'A. W.', emails: ['ada@winter.example'] })],
    ['same-phone', parsed({ name: 'Ada W.', phones: ['001 (312) 555-0143'] })],
    ['same-name-and-organization', parsed({ name: 'ada  winter', organization: 'Winter Press' })],
  ])('knows somebody by the %s', (because, contact) => {
    expect(mergeContacts([contact], [ada])).toEqual([{ kind: 'unchanged', id: 'c1', because, contact }])
  })

  it('knows a LinkedIn profile after a change of jobs', () => {
    const sourceUrl = 'https://www.linkedin.com/in/ada-winter'
    const contact = parsed({ name: 'Ada Winter', organization: 'Elsewhere', sourceUrl })
    expect(mergeContacts([contact], [{ ...ada, sourceUrl }])).toMatchObject([
      { kind: 'unchanged', because: 'same-profile' },
    ])
  })

  it('never takes a name alone, nor a switchboard number under another name', () => {
    const namesake = parsed({ name: 'Ada Winter' })
    const colleague = parsed({ name: 'Basil Okafor', phones: ['+1 312 555 0143'] })
    expect(mergeContacts([namesake, colleague], [ada]).map(({ kind }) => kind)).toEqual(['create', 'create'])
  })

  it('fills gaps, unites lists, takes stronger and later interaction, and overwrites nothing', () => {
    const contact = parsed({
      name: 'Ada M. Winter',
      emails: ['ada@winter.example', 'ada@home.example'],
      phones: ['+1 312 555 0143', '+1 312 555 0199'],
      organization: 'Winter Press',
      organizationDomain: 'winter.example',
      title: 'Publisher',
      city: 'Chicago',
      tags: ['Press', 'books'],
      strength: 0.8,
      interactions: 2,
      lastInteractionAt: new Date('2026-05-01'),
      visibility: 'WORKSPACE',
    })
    const [decision] = mergeContacts([contact], [ada])
    expect(decision).toMatchObject({ kind: 'update', id: 'c1', because: 'same-email' })
    expect(decision?.kind === 'update' && decision.fields).toEqual({
      emails: ['Ada@Winter.example', 'ada@home.example'],
      phones: ['+1 312 555 0143', '+1 312 555 0199'],
      organizationDomain: 'winter.example',
      city: 'Chicago',
      tags: ['press', 'books'],
      strength: 0.8,
      lastInteractionAt: new Date('2026-05-01'),
    })
  })

  it('takes no title from another organization', () => {
    const contact = parsed({
      name: 'Ada Winter',
      emails: ['ada@winter.example'],
      organization: 'Elsewhere',
      title: 'CEO',
    })
    const { title: _, ...untitled } = ada
    expect(mergeContacts([contact], [untitled])).toMatchObject([{ kind: 'unchanged' }])
  })

  it('builds a second update on the first', () => {
    const bare: ExistingContact = {
      id: 'c2',
      name: 'B',
      emails: ['b@x.example', 'b@y.example'],
      phones: [],
      organization: null,
    }
    const decisions = mergeContacts(
      [
        parsed({ name: 'B', emails: ['b@x.example'], tags: ['one'] }),
        parsed({ name: 'B', emails: ['b@y.example'], tags: ['two'] }),
      ],
      [bare],
    )
    expect(decisions).toMatchObject([{ fields: { tags: ['one'] } }, { fields: { tags: ['one', 'two'] } }])
  })

  it('knows somebody further up in the file by a phone number that a later row brought', () => {
    const stored: ExistingContact = {
      id: 'c4',
      name: 'Ada Winter',
      emails: ['ada@x.example'],
      phones: [],
      organization: null,
    }
    const phones = ['+1 312 555 0143']
    const decisions = mergeContacts(
      [
        parsed({ name: 'Winter, A.', phones, tags: ['one'] }),
        parsed({ name: 'Boss', emails: ['ada@x.example'], phones }),
      ],
      [stored],
    )
    expect(decisions).toMatchObject([
      { kind: 'update', id: 'c4', because: 'same-email', fields: { phones } },
      { kind: 'update', id: 'c4', because: 'same-phone', fields: { tags: ['one'] } },
    ])
  })

  it('makes no second one of a person known by name only, but keeps two namesakes two', () => {
    const john = parsed({ name: 'John Doe' })
    const stored: ExistingContact = { id: 'c3', name: 'John Doe', emails: [], phones: [], organization: null }
    expect(mergeContacts([john, john], [stored])).toMatchObject([
      { kind: 'unchanged', id: 'c3', because: 'same-name-and-nothing-else' },
      { kind: 'create' },
    ])
  })
})

describe('joinDuplicates', () => {
  it('joins two rows when a third shows that they are one person', () => {
    const { contacts, merged } = joinDuplicates([
      parsed({ name: 'Ada Winter', emails: ['ada@winter.example'], row: 2 }),
      parsed({ name: 'Ada W', phones: ['+1 312 555 0143'], row: 3 }),
      parsed({ name: 'Ada', emails: ['ada@winter.example'], phones: ['+1 312 555 0143'], row: 4 }),
    ])
    expect(contacts).toHaveLength(1)
    expect(merged).toEqual([
      { row: 3, into: 2, because: 'same-phone' },
      { row: 4, into: 2, because: 'same-email' },
    ])
  })

  it('prefers a written name to a guessed one, keeps both notes and the more private visibility', () => {
    const { contacts } = joinDuplicates([
      parsed({
        name: 'Ada',
        nameIsGuess: true,
        emails: ['ada@x.example'],
        notes: 'one',
        visibility: 'WORKSPACE',
        row: 2,
      }),
      parsed({ name: 'Ada Winter', emails: ['ada@x.example'], notes: 'two', visibility: 'ONLY_ME', row: 3 }),
    ])
    expect(contacts).toMatchObject([{ name: 'Ada Winter', notes: 'one\ntwo', visibility: 'ONLY_ME' }])
    expect(contacts[0]).not.toHaveProperty('nameIsGuess')
  })

  it('never joins by name alone', () => {
    const { contacts } = joinDuplicates([parsed({ name: 'John Doe', row: 2 }), parsed({ name: 'John Doe', row: 3 })])
    expect(contacts).toHaveLength(2)
  })
})
