import { readFileSync } from 'node:fs'
import type { FileRefusal, ParsedContact } from '../../../../src/domains/people/import/model.ts'
import { type ContactsRead, readContacts } from '../../../../src/domains/people/import/read-contacts.ts'
import { type MembersGiven, type MembersRead, readMembers } from '../../../../src/domains/people/import/read-members.ts'

/** The day on which all these imports happen. */
export const NOW = new Date('2026-06-01T12:00:00Z')

export const OUR_HEADER =
  'name,email,phone,organization,title,city,tags,strength,last_interaction,interactions,visibility,notes'

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url))
}

/** Reads a file that must be readable. */
export function contactsOf(file: string | Uint8Array): ContactsRead {
  const read = readContacts(typeof file === 'string' ? Buffer.from(file) : file, { now: NOW })
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.error)}`)
  return read.value
}

export function membersOf(file: string | Uint8Array, given: MembersGiven = {}): MembersRead {
  const read = readMembers(typeof file === 'string' ? Buffer.from(file) : file, given)
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.error)}`)
  return read.value
}

export function refusalOf(file: string | Uint8Array): FileRefusal {
  const read = readContacts(typeof file === 'string' ? Buffer.from(file) : file, { now: NOW })
  if (read.ok) throw new Error('read a file that should be refused')
  return read.error
}

/** The contact of one row in our own format; `cells` by column name. */
export function contactOf(cells: Readonly<Record<string, string>>): ContactsRead {
  const header = OUR_HEADER.split(',')
  return contactsOf(`${OUR_HEADER}\n${header.map((name) => quoted(cells[name] ?? '')).join(',')}\n`)
}

/** A parsed contact with what a test does not care about left empty. */
export function parsed(fields: Partial<ParsedContact> & { readonly name: string }): ParsedContact {
  return { emails: [], phones: [], tags: [], source: 'introdesk', row: 2, ...fields }
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
