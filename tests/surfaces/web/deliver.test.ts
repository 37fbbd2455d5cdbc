import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { asDb } from '../../../src/infra/db/handle.ts'
import type { Outgoing } from '../../../src/kit/surface.ts'
import { type Post, paperMailSurface, webSurface } from '../../../src/surfaces/web/deliver.ts'
import { formById, openForm } from '../../../src/surfaces/web/store.ts'
import { testDatabases } from '../../helpers/database.ts'
import { everyField, NOON } from './samples.ts'

describe.each(testDatabases())('web.deliver on $name', ({ open }) => {
  let database: Database
  let post: Post
  let changes: number

  beforeEach(async () => {
    database = await open()
    changes = 0
    let ids = 0
    post = {
      db: asDb(database.prisma),
      clock: { now: () => NOON },
      ids: { next: () => `id-${String(++ids).padStart(8, '0')}` },
      changed: () => {
        changes += 1
      },
    }
  })
  afterEach(() => database.close())

  const to = (externalId: string) => ({ kind: 'direct', externalId }) as const
  const message = (deliveryId: string, title: string, destination: Outgoing['to']): Outgoing => ({
    deliveryId,
    installation: 'playground',
    to: destination,
    card: { title, body: [] },
    reader: { timeZone: 'Europe/Berlin', locale: 'en', mentions: new Map() },
  })
  const refOf = (sent: { kind: string; ref?: string }) => sent.ref ?? ''

  test('a message that is sent twice is there once, and can be found by its delivery', async () => {
    const web = webSurface(post)
    const sent = [
      await web.send(message('d-1', 'Hello', to('maria'))),
      await web.send(message('d-1', 'Hello', to('maria'))),
    ]
    expect(sent[0]).toEqual(sent[1])
    expect(await database.prisma.webMessage.count()).toBe(1)
    expect(await web.find(message('d-1', 'Hello', to('maria')))).toBe(refOf(sent[0] ?? { kind: '' }))
    expect(await web.find(message('d-2', 'Hello', to('maria')))).toBeNull()
  })

  test('a card is edited in place, and pages are told', async () => {
    const web = webSurface(post)
    const ref = refOf(await web.send(message('d-1', 'Before', to('maria'))))
    expect(await web.edit(ref, message('d-1', 'After', to('maria')))).toEqual({ kind: 'sent', ref })
    const kept = await database.prisma.webMessage.findUnique({ where: { id: ref } })
    expect(kept?.body).toMatchObject({ kind: 'card', card: { title: 'After' } })
    expect(changes).toBe(2)
    expect(await web.edit('gone', message('d-1', 'After', to('maria')))).toMatchObject({ kind: 'unreachable' })
  })

  test('a room is opened once for each key, and takes messages', async () => {
    const web = webSurface(post)
    const room = { key: 'intro-7', installation: 'playground', title: 'Maria and Nora', externalIds: ['maria', 'nora'] }
    const opened = await web.openRoom(room)
    expect(await web.openRoom(room)).toBe(opened)
    expect(await web.send(message('d-1', 'Meet', { kind: 'room', room: opened ?? '' }))).toMatchObject({ kind: 'sent' })
    expect(await web.send(message('d-2', 'Meet', { kind: 'room', room: 'gone' }))).toMatchObject({
      kind: 'unreachable',
    })
  })

  test('mail is kept once for each delivery, and redrawn', async () => {
    const mail = paperMailSurface(post)
    const address = { kind: 'email', email: 'ben@example.org', name: 'Ben' } as const
    const ref = refOf(await mail.send(message('d-1', 'May I?', address)))
    expect(refOf(await mail.send(message('d-1', 'May I?', address)))).toBe(ref)
    await mail.edit(ref, message('d-1', 'Thank you', address))
    expect(await database.prisma.webMail.findMany({ select: { card: true } })).toMatchObject([
      { card: { title: 'Thank you' } },
    ])
    expect(await mail.send(message('d-2', 'May I?', to('maria')))).toMatchObject({ kind: 'unreachable' })
  })

  test('an open form is kept as it was, and old ones are let go', async () => {
    const form = everyField('Ben')
    await openForm(post.db, { id: 'form-0001', form, now: new Date('2026-11-01T00:00:00Z') })
    await openForm(post.db, { id: 'form-0002', form, now: NOON })
    expect(await formById(post.db, 'form-0002')).toEqual(form)
    expect(await formById(post.db, 'form-0001')).toBeNull()
  })
})
