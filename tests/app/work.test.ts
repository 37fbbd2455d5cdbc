import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app/app.ts'
import type { Work } from '../../src/kit/ctx.ts'
import { refuse } from '../../src/kit/reply.ts'
import { encodeToken } from '../../src/kit/token.ts'
import { testDatabases } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk, type TestPerson, TUESDAY } from './desk.ts'
import { consent, copy, mark, noted, nudged, promiseEverything, shown, to } from './test-domain.ts'
import { notesIn } from './test-store.ts'

const HOUR_MS = 3_600_000

describe.each(testDatabases())('one transaction on $name', ({ open }) => {
  let desk: TestDesk
  let place: Place
  let ada: TestPerson
  let adaId: string

  beforeAll(async () => {
    desk = await openTestDesk(await open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    ada = place.person('ada')
    adaId = await ada.arrives()
  })
  const notes = () => notesIn(desk.ports.database.reader, place.workspaceId)
  const deliveries = () => desk.database.prisma.delivery.findMany({ where: { workspaceId: place.workspaceId } })
  const slack = () => desk.surface('slack')
  /** Everything that the community has, counted. */
  const traces = async () => {
    const where = { where: { workspaceId: place.workspaceId } }
    const { prisma, pool } = desk.database
    const jobs = await pool.query("select 1 from pgboss.job where data::text like '%' || $1 || '%'", [
      place.workspaceId,
    ])
    return {
      notes: (await notes()).length,
      acts: await prisma.keptInteraction.count(where),
      events: await prisma.eventRecord.count(where),
      deliveries: await prisma.delivery.count(where),
      links: await prisma.signedLink.count(where),
      jobs: jobs.rowCount,
    }
  }
  const NOTHING = { notes: 0, acts: 0, events: 0, deliveries: 0, links: 0, jobs: 0 }

  describe('keeps everything or nothing', () => {
    test('the state, the event, the job, the card, the link and the act’s id', async () => {
      const ran: string[] = []
      desk.script.inWork = promiseEverything
      desk.script.heard = (_ctx, note) => void ran.push(`heard ${note}`)
      desk.script.copied = (_ctx, note) => void ran.push(`copied ${note}`)
      await ada.says('add x')
      await desk.settles()
      const [note] = await notes()
      expect(await traces()).toMatchObject({ notes: 1, acts: 1, events: 1, deliveries: 1, links: 1 })
      expect(ran.toSorted()).toEqual([`copied ${note?.id}`, `heard ${note?.id}`])
      expect(ada.cards()).toHaveLength(1)
      const [act] = await desk.database.prisma.keptInteraction.findMany({ where: { workspaceId: place.workspaceId } })
      expect(act).toMatchObject({ contract: 'note.add', actorId: adaId, outcome: 'kept' })
      expect(act?.changes).toContainEqual({ model: 'UiState', action: 'upsert', count: 1 })
      desk.log.assertNoErrors()
    })

    const breaks: readonly (readonly [string, (w: Work) => void])[] = [
      [
        'the handler throws after promising',
        () => {
          throw new Error('boom')
        },
      ],
      ['an event has data that does not fit', (w) => w.emit(noted, { note: '' })],
      ['a job has data that does not fit', (w) => w.enqueue(copy, { note: 'x'.repeat(99) })],
      ['a card has data that does not fit', (w) => w.notify(shown, to(adaId), { note: '' })],
      ['a link has values that do not fit', (w) => w.issueLink(consent, { note: '' }, TUESDAY)],
      ['the database refuses a link', (w) => w.issueLink(consent, { note: 'nul \u0000 byte' }, TUESDAY)],
      ['the database refuses an event', (w) => w.emit(noted, { note: 'nul \u0000 byte' })],
      ['the database refuses a job', (w) => w.enqueue(copy, { note: 'nul \u0000 byte' })],
      ['the database refuses a card', (w) => w.notify(shown, to(adaId), { note: 'nul \u0000 byte' })],
    ]
    test.each(breaks)('when %s', async (_what, breakIt) => {
      // What others promised before is on its way.
      await desk.settles()
      const before = slack().calls.length
      desk.script.inWork = (w, note) => {
        promiseEverything(w, note)
        breakIt(w)
      }
      expect((await ada.says('add x')).kind).toBe('failed')
      await desk.settles()
      expect(await traces()).toEqual(NOTHING)
      expect(slack().calls.slice(before)).toEqual([])
    })

    test('a refusal that was found inside leaves nothing, is no error, and can be tried again', async () => {
      desk.script.inWork = (w, note) => {
        promiseEverything(w, note)
        return refuse({ kind: 'too_rude' })
      }
      expect(await ada.says('add x', { id: 'retry' })).toMatchObject({ kind: 'refused', code: 'too_rude' })
      expect(await traces()).toEqual(NOTHING)
      desk.script.inWork = promiseEverything
      expect(await ada.says('add x', { id: 'retry' })).toMatchObject({ kind: 'card' })
      expect(await traces()).toMatchObject({ notes: 1, acts: 1 })
      desk.log.assertNoErrors()
    })
  })

  describe('the same act twice', () => {
    test('has one effect, one after the other', async () => {
      desk.script.inWork = promiseEverything
      expect((await ada.says('add x', { id: 'twice' })).kind).toBe('card')
      expect(await ada.says('add x', { id: 'twice' })).toEqual({ kind: 'nothing' })
      expect(await traces()).toMatchObject({ notes: 1, acts: 1, events: 1, deliveries: 1, links: 1 })
    })

    test('has one effect, eight at once', async () => {
      desk.script.inWork = promiseEverything
      const answers = await Promise.all(Array.from({ length: 8 }, () => ada.says('add x', { id: 'at-once' })))
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['card', ...Array(7).fill('nothing')])
      await desk.settles()
      expect(await traces()).toMatchObject({ notes: 1, acts: 1, events: 1, deliveries: 1, links: 1 })
      expect(ada.cards()).toHaveLength(1)
    })

    test('has one effect, the second time in a process that was started since', async () => {
      await ada.says('add x', { id: 'restart' })
      const restarted = createApp(desk.ports)
      const again = {
        id: 'restart',
        surface: 'slack',
        installation: place.installation,
        actor: { externalId: 'ada' },
      } as const
      expect(await restarted.dispatch({ ...again, kind: 'command', command: 'note', words: 'add x' })).toEqual({
        kind: 'nothing',
      })
      expect(await traces()).toMatchObject({ notes: 1, acts: 1 })
    })

    test('on another surface or in another community is another act', async () => {
      await ada.says('add x', { id: 'shared' })
      expect((await place.person('ada', 'discord').says('add x', { id: 'shared' })).kind).toBe('card')
      const elsewhere = await desk.fresh()
      expect((await elsewhere.person('ada').says('add x', { id: 'shared' })).kind).toBe('card')
    })

    test('redraws the clicked card for whoever delivered it again', async () => {
      desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id }, { now: true })
      await ada.says('add x')
      await desk.settles()
      delete desk.script.inWork
      const [note] = await notes()
      const [origin = ''] = [...slack().messages.keys()]
      const token = encodeToken(mark, { note: note?.id ?? '', as: 'done' })
      await ada.clicks(token, { id: 'click', origin })
      expect(await ada.clicks(token, { id: 'click', origin })).toMatchObject({
        kind: 'update',
        card: { status: { word: 'done by ada' } },
      })
    })

    test('two people at once: one effect, and the other hears who was first', async () => {
      await ada.says('add x')
      const [note] = await notes()
      const token = encodeToken(mark, { note: note?.id ?? '', as: 'done' })
      const answers = await Promise.all(['ada', 'bo', 'cy', 'di'].map((name) => place.person(name).clicks(token)))
      expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'refused', 'refused', 'update'])
      desk.log.assertNoErrors()
    })
  })

  describe('references', () => {
    test('have no gaps and no doubles, however many are taken at once and however many fail', async () => {
      const taken: string[] = []
      desk.script.inWork = async (w, note) => {
        const reference = await w.nextReference()
        if (note.text === 'fails') throw new Error('boom')
        taken.push(reference)
      }
      await Promise.all(Array.from({ length: 24 }, (_, index) => ada.says(index % 4 === 0 ? 'add fails' : 'add x')))
      const numbers = taken.map((reference) => Number(reference.replace('R-', ''))).toSorted((a, b) => a - b)
      expect(numbers).toEqual(Array.from({ length: 18 }, (_, index) => index + 1))
    })
  })

  describe('when cards are due', () => {
    /** 23:30 in Berlin. */
    const night = () => desk.clock.setAhead(13 * HOUR_MS)
    const only = async () => {
      const [delivery] = await deliveries()
      return delivery
    }

    test('at once in waking hours', async () => {
      desk.script.inWork = (w, note) => w.notify(shown, to(adaId), { note: note.id })
      await ada.says('add x')
      await desk.settles()
      expect(ada.cards()).toHaveLength(1)
    })

    test('in the morning after quiet hours, and not before', async () => {
      night()
      desk.script.inWork = (w, note) => w.notify(shown, to(adaId), { note: note.id })
      await ada.says('add x')
      await desk.ticks()
      expect((await only())?.dueAt).toEqual(new Date('2026-11-25T07:00:00Z'))
      expect(ada.cards()).toEqual([])
      desk.clock.setAhead(new Date('2026-11-25T07:00:00Z').getTime() - TUESDAY.getTime())
      await desk.ticks()
      expect(ada.cards()).toHaveLength(1)
    })

    test('at once, whatever the hour, when it answers what the recipient did', async () => {
      night()
      desk.script.inWork = (w, note) => w.notify(shown, to(adaId), { note: note.id }, { now: true })
      await ada.says('add x')
      await desk.settles()
      expect(ada.cards()).toHaveLength(1)
    })

    test('not before the day that was asked for', async () => {
      const notBefore = new Date('2026-11-26T03:00:00Z')
      desk.script.inWork = (w, note) => w.notify(shown, to(adaId), { note: note.id }, { notBefore })
      await ada.says('add x')
      expect((await only())?.dueAt).toEqual(new Date('2026-11-26T07:00:00Z'))
    })

    test('never for a topic that they switched off, but always for what is essential', async () => {
      await desk.database.prisma.member.update({
        where: { id: adaId },
        data: { mutedTopics: ['reminders', 'essential'] },
      })
      desk.script.inWork = (w, note) => {
        w.notify(nudged, to(adaId), { note: note.id })
        w.notify(shown, to(adaId), { note: note.id })
      }
      await ada.says('add x')
      expect((await deliveries()).map(({ notice }) => notice)).toEqual(['notes.shown'])
    })

    test('never for a member of another community', async () => {
      const stranger = adaId
      const elsewhere = await desk.fresh()
      desk.script.inWork = (w, note) => w.notify(shown, to(stranger), { note: note.id })
      await elsewhere.person('eve').says('add x')
      await desk.settles()
      expect(await desk.database.prisma.delivery.count({ where: { workspaceId: elsewhere.workspaceId } })).toBe(0)
    })

    test('of a card that waits: sooner when it is promised again for sooner, never later', async () => {
      night()
      const morning = new Date('2026-11-25T07:00:00Z')
      desk.script.inWork = (w) => w.notify(shown, to(adaId), { note: 'n' })
      await ada.says('add x')
      desk.script.inWork = (w) =>
        w.notify(shown, to(adaId), { note: 'n' }, { notBefore: new Date('2026-12-01T09:00:00Z') })
      await ada.says('add x')
      expect(await deliveries()).toMatchObject([{ dueAt: morning }])
      desk.script.inWork = (w) => w.notify(shown, to(adaId), { note: 'n' }, { now: true })
      await ada.says('add x')
      expect(await deliveries()).toMatchObject([{ dueAt: desk.clock.now() }])
    })
  })
})
