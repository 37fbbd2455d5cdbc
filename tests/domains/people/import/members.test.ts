import { describe, expect, it } from 'vitest'
import { readMembers } from '../../../../src/domains/people/import/read-members.ts'
import { fixture, membersOf } from './reading.ts'

const KNOWN = { knownRoles: ['facilitator', 'coach', 'admin'] }

describe('readMembers', () => {
  it('reads members, joins one person with two accounts, and takes roles apart at spaces', () => {
    const { members, report } = membersOf(fixture('members.csv'), KNOWN)
    expect(report).toMatchObject({ format: 'members', rows: 6, accepted: 4 })
    expect(members[0]).toEqual({
      name: 'Marisol Okonkwo',
      email: 'marisol@town.example',
      slackId: 'U01ABCDEF23',
      roles: ['facilitator', 'coach'],
      timeZone: 'Europe/Lisbon',
      row: 2,
    })
    expect(members[1]).toMatchObject({ name: 'Femi Adeyemi', slackId: 'U09ZZZZZZ99', discordId: '123456789012345678' })
    expect(report.merged).toEqual([{ row: 5, into: 3, because: 'same-email' }])
  })

  it('drops ids that a spreadsheet rounded, unknown roles and zones, and says so', () => {
    const { members, report } = membersOf(fixture('members.csv'), KNOWN)
    expect(members[2]).toMatchObject({ name: 'Ines Duarte', nameIsGuess: true, roles: ['admin'] })
    expect(members[2]).not.toHaveProperty('discordId')
    expect(report.warnings.filter(({ row }) => row === 4).map(({ kind }) => kind)).toEqual([
      'bad-discord-id',
      'name-from-email',
      'role-unknown',
      'time-zone-unknown',
    ])
  })

  it('skips a row whose cells have moved', () => {
    const { report } = membersOf(fixture('members.csv'), KNOWN)
    expect(report.skipped).toMatchObject([{ row: 8, reason: { kind: 'too-many-columns', found: 7, expected: 6 } }])
  })

  it('joins two members when a third row shows that they are one, so that no account is there twice', () => {
    const { members, report } = membersOf(
      'name,email,slack_id\nAda,ada@x.example,\nA. Winter,,U01ABCDEF23\nAda Winter,ada@x.example,U01ABCDEF23\n',
    )
    expect(members).toMatchObject([{ name: 'Ada', email: 'ada@x.example', slackId: 'U01ABCDEF23' }])
    expect(report.merged.map(({ row, into }) => [row, into])).toEqual([
      [3, 2],
      [4, 2],
    ])
  })

  it('says which of two accounts of one member was not kept', () => {
    const { members, report } = membersOf('email,slack_id\nada.w@x.example,U01ABCDEF23\nada.w@x.example,U09ZZZZZZ99\n')
    expect(members).toHaveLength(1)
    expect(report.warnings).toContainEqual({
      row: 3,
      kind: 'value-not-kept',
      detail: 'U01ABCDEF23 stays, not U09ZZZZZZ99',
    })
  })

  it('keeps somebody of whom only an account is known', () => {
    expect(membersOf('name,slack_id\n,<@u01abcdef23>\n').members).toEqual([
      { name: 'U01ABCDEF23', nameIsGuess: true, slackId: 'U01ABCDEF23', roles: [], row: 2 },
    ])
  })

  it('reads names and e-mails alone', () => {
    expect(membersOf('Name;E-mail\nAda Winter;Ada@Winter.example\n').members).toEqual([
      { name: 'Ada Winter', email: 'ada@winter.example', roles: [], row: 2 },
    ])
  })

  it.each(['linkedin-connections.csv', 'google-new.csv', 'outlook.csv', 'contacts.csv', 'cards-v4.vcf'])(
    'refuses %s, which holds contacts',
    (file) => {
      expect(readMembers(fixture(file))).toMatchObject({ ok: false, error: { kind: 'wrong-kind', wanted: 'members' } })
    },
  )
})
