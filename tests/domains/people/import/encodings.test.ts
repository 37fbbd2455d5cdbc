import { describe, expect, it } from 'vitest'
import { MAX_FILE_BYTES, MAX_ROWS } from '../../../../src/domains/people/import/limits.ts'
import { contactsOf, fixture, refusalOf } from './reading.ts'

const TEXT = 'name,email\r\nJosé Brontë,jose@bronte.example\r\nŁukasz 北,lukasz@bronte.example\r\n'
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('readContacts: encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 LE without a mark', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 BE without a mark', utf16be(TEXT)],
    ['UTF-8 with the line ends of old Macs', Buffer.from(TEXT.replaceAll('\r\n', '\r'))],
  ])('reads %s', (_, bytes) => {
    const { contacts, report } = contactsOf(bytes)
    expect(contacts.map(({ name }) => name)).toEqual(['José Brontë', 'Łukasz 北'])
    expect(report.warnings).toEqual([])
  })

  it('falls back to Windows-1252, and says so', () => {
    const { contacts, report } = contactsOf(
      Buffer.from('name,email\nJosé “Pepe” Brontë,p@x.example'.replace(/[“”]/g, ''), 'latin1'),
    )
    expect(contacts[0]?.name).toBe('José Pepe Brontë')
    expect(report.warnings).toEqual([{ kind: 'encoding-guessed', detail: 'Windows-1252' }])
  })

  it('does not garble a UTF-8 file for one bad byte', () => {
    const bytes = Buffer.concat([Buffer.from(TEXT), Buffer.from([0xff]), Buffer.from('\nZoë Ünal,zoe@unal.example\n')])
    const { contacts, report } = contactsOf(bytes)
    expect(contacts[0]?.name).toBe('José Brontë')
    expect(report.warnings).toContainEqual({ kind: 'bad-bytes', detail: '1 unreadable characters' })
  })

  it('removes NUL bytes, lone surrogates, direction marks and control characters from names', () => {
    const { contacts, report } = contactsOf(
      Buffer.from('\ufeffname,email\nAda\u202e \u0000Win\ud800ter\u0007\u200b,ada@winter.example\n', 'utf16le'),
    )
    expect(contacts[0]?.name).toMatch(/^Ada Win\ufffd?ter$/)
    expect(report.warnings.map(({ kind }) => kind)).toEqual(['nul-removed'])
  })
})

describe('readContacts: whole files refused', () => {
  it('refuses an empty file, and one of blank lines', () => {
    expect(refusalOf('')).toEqual({ kind: 'empty' })
    expect(refusalOf('\ufeff \r\n\r\n')).toEqual({ kind: 'empty' })
  })

  it('refuses a header with nobody below', () => {
    expect(refusalOf('name,email\n,\n\n')).toEqual({ kind: 'no-rows', format: 'introdesk' })
  })

  it.each([
    ['spreadsheet-or-zip', Buffer.from('PK\u0003\u0004rest')],
    ['old-spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['pdf', Buffer.from('%PDF-1.7 name,email')],
    ['binary', Buffer.from([0x1f, 0x8b, 8, 0, 0])],
    ['binary', Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 7_919) % 251))],
  ])('refuses what is not text: %s', (looksLike, bytes) => {
    expect(refusalOf(bytes)).toEqual({ kind: 'not-text', looksLike })
  })

  it('says which columns it found and which it expects', () => {
    expect(refusalOf('colour;weight\nred;3\n')).toMatchObject({
      kind: 'unknown-columns',
      found: ['colour', 'weight'],
      expected: expect.arrayContaining(['name', 'email', 'visibility']),
    })
  })

  it('refuses a members file where contacts are wanted', () => {
    expect(refusalOf(fixture('members.csv'))).toEqual({ kind: 'wrong-kind', format: 'members', wanted: 'contacts' })
  })

  it('refuses more bytes and more rows than the limits', () => {
    expect(refusalOf(Buffer.alloc(MAX_FILE_BYTES + 1, 'a'))).toMatchObject({ kind: 'too-large' })
    const rows = `name\n${'Ada\n'.repeat(MAX_ROWS + 1)}`
    expect(refusalOf(rows)).toEqual({ kind: 'too-many-rows', maxRows: MAX_ROWS })
  })
})
