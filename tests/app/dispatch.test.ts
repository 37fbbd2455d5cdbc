import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refuse } from '../../src/kit/reply.ts'
import { encodeToken } from '../../src/kit/token.ts'
import { anyTestDatabase } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk, type TestPerson, wordsOf } from './desk.ts'
import { mark, reply, shown, to } from './test-domain.ts'
import { notesIn } from './test-store.ts'

describe('dispatch', () => {
  let desk: TestDesk
  let place: Place
  let ada: TestPerson
  let bo: TestPerson

  beforeAll(async () => {
    desk = await openTestDesk(await anyTestDatabase().open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    ada = place.person('ada')
    bo = place.person('bo')
    await ada.arrives()
  })
  const notes = () => notesIn(desk.ports.database.reader, place.workspaceId)
  const newNote = async (author: TestPerson, words = 'Call Femi') => {
    await author.says(`add ${words}`)
    const note = (await notes()).at(-1)
    if (!note) throw new Error('The note was not kept.')
    return note
  }

  describe('who', () => {
    afterEach(() => desk.log.assertNoErrors())

    test('refuses a place that is not connected, and keeps nothing of it', async () => {
      const answered = await desk.app.dispatch({
        id: 'a',
        surface: 'slack',
        installation: 'nowhere',
        actor: { externalId: 'ada' },
        kind: 'command',
        command: 'note',
        words: 'add x',
      })
      expect(answered).toMatchObject({ kind: 'refused', code: 'unknown_place' })
      expect(await notes()).toEqual([])
    })

    test('refuses a place that was removed', async () => {
      await desk.database.prisma.installation.updateMany({
        where: { workspaceId: place.workspaceId, surface: 'slack' },
        data: { status: 'REMOVED' },
      })
      expect(await ada.says('add x')).toMatchObject({ kind: 'refused', code: 'unknown_place' })
    })

    test('makes a member of whoever is seen first, once, however many messages come at once', async () => {
      await Promise.all(Array.from({ length: 8 }, () => bo.says('look')))
      const members = await desk.database.prisma.member.findMany({ where: { workspaceId: place.workspaceId } })
      expect(members.map(({ name, roles }) => ({ name, roles }))).toEqual([
        { name: 'ada', roles: ['member', 'admin'] },
        { name: 'bo', roles: ['member'] },
      ])
    })

    test.each([
      ['look', ['member'], 'card'],
      ['lead', ['member'], 'refused'],
      ['boss', ['member'], 'refused'],
      ['lead', ['member', 'facilitator'], 'card'],
      ['boss', ['member', 'facilitator'], 'refused'],
      ['boss', ['member', 'partner_manager'], 'refused'],
      ['lead', ['member', 'admin'], 'card'],
      ['boss', ['member', 'admin'], 'card'],
    ] as const)('%s said with the roles %j is answered with %s', async (verb, roles, kind) => {
      await bo.arrives(roles)
      expect((await bo.says(verb)).kind).toBe(kind)
    })

    test('says who may, and that nothing changed', async () => {
      await bo.arrives()
      expect(wordsOf(await bo.says('lead'))).toContain('Only facilitators can do that. Nothing was changed.')
    })

    test('lets people of another organisation look, and nothing more, whatever their roles', async () => {
      await bo.arrives(['member', 'admin'])
      const guest = { kind: 'command', command: 'note' } as const
      const asGuest = (words: string) =>
        desk.app.dispatch({
          id: `guest-${words}`,
          surface: 'slack',
          installation: place.installation,
          actor: { externalId: 'bo', external: true },
          ...guest,
          words,
        })
      expect((await asGuest('look')).kind).toBe('card')
      expect(await asGuest('add x')).toMatchObject({ kind: 'refused', code: 'not_allowed' })
      expect(await asGuest('boss')).toMatchObject({ kind: 'refused', code: 'not_allowed' })
    })

    test('offers nothing in a type-ahead to whoever may not search', async () => {
      await bo.arrives()
      const said = { kind: 'search', search: 'notes.find', query: 'x' } as const
      expect(await bo.does(said)).toEqual({ kind: 'options', options: [] })
      expect(await ada.does(said)).toEqual({ kind: 'options', options: [{ label: 'Found x', value: 'x' }] })
      expect(await ada.does({ ...said, search: 'notes.none' })).toEqual({ kind: 'options', options: [] })
    })

    test('takes a role away at once: a button of yesterday is no key', async () => {
      await bo.arrives(['member', 'facilitator'])
      expect((await bo.says('lead')).kind).toBe('card')
      await bo.arrives(['member'])
      expect(await bo.says('lead')).toMatchObject({ kind: 'refused', code: 'not_allowed' })
    })
  })

  describe('buttons', () => {
    afterEach(() => desk.log.assertNoErrors())

    test('does what the button says and shows the card as it is now', async () => {
      const note = await newNote(ada)
      const token = encodeToken(mark, { note: note.id, as: 'done' })
      expect(await ada.clicks(token)).toMatchObject({
        kind: 'update',
        card: { status: { word: 'done by ada' } },
      })
    })

    test.each(['', 'x', 'notes.mark', 'notes.nothing:1:', 'people.mark:1:x', '../../etc:1:', 'notes.mark:3:%'])(
      'says kindly that it cannot read %j',
      async (token) => {
        expect(await ada.clicks(token)).toMatchObject({ kind: 'refused', code: 'not_understood' })
      },
    )

    test('turns a button of the version before into today’s', async () => {
      const note = await newNote(ada)
      expect(await ada.clicks(`notes.mark:2:${note.id}`)).toMatchObject({
        kind: 'update',
        card: { status: { word: 'read by ada' } },
      })
    })

    test.each(['notes.mark:1:17', 'notes.mark:99:a,b', 'notes.hush:1:17', 'notes.mark:3:a,burnt', 'notes.mark:3:'])(
      'answers the button %s, of which nothing can be saved, with the latest card of its message',
      async (token) => {
        desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id }, { now: true })
        const note = await newNote(ada, 'Look here')
        await desk.settles()
        const [origin] = [...desk.surface('slack').messages.keys()]
        const answered = await ada.clicks(token, { ...(origin && { origin }) })
        expect(answered).toMatchObject({ kind: 'refused', code: 'old_button', latest: { title: note.text } })
      },
    )

    test('takes an id from another community for one that does not exist', async () => {
      const note = await newNote(ada)
      const elsewhere = await desk.fresh()
      const token = encodeToken(mark, { note: note.id, as: 'done' })
      expect(await elsewhere.person('eve').clicks(token)).toMatchObject({ kind: 'refused', code: 'no_note' })
    })

    test('says who was first, with the card as it is now', async () => {
      desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id }, { now: true })
      const note = await newNote(ada, 'Look here')
      await desk.settles()
      delete desk.script.inWork
      const token = encodeToken(mark, { note: note.id, as: 'done' })
      await ada.clicks(token)
      const [origin] = [...desk.surface('slack').messages.keys()]
      expect(await bo.clicks(token, { ...(origin && { origin }) })).toMatchObject({
        kind: 'refused',
        code: 'already_marked',
        latest: { status: { word: 'done by ada' } },
      })
    })
  })

  describe('forms', () => {
    afterEach(() => desk.log.assertNoErrors())
    const token = encodeToken(reply, { note: 'n' })

    test('keeps what was typed and says at each field what is wrong with it', async () => {
      const fields = { text: 'x'.repeat(41), mood: 'so-so' }
      expect(await ada.submits(token, fields)).toEqual({
        kind: 'invalid',
        typed: fields,
        problems: [
          { field: 'text', problem: 'The reply can have 40 characters at most. Please shorten it.' },
          { field: 'mood', problem: 'Please choose a mood.' },
        ],
      })
    })

    test('says a refusal at its field, with what was typed', async () => {
      expect(await ada.submits(token, { text: 'rude' })).toEqual({
        kind: 'invalid',
        typed: { text: 'rude' },
        problems: [{ field: 'text', problem: 'Please say it kindly.' }],
      })
    })

    test('says a refusal of a command as text, though it belongs to a field', async () => {
      desk.script.inWork = () => refuse({ kind: 'too_rude' })
      expect(await ada.says('add rude')).toMatchObject({ kind: 'refused', code: 'too_rude' })
    })

    test.each(['notes.reply:1:n', 'notes.reply:3:n', 'notes.reply:2:'])(
      'does not take the old form %s',
      async (old) => {
        expect(await ada.submits(old, { text: 'hello' })).toMatchObject({ kind: 'refused', code: 'old_button' })
        expect(await notes()).toEqual([])
      },
    )

    test('ignores fields that nobody asked for', async () => {
      expect(await ada.submits(token, { text: 'hello', workspaceId: 'other', extra: ['x'] })).toMatchObject({
        kind: 'card',
      })
    })
  })

  describe('what breaks', () => {
    test('is told with a reference that stands in the log, the same for every delivery of the act', async () => {
      desk.script.beforeWork = () => {
        throw new Error('boom')
      }
      const first = await ada.says('add x', { id: 'same' })
      const second = await ada.says('add x', { id: 'same' })
      const other = await ada.says('add x', { id: 'other' })
      if (first.kind !== 'failed' || second.kind !== 'failed' || other.kind !== 'failed') throw new Error('not failed')
      expect(first.reference).toMatch(/^[2-9A-HJ-NP-Z]{4}$/)
      expect(wordsOf(first)).toContain('nothing of it was saved')
      expect(wordsOf(first)).toContain(first.reference)
      expect(second.reference).toBe(first.reference)
      expect(other.reference).not.toBe(first.reference)
      expect(desk.log.entries.filter(({ level }) => level === 'error').map(({ fields }) => fields.reference)).toEqual([
        first.reference,
        second.reference,
        other.reference,
      ])
      expect(await notes()).toEqual([])
    })

    test('can be done again when nothing was kept', async () => {
      desk.script.inWork = () => {
        delete desk.script.inWork
        throw new Error('boom')
      }
      expect((await ada.says('add x', { id: 'again' })).kind).toBe('failed')
      expect((await ada.says('add x', { id: 'again' })).kind).toBe('card')
      expect(await notes()).toHaveLength(1)
    })

    test('after it was saved says so, and is not done again', async () => {
      desk.script.afterWork = () => {
        throw new Error('boom')
      }
      const failed = await ada.says('add x', { id: 'saved' })
      expect(wordsOf(failed)).toContain('It is saved')
      delete desk.script.afterWork
      expect(await ada.says('add x', { id: 'saved' })).toEqual({ kind: 'nothing' })
      expect(await notes()).toHaveLength(1)
    })

    test('a second transaction in one handler is refused as the bug it is', async () => {
      desk.script.afterWork = async (ctx) => {
        await ctx.work(async () => {})
      }
      expect((await ada.says('add x')).kind).toBe('failed')
      expect(String(desk.log.entries.find(({ level }) => level === 'error')?.fields.error)).toContain(
        'second transaction',
      )
    })

    test('a handler that promises what its contract does not allow keeps nothing', async () => {
      // The compiler forbids this; data that only looks right at runtime may still do it.
      desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: '' })
      expect((await ada.says('add x')).kind).toBe('failed')
      expect(await notes()).toEqual([])
    })
  })

  test('a need that is heard is offered help with, in private; everything else is passed over', async () => {
    expect(await ada.does({ kind: 'heard', words: 'note to self: call Femi' })).toMatchObject({
      ...{ kind: 'card', seenBy: 'actor', card: { title: expect.stringContaining('ada') } },
    })
    expect(await ada.does({ kind: 'heard', words: 'good morning' })).toEqual({ kind: 'nothing' })
    expect(await notes()).toEqual([])
  })

  test('home has the sections of every domain, in their order', async () => {
    const home = await ada.does({ kind: 'home' })
    if (home.kind !== 'home') throw new Error('no home')
    expect(home.home.sections[0]?.title).toBe('Notes of ada')
    expect(home.home.title).toContain('Community')
  })
})
