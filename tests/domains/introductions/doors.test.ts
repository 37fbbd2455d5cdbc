import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { candidatesFor, contactsFor } from '../../../src/domains/introductions/handlers/candidates.ts'
import { rank } from '../../../src/domains/introductions/rules/routing.ts'
import type { Database as OpenDatabase } from '../../../src/infra/db/database.ts'

import type { MemberId } from '../../../src/kit/brand.ts'
import type { Database } from '../../../src/kit/db.ts'
import type { Person, WorkspaceInfo } from '../../../src/kit/person.ts'
import { kitDatabase } from '../../../src/main.ts'
import { testDatabases } from '../../helpers/database.ts'
import { foundWorkspace, join, knows, NOW, newId } from '../people/town.ts'
import { pending } from './given.ts'

/** Who could open a door, found in a real database. */

describe.each(testDatabases())('introductions.route looks for doors on $name', ({ open }) => {
  let opened: OpenDatabase
  let database: Database
  let workspace: WorkspaceInfo
  let people: Map<string, Person>

  beforeAll(async () => {
    opened = await open()
    database = kitDatabase(opened)
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    workspace = await foundWorkspace(opened)
    people = new Map()
    for (const name of ['maria', 'ada', 'ben', 'cleo', 'dan']) people.set(name, await join(database, workspace, name))
  })

  const member = (name: string): MemberId => {
    const found = people.get(name)
    if (!found) throw new Error(`Nobody is called ${name}.`)
    return found.id
  }
  /** Every member is also a contact of those who know them. */
  const knowsMember = async (name: string, other: string, strength: number) => {
    const known = { name: other, email: `${other}@harbour.example`, strength }
    const contactId = await knows(database, workspace.id, member(name), known)
    await opened.prisma.contact.update({ where: { id: contactId }, data: { memberId: member(other) } })
    return contactId
  }
  const knowsNora = (name: string, strength: number, more = {}) =>
    knows(database, workspace.id, member(name), {
      ...{ name: 'Nora Lindqvist', title: 'CFO', organization: 'Nordcell', email: 'nora@nordcell.example', strength },
      ...more,
    })
  const nameOf = (id: string) => [...people].find(([, one]) => one.id === id)?.[0] ?? 'nora'

  async function doorsTo(contactId: string | null, criteria: string | null = null) {
    const blank = pending()
    const request = { ...blank.request, id: newId(), requesterId: member('maria'), contactId, criteria }
    const state = { ...blank, request }
    const w = { db: database.reader, now: NOW }
    const fits = await contactsFor(w, workspace, state)
    const candidates = await candidatesFor(w, workspace, { state, fits })
    return rank(state, candidates, NOW).ranked
  }
  const orderOf = (ranked: Awaited<ReturnType<typeof doorsTo>>) =>
    ranked.map(({ candidate }) => nameOf(candidate.facilitator.id))

  test('of two who know them equally well, the one to whom a warm way leads; the proof has the way', async () => {
    const nora = await knowsNora('ben', 0.8)
    await knowsNora('cleo', 0.8)
    await knowsMember('maria', 'ada', 1)
    await knowsMember('ada', 'cleo', 1)
    const ranked = await doorsTo(nora)
    expect(orderOf(ranked)).toEqual(['cleo', 'ben'])
    const [cleo, ben] = ranked.map(({ candidate }) => candidate)
    expect(cleo?.path?.personIds.map(nameOf)).toEqual(['maria', 'ada', 'cleo', 'nora'])
    expect(cleo?.trust).toBeGreaterThan(0.2)
    expect(ben).toMatchObject({ path: null, trust: 0 })
  })

  test('somebody of whom the person to be met says that they know them', async () => {
    const dan = await knowsMember('cleo', 'dan', 0.5)
    await knowsMember('dan', 'ben', 1)
    await knowsMember('maria', 'ben', 1)
    const ranked = await doorsTo(dan)
    expect(orderOf(ranked)).toEqual(['ben', 'cleo'])
    expect(ranked[0]?.candidate.relationship).toBeNull()
  })

  test('and not, where they never want to be asked about them, even if that is kept to themselves', async () => {
    const dan = await knowsMember('ben', 'dan', 0.5)
    await knowsMember('dan', 'ben', 1)
    await knowsMember('maria', 'ben', 1)
    const whose = { workspaceId: workspace.id, memberId: member('ben'), contactId: dan }
    await opened.prisma.relationship.updateMany({ where: whose, data: { visibility: 'ONLY_ME', neverAsk: true } })
    expect(orderOf(await doorsTo(dan))).toEqual([])
  })

  test('nobody whom the asker blocked, on either side', async () => {
    const nora = await knowsNora('ben', 0.8)
    await knowsNora('cleo', 0.5)
    const block = { id: newId(), workspaceId: workspace.id, memberId: member('ben'), blockedId: member('maria') }
    await opened.prisma.block.create({ data: { ...block, createdAt: NOW } })
    expect(orderOf(await doorsTo(nora))).toEqual(['cleo'])
  })

  test('by criteria, those who fit all of it before those who fit a part', async () => {
    await knowsNora('ben', 0.8)
    await knows(database, workspace.id, member('cleo'), {
      ...{ name: 'Otto Vogt', title: 'CFO', organization: 'Vogt Robotics', city: 'Berlin', strength: 0.8 },
    })
    const ranked = await doorsTo(null, 'a CFO at a robtics company in Berlin')
    expect(orderOf(ranked)).toEqual(['cleo', 'ben'])
    expect(ranked.map(({ parts }) => parts.fit > 0.8)).toEqual([true, false])
  })

  test('the asker’s own private ties show nobody the way', async () => {
    const nora = await knowsNora('ben', 0.8)
    const ben = await knowsMember('maria', 'ben', 1)
    const before = await doorsTo(nora)
    await opened.prisma.relationship.updateMany({
      where: { workspaceId: workspace.id, memberId: member('maria'), contactId: ben },
      data: { visibility: 'ONLY_ME' },
    })
    const [after] = await doorsTo(nora)
    expect(before[0]?.candidate.trust).toBeGreaterThan(0.2)
    expect(after?.candidate).toMatchObject({ trust: 0, path: null })
  })
})
