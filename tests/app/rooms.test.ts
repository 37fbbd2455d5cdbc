import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { memberId } from '../../src/kit/brand.ts'
import type { Recipient } from '../../src/kit/ctx.ts'
import type { SurfaceName } from '../../src/kit/person.ts'
import { testDatabases } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk } from './desk.ts'
import { nudged, shown } from './test-domain.ts'

describe.each(testDatabases())('a shared room on $name', ({ open }) => {
  let desk: TestDesk
  let place: Place
  let ids: string[]

  beforeAll(async () => {
    desk = await openTestDesk(await open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    ids = []
    for (const name of ['ada', 'bo', 'cy']) ids.push(await place.person(name).arrives())
  })
  afterEach(() => desk.log.assertNoErrors())

  const room = (): Recipient => ({
    kind: 'room',
    key: `room-${place.installation}`,
    title: 'Ada meets Bo',
    memberIds: ids.map(memberId),
  })
  const owes = async (words: string) => {
    desk.script.inWork = (w, note) => w.notify(shown, room(), { note: note.id })
    await place.person('ada').says(`add ${words}`)
  }
  const slack = () => desk.surface('slack')
  const rooms = () => desk.database.prisma.room.findMany({ where: { workspaceId: place.workspaceId } })
  const deliveries = () =>
    desk.database.prisma.delivery.findMany({ where: { workspaceId: place.workspaceId }, orderBy: { id: 'asc' } })
  /** Gives everybody an account on another platform too, used last. */
  const alsoOn = async (surface: SurfaceName) => {
    for (const [index, id] of ids.entries()) {
      await desk.database.prisma.identity.create({
        data: {
          id: `${id}-${surface}`,
          workspaceId: place.workspaceId,
          memberId: id,
          surface,
          installation: place.installation,
          externalId: `${surface}-${index}`,
          lastActiveAt: new Date('2999-01-01'),
        },
      })
    }
  }

  test('is opened once for all of its cards, however many are owed at once', async () => {
    desk.script.inWork = (w, note) => {
      w.notify(shown, room(), { note: note.id })
      w.notify(nudged, room(), { note: note.id })
    }
    await Promise.all(['one', 'two', 'three'].map((words) => place.person('ada').says(`add ${words}`)))
    await desk.settles()
    expect(slack().rooms).toMatchObject([{ title: 'Ada meets Bo', externalIds: ['ada', 'bo', 'cy'] }])
    expect(slack().messages.size).toBe(6)
    expect(await rooms()).toMatchObject([{ surface: 'slack', memberIds: ids }])
  })

  test('is where all of them are, first tried where the first was last', async () => {
    await alsoOn('discord')
    await owes('one')
    await desk.settles()
    expect(await rooms()).toMatchObject([{ surface: 'discord' }])
  })

  test('falls to another platform where one opens none', async () => {
    await alsoOn('discord')
    desk.surface('discord').opensNoRooms()
    await owes('one')
    await desk.settles()
    expect(await rooms()).toMatchObject([{ surface: 'slack' }])
  })

  test('is no room where one of them has no account: everybody gets the card alone, once', async () => {
    await desk.database.prisma.identity.updateMany({ where: { memberId: ids[2] ?? '' }, data: { surface: 'discord' } })
    await owes('one')
    await desk.settles()
    expect(slack().rooms).toEqual([])
    expect(['ada', 'bo'].map((name) => place.person(name).cards().length)).toEqual([1, 1])
    expect(place.person('cy', 'discord').cards()).toHaveLength(1)
    expect((await deliveries()).map(({ status }) => status)).toEqual(['DROPPED', 'SENT', 'SENT', 'SENT'])
    await desk.ticks()
    expect(slack().messages.size).toBe(2)
  })

  test('that is gone is left for the direct messages', async () => {
    await owes('one')
    await desk.settles()
    slack().next({ kind: 'unreachable', reason: 'the room was archived' })
    await owes('two')
    await desk.settles()
    expect(['ada', 'bo', 'cy'].map((name) => place.person(name).cards().length)).toEqual([1, 1, 1])
  })

  test('keeps the one that was saved first, should two have been opened at once', async () => {
    await desk.database.prisma.room.create({
      data: {
        id: `first-${place.installation}`,
        workspaceId: place.workspaceId,
        key: `room-${place.installation}`,
        surface: 'slack',
        installation: place.installation,
        ref: 'opened-by-another-process',
        memberIds: ids,
        title: 'Ada meets Bo',
        createdAt: desk.clock.now(),
      },
    })
    await owes('one')
    await desk.settles()
    expect([...slack().messages.values()]).toMatchObject([{ to: { kind: 'room', room: 'opened-by-another-process' } }])
  })
})
