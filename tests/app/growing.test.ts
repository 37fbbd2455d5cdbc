import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createGrower } from '../../src/app/growing.ts'
import { workspaceId } from '../../src/kit/brand.ts'
import { anyTestDatabase } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk, type TestPerson } from './desk.ts'
import { shown, to } from './test-domain.ts'

describe('app.growing', () => {
  let desk: TestDesk
  let place: Place
  let ada: TestPerson

  beforeAll(async () => {
    desk = await openTestDesk(await anyTestDatabase().open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    ada = place.person('ada')
    await ada.arrives()
  })

  const only = () => desk.database.prisma.delivery.findFirstOrThrow({ where: { workspaceId: place.workspaceId } })
  const calls = () => desk.surface('slack').calls.map(({ call }) => call)
  const titles = () => ada.cards().map((card) => card?.title)
  const owes = async (words: string) => {
    desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id }, { now: true })
    await ada.says(`add ${words}`)
    await desk.settles()
  }
  /** What a job has come to, and the redraw that ends it. */
  const grows = async (words: string) => {
    const { subject } = await only()
    const workspace = { id: workspaceId(place.workspaceId), name: 'Harbour', timeZone: 'UTC', locale: 'en' }
    const grow = createGrower(desk.ports, workspace)
    await grow(subject, { card: { title: words, isGrowing: true, body: [] }, markdown: words })
    return subject
  }

  test('shows what there is, and keeps none of it', async () => {
    await owes('whole')
    const before = await only()
    await grows('half of it')
    expect(titles()).toEqual(['half of it'])
    expect({ ...(await only()), contentHash: null }).toEqual({ ...before, contentHash: null })
    expect(JSON.stringify(await only())).not.toContain('half')
    desk.log.assertNoErrors()
  })

  test('ends with the whole card, even where that is the one of before', async () => {
    await owes('whole')
    const subject = await grows('half of it')
    desk.script.inWork = (w) => w.redraw(subject)
    await ada.says('add other')
    await desk.settles()
    expect(titles()).toEqual(['whole'])
    expect(calls()).toEqual(['send', 'edit', 'edit'])
  })

  test('does no harm where the surface fails', async () => {
    await owes('whole')
    desk.surface('slack').next({ kind: 'throws' })
    await grows('half of it')
    expect(titles()).toEqual(['whole'])
    expect((await only()).status).toBe('SENT')
  })

  test('a card goes to where it was asked for, while that surface is there and lets it in', async () => {
    const at = { surface: 'slack', installation: place.installation, place: 'C1:17.1' } as const
    await place.person('ada-there', 'discord').arrives()
    desk.script.inWork = (w, note) => w.notify(shown, to(note.author), { note: note.id }, { now: true, at })
    await ada.says('add one')
    await desk.settles()
    expect([...desk.surface('slack').messages.values()].map((message) => message.to)).toEqual([
      { kind: 'direct', externalId: 'ada', at: 'C1:17.1' },
    ])
  })
})
