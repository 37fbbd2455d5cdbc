import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from '../../src/app/tenancy.ts'
import { clear, testDatabases } from '../helpers/database.ts'
import { openTestDesk, type TestDesk } from './desk.ts'

describe.each(testDatabases())('a place of a platform on $name', ({ open }) => {
  let desk: TestDesk

  beforeAll(async () => {
    desk = await openTestDesk(await open(), { worker: 'none' })
  })
  afterAll(() => desk.close())
  beforeEach(() => clear(desk.database))
  const slack = { surface: 'slack', externalId: 'T1', name: 'Harbour Town' } as const
  const guild = { surface: 'discord', externalId: 'G1', name: 'Harbour Guild' } as const
  const workspaces = () => desk.database.prisma.workspace.findMany({ select: { name: true } })

  test('makes its community once, however many first events come at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => connect(desk.ports, slack, { joins: false })))
    expect(new Set(made).size).toBe(1)
    expect(await workspaces()).toEqual([{ name: 'Harbour Town' }])
  })

  test('of a second platform joins the one community that is there, also when both come at once', async () => {
    const made = await Promise.all(
      [slack, guild, slack, guild].map((place) => connect(desk.ports, place, { joins: true })),
    )
    expect(new Set(made).size).toBe(1)
    expect(await workspaces()).toHaveLength(1)
  })

  test('is a community of its own where places do not join', async () => {
    await connect(desk.ports, slack, { joins: false })
    await connect(desk.ports, guild, { joins: false })
    expect(await workspaces()).toHaveLength(2)
  })

  test('is not joined to the demo town, nor to one of several', async () => {
    const demo = await connect(desk.ports, { surface: 'web', externalId: 'playground', name: 'Demo' }, { joins: true })
    await desk.database.prisma.workspace.update({ where: { id: demo }, data: { isDemo: true } })
    expect(await connect(desk.ports, slack, { joins: true })).not.toBe(demo)
    await connect(desk.ports, { ...slack, externalId: 'T2' }, { joins: false })
    await connect(desk.ports, guild, { joins: true })
    expect(await workspaces()).toHaveLength(4)
  })

  test('that comes back is the same community, active again', async () => {
    const before = await connect(desk.ports, slack, { joins: false })
    await desk.database.prisma.installation.updateMany({ data: { status: 'REMOVED', removedAt: new Date(0) } })
    expect(await connect(desk.ports, slack, { joins: false })).toBe(before)
    expect(await desk.database.prisma.installation.findMany()).toMatchObject([{ status: 'ACTIVE', removedAt: null }])
  })
})
