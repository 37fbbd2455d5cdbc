import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addContact,
  clearSilent,
  contactsMatching,
  facilitator,
  findContact,
  findMemberByRef,
  isBlockedPair,
  isNeverContact,
  knowersOf,
  members,
  noteAsked,
  noteSilent,
  pauseAsks,
  person,
  recordNeverContact,
  resumeAsks,
  searchContacts,
  setAway,
  touchRelationship,
} from '../../../src/domains/people/api.ts'
import { VISIBILITIES, type Visibility } from '../../../src/domains/people/model.ts'
import { addBlock } from '../../../src/domains/people/store/privacy.ts'
import { knownContact, removeRelationship } from '../../../src/domains/people/store/relationships.ts'
import type { Database as OpenDatabase } from '../../../src/infra/db/database.ts'
import type { Database } from '../../../src/kit/db.ts'
import type { Person, WorkspaceInfo } from '../../../src/kit/person.ts'
import { kitDatabase } from '../../../src/main.ts'
import { clear, testDatabases } from '../../helpers/database.ts'
import { directory, foundWorkspace, join, knows, NOW, newId, sightingOf } from './town.ts'

describe.each(testDatabases())('people on $name', ({ open }) => {
  let opened: OpenDatabase
  let database: Database
  let workspace: WorkspaceInfo
  let maria: Person
  let femi: Person
  let yuki: Person

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
    yuki = await join(database, workspace, 'Yuki')
  })

  const names = async (viewer: Person, query: string) => {
    const found = await searchContacts(database.reader, workspace.id, { viewerId: viewer.id, query, limit: 10 })
    return found.map(({ name }) => name)
  }

  describe('directory', () => {
    it('makes the first member the administrator, and nobody else', async () => {
      expect(maria.roles).toEqual(['member', 'admin'])
      expect(femi.roles).toEqual(['member'])
    })

    it('never makes a guest from another organization the administrator', async () => {
      const other = await foundWorkspace(opened, 'Elsewhere')
      const guest = sightingOf(other, { externalId: 'U1', name: 'Guest', external: true })
      expect(await directory.recognise(database.reader, guest)).toMatchObject({ roles: ['member'], external: true })
    })

    it('makes one member of two first sightings at once', async () => {
      const sighting = sightingOf(workspace, { externalId: 'U-new', name: 'Noor' })
      const seen = await Promise.all(Array.from({ length: 8 }, () => directory.recognise(database.reader, sighting)))
      expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
      expect(await opened.prisma.member.count({ where: { workspaceId: workspace.id, name: 'Noor' } })).toBe(1)
    })

    it('fills what was missing, and follows the profile until the member says otherwise', async () => {
      const first = await directory.recognise(database.reader, sightingOf(workspace, { externalId: 'U9' }))
      expect(first).toMatchObject({ name: 'U9', timeZone: 'Europe/Berlin' })
      const claim = { externalId: 'U9', name: 'Ada', timeZone: 'Asia/Tokyo', locale: 'ja' }
      const filled = await directory.recognise(database.reader, sightingOf(workspace, claim))
      expect(filled).toMatchObject({ id: first.id, name: 'Ada', timeZone: 'Asia/Tokyo', locale: 'ja' })
      const travelling = { ...claim, name: 'Somebody', timeZone: 'Europe/Lisbon' }
      const moved = await directory.recognise(database.reader, sightingOf(workspace, travelling))
      expect(moved).toEqual({ ...filled, timeZone: 'Europe/Lisbon' })
      await opened.prisma.member.update({ where: { id: first.id }, data: { timeZone: 'Europe/Riga' } })
      const further = { ...claim, timeZone: 'America/Lima' }
      const kept = await directory.recognise(database.reader, sightingOf(workspace, further))
      expect(kept).toEqual({ ...filled, timeZone: 'Europe/Riga' })
    })

    it('leaves out what is no time zone or language, and what no reader could see', async () => {
      const claim = { externalId: 'U8', name: 'Ev\u202Eil\u0000', timeZone: 'Mars/Olympus', locale: 'not a locale' }
      const seen = await directory.recognise(database.reader, sightingOf(workspace, claim))
      expect(seen).toMatchObject({ name: 'Evil', timeZone: 'Europe/Berlin', locale: 'en' })
    })

    it('notes activity once a minute', async () => {
      const activeAt = async (seconds: number) => {
        const now = new Date(NOW.getTime() + seconds * 1000)
        await directory.recognise(database.reader, sightingOf(workspace, { externalId: 'U-Maria' }, { now }))
        const accounts = await directory.addresses(database.reader, workspace.id, [maria.id])
        return accounts.get(maria.id)?.[0]?.lastActiveAt
      }
      expect(await activeAt(59)).toEqual(NOW)
      expect(await activeAt(61)).toEqual(new Date(NOW.getTime() + 61_000))
    })

    it('knows a place only while it is connected', async () => {
      const place = `slack-${workspace.id}`
      expect(await directory.workspaceOf(database.reader, 'slack', place)).toEqual(workspace)
      await opened.prisma.installation.updateMany({ where: { externalId: place }, data: { status: 'REMOVED' } })
      expect(await directory.workspaceOf(database.reader, 'slack', place)).toBeNull()
    })

    it('brings a member back who left and acts again', async () => {
      await opened.prisma.member.update({ where: { id: femi.id }, data: { status: 'LEFT', leftAt: NOW } })
      expect(await members(database.reader, workspace.id)).not.toContainEqual(femi)
      await join(database, workspace, 'Femi')
      expect(await members(database.reader, workspace.id)).toContainEqual(femi)
    })
  })

  describe('searchContacts', () => {
    it('finds by the beginning of a name before a word before a part, whatever the accents', async () => {
      await knows(database, workspace.id, femi.id, { name: 'Ana José', organization: 'Acme' })
      await knows(database, workspace.id, femi.id, { name: 'José García', organization: 'Mill' })
      await knows(database, workspace.id, femi.id, { name: 'Bo Xu', organization: 'Banjose' })
      expect(await names(maria, 'jose')).toEqual(['José García', 'Ana José', 'Bo Xu'])
      expect(await names(maria, 'garcia mill')).toEqual(['José García'])
      expect(await names(maria, 'ACM')).toEqual(['Ana José'])
      expect(await names(maria, '%')).toHaveLength(3)
    })

    it('tells no address', async () => {
      await knows(database, workspace.id, femi.id, { name: 'Jane', organization: 'Acme', email: 'jane@acme.example' })
      const search = { viewerId: maria.id, query: 'jane', limit: 5 }
      const found = await searchContacts(database.reader, workspace.id, search)
      expect(JSON.stringify(found)).not.toContain('@')
      expect(found).toEqual([{ id: expect.any(String), name: 'Jane', organization: 'Acme' }])
    })

    it('leaves out who said "never contact me", was erased, or is the viewer', async () => {
      const never = await knows(database, workspace.id, femi.id, { name: 'Never', email: 'never@x.example' })
      const erased = await knows(database, workspace.id, femi.id, { name: 'Erased' })
      const self = await knows(database, workspace.id, femi.id, { name: 'Maria herself' })
      await opened.prisma.contact.update({ where: { id: erased }, data: { erasedAt: NOW } })
      await opened.prisma.contact.update({ where: { id: self }, data: { memberId: maria.id } })
      const contact = await findContact(database.reader, workspace.id, never)
      await database.transaction((db) =>
        recordNeverContact(db, workspace.id, { contact: contact ?? fail(), newId, now: NOW }),
      )
      expect(await names(maria, '')).toEqual([])
      expect(await names(yuki, '')).toEqual(['Maria herself'])
    })

    it('shows a contact exactly to those who know or named them, or where somebody lets the desk use it', async () => {
      const everybody = () => [maria, femi, yuki]
      const anyEdge = fc.record({ knower: fc.nat({ max: 2 }), visibility: fc.constantFrom(...VISIBILITIES) })
      const anyTown = fc.array(fc.record({ namedBy: fc.nat({ max: 2 }), edges: fc.array(anyEdge, { maxLength: 3 }) }), {
        maxLength: 4,
      })
      await fc.assert(
        fc.asyncProperty(anyTown, async (town) => {
          await opened.prisma.contact.deleteMany()
          for (const [index, { namedBy, edges }] of town.entries()) {
            const id = newId()
            const addedById = everybody()[namedBy]?.id ?? null
            const row = {
              id,
              workspaceId: workspace.id,
              name: `C${index}`,
              searchKey: ` c${index}`,
              aboutKey: ' engineer',
            }
            await opened.prisma.contact.create({ data: { ...row, addedById } })
            for (const { knower, visibility } of edges) {
              const data = {
                id: newId(),
                workspaceId: workspace.id,
                memberId: everybody()[knower]?.id ?? '',
                contactId: id,
                visibility,
              }
              await opened.prisma.relationship.createMany({ data: [data], skipDuplicates: true })
            }
          }
          for (const [viewer, member] of everybody().entries()) {
            const visible = town.flatMap(({ namedBy, edges }, index) =>
              namedBy === viewer ||
              firstEdges(edges).some((edge) => edge.knower === viewer || edge.visibility !== 'ONLY_ME')
                ? [`C${index}`]
                : [],
            )
            expect(await names(member, 'c')).toEqual(visible)
            const matching = await contactsMatching(database.reader, workspace.id, {
              viewerId: member.id,
              criteria: 'engineers',
              limit: 10,
            })
            const usable = town.flatMap(({ edges }, index) =>
              firstEdges(edges).some((edge) => edge.knower !== viewer && edge.visibility !== 'ONLY_ME')
                ? [`C${index}`]
                : [],
            )
            expect(matching.map(({ contact }) => contact.name).toSorted()).toEqual(usable)
          }
        }),
        { numRuns: 25 },
      )
    })

    it('stays within the workspace', async () => {
      const other = await foundWorkspace(opened, 'Elsewhere')
      const stranger = await join(database, other, 'Stranger')
      const id = await knows(database, workspace.id, femi.id, { name: 'Jane', visibility: 'WORKSPACE' })
      const search = { viewerId: stranger.id, query: 'jane', limit: 5 }
      expect(await searchContacts(database.reader, other.id, search)).toEqual([])
      expect(await findContact(database.reader, other.id, id)).toBeNull()
      expect(await knowersOf(database.reader, other.id, [id], NOW)).toEqual([])
      expect(await person(database.reader, other.id, maria.id)).toBeNull()
    })
  })

  describe('contactsMatching', () => {
    it('puts whoever fits most words first, and says which', async () => {
      await knows(database, workspace.id, femi.id, { name: 'A', title: 'Engineer', city: 'Lisbon' })
      await knows(database, workspace.id, femi.id, { name: 'B', title: 'Payments engineer', city: 'Lisbon' })
      await knows(database, workspace.id, femi.id, { name: 'C', title: 'Gardener' })
      const wish = { viewerId: maria.id, criteria: 'someone who builds payments, an engineer in Lisbon', limit: 5 }
      const found = await contactsMatching(database.reader, workspace.id, wish)
      expect(found.map(({ contact, matched }) => [contact.name, ...matched])).toEqual([
        ['B', 'payments', 'engineer', 'lisbon'],
        ['A', 'engineer', 'lisbon'],
      ])
    })

    it('finds titles by another name, words with typing mistakes, and words in any script', async () => {
      await knows(database, workspace.id, femi.id, {
        name: 'A',
        title: 'Chief Financial Officer',
        organization: 'Robotics AG',
      })
      await knows(database, workspace.id, femi.id, { name: 'B', title: 'Robotics engineer', city: '東京' })
      await knows(database, workspace.id, femi.id, { name: 'C', title: 'Robust estimates' })
      const found = async (criteria: string) => {
        const matches = await contactsMatching(database.reader, workspace.id, {
          viewerId: maria.id,
          criteria,
          limit: 5,
        })
        return matches.map(({ contact, fit }) => [contact.name, Math.round(fit * 100)])
      }
      expect(await found('a CFO in robotics')).toEqual([
        ['A', 100],
        ['B', 50],
      ])
      expect(await found('robtics')).toEqual([
        ['A', 80],
        ['B', 80],
      ])
      expect(await found('東京')).toEqual([['B', 100]])
      expect(await found("'); drop table members; -- | & !")).toEqual([])
    })

    it('leaves out whom only the viewer knows, and about whom nobody wants to be asked', async () => {
      await knows(database, workspace.id, maria.id, { name: 'Mine', title: 'Engineer' })
      const asked = await knows(database, workspace.id, femi.id, { name: 'Theirs', title: 'Engineer' })
      await opened.prisma.relationship.updateMany({ where: { contactId: asked }, data: { neverAsk: true } })
      const wish = { viewerId: maria.id, criteria: 'engineer', limit: 5 }
      expect(await contactsMatching(database.reader, workspace.id, wish)).toEqual([])
    })
  })

  describe('knowersOf', () => {
    it('tells who knows a contact and lets the desk use it, and how they can be asked', async () => {
      const jane = await knows(database, workspace.id, femi.id, { name: 'Jane', organization: 'Acme', strength: 0.8 })
      await knows(database, workspace.id, yuki.id, { name: 'Jane', organization: 'Acme', visibility: 'ONLY_ME' })
      await setAway(database.reader, workspace.id, femi.id, new Date(NOW.getTime() + 1000))
      const [knower, ...others] = await knowersOf(database.reader, workspace.id, [jane], NOW)
      expect(others).toEqual([])
      expect(knower).toMatchObject({
        contactId: jane,
        member: { id: femi.id, openToAsks: true, status: 'ACTIVE', awayUntil: new Date(NOW.getTime() + 1000) },
        relationship: { declared: 0.8, interactions: 0, visibility: 'ROUTER', neverAsk: false },
      })
      const later = await knowersOf(database.reader, workspace.id, [jane], new Date(NOW.getTime() + 2000))
      expect(later[0]?.member.awayUntil).toBeNull()
    })
  })

  describe('addContact', () => {
    const add = (viewer: Person, named: { name: string; organization?: string; email?: string }) =>
      database.transaction((db) => addContact(db, workspace.id, { ...named, addedBy: viewer.id, newId, now: NOW }))

    it('finds the same person again and lets nobody slip an address in', async () => {
      const jane = await add(maria, { name: 'Jane Okafor', organization: 'Acme GmbH', email: 'jane@acme.example' })
      expect((await add(maria, { name: 'J.', email: 'jane@acme.example' })).id).toBe(jane.id)
      const again = await add(maria, { name: 'jane okafor', organization: 'ACME', email: 'mallory@evil.example' })
      expect(again).toMatchObject({ id: jane.id, emails: ['jane@acme.example'] })
    })

    it('does not tell whom others know for themselves alone', async () => {
      const hidden = await knows(database, workspace.id, femi.id, {
        name: 'Jane',
        email: 'j@x.example',
        visibility: 'ONLY_ME',
      })
      expect((await add(maria, { name: 'Jane', email: 'j@x.example' })).id).not.toBe(hidden)
    })

    it('takes two people of the same name for two', async () => {
      const first = await add(maria, { name: 'Jane' })
      expect((await add(maria, { name: 'Jane' })).id).not.toBe(first.id)
    })

    it('adds one contact for two members at once', async () => {
      const named = { name: 'Jane', organization: 'Acme', email: 'jane@acme.example' }
      await knows(database, workspace.id, femi.id, named)
      const added = await Promise.all([add(maria, named), add(yuki, named), add(femi, named)])
      expect(new Set(added.map(({ id }) => id)).size).toBe(1)
    })

    it('knows a contact who is a member', async () => {
      await opened.prisma.member.update({ where: { id: femi.id }, data: { email: 'femi@x.example' } })
      expect(await add(maria, { name: 'Femi', email: 'femi@x.example' })).toMatchObject({ memberId: femi.id })
    })
  })

  describe('"never contact me"', () => {
    const jane = { emails: ['Jane@Acme.example'], phones: [] }
    const record = () =>
      database.transaction((db) => recordNeverContact(db, workspace.id, { contact: jane, newId, now: NOW }))

    it('outlives the deletion of the contact', async () => {
      const id = await knows(database, workspace.id, femi.id, { name: 'Jane', email: 'jane@acme.example' })
      await record()
      await opened.prisma.contact.delete({ where: { id } })
      const back = await knows(database, workspace.id, femi.id, { name: 'Jane', email: 'jane@acme.example' })
      expect(await names(maria, 'jane')).toEqual([])
      const contact = await findContact(database.reader, workspace.id, back)
      expect(await isNeverContact(database.reader, workspace.id, contact ?? fail())).toBe(true)
    })

    it('keeps no address, and may be said twice', async () => {
      await record()
      await record()
      const rows = await opened.prisma.neverContact.findMany()
      expect(rows).toHaveLength(1)
      expect(JSON.stringify(rows)).not.toContain('acme')
    })

    it('is kept for each workspace by itself', async () => {
      await record()
      const other = await foundWorkspace(opened, 'Elsewhere')
      expect(await isNeverContact(database.reader, other.id, jane)).toBe(false)
    })
  })

  describe('being asked', () => {
    it('counts silent offers until an answer', async () => {
      const { reader } = database
      await noteAsked(reader, workspace.id, femi.id, NOW)
      expect(await noteSilent(reader, workspace.id, femi.id)).toBe(1)
      expect(await noteSilent(reader, workspace.id, femi.id)).toBe(2)
      await clearSilent(reader, workspace.id, femi.id)
      expect(await noteSilent(reader, workspace.id, femi.id)).toBe(1)
      await pauseAsks(reader, workspace.id, femi.id, NOW)
      expect(await facilitator(reader, workspace.id, femi.id, NOW)).toMatchObject({ pausedAt: NOW, lastAskedAt: NOW })
      await resumeAsks(reader, workspace.id, femi.id)
      expect(await facilitator(reader, workspace.id, femi.id, NOW)).toMatchObject({ pausedAt: null, openToAsks: true })
    })

    it('is not done between two of whom one blocked the other', async () => {
      const block = { id: newId(), memberId: maria.id, blockedId: femi.id, now: NOW }
      await addBlock(database.reader, workspace.id, block)
      expect(await isBlockedPair(database.reader, workspace.id, femi.id, maria.id)).toBe(true)
      expect(await isBlockedPair(database.reader, workspace.id, yuki.id, maria.id)).toBe(false)
    })
  })

  describe('relationships', () => {
    it('count an interaction of who is known, and make nobody known', async () => {
      const jane = await knows(database, workspace.id, femi.id, { name: 'Jane' })
      const touch = (who: Person) =>
        touchRelationship(database.reader, workspace.id, { memberId: who.id, contactId: jane, now: NOW })
      await touch(femi)
      await touch(maria)
      const known = await knownContact(database.reader, workspace.id, { memberId: femi.id, contactId: jane })
      expect(known?.relationship).toMatchObject({ interactions: 1, lastInteractionAt: NOW })
      expect(await knownContact(database.reader, workspace.id, { memberId: maria.id, contactId: jane })).toBeNull()
    })

    it('leave nothing of a contact whom nobody knows any more', async () => {
      const jane = await knows(database, workspace.id, femi.id, {
        name: 'Jane',
        organization: 'Acme',
        email: 'jane@acme.example',
      })
      await knows(database, workspace.id, yuki.id, { name: 'Jane', organization: 'Acme' })
      const forget = (who: Person) =>
        database.transaction((db) =>
          removeRelationship(db, workspace.id, { memberId: who.id, contactId: jane, now: NOW }),
        )
      expect(await forget(maria)).toBe('unknown')
      expect(await forget(yuki)).toBe('kept')
      expect(await forget(femi)).toBe('erased')
      expect(await findContact(database.reader, workspace.id, jane)).toBeNull()
      expect(JSON.stringify(await opened.prisma.contact.findMany())).not.toMatch(/jane/i)
    })
  })

  describe('findMemberByRef', () => {
    it('understands an account, an address and an id', async () => {
      await opened.prisma.member.update({ where: { id: femi.id }, data: { email: 'femi@x.example' } })
      for (const ref of ['slack:U-Femi', ' Femi@X.example ', femi.id]) {
        expect((await findMemberByRef(database.reader, workspace.id, ref))?.id).toBe(femi.id)
      }
      for (const ref of ['slack:U-nobody', 'discord:U-Femi', 'nobody@x.example', 'nobody']) {
        expect(await findMemberByRef(database.reader, workspace.id, ref)).toBeNull()
      }
    })
  })
})

/** A member's second word about the same contact is not stored. */
function firstEdges(edges: readonly { knower: number; visibility: Visibility }[]) {
  return edges.filter(({ knower }, index) => edges.findIndex((edge) => edge.knower === knower) === index)
}

function fail(): never {
  throw new Error('The contact is not there.')
}
