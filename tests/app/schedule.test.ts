import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import { movableClock, moveClock, restoreClock, travelTo } from '../../src/app/travel.ts'
import { pgBossEngine } from '../../src/infra/jobs/pg-boss-engine.ts'
import { anyTestDatabase, testDatabases } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk, TUESDAY } from './desk.ts'
import { shown, to } from './test-domain.ts'
import { saveNote } from './test-store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe.each(testDatabases())('time on $name', ({ open }) => {
  let desk: TestDesk
  let place: Place
  let day = 0

  beforeAll(async () => {
    desk = await openTestDesk(await open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    await desk.database.pool.query('delete from ui_states')
    day += 1
  })
  afterEach(() => desk.log.assertNoErrors())
  /** A slot of this test's own day. */
  const slot = (time: string) => new Date(`2030-01-${String(day).padStart(2, '0')}T${time}:00Z`)
  const at = (afterMs: number) => new Date(TUESDAY.getTime() + afterMs)
  const noteDue = (text: string, dueAt: Date) =>
    saveNote(desk.ports.database.reader, {
      id: `${place.installation}-${text}`,
      workspaceId: place.workspaceId,
      author: 'nobody',
      text,
      markedBy: null,
      mark: null,
      dueAt: dueAt.toISOString(),
    })

  describe('a tick', () => {
    test('sweeps a slot once, however often and from however many processes it comes', async () => {
      const swept: string[] = []
      desk.script.onDue = (_w, note) => void swept.push(note.text)
      const engine = pgBossEngine({ database: desk.database, log: desk.log })
      const other = createApp({ ...desk.ports, engine })
      await other.startWithoutWorker()
      await noteDue('one', TUESDAY)
      const ticks = [desk.app, other, desk.app, other].map((app) => app.tick(slot('10:20')))
      await Promise.all(ticks)
      await desk.settles()
      expect(swept).toEqual(['one'])
      await noteDue('two', TUESDAY)
      await desk.app.tick(slot('10:20'))
      await desk.settles()
      expect(swept).toEqual(['one'])
      await other.tick(slot('10:21'))
      await desk.settles()
      expect(swept).toEqual(['one', 'two'])
      await other.stopWorker(1000)
    })

    test('sweeps what is due and leaves what is not', async () => {
      const swept: string[] = []
      desk.script.onDue = (_w, note) => void swept.push(note.text)
      await noteDue('late', at(-DAY_MS))
      await noteDue('now', TUESDAY)
      await noteDue('soon', at(1))
      await desk.app.tick(slot('10:20'))
      await desk.settles()
      expect(swept).toEqual(['late', 'now'])
    })

    test('sweeps each hour once, also an hour whose first minutes were missed', async () => {
      let hours = 0
      desk.script.hour = () => {
        hours += 1
      }
      for (const time of ['10:00', '10:01', '10:59']) await desk.app.tick(slot(time))
      await desk.settles()
      expect(hours).toBe(1)
      for (const time of ['11:17', '11:18']) await desk.app.tick(slot(time))
      await desk.settles()
      expect(hours).toBe(2)
    })

    test('a new process first does what became due while nobody was there', async () => {
      const swept: string[] = []
      await noteDue('overnight', TUESDAY)
      const later = await openTestDeskOver()
      later.script.onDue = (_w, note) => void swept.push(note.text)
      await later.app.startWorker()
      await later.ports.engine.settled()
      await later.app.stopWorker(1000)
      expect(swept).toEqual(['overnight'])
    })
  })

  /** Another process on the same database, whose jobs are this test's. */
  async function openTestDeskOver() {
    const script = desk.script
    const engine = pgBossEngine({ database: desk.database, log: desk.log })
    const ports = { ...desk.ports, engine }
    return { script, ports, app: createApp(ports) }
  }

  describe('travelling', () => {
    test('stops at everything that becomes due, in order, at its own moment', async () => {
      const stops: [string, Date][] = []
      desk.script.onDue = (_w, note) => void stops.push([note.text, desk.clock.now()])
      await noteDue('third', at(3 * DAY_MS))
      await noteDue('first', at(HOUR_MS))
      await noteDue('second', at(DAY_MS))
      await noteDue('beyond', at(9 * DAY_MS))
      await travelTo(desk.ports, desk.clock, at(5 * DAY_MS))
      expect(stops).toEqual([
        ['first', at(HOUR_MS)],
        ['second', at(DAY_MS)],
        ['third', at(3 * DAY_MS)],
      ])
      expect(desk.clock.now()).toEqual(at(5 * DAY_MS))
    })

    test('does on the way what comes of what it does', async () => {
      const stops: Date[] = []
      desk.script.onDue = async (w, note) => {
        stops.push(desk.clock.now())
        if (stops.length < 3) await saveNote(w.db, { ...note, dueAt: at(stops.length * DAY_MS).toISOString() })
      }
      await noteDue('chain', at(HOUR_MS))
      await travelTo(desk.ports, desk.clock, at(5 * DAY_MS))
      expect(stops).toEqual([at(HOUR_MS), at(DAY_MS), at(2 * DAY_MS)])
    })

    test('delivers in the morning what was held over night', async () => {
      const ada = place.person('ada')
      const id = await ada.arrives()
      desk.clock.setAhead(13 * HOUR_MS)
      desk.script.inWork = (w, note) => w.notify(shown, to(id), { note: note.id })
      await ada.says('add x')
      expect(await desk.app.nextDue()).toEqual({ at: new Date('2026-11-25T07:00:00Z'), what: 'a card for ada' })
      await travelTo(desk.ports, desk.clock, at(DAY_MS))
      expect(ada.cards()).toHaveLength(1)
      const delivery = await desk.database.prisma.delivery.findFirst({ where: { workspaceId: place.workspaceId } })
      expect(delivery?.sentAt).toEqual(new Date('2026-11-25T07:00:00Z'))
    })

    test('never goes back, and does what is overdue before it goes on', async () => {
      const stops: Date[] = []
      desk.script.onDue = () => void stops.push(desk.clock.now())
      await noteDue('overdue', at(-DAY_MS))
      await travelTo(desk.ports, desk.clock, at(-HOUR_MS))
      expect(desk.clock.now()).toEqual(TUESDAY)
      expect(stops).toEqual([TUESDAY])
    })

    test('goes on where it was after a restart', async () => {
      await moveClock(desk.ports, desk.clock, 3 * DAY_MS)
      const restarted = movableClock({ now: () => TUESDAY })
      await restoreClock(desk.ports.database, restarted)
      expect(restarted.now()).toEqual(at(3 * DAY_MS))
      await moveClock(desk.ports, desk.clock, 0)
    })

    test('starts at the machine’s time where nothing was kept, or nonsense', async () => {
      await desk.database.prisma.deskSetting.upsert({
        where: { name: 'clock' },
        create: { name: 'clock', value: 'soon' },
        update: { value: 'soon' },
      })
      const restarted = movableClock({ now: () => TUESDAY })
      await restoreClock(desk.ports.database, restarted)
      expect(restarted.now()).toEqual(TUESDAY)
    })

    test('tells what is next in a few words', async () => {
      await noteDue('milk', at(DAY_MS))
      expect(await desk.app.nextDue()).toEqual({ at: at(DAY_MS), what: 'a look at milk' })
    })
  })
})

describe('a busy morning', () => {
  test('is taken by one tick, however many cards have waited for it', async () => {
    const desk = await openTestDesk(await anyTestDatabase().open())
    const place = await desk.fresh()
    const rows = Array.from({ length: 520 }, (_, index) => ({
      id: `${place.installation}-${index}`,
      workspaceId: place.workspaceId,
      notice: 'notes.shown',
      key: String(index),
      subject: 'none',
      data: { note: 'none' },
      recipientKind: 'EMAIL' as const,
      recipient: `somebody-${index}@example.org`,
      dueAt: TUESDAY,
      createdAt: TUESDAY,
    }))
    await desk.database.prisma.delivery.createMany({ data: rows })
    await desk.ticks()
    expect(await desk.database.prisma.delivery.count({ where: { status: 'PENDING' } })).toBe(0)
    await desk.close()
  })
})
