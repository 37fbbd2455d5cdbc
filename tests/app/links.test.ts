import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refuse } from '../../src/kit/reply.ts'
import { testDatabases } from '../helpers/database.ts'
import { openTestDesk, type Place, type TestDesk } from './desk.ts'
import { consent, noted } from './test-domain.ts'

const DAY_MS = 86_400_000

describe.each(testDatabases())('a signed link on $name', ({ open }) => {
  let desk: TestDesk
  let place: Place
  let linkId: string
  let token: string

  beforeAll(async () => {
    desk = await openTestDesk(await open())
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    place = await desk.fresh()
    desk.script.inWork = (w) => {
      linkId = w.issueLink(consent, { note: 'the note' }, new Date(desk.clock.now().getTime() + DAY_MS))
    }
    await place.person('ada').says('add x')
    token = desk.ports.links.sign(linkId)
  })
  const link = () => desk.database.prisma.signedLink.findUniqueOrThrow({ where: { id: linkId } })
  const yes = () => desk.app.answerLink(token, { choice: 'yes' })

  test('shows its question however often it is opened, and takes no answer from that', async () => {
    for (let look = 0; look < 3; look += 1) {
      expect(await desk.app.openLink(token)).toMatchObject({ status: 200, page: { title: 'May the note be shown?' } })
    }
    expect(await link()).toMatchObject({ usedAt: null })
  })

  test('takes one answer, and shows whoever comes later what was answered', async () => {
    expect(await yes()).toMatchObject({ status: 200, page: { title: 'You said yes' } })
    expect(await desk.app.answerLink(token, { choice: 'no' })).toMatchObject({
      status: 409,
      page: { title: 'Answered' },
    })
    expect(await desk.app.openLink(token)).toMatchObject({ status: 200, page: { title: 'Answered' } })
  })

  test('takes one of eight answers that come at once', async () => {
    const taken: string[] = []
    desk.script.inLink = (w, choice) => {
      w.emit(noted, { note: choice })
      taken.push(choice)
    }
    const views = await Promise.all(
      Array.from({ length: 8 }, (_, index) => desk.app.answerLink(token, { choice: index % 2 ? 'yes' : 'no' })),
    )
    expect(views.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)])
    expect(await desk.database.prisma.eventRecord.count({ where: { workspaceId: place.workspaceId } })).toBe(1)
    desk.log.assertNoErrors()
  })

  test('is not used up by an answer that was refused or is none', async () => {
    desk.script.inLink = () => refuse({ kind: 'no_note' })
    expect(await yes()).toMatchObject({ status: 409, page: { title: 'Nothing was changed' } })
    expect(await desk.app.answerLink(token, { choice: 'perhaps' })).toMatchObject({ status: 422 })
    expect(await desk.app.answerLink(token, {})).toMatchObject({ status: 422 })
    expect(await link()).toMatchObject({ usedAt: null })
    delete desk.script.inLink
    expect(await yes()).toMatchObject({ status: 200 })
    desk.log.assertNoErrors()
  })

  test('is not used up by a failure of ours', async () => {
    desk.script.inLink = () => {
      throw new Error('boom')
    }
    expect(await yes()).toMatchObject({ status: 500, page: { title: 'This did not work' } })
    delete desk.script.inLink
    expect(await yes()).toMatchObject({ status: 200 })
  })

  test('is unknown when a letter of it is wrong, missing or made up', async () => {
    const [id = '', signature = ''] = token.split('.')
    const forged = [
      token.slice(0, -1),
      `${token}x`,
      `${id}.${signature.toUpperCase()}`,
      `${id}.`,
      id,
      `.${signature}`,
      `${crypto.randomUUID()}.${signature}`,
      desk.ports.links.sign(crypto.randomUUID()),
      '',
      '..',
      '\u0000',
      'x'.repeat(100_000),
    ]
    for (const attempt of forged) {
      expect(await desk.app.openLink(attempt), attempt.slice(0, 60)).toMatchObject({ status: 404 })
      expect(await desk.app.answerLink(attempt, { choice: 'yes' })).toMatchObject({ status: 404 })
    }
    expect(await link()).toMatchObject({ usedAt: null })
    desk.log.assertNoErrors()
  })

  test('expires, and still shows what was answered before', async () => {
    const other = token
    desk.clock.setAhead(DAY_MS)
    expect(await desk.app.openLink(other)).toMatchObject({ status: 410, page: { title: 'This link has expired' } })
    expect(await yes()).toMatchObject({ status: 410 })
    desk.clock.setAhead(DAY_MS - 1)
    expect(await yes()).toMatchObject({ status: 200 })
    desk.clock.setAhead(9 * DAY_MS)
    expect(await desk.app.openLink(token)).toMatchObject({ status: 200, page: { title: 'Answered' } })
  })

  test('is closed when its question is', async () => {
    desk.script.inWork = (w) => w.revokeLink(linkId)
    await place.person('ada').says('add y')
    expect(await desk.app.openLink(token)).toMatchObject({
      status: 410,
      page: { title: 'This question is no longer open' },
    })
    expect(await yes()).toMatchObject({ status: 410 })
  })

  test('that was answered is not closed afterwards', async () => {
    await yes()
    desk.script.inWork = (w) => w.revokeLink(linkId)
    await place.person('ada').says('add y')
    expect(await desk.app.openLink(token)).toMatchObject({ status: 200, page: { title: 'Answered' } })
  })

  test('of another community cannot be closed from here', async () => {
    const elsewhere = await desk.fresh()
    desk.script.inWork = (w) => w.revokeLink(linkId)
    await elsewhere.person('eve').says('add y')
    expect(await desk.app.openLink(token)).toMatchObject({ status: 200 })
  })

  test('ends with its community', async () => {
    await desk.database.prisma.workspace.update({
      where: { id: place.workspaceId },
      data: { closedAt: desk.clock.now() },
    })
    expect(await desk.app.openLink(token)).toMatchObject({ status: 404 })
  })

  test('is forgotten a month after it ended, not before', async () => {
    desk.clock.setAhead(30 * DAY_MS)
    await desk.ticks()
    expect(await link()).toMatchObject({ id: linkId })
    desk.clock.setAhead(32 * DAY_MS)
    const nextHour = new Date(desk.clock.now().getTime() + 3_600_000)
    await desk.app.tick(nextHour)
    await desk.settles()
    expect(await desk.app.openLink(token)).toMatchObject({ status: 404 })
  })
})
