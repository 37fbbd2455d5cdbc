import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { PATH_FLOOR, trustBetween, warmPaths } from '../../../src/domains/paths/api.ts'
import { freshness, type Link } from '../../../src/domains/paths/graph/warmth.ts'
import { relationshipLinks, relationshipStrength } from '../../../src/domains/people/api.ts'
import type { Database as OpenDatabase } from '../../../src/infra/db/database.ts'
import { asDb } from '../../../src/infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId, workspaceId } from '../../../src/kit/brand.ts'
import type { Db } from '../../../src/kit/db.ts'
import { testDatabases } from '../../helpers/database.ts'
import { foundWorkspace, newId } from '../people/town.ts'
import { walkAll } from './oracle.ts'

const NOW = new Date('2026-11-24T00:00:00Z')
const DAY_MS = 86_400_000
const NAMES = ['ada', 'ben', 'cleo', 'dan'] as const
const TARGETS = ['xiu', 'yan'] as const
type Name = (typeof NAMES)[number]
type Target = (typeof TARGETS)[number] | Name

describe.each(testDatabases())('paths on $name', ({ name: kind, open }) => {
  let opened: OpenDatabase
  let reader: Db
  let ws: WorkspaceId
  let members: Map<Name, MemberId>
  /** Everybody as a contact: the members are contacts too. */
  let contacts: Map<Target, string>

  beforeAll(async () => {
    opened = await open()
    reader = asDb(opened.prisma)
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    ws = (await foundWorkspace(opened)).id
    members = new Map()
    contacts = new Map()
    for (const name of [...NAMES, ...TARGETS]) {
      const isMember = (NAMES as readonly string[]).includes(name)
      const known = { workspaceId: ws, name, emails: [], phones: [], tags: [] }
      const id = newId()
      if (isMember) {
        await opened.prisma.member.create({ data: { id, workspaceId: ws, name, tags: [], roles: ['member'] } })
        members.set(name as Name, memberId(id))
      }
      const contactId = newId()
      await opened.prisma.contact.create({ data: { id: contactId, ...known, ...(isMember && { memberId: id }) } })
      contacts.set(name, contactId)
    }
  })

  const member = (name: Name): MemberId => members.get(name) ?? memberId('nobody')
  const contact = (name: Target): string => contacts.get(name) ?? 'nobody'
  const nameOf = (id: string) => [...members, ...contacts].find(([, known]) => known === id)?.[0] ?? 'somebody'

  type Told = Partial<{
    declared: number
    visibility: 'ONLY_ME' | 'ROUTER'
    neverAsk: boolean
    lastInteractionAt: Date
  }>
  const knows = async (name: Name, target: Target, told: Told = {}, client = opened.prisma) => {
    const pair = { workspaceId: ws, memberId: member(name), contactId: contact(target) }
    const data = { declared: 1, lastInteractionAt: NOW, ...told }
    await client.relationship.upsert({
      where: { workspaceId_memberId_contactId: pair },
      create: { id: newId(), ...pair, ...data },
      update: data,
    })
  }
  const forgets = (name: Name, target: Target) =>
    opened.prisma.relationship.deleteMany({
      where: { workspaceId: ws, memberId: member(name), contactId: contact(target) },
    })
  const ways = async (from: Name, to: Target, db: Db = reader, now = NOW) => {
    const asked = { askerId: member(from), contactIds: [contact(to)], k: 5, now }
    const paths = (await warmPaths(db, ws, asked)).get(contact(to)) ?? []
    return paths.map(({ personIds }) => personIds.map(nameOf).join(' '))
  }

  describe('paths.warmPaths', () => {
    test('finds the way over members to a contact', async () => {
      await knows('ada', 'ben')
      await knows('cleo', 'ben')
      await knows('cleo', 'xiu')
      expect(await ways('ada', 'xiu')).toEqual(['ada ben cleo xiu'])
      expect(await ways('ada', 'yan')).toEqual([])
    })

    test('counts what changed from the next search on, whoever changed it and without being told', async () => {
      await knows('ada', 'ben')
      await knows('ben', 'xiu')
      expect(await ways('ada', 'xiu')).toEqual(['ada ben xiu'])
      await knows('ben', 'xiu', { visibility: 'ONLY_ME' })
      expect(await ways('ada', 'xiu')).toEqual([])
      await knows('ben', 'xiu', { visibility: 'ROUTER' })
      expect(await ways('ada', 'xiu')).toEqual(['ada ben xiu'])
      await knows('ben', 'xiu', { neverAsk: true })
      expect(await ways('ada', 'xiu')).toEqual([])
      await knows('cleo', 'xiu')
      await knows('cleo', 'ada')
      expect(await ways('ada', 'xiu')).toEqual(['ada cleo xiu'])
      await forgets('cleo', 'xiu')
      expect(await ways('ada', 'xiu')).toEqual([])
    })

    test('leaves out a contact who wants no contact, and members who left', async () => {
      await knows('ada', 'ben')
      await knows('ben', 'xiu')
      expect(await ways('ada', 'xiu')).toHaveLength(1)
      await opened.prisma.member.update({ where: { id: member('ben') }, data: { status: 'LEFT' } })
      expect(await ways('ada', 'xiu')).toEqual([])
      await opened.prisma.member.update({ where: { id: member('ben') }, data: { status: 'ACTIVE' } })
      expect(await ways('ada', 'xiu')).toHaveLength(1)
      await opened.prisma.contact.update({ where: { id: contact('xiu') }, data: { neverContactAt: NOW } })
      expect(await ways('ada', 'xiu')).toEqual([])
    })

    test('goes through a contact as soon as they are a member', async () => {
      const { memberId: dan } = await opened.prisma.contact.update({
        where: { id: contact('dan') },
        data: { memberId: null },
        select: { memberId: true },
      })
      expect(dan).toBeNull()
      await knows('ada', 'dan')
      await knows('dan', 'xiu')
      expect(await ways('ada', 'xiu')).toEqual([])
      await opened.prisma.contact.update({ where: { id: contact('dan') }, data: { memberId: member('dan') } })
      expect(await ways('ada', 'xiu')).toEqual(['ada dan xiu'])
    })

    test('asks nobody who is blocked, nor lets two who blocked each other ask', async () => {
      const block = (one: Name, other: Name) =>
        opened.prisma.block.create({
          data: { id: newId(), workspaceId: ws, memberId: member(one), blockedId: member(other), createdAt: NOW },
        })
      await knows('ada', 'ben')
      await knows('ben', 'cleo')
      await knows('cleo', 'xiu')
      expect(await ways('ada', 'xiu')).toEqual(['ada ben cleo xiu'])
      await block('cleo', 'ada')
      expect(await ways('ada', 'xiu')).toEqual([])
      await opened.prisma.block.deleteMany({ where: { workspaceId: ws } })
      expect(await ways('ada', 'xiu')).toEqual(['ada ben cleo xiu'])
      await block('ben', 'cleo')
      expect(await ways('ada', 'xiu')).toEqual([])
    })

    test.each(['before', 'only in it'])(
      'keeps nothing of a transaction that was rolled back, asked %s',
      async (when) => {
        await knows('ada', 'ben')
        await knows('ben', 'xiu')
        if (when === 'before') expect(await ways('ada', 'xiu')).toEqual(['ada ben xiu'])
        const rolledBack = opened.prisma.$transaction(async (tx) => {
          await tx.relationship.deleteMany({ where: { workspaceId: ws } })
          await ways('ada', 'xiu', asDb(tx))
          throw new Error('rolled back')
        })
        await expect(rolledBack).rejects.toThrow('rolled back')
        expect(await ways('ada', 'xiu')).toEqual(['ada ben xiu'])
      },
    )

    test('reads everything again after an import', async () => {
      await knows('ada', 'ben')
      expect(await ways('ada', 'xiu')).toEqual([])
      const many = Array.from({ length: 600 }, () => ({
        id: newId(),
        workspaceId: ws,
        name: 'One of many',
        emails: [],
        phones: [],
        tags: [],
      }))
      await opened.prisma.contact.createMany({ data: many })
      const known = [contact('xiu'), ...many.map(({ id }) => id)].map((contactId) => ({
        ...{ id: newId(), workspaceId: ws, memberId: member('ben'), contactId, declared: 1 },
      }))
      await opened.prisma.relationship.createMany({ data: known })
      expect(await ways('ada', 'xiu')).toEqual(['ada ben xiu'])
      const noted = await opened.prisma.relationshipChange.findMany({ where: { workspaceId: ws } })
      expect(noted).toHaveLength(2)
    })

    test('lets relationships fade from day to day', async () => {
      await knows('ada', 'ben', { declared: 0.4 })
      await knows('ben', 'xiu', { declared: 0.4 })
      expect(await ways('ada', 'xiu')).toHaveLength(1)
      const years = new Date(NOW.getTime() + 2000 * DAY_MS)
      expect(await ways('ada', 'xiu', reader, years)).toEqual([])
      expect(await ways('ada', 'xiu')).toHaveLength(1)
    })

    test('knows nothing of another workspace', async () => {
      await knows('ada', 'ben')
      await knows('ben', 'xiu')
      const other = workspaceId((await foundWorkspace(opened)).id)
      const asked = { askerId: member('ada'), contactIds: [contact('xiu')], k: 5, now: NOW }
      expect((await warmPaths(reader, other, asked)).get(contact('xiu'))).toEqual([])
    })

    test('answers as if every path of what is in the database were walked, after any changes', async () => {
      const change = fc.oneof(
        fc.record({
          kind: fc.constant('knows' as const),
          name: fc.constantFrom(...NAMES),
          target: fc.constantFrom<Target>(...NAMES, ...TARGETS),
          told: fc.record({
            declared: fc.constantFrom(0.3, 0.6, 1),
            visibility: fc.constantFrom('ONLY_ME' as const, 'ROUTER' as const, 'ROUTER' as const),
            neverAsk: fc.constantFrom(false, false, false, true),
          }),
        }),
        fc.record({
          kind: fc.constant('forgets' as const),
          name: fc.constantFrom(...NAMES),
          target: fc.constantFrom<Target>(...NAMES, ...TARGETS),
        }),
        fc.record({ kind: fc.constant('leaves' as const), name: fc.constantFrom(...NAMES), isBack: fc.boolean() }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
          for (const one of changes) {
            if (one.kind === 'knows') await knows(one.name, one.target, one.told)
            else if (one.kind === 'forgets') await forgets(one.name, one.target)
            else
              await opened.prisma.member.update({
                where: { id: member(one.name) },
                data: { status: one.isBack ? 'ACTIVE' : 'LEFT' },
              })
            const links = await linksNow()
            const asked = { fromId: member('ada'), k: 5, maxHops: 3 as const, floor: PATH_FLOOR }
            for (const target of [...TARGETS, 'ben'] as const) {
              const toId =
                target === 'ben' &&
                links.some(({ memberId: teller, personId }) => [teller, personId].includes(member('ben')))
                  ? member('ben')
                  : contact(target)
              const walked = walkAll(links, { ...asked, toId }).map(({ personIds }) => personIds.map(nameOf).join(' '))
              expect(await ways('ada', target)).toEqual(walked)
            }
          }
        }),
        { numRuns: 15 },
      )
    })

    async function linksNow(): Promise<Link[]> {
      const links = await relationshipLinks(reader, ws, { kind: 'members', ids: [...members.values()] })
      return links.map((link) => ({
        ...link,
        warmth: relationshipStrength(link, NOW) * freshness(link.lastInteractionAt, NOW),
        isDeclared: link.declared !== null,
      }))
    }
  })

  describe('paths.trustBetween', () => {
    test('is the warmest way over one colleague at most', async () => {
      await knows('ada', 'ben')
      await knows('ben', 'ada')
      await knows('ben', 'cleo', { declared: 0.5 })
      await knows('cleo', 'dan')
      const trust = await trustBetween(reader, ws, {
        askerId: member('ada'),
        memberIds: [member('ben'), member('cleo'), member('dan')],
        now: NOW,
      })
      const [ben = 0, cleo = 0, dan] = NAMES.slice(1).map((name) => trust.get(member(name)))
      expect(ben).toBeGreaterThan(cleo)
      expect(cleo).toBeGreaterThan(0.3)
      expect(dan).toBe(0)
    })
  })

  // On the embedded database transactions run one after the other.
  test.runIf(kind === 'postgres')('sees what a long transaction commits after a later one', async () => {
    await knows('ada', 'ben')
    expect(await ways('ada', 'xiu')).toEqual([])
    const [started, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const long = opened.prisma.$transaction(async (tx) => {
      await tx.relationship.create({
        data: {
          id: newId(),
          workspaceId: ws,
          memberId: member('ben'),
          contactId: contact('xiu'),
          declared: 1,
          lastInteractionAt: NOW,
        },
      })
      started.resolve()
      await mayEnd.promise
    })
    await started.promise
    await knows('ben', 'yan')
    expect([await ways('ada', 'xiu'), await ways('ada', 'yan')]).toEqual([[], ['ada ben yan']])
    mayEnd.resolve()
    await long
    expect(await ways('ada', 'xiu')).toEqual(['ada ben xiu'])
  })

  test('never settles on what was read before a change, however many ask at once', async () => {
    await knows('ada', 'ben')
    for (let round = 0; round < 5; round += 1) {
      const visibility = round % 2 === 0 ? 'ROUTER' : 'ONLY_ME'
      const asking = [1, 2, 3, 4].map(() => ways('ada', 'xiu'))
      await Promise.all([...asking, knows('ben', 'xiu', { visibility }), ways('ada', 'xiu')])
      await wait(0)
      expect(await ways('ada', 'xiu')).toEqual(round % 2 === 0 ? ['ada ben xiu'] : [])
    }
  })
})
