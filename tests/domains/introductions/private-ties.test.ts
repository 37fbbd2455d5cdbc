import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { candidatesFor, contactsFor } from '../../../src/domains/introductions/handlers/candidates.ts'
import { coverageFrom } from '../../../src/domains/introductions/rules/coverage.ts'
import { rank, whyNobody } from '../../../src/domains/introductions/rules/routing.ts'
import {
  contactsMatching,
  knowersAt,
  organizationsCalled,
  relationshipStrength,
  searchContacts,
} from '../../../src/domains/people/api.ts'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database as OpenDatabase } from '../../../src/infra/db/database.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../src/kit/brand.ts'
import type { Database } from '../../../src/kit/db.ts'
import type { WorkspaceInfo } from '../../../src/kit/person.ts'
import { kitDatabase } from '../../../src/main.ts'
import { PLAYGROUND } from '../../../src/playground/town.ts'
import { testDatabases } from '../../helpers/database.ts'
import { foundWorkspace, NOW, newId } from '../people/town.ts'
import { pending } from './given.ts'

/** What an asker can observe never depends on what another member keeps to themselves. */

const MEMBERS = 5
const CONTACTS = 4
const ORGANIZATIONS = ['nordcell', 'voltline'] as const
const CRITERIA = 'a CFO at nordcell'

const tie = fc.record({
  member: fc.integer({ min: 0, max: MEMBERS - 1 }),
  /** The first contacts are members too. */
  contact: fc.integer({ min: 0, max: MEMBERS + CONTACTS - 1 }),
  declared: fc.constantFrom(null, 0.2, 0.8, 1),
  interactions: fc.integer({ min: 0, max: 9 }),
  isPrivate: fc.boolean(),
})
type Tie = typeof tie extends fc.Arbitrary<infer T> ? T : never
const ties = fc.uniqueArray(tie, {
  ...{ minLength: 4, maxLength: 16 },
  selector: ({ member, contact }) => `${member}/${contact}`,
})

interface World {
  readonly workspace: WorkspaceInfo
  readonly members: readonly MemberId[]
  readonly contacts: readonly string[]
}

describe.each(testDatabases())('private ties on $name', ({ open }) => {
  let opened: OpenDatabase
  let database: Database

  beforeAll(async () => {
    opened = await open()
    database = kitDatabase(opened)
  })
  afterAll(() => opened.close())

  async function found(known: readonly Tie[]): Promise<World> {
    const workspace = await foundWorkspace(opened)
    const workspaceId = workspace.id
    const members = Array.from({ length: MEMBERS }, () => memberId(newId()))
    const named = members.map((id, i) => ({
      id,
      workspaceId,
      name: `Member ${i}`,
      tags: [],
      roles: ['member' as const],
    }))
    await opened.prisma.member.createMany({ data: named })
    const account = { workspaceId, surface: 'web' as const, installation: PLAYGROUND }
    await opened.prisma.identity.createMany({
      data: members.map((id) => ({ ...account, id: newId(), memberId: id, externalId: id, lastActiveAt: NOW })),
    })
    const organizations = ORGANIZATIONS.map((name) => ({ id: newId(), workspaceId, name, nameKey: name }))
    await opened.prisma.organization.createMany({ data: organizations })
    const contacts = Array.from({ length: MEMBERS + CONTACTS }, () => newId())
    await opened.prisma.contact.createMany({
      data: contacts.map((id, i) => {
        const organization = organizations[i % 2]
        const name = `Person ${i}`
        return {
          ...{ id, workspaceId, name, title: 'CFO', emails: [], phones: [], tags: [] },
          ...{ organizationId: organization?.id ?? null, memberId: members[i] ?? null },
          searchKey: searchKeyOf([name, organization?.name]),
          aboutKey: searchKeyOf(['CFO', organization?.name]),
        }
      }),
    })
    await opened.prisma.relationship.createMany({
      data: known.flatMap(({ member, contact, declared, interactions, isPrivate }) => {
        if (member === contact) return []
        const whose = { memberId: members[member] ?? '', contactId: contacts[contact] ?? '' }
        const visibility = isPrivate ? ('ONLY_ME' as const) : ('ROUTER' as const)
        const lastInteractionAt = interactions > 0 ? NOW : null
        return [{ id: newId(), workspaceId, ...whose, declared, interactions, lastInteractionAt, visibility }]
      }),
    })
    return { workspace, members, contacts }
  }

  /** All that the first member can see, or can conclude from what happens to their asks. */
  async function observed({ workspace, members, contacts }: World): Promise<unknown> {
    const [asker] = members
    if (!asker) throw new Error('Nobody asks.')
    const { reader } = database
    const ws = workspace.id
    const seen = []
    for (const contactId of contacts.slice(1)) seen.push(await fate(workspace, asker, { contactId, criteria: null }))
    return {
      seen,
      byCriteria: await fate(workspace, asker, { contactId: null, criteria: CRITERIA }),
      found: await searchContacts(reader, ws, { viewerId: asker, query: 'person', limit: 20 }),
      matching: await contactsMatching(reader, ws, { viewerId: asker, criteria: CRITERIA, limit: 20 }),
      coverage: await Promise.all(ORGANIZATIONS.map((name) => counted(ws, asker, name))),
    }
  }

  async function fate(
    workspace: WorkspaceInfo,
    requesterId: MemberId,
    wanted: { contactId: string | null; criteria: string | null },
  ) {
    const blank = pending()
    const state = { ...blank, request: { ...blank.request, id: newId(), requesterId, ...wanted } }
    const w = { db: database.reader, now: NOW }
    const fits = await contactsFor(w, workspace, state)
    const ranking = rank(state, await candidatesFor(w, workspace, { state, fits }), NOW)
    const order = ranking.ranked.map(({ candidate }) => [candidate.facilitator.id, candidate.contactId])
    return { order, otherwise: whyNobody(state, ranking, NOW) }
  }

  async function counted(ws: WorkspaceId, viewerId: MemberId, name: string) {
    const organizations = await organizationsCalled(database.reader, ws, { viewerId, name, limit: 5 })
    const organizationIds = organizations.map(({ id }) => id)
    const knowers = await knowersAt(database.reader, ws, { viewerId, organizationIds })
    return [organizations, coverageFrom(knowers.map((one) => relationshipStrength(one, NOW)))]
  }

  test('change nothing that another member can observe', async () => {
    await fc.assert(
      fc.asyncProperty(ties, async (known) => {
        const world = await found(known)
        const before = await observed(world)
        await opened.prisma.relationship.deleteMany({
          where: { workspaceId: world.workspace.id, visibility: 'ONLY_ME', memberId: { not: world.members[0] ?? '' } },
        })
        expect(await observed(world)).toEqual(before)
      }),
      { numRuns: 12 },
    )
  })
})
