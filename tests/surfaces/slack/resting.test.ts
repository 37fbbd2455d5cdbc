import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { testDatabases } from '../../helpers/database.ts'
import { rowsOf } from '../../helpers/every-table.ts'
import type { SlackTown } from '../../helpers/slack/desk.ts'
import { installs, openManyTown } from '../../helpers/slack/install.ts'
import { asksForNora, nowFemiKnowsNora, PEOPLE } from '../../helpers/slack/introduction.ts'
import type { SlackPerson } from '../../helpers/slack/person.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { TUESDAY } from '../../helpers/town.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

describe.each(testDatabases())('surfaces.slack after the app was removed, on $name', ({ open }) => {
  let slack: LocalSlack
  let town: SlackTown
  let database: Database
  let nowMs: number

  beforeEach(async () => {
    nowMs = TUESDAY.getTime()
    slack = await startLocalSlack(() => nowMs)
    database = await open()
    town = await openManyTown(database, { slack, now: () => new Date(nowMs) })
    for (const [id, realName] of PEOPLE) slack.person(id, { realName })
    await installs(town)
    for (const person of people()) await person.says('/me help')
    await nowFemiKnowsNora(database)
    await asksForNora(maria())
    await town.settles()
    await femi().sees('Maria')
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
  })

  const people = () => PEOPLE.map(([id]) => slack.person(id)) as [SlackPerson, SlackPerson, SlackPerson]
  const maria = () => people()[0]
  const femi = () => people()[1]
  const removed = async () => {
    nowMs += MINUTE_MS
    const about = { event_time: Math.floor(nowMs / 1000) }
    await slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOT'] } }, about)
    await slack.event({ type: 'app_uninstalled' }, about)
  }
  /** Each day, at every hour of which a sweep could find something. */
  const daysPass = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      nowMs += DAY_MS
      await town.desk.app.tick(new Date(nowMs))
      await town.settles()
    }
  }
  const offer = () => database.prisma.offer.findFirstOrThrow({ select: { status: true, answerBy: true } })

  test('nothing is sent, decided or complained about', async () => {
    await removed()
    const before = { calls: slack.calls.length, offer: await offer() }
    town.log.forget()
    await daysPass(12)
    expect({ calls: slack.calls.length, offer: await offer() }).toEqual(before)
    expect(town.log.messages('warn')).toEqual([])
  })

  test('is noticed by the first card where Slack could not tell of it', async () => {
    slack.takesBack('T0LOCAL')
    await femi().clicks('Accept')
    await town.settles()
    const place = await database.prisma.installation.findFirst({ include: { workspace: true } })
    expect(place).toMatchObject({ status: 'REMOVED', secrets: null, workspace: { closedAt: expect.any(Date) } })
    const before = slack.calls.length
    await daysPass(3)
    expect(slack.calls.length).toBe(before)
  })

  test('no time has passed when it comes back: who was asked has as long to answer, and no card was lost', async () => {
    const before = await offer()
    await removed()
    await daysPass(12)
    await installs(town)
    const posted = () => slack.calls.filter(({ method }) => method === 'chat.postMessage').length
    const welcomed = posted()
    await daysPass(1)
    expect(await offer()).toMatchObject({ status: 'OPEN' })
    const later = (await offer()).answerBy.getTime() - before.answerBy.getTime()
    expect(later).toBeGreaterThanOrEqual(12 * DAY_MS)
    expect(later).toBeLessThanOrEqual(15 * DAY_MS)
    expect(posted()).toBe(welcomed)
    await femi().clicks('Accept')
    await town.settles()
    await maria().sees('somebody said yes')
    expect(await database.prisma.referralRequest.findFirst()).toMatchObject({ status: 'ACCEPTED' })
  })

  test('nothing of it is left after 30 days, in any table, and an install begins anew', async () => {
    const { id } = await database.prisma.workspace.findFirstOrThrow()
    expect(Object.keys(await rowsOf(database, id)).length).toBeGreaterThan(10)
    await removed()
    await daysPass(30)
    expect(await rowsOf(database, id)).toEqual({})
    expect(await database.prisma.workspace.count()).toBe(0)
    await installs(town)
    await slack.person('U0MARIA').says('/intro mine')
    expect(await database.prisma.member.findMany()).toMatchObject([{ name: 'Maria', roles: ['member', 'admin'] }])
    expect(town.log.messages('warn')).toEqual([])
  })
})
