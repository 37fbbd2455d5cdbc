import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  importContacts,
  importedContactsLines,
  importedMembersLines,
  importMembers,
  knowersOf,
  recordNeverContact,
  searchContacts,
} from '../../../src/domains/people/api.ts'
import type { Database as OpenDatabase } from '../../../src/infra/db/database.ts'
import type { Database } from '../../../src/kit/db.ts'
import type { Person, WorkspaceInfo } from '../../../src/kit/person.ts'
import type { Result } from '../../../src/kit/result.ts'
import { kitDatabase } from '../../../src/main.ts'
import { clear, testDatabases } from '../../helpers/database.ts'
import { directory, foundWorkspace, join, knows, NOW, newId, sightingOf } from './town.ts'

const HEADER = 'name,email,phone,organization,title,city,tags,strength,last_interaction,interactions,visibility,notes'

describe.each(testDatabases())('imports on $name', ({ open }) => {
  let opened: OpenDatabase
  let database: Database
  let workspace: WorkspaceInfo
  let maria: Person
  let femi: Person

  beforeAll(async () => {
    opened = await open()
    database = kitDatabase(opened)
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    await clear(opened)
    workspace = await foundWorkspace(opened)
    maria = await join(database, workspace, 'Maria')
    femi = await join(database, workspace, 'Femi')
  })

  const file = (rows: readonly string[], given: { owner?: Person; dryRun?: boolean } = {}) => ({
    ownerId: (given.owner ?? maria).id,
    bytes: Buffer.from([HEADER, ...rows].join('\n')),
    dryRun: given.dryRun ?? false,
    now: NOW,
    newId,
  })
  const contacts = async (rows: readonly string[], given: { owner?: Person; dryRun?: boolean } = {}) =>
    accepted(await importContacts(database, workspace.id, file(rows, given)))
  const found = async (viewer: Person, query: string) =>
    searchContacts(database.reader, workspace.id, { viewerId: viewer.id, query, limit: 50 })

  const JANE =
    'Jane Okafor,jane@acme.example,+351 21 000 0000,Acme,Head of Product,Lisbon,market;retail,0.8,2026-10-02,12,router,Prefers short mails'

  describe('contacts', () => {
    it('become people that the owner knows, with everything the file says', async () => {
      expect(await contacts([JANE])).toMatchObject({ created: 1, updated: 0, unchanged: 0, leftOut: [] })
      const [jane] = await found(femi, 'okafor')
      expect(jane).toEqual({
        id: expect.any(String),
        name: 'Jane Okafor',
        organization: 'Acme',
        title: 'Head of Product',
        city: 'Lisbon',
      })
      const [knower] = await knowersOf(database.reader, workspace.id, [jane?.id ?? ''], NOW)
      expect(knower).toMatchObject({
        member: { id: maria.id },
        relationship: { declared: 0.8, interactions: 12, lastInteractionAt: new Date('2026-10-02T00:00:00Z') },
      })
      const relationship = await opened.prisma.relationship.findFirst()
      expect(relationship).toMatchObject({ notes: 'Prefers short mails', visibility: 'ROUTER' })
    })

    it('change nothing the second time', async () => {
      const rows = [JANE, 'Ben Ito,,,,,,,,,,,', 'Ben Ito,,,,,,,,,,,']
      expect(await contacts(rows)).toMatchObject({ created: 3 })
      const before = await everything()
      expect(await contacts(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
      expect(await everything()).toEqual(before)
    })

    it('fill gaps and overwrite nothing', async () => {
      await contacts(['Jane Okafor,jane@acme.example,,Acme,Head of Product,,,,,,,'])
      expect(await contacts(['J. Okafor,jane@acme.example,,Acme,Intern,Lisbon,,0.9,,,,'])).toMatchObject({
        created: 0,
        updated: 1,
      })
      expect(await found(maria, 'lisbon')).toEqual([])
      expect(await found(maria, 'jane')).toMatchObject([
        { name: 'Jane Okafor', title: 'Head of Product', city: 'Lisbon' },
      ])
    })

    it('only say so in a dry run', async () => {
      const dry = await contacts([JANE, 'Ben Ito,ben@x.example,,,,,,,,,,'], { dryRun: true })
      expect(dry).toMatchObject({ created: 2 })
      expect(await opened.prisma.contact.count()).toBe(0)
      expect(importedContactsLines(dry, true)[0]).toBe(
        'A dry run; nothing was changed. It would be: 2 new contacts, 0 with something added, 0 known already, 0 left out.',
      )
    })

    it('leave out who said "never contact me", and the owner', async () => {
      await opened.prisma.member.update({ where: { id: maria.id }, data: { email: 'maria@x.example' } })
      const never = { emails: ['jane@acme.example'], phones: [] }
      await database.transaction((db) => recordNeverContact(db, workspace.id, { contact: never, newId, now: NOW }))
      const imported = await contacts([JANE, 'Me,maria@x.example,,,,,,,,,,', 'Ben Ito,ben@x.example,,,,,,,,,,'])
      expect(imported).toMatchObject({
        created: 1,
        leftOut: [
          { row: 2, because: 'never-contact' },
          { row: 3, because: 'yourself' },
        ],
      })
      expect(importedContactsLines(imported, false)).toContain(
        'Row 2 left out: they said "never contact me" (Jane Okafor).',
      )
      expect(await opened.prisma.contact.count()).toBe(1)
    })

    it('join with a contact that another member lets the desk use', async () => {
      await contacts(['Jane Okafor,jane@acme.example,,Acme,,,,,,,,'], { owner: femi })
      expect(await contacts([JANE])).toMatchObject({ created: 0, updated: 1 })
      const [jane] = await found(maria, 'jane')
      expect(jane).toMatchObject({ title: 'Head of Product' })
      expect(await knowersOf(database.reader, workspace.id, [jane?.id ?? ''], NOW)).toHaveLength(2)
    })

    it('do not tell whom another member knows for themselves alone', async () => {
      await contacts(['Jane Okafor,jane@acme.example,,Acme,Secret title,,,,,,only me,'], { owner: femi })
      expect(await contacts(['Jane Okafor,jane@acme.example,,,,,,,,,,'])).toMatchObject({ created: 1 })
      expect(await found(maria, 'jane')).toMatchObject([{ name: 'Jane Okafor' }])
      expect(JSON.stringify(await found(maria, 'jane'))).not.toContain('Secret')
    })

    it('put nothing that is only the owner’s on a contact that others see', async () => {
      await contacts(['Jane Okafor,jane@acme.example,,Acme,,,,,,,,'], { owner: femi })
      const secret =
        'Jane Okafor,jane@acme.example;jane@home.example,+351 91 000 0000,Acme,,Lisbon,family,0.9,,,only me,Sister'
      expect(await contacts([secret])).toMatchObject({ created: 0, updated: 1 })
      const contact = await opened.prisma.contact.findFirstOrThrow({ include: { relationships: true } })
      expect(contact).toMatchObject({ emails: ['jane@acme.example'], phones: [], city: null, tags: [] })
      const mine = contact.relationships.find(({ memberId }) => memberId === maria.id)
      expect(mine).toMatchObject({ visibility: 'ONLY_ME', declared: 0.9, notes: 'Sister' })
      expect(await contacts([secret])).toMatchObject({ updated: 0, unchanged: 1 })
    })

    it('take a bare name of another member for somebody else', async () => {
      await contacts(['Jane,,,,,,,,,,,'], { owner: femi })
      expect(await contacts(['Jane,,,,,,,,,,,'])).toMatchObject({ created: 1 })
    })

    it('get the visibility that the owner gives to new ones', async () => {
      await opened.prisma.member.update({ where: { id: maria.id }, data: { edgeVisibility: 'ONLY_ME' } })
      await contacts(['Jane Okafor,jane@acme.example,,,,,,,,,,', 'Ben Ito,ben@x.example,,,,,,,,,workspace,'])
      expect(await found(femi, '')).toMatchObject([{ name: 'Ben Ito' }])
      expect(await found(maria, '')).toHaveLength(2)
    })

    it('are members where the address is a member’s', async () => {
      await opened.prisma.member.update({ where: { id: femi.id }, data: { email: 'femi@x.example' } })
      await contacts(['Femi A.,femi@x.example,,,,,,,,,,'])
      expect(await found(maria, 'femi')).toMatchObject([{ memberId: femi.id }])
    })

    it('are joined across the borders of the transactions', async () => {
      const many = Array.from(
        { length: 700 },
        (_, index) => `Person ${index},p${index}@x.example,,Acme ${index % 7},,,,,,,,`,
      )
      expect(await contacts(many)).toMatchObject({ created: 700 })
      expect(await opened.prisma.organization.count()).toBe(7)
      expect(await contacts([...many, JANE])).toMatchObject({ created: 1, unchanged: 700 })
    })

    it('are refused as a file that is none', async () => {
      const pdf = { ...file([]), bytes: Buffer.from('%PDF-1.7 …') }
      expect(await importContacts(database, workspace.id, pdf)).toMatchObject({
        ok: false,
        error: { kind: 'not-text' },
      })
    })
  })

  describe('members', () => {
    const header = 'name,email,slack_id,discord_id,roles,time_zone'
    const bring = async (rows: readonly string[], dryRun = false) => {
      const bytes = Buffer.from([header, ...rows].join('\n'))
      return accepted(await importMembers(database, workspace.id, { bytes, dryRun, now: NOW, newId }))
    }
    const ADA = 'Ada Lind,ada@x.example,U0ADA0001,,facilitator,Europe/Lisbon'

    it('are the person who then acts on Slack', async () => {
      expect(await bring([ADA])).toMatchObject({ created: 1 })
      const ada = await directory.recognise(
        database.reader,
        sightingOf(workspace, { externalId: 'U0ADA0001', name: 'ada' }),
      )
      expect(ada).toMatchObject({ name: 'Ada Lind', roles: ['member', 'facilitator'], timeZone: 'Europe/Lisbon' })
      expect(await opened.prisma.member.count({ where: { name: 'Ada Lind' } })).toBe(1)
    })

    it('can be written to where their platform is connected', async () => {
      await bring([ADA, 'Di Sc,,,123456789012345678,,'])
      const rows = await opened.prisma.member.findMany({
        where: { name: { in: ['Ada Lind', 'Di Sc'] } },
        orderBy: { name: 'asc' },
      })
      const placed = await directory.addresses(
        database.reader,
        workspace.id,
        rows.map(({ id }) => id as Person['id']),
      )
      expect([...placed.values()].flat()).toEqual([
        { surface: 'slack', externalId: 'U0ADA0001', installation: `slack-${workspace.id}`, lastActiveAt: new Date(0) },
      ])
    })

    it('change nothing the second time', async () => {
      const rows = [ADA, 'Only Name,,,,,']
      await bring(rows)
      expect(await bring(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 2, notStored: [] })
    })

    it('get what was missing and lose nothing', async () => {
      await bring(['Ada Lind,ada@x.example,,,facilitator,'])
      expect(await bring(['A. Lind,ada@x.example,U0ADA0001,,partner_manager,Europe/Lisbon'])).toMatchObject({
        updated: 1,
      })
      const ada = await opened.prisma.member.findFirstOrThrow({
        where: { email: 'ada@x.example' },
        include: { identities: true },
      })
      expect(ada).toMatchObject({
        name: 'Ada Lind',
        timeZone: 'Europe/Lisbon',
        roles: ['member', 'facilitator', 'partner_manager'],
      })
      expect(ada.identities).toMatchObject([{ externalId: 'U0ADA0001' }])
    })

    it('keep their accounts when a file gives one to somebody else', async () => {
      await bring([ADA, 'Cy Ott,cy@x.example,,,,'])
      const clash = await bring(['Cy Ott,cy@x.example,U0ADA0001,,,'])
      expect(clash).toMatchObject({ created: 0, unchanged: 1 })
      expect(importedMembersLines(clash, false)).toContain(
        'Row 2: U0ADA0001 belongs to another member and stayed there (Cy Ott).',
      )
    })

    it('keep the address that they have', async () => {
      await bring([ADA])
      const second = await bring(['Ada Lind,ada@home.example,U0ADA0001,,,'])
      expect(second).toMatchObject({ created: 0, unchanged: 1 })
      expect(importedMembersLines(second, false)).toContain(
        'Row 2: ada@home.example was not stored, because this member has another address (Ada Lind).',
      )
    })

    it('are the contacts with their address from then on', async () => {
      const contact = await knows(database, workspace.id, maria.id, { name: 'Ada', email: 'ada@x.example' })
      await bring([ADA])
      const ada = await opened.prisma.member.findFirstOrThrow({ where: { email: 'ada@x.example' } })
      expect(await opened.prisma.contact.findUnique({ where: { id: contact } })).toMatchObject({ memberId: ada.id })
    })

    it('only say so in a dry run', async () => {
      expect(await bring([ADA], true)).toMatchObject({ created: 1 })
      expect(await opened.prisma.member.count({ where: { name: 'Ada Lind' } })).toBe(0)
    })
  })

  async function everything() {
    return {
      contacts: await opened.prisma.contact.findMany({ orderBy: { id: 'asc' } }),
      relationships: await opened.prisma.relationship.findMany({ orderBy: { id: 'asc' } }),
    }
  }
})

function accepted<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`The file was refused: ${JSON.stringify(result.error)}`)
  return result.value
}
