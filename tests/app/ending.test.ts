import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endWorkspaces } from '../../src/app/ending.ts'
import { beginEnding, eraseSome } from '../../src/app/ending-store.ts'
import { connect, disconnect } from '../../src/app/tenancy.ts'
import { workspaceId } from '../../src/kit/brand.ts'
import { addDays } from '../../src/kit/working-time.ts'
import { surfaceKeepers } from '../../src/surface-keepers.ts'
import { clear, testDatabases } from '../helpers/database.ts'
import { fillEveryTable, rowsOf } from '../helpers/every-table.ts'
import { tablesWith } from '../helpers/whole-database.ts'
import { openTestDesk, type TestDesk, TUESDAY } from './desk.ts'

const DAY_MS = 86_400_000
const slack = { surface: 'slack', externalId: 'T0HARBOUR', name: 'Harbour Town' } as const
const guild = { surface: 'discord', externalId: 'G0HARBOUR', name: 'Harbour Guild' } as const

describe.each(testDatabases())('a community whose app was removed, on $name', ({ open }) => {
  let desk: TestDesk
  let ids = { harbour: '', hill: '' }

  beforeAll(async () => {
    desk = await openTestDesk(await open(), { worker: 'none' })
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    await clear(desk.database)
    desk.clock.setAhead(0)
    desk.log.forget()
    const hill = await connect(desk.ports, { ...slack, externalId: 'T0HILL', name: 'Hill' }, { joins: false })
    ids = { harbour: await connect(desk.ports, slack, { joins: false }), hill }
  })
  afterEach(() => desk.log.assertNoErrors())

  const { signal } = new AbortController()
  const sweeps = () => endWorkspaces(desk.ports, { signal })
  const leaves = (place: typeof slack | typeof guild = slack) =>
    disconnect(desk.ports, place, { at: desk.ports.clock.now() })
  const daysPass = (days: number) => desk.clock.setAhead(desk.clock.aheadMs() + days * DAY_MS)
  const workspaces = async () =>
    (await desk.database.prisma.workspace.findMany({ select: { id: true } })).map(({ id }) => id).toSorted()
  const harbour = () => desk.database.prisma.workspace.findUniqueOrThrow({ where: { id: ids.harbour } })
  /** Without the places and keys that a filled table has: they would be alive. */
  const onlyKnownPlaces = async () => {
    await desk.database.prisma.installation.deleteMany({ where: { externalId: { startsWith: 'externalId-' } } })
    await desk.database.prisma.apiKey.updateMany({ data: { revokedAt: TUESDAY } })
  }
  const usesItsKey = (daysAhead: number) =>
    desk.database.prisma.apiKey.create({
      data: {
        ...{ id: 'key', workspaceId: ids.harbour, hash: 'hash', prefix: 'idk_', name: 'CRM', scope: 'ADMIN' },
        ...{ createdAt: addDays(TUESDAY, -300), lastUsedAt: addDays(TUESDAY, daysAhead) },
      },
    })

  test('is erased from every table once the time is over, and nobody else is touched', async () => {
    const tables = await fillEveryTable(desk.database, ids.harbour, 3)
    await fillEveryTable(desk.database, ids.hill)
    await onlyKnownPlaces()
    expect(tables.length).toBeGreaterThan(30)
    const hill = await rowsOf(desk.database, ids.hill)
    await leaves()
    daysPass(29.9)
    await sweeps()
    expect(Object.keys(await rowsOf(desk.database, ids.harbour)).toSorted()).toEqual(tables.toSorted())
    daysPass(0.1)
    await sweeps()
    expect(await rowsOf(desk.database, ids.harbour)).toEqual({})
    // Whatever mentions it anywhere else, but for the rows of jobs, which hold ids and are cleared away by their engine.
    expect((await tablesWith(desk.database, [ids.harbour])).filter((table) => !table.startsWith('pgboss.'))).toEqual([])
    expect(await rowsOf(desk.database, ids.hill)).toEqual(hill)
    expect(await workspaces()).toEqual([ids.hill])
    expect(desk.log.messages('info')).toContain('A community whose app was removed is erased')
  })

  test('has everything again when the app comes back in time', async () => {
    await leaves()
    expect(await harbour()).toMatchObject({ closedAt: TUESDAY })
    daysPass(29)
    expect(await connect(desk.ports, slack, { joins: false })).toBe(ids.harbour)
    expect(await harbour()).toMatchObject({ closedAt: null })
    daysPass(2)
    await sweeps()
    expect(await workspaces()).toHaveLength(2)
  })

  test('begins anew when the app comes back too late', async () => {
    await leaves()
    daysPass(31)
    await sweeps()
    const anew = await connect(desk.ports, slack, { joins: false })
    expect([ids.harbour, ids.hill]).not.toContain(anew)
    expect(Object.keys(await rowsOf(desk.database, anew))).toEqual(['installations'])
  })

  test('is whole or gone, never half, when the app comes back while it is being erased', async () => {
    await fillEveryTable(desk.database, ids.harbour, 20)
    await onlyKnownPlaces()
    const before = await rowsOf(desk.database, ids.harbour)
    await leaves()
    daysPass(31)
    const [back] = await Promise.all([connect(desk.ports, slack, { joins: false }), sweeps(), sweeps()])
    await sweeps()
    if (back === ids.harbour) expect(await rowsOf(desk.database, ids.harbour)).toEqual(before)
    else expect(await rowsOf(desk.database, ids.harbour)).toEqual({})
    expect(await harbourPlace()).toMatchObject({ workspaceId: back, status: 'ACTIVE' })
  })

  test('is erased to the end by the next process where one died over it', async () => {
    await fillEveryTable(desk.database, ids.harbour, 20)
    await desk.database.prisma.installation.updateMany({
      where: { workspaceId: ids.harbour },
      data: { status: 'REMOVED', removedAt: TUESDAY },
    })
    const { database } = desk.ports
    await database.transaction((db) => beginEnding(db, workspaceId(ids.harbour), TUESDAY))
    await database.transaction((db) => eraseSome(db, workspaceId(ids.harbour), 100))
    expect(await connect(desk.ports, slack, { joins: false })).not.toBe(ids.harbour)
    await sweeps()
    expect(await rowsOf(desk.database, ids.harbour)).toEqual({})
    expect(await workspaces()).not.toContain(ids.harbour)
  })

  test('stays while its other platform does, which forgets all but where its people are', async () => {
    await desk.database.prisma.workspace.delete({ where: { id: ids.hill } })
    expect(await connect(desk.ports, guild, { joins: true })).toBe(ids.harbour)
    await leaves(slack)
    expect(await harbour()).toMatchObject({ closedAt: null })
    daysPass(29)
    await sweeps()
    expect(await harbourPlace()).toMatchObject({ details: { name: 'Harbour Town' } })
    daysPass(2)
    await sweeps()
    expect(await harbourPlace()).toMatchObject({ status: 'REMOVED', details: {}, workspaceId: ids.harbour })
    expect(await connect(desk.ports, slack, { joins: false })).toBe(ids.harbour)
  })

  test('stays as long as its own systems use it, and is counted from when they stopped', async () => {
    await usesItsKey(-3)
    await leaves()
    expect(await harbour()).toMatchObject({ closedAt: null })
    daysPass(26)
    await sweeps()
    expect(await harbour()).toMatchObject({ closedAt: null })
    daysPass(2)
    await sweeps()
    expect(await harbour()).toMatchObject({ closedAt: addDays(TUESDAY, 28) })
    daysPass(31)
    await sweeps()
    expect(await workspaces()).toEqual([ids.hill])
  })

  test('leaves nothing behind where its platforms remember how people are reached', async () => {
    const { prisma } = desk.database
    const reached = async (installation: string, channelId: string) => {
      await prisma.discordDirect.create({ data: { installation, userId: 'U1', channelId } })
      await prisma.discordRoom.create({ data: { installation, key: 'room', threadId: '9', createdAt: TUESDAY } })
      await prisma.discordChannel.create({ data: { channelId, reason: 'no access' } })
    }
    await connect(desk.ports, guild, { joins: false })
    await connect(desk.ports, { ...guild, externalId: 'G0HILL' }, { joins: false })
    await reached(guild.externalId, '1')
    await reached('G0HILL', '2')
    await leaves(guild)
    daysPass(31)
    await endWorkspaces({ ...desk.ports, keepers: surfaceKeepers }, { signal })
    expect(await prisma.discordDirect.findMany({ select: { installation: true } })).toEqual([
      { installation: 'G0HILL' },
    ])
    expect(await prisma.discordRoom.findMany({ select: { installation: true } })).toEqual([{ installation: 'G0HILL' }])
    expect(await prisma.discordChannel.findMany({ select: { channelId: true } })).toEqual([{ channelId: '2' }])
  })

  test('is not the demo town, nor one that no platform was ever connected to', async () => {
    const { prisma } = desk.database
    await prisma.workspace.update({ where: { id: ids.harbour }, data: { isDemo: true } })
    await prisma.installation.delete({
      where: { surface_externalId: { surface: 'slack', externalId: 'T0HILL' } },
    })
    await leaves()
    daysPass(400)
    await sweeps()
    await sweeps()
    expect(await workspaces()).toEqual([ids.harbour, ids.hill].toSorted())
  })

  const harbourPlace = () =>
    desk.database.prisma.installation.findUnique({
      where: { surface_externalId: { surface: 'slack', externalId: slack.externalId } },
    })
})
