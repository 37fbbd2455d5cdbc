import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deliver } from '../../src/app/deliver.ts'
import { createWork } from '../../src/app/work.ts'
import { testDatabases } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk, type TestPerson } from './desk.ts'
import { noteCard, shown, to } from './test-domain.ts'
import { saveNote } from './test-store.ts'

const MINUTE_MS = 60_000

describe.each(testDatabases())('delivery on $name', ({ open }) => {
  let desk: TestDesk
  let place: Place
  let ada: TestPerson
  let adaId: string
  let acts = 0

  beforeAll(async () => {
    desk = await openTestDesk(await open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    ada = place.person('ada')
    adaId = await ada.arrives()
  })
  const slack = () => desk.surface('slack')
  const discord = () => desk.surface('discord')
  const deliveries = () =>
    desk.database.prisma.delivery.findMany({ where: { workspaceId: place.workspaceId }, orderBy: { id: 'asc' } })
  const only = async () => {
    const [delivery, ...others] = await deliveries()
    if (!delivery || others.length > 0) throw new Error(`There are ${others.length + 1} deliveries.`)
    return delivery
  }
  const calls = () => slack().calls.map(({ call }) => call)
  /** Keeps a note and owes its author a card about it. */
  const owes = async (words: string) => {
    desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id }, { now: true })
    await ada.says(`add ${words}`)
    desk.script.inWork = () => {}
  }
  /** Changes the note and redraws every card about it. */
  const changes = async (words: string) => {
    const { subject } = await only()
    desk.script.inWork = async (w, note) => {
      await saveNote(w.db, { ...note, id: subject, text: words })
      w.redraw(subject)
    }
    await ada.says('add change', { id: `change-${++acts}` })
    desk.script.inWork = () => {}
  }
  const titles = () => ada.cards().map((card) => card?.title)

  describe('what a platform answers', () => {
    test('sent: the row says where, and when', async () => {
      await owes('one')
      await desk.settles()
      expect(await only()).toMatchObject({
        status: 'SENT',
        surface: 'slack',
        installation: place.installation,
        ref: 'slack-1',
        sentAt: desk.clock.now(),
        shown: 1,
        wanted: 1,
      })
      desk.log.assertNoErrors()
    })

    test('later: waits as long as it was told, whatever the minute’s sweep finds', async () => {
      slack().next({ kind: 'later', afterMs: 5 * MINUTE_MS, reason: 'slow down' })
      await owes('one')
      await desk.settles()
      desk.clock.setAhead(4 * MINUTE_MS)
      await desk.ticks()
      expect(calls()).toEqual(['send'])
      expect(await only()).toMatchObject({ status: 'PENDING', lastError: 'slow down', attempts: 0 })
      await desk.waits(MINUTE_MS)
      expect(calls()).toEqual(['send', 'send'])
      expect(titles()).toEqual(['one'])
      expect(await only()).toMatchObject({ status: 'SENT', lastError: null })
    })

    test('later: the cards that follow to the same person keep their places behind it', async () => {
      slack().next({ kind: 'later', afterMs: 5 * MINUTE_MS, reason: 'slow down' })
      for (const words of ['one', 'two', 'three']) await owes(words)
      await desk.settles()
      expect(calls()).toEqual(['send'])
      await desk.waits(5 * MINUTE_MS)
      await desk.waits(MINUTE_MS)
      expect(titles()).toEqual(['one', 'two', 'three'])
      desk.log.assertNoErrors()
    })

    test('later, again and again: it is still sent in the end', async () => {
      slack().next(
        ...Array.from({ length: 20 }, () => ({ kind: 'later' as const, afterMs: 1000, reason: 'slow down' })),
      )
      await owes('one')
      await desk.settles()
      for (let turn = 0; turn < 20; turn += 1) await desk.waits(1000)
      expect(titles()).toEqual(['one'])
    })

    test('unknown, and it had arrived: it is found, not sent a second time', async () => {
      slack().next({ kind: 'lost' })
      await owes('one')
      await desk.settles()
      expect(await only()).toMatchObject({ status: 'SENDING', lastError: 'the answer was lost' })
      await desk.waits(1000)
      expect(calls()).toEqual(['send', 'find'])
      expect(slack().messages.size).toBe(1)
      expect(await only()).toMatchObject({ status: 'SENT', ref: 'slack-1' })
    })

    test('unknown, and it had arrived, and it says something else by now: it is found and edited', async () => {
      slack().next({ kind: 'lost' })
      await owes('one')
      await desk.settles()
      await changes('two')
      await desk.waits(1000)
      expect(calls()).toEqual(['send', 'find', 'edit'])
      expect(titles()).toEqual(['two'])
      expect(await only()).toMatchObject({ status: 'SENT', ref: 'slack-1', shown: 2, wanted: 2 })
    })

    test('unknown, and it had not: it is looked for, then sent', async () => {
      slack().next({ kind: 'unknown', reason: 'no answer' })
      await owes('one')
      await desk.settles()
      await desk.waits(1000)
      expect(calls()).toEqual(['send', 'find', 'send'])
      expect(titles()).toEqual(['one'])
    })

    test('unknown for ever: it is given up, listed, and not tried again by any sweep', async () => {
      slack().next(...Array.from({ length: 20 }, () => ({ kind: 'unknown' as const, reason: 'no answer' })))
      await owes('one')
      await desk.settles()
      for (let turn = 0; turn < 10; turn += 1) await desk.waits(10 * MINUTE_MS)
      expect(await only()).toMatchObject({ status: 'FAILED', lastError: 'no answer' })
      const before = calls().length
      expect(before).toBe(8 + 7)
      await desk.ticks()
      expect(calls()).toHaveLength(before)
    })

    test('unreachable: the next of their accounts is tried, and then it is listed as failed', async () => {
      const onDiscord = place.person('ada', 'discord')
      await desk.database.prisma.identity.create({
        data: {
          id: `identity-${adaId}`,
          workspaceId: place.workspaceId,
          memberId: adaId,
          surface: 'discord',
          installation: place.installation,
          externalId: 'ada',
          lastActiveAt: new Date(0),
        },
      })
      slack().next({ kind: 'unreachable', reason: 'direct messages are closed' })
      await owes('one')
      await desk.settles()
      expect(onDiscord.cards()).toHaveLength(1)
      expect(await only()).toMatchObject({ status: 'SENT', surface: 'discord', unreachable: ['slack'] })

      slack().next({ kind: 'unreachable', reason: 'closed' })
      discord().next({ kind: 'unreachable', reason: 'closed too' })
      await owes('two')
      await desk.settles()
      const [, failed] = await deliveries()
      expect(failed).toMatchObject({ status: 'FAILED', unreachable: ['slack', 'discord'] })
    })

    test('throwing: the card is tried again, and sent', async () => {
      slack().next({ kind: 'throws' }, { kind: 'throws' })
      await owes('one')
      await desk.settles()
      await desk.waits(MINUTE_MS)
      await desk.waits(MINUTE_MS)
      expect(titles()).toEqual(['one'])
      expect(slack().messages.size).toBe(1)
    })

    test('throwing for ever: it ends as a listed failure, holds nobody up, and no sweep brings it back', async () => {
      slack().next(...Array.from({ length: 9 }, () => ({ kind: 'throws' as const })))
      await owes('one')
      await desk.settles()
      for (let turn = 0; turn < 10; turn += 1) await desk.waits(20 * MINUTE_MS)
      expect(await only()).toMatchObject({ status: 'FAILED', lastError: 'slack throws' })
      await owes('two')
      await desk.ticks()
      expect(titles()).toEqual(['two'])
    })

    test('a card that cannot be built ends the same way', async () => {
      desk.script.card = () => {
        throw new Error('no such picture')
      }
      await owes('one')
      await desk.settles()
      for (let turn = 0; turn < 10; turn += 1) await desk.waits(20 * MINUTE_MS)
      expect(await only()).toMatchObject({ status: 'FAILED', lastError: 'no such picture' })
      expect(calls()).toEqual([])
    })
  })

  describe('a send that was cut off', () => {
    test('by a freeze, and taken over: the run that wakes up does not send as well', async () => {
      const run = { id: 'run', attempt: 1, isLastAttempt: false, signal: new AbortController().signal }
      slack().next({ kind: 'later', afterMs: MINUTE_MS, reason: 'slow down' })
      await owes('one')
      await desk.settles()
      const { id } = await only()
      const data = { workspaceId: place.workspaceId, deliveryId: id, waited: true }
      await Promise.all([deliver(desk.ports, { ...run, data }), deliver(desk.ports, { ...run, data })])
      expect(slack().messages.size).toBe(1)
    })

    test('before anything was said: the next run looks, and sends', async () => {
      await owes('one')
      await desk.settles()
      const { id } = await only()
      slack().calls.splice(0)
      await desk.database.prisma.delivery.update({
        where: { id },
        data: { status: 'SENDING', ref: null, shown: 0 },
      })
      await desk.ticks()
      expect(calls()).toEqual(['find'])
      expect(slack().messages.size).toBe(1)
      expect(await only()).toMatchObject({ status: 'SENT', ref: 'slack-1' })
    })
  })

  describe('where', () => {
    test('the account that was used last, among those that run here', async () => {
      const onDiscord = place.person('ada2', 'discord')
      const second = await onDiscord.arrives()
      await desk.database.prisma.identity.updateMany({
        where: { memberId: second },
        data: { memberId: adaId, lastActiveAt: new Date('2999-01-01') },
      })
      await owes('one')
      await desk.settles()
      expect(onDiscord.cards()).toHaveLength(1)
      desk.ports.surfaces.delete('discord')
      await owes('two')
      await desk.settles()
      expect(titles()).toEqual(['two'])
    })

    test('nowhere, for somebody without an account: listed, and still in their home', async () => {
      await desk.database.prisma.identity.deleteMany({ where: { memberId: adaId } })
      desk.script.inWork = (w, note) => w.notify(shown, to(adaId), { note: note.id }, { now: true })
      await place.person('bo').says('add one')
      await desk.settles()
      expect(await only()).toMatchObject({ status: 'FAILED' })
    })

    test('a mail address, where there is a mail server; else the link has to be passed on by hand', async () => {
      const mail = { kind: 'email', email: 'out@side.example', name: 'Outsider' } as const
      desk.script.inWork = (w, note) => w.notify(shown, mail, { note: note.id })
      await ada.says('add one')
      await desk.settles()
      expect([...desk.surface('mail').messages.values()]).toMatchObject([{ to: mail }])
      desk.ports.surfaces.delete('mail')
      desk.script.inWork = (w, note) => w.notify(shown, mail, { note: note.id })
      await ada.says('add two')
      await desk.settles()
      const [, second] = await deliveries()
      expect(second).toMatchObject({ status: 'MANUAL' })
      desk.log.assertNoErrors()
    })

    test('a mail address that refuses it is listed as failed', async () => {
      desk.surface('mail').next({ kind: 'unreachable', reason: 'no such mailbox' })
      desk.script.inWork = (w, note) =>
        w.notify(shown, { kind: 'email', email: 'x@y.example', name: 'X' }, { note: note.id })
      await ada.says('add one')
      await desk.settles()
      expect(await only()).toMatchObject({ status: 'FAILED' })
    })
  })

  describe('the same card again', () => {
    test('a notice with the same key edits the card that is there', async () => {
      await owes('one')
      await desk.settles()
      const { data } = await only()
      desk.script.card = (note) => ({ ...noteCard(note), title: 'changed' })
      desk.script.inWork = (w) => w.notify(shown, to(adaId), data as { note: string }, { now: true })
      await ada.says('add other')
      await desk.settles()
      expect(titles()).toEqual(['changed'])
      expect(calls()).toEqual(['send', 'edit'])
      expect(await deliveries()).toHaveLength(1)
    })

    test('a redraw edits what is there, where it has changed', async () => {
      await owes('one')
      await desk.settles()
      await changes('changed')
      await desk.settles()
      expect(titles()).toEqual(['changed'])
      await changes('changed')
      await desk.settles()
      expect(calls()).toEqual(['send', 'edit'])
      expect(await only()).toMatchObject({ shown: 3, wanted: 3 })
    })

    test('a redraw of a card that waits for the morning sends nothing before', async () => {
      desk.clock.setAhead(13 * 60 * MINUTE_MS)
      desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id })
      await ada.says('add one')
      await changes('changed')
      await desk.ticks()
      expect(calls()).toEqual([])
    })

    test('a change while the card is being built or sent is shown afterwards', async () => {
      let isFirst = true
      desk.script.card = (note) => noteCard(note)
      slack().during(async () => {
        if (!isFirst) return
        isFirst = false
        await changes('changed')
      })
      await owes('one')
      await desk.settles()
      expect(titles()).toEqual(['changed'])
      expect(calls()).toEqual(['send', 'edit'])
    })

    test('fifty changes during one send end in the newest', async () => {
      let isFirst = true
      slack().during(async () => {
        if (!isFirst) return
        isFirst = false
        const { subject } = await only()
        const workspace = await desk.ports.directory.workspace(desk.ports.database.reader, place.workspaceId)
        if (!workspace) throw new Error('The community is gone.')
        for (let change = 1; change <= 50; change += 1) {
          await createWork(desk.ports, { workspace, now: desk.clock.now() })(async (w) => {
            const note = {
              id: subject,
              workspaceId: workspace.id,
              author: adaId,
              markedBy: null,
              mark: null,
              dueAt: null,
            }
            await saveNote(w.db, { ...note, text: `change ${change}` })
            w.redraw(subject)
          })
        }
      })
      await owes('one')
      await desk.settles()
      expect(titles()).toEqual(['change 50'])
      expect(calls()).toEqual(['send', 'edit'])
    })

    test('an edit that the platform delays, refuses to answer, or fails, is made later', async () => {
      await owes('one')
      await desk.settles()
      slack().next({ kind: 'later', afterMs: MINUTE_MS, reason: 'slow down' }, { kind: 'unknown', reason: 'no answer' })
      await changes('changed')
      await desk.settles()
      await desk.ticks()
      expect(calls()).toEqual(['send', 'edit'])
      await desk.waits(MINUTE_MS)
      await desk.waits(MINUTE_MS)
      expect(titles()).toEqual(['changed'])
      expect(await only()).toMatchObject({ status: 'SENT', lastError: null, attempts: 0 })
    })

    test('an edit of a message that is gone is not tried again', async () => {
      await owes('one')
      await desk.settles()
      slack().next({ kind: 'unreachable', reason: 'the message was deleted' })
      await changes('changed')
      await desk.settles()
      await desk.ticks()
      expect(calls()).toEqual(['send', 'edit'])
      expect(await only()).toMatchObject({ status: 'SENT', lastError: 'the message was deleted' })
    })

    test('a card that is no longer true: dropped before it was shown, left alone after', async () => {
      desk.script.card = () => null
      await owes('one')
      await desk.settles()
      expect(await only()).toMatchObject({ status: 'DROPPED' })
      expect(calls()).toEqual([])
      delete desk.script.card
      await desk.database.prisma.delivery.deleteMany({ where: { workspaceId: place.workspaceId } })
      await owes('two')
      await desk.settles()
      desk.script.card = () => null
      await changes('gone')
      await desk.settles()
      expect(titles()).toEqual(['two'])
      expect(await only()).toMatchObject({ status: 'SENT', shown: 2 })
    })

    test('a card that was dropped or given up can be promised again', async () => {
      desk.script.card = () => null
      await owes('one')
      await desk.settles()
      const { data } = await only()
      delete desk.script.card
      desk.script.inWork = (w) => w.notify(shown, to(adaId), data as { note: string }, { now: true })
      await ada.says('add again')
      await desk.settles()
      expect(titles()).toEqual(['one'])
    })
  })

  describe('order', () => {
    test('cards to one person arrive as they were promised, also when one is slow', async () => {
      let isFirst = true
      slack().during(async () => {
        if (!isFirst) return
        isFirst = false
        for (const words of ['two', 'three', 'four']) await owes(words)
      })
      await owes('one')
      await desk.settles()
      expect(titles()).toEqual(['one', 'two', 'three', 'four'])
    })

    test('a person whose platform is slow does not hold up another', async () => {
      const bo = place.person('bo')
      const boId = await bo.arrives()
      const slow = Promise.withResolvers<void>()
      const boHas = Promise.withResolvers<void>()
      slack().during(async (message) => {
        if (message.to.kind === 'direct' && message.to.externalId === 'ada') await slow.promise
        else boHas.resolve()
      })
      await owes('one')
      desk.script.inWork = (w, note) => w.notify(shown, to(boId), { note: note.id }, { now: true })
      await bo.says('add for bo')
      await boHas.promise
      slow.resolve()
      await desk.settles()
      expect([ada.cards().length, bo.cards().length]).toEqual([1, 1])
    })
  })

  describe('after a restore', () => {
    const restore = () =>
      desk.database.prisma.workspace.update({ where: { id: place.workspaceId }, data: { epoch: { increment: 1 } } })

    test('what was promised before is not sent, what was being sent is not sent again, what is shown is still redrawn', async () => {
      await owes('shown')
      await desk.settles()
      slack().next({ kind: 'unknown', reason: 'no answer' })
      await owes('on its way')
      await desk.settles()
      await owes('waits behind it')
      await desk.settles()
      await restore()
      slack().calls.splice(0)
      await desk.waits(MINUTE_MS)
      expect(calls()).toEqual([])
      expect((await deliveries()).map(({ status }) => status)).toEqual(['SENT', 'DROPPED', 'DROPPED'])
      const [first] = await deliveries()
      desk.script.inWork = async (w, note) => {
        await saveNote(w.db, { ...note, id: first?.subject ?? '', text: 'redrawn' })
        w.redraw(first?.subject ?? '')
      }
      await ada.says('add x')
      await desk.settles()
      expect(titles()).toEqual(['redrawn'])
    })

    test('what is promised from then on is sent, also where the same card was owed before', async () => {
      slack().next({ kind: 'later', afterMs: MINUTE_MS, reason: 'slow' })
      await owes('one')
      await desk.settles()
      const { data } = await only()
      await restore()
      desk.script.inWork = (w) => w.notify(shown, to(adaId), data as { note: string }, { now: true })
      await ada.says('add again')
      await desk.settles()
      await owes('two')
      await desk.settles()
      expect(titles()).toEqual(['one', 'two'])
    })
  })

  test('a run for a card that nobody knows, or of a community that is closed, does nothing', async () => {
    await owes('one')
    await desk.settles()
    const { id } = await only()
    const run = { id: 'run', attempt: 1, isLastAttempt: false, signal: new AbortController().signal }
    await deliver(desk.ports, { ...run, data: { workspaceId: place.workspaceId, deliveryId: 'unknown' } })
    await desk.database.prisma.workspace.update({
      where: { id: place.workspaceId },
      data: { closedAt: desk.clock.now() },
    })
    await desk.database.prisma.delivery.update({ where: { id }, data: { wanted: 9 } })
    await deliver(desk.ports, { ...run, data: { workspaceId: place.workspaceId, deliveryId: id } })
    expect(calls()).toEqual(['send'])
  })
})
