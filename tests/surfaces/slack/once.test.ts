import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { asksForNora, nowFemiKnowsNora, PEOPLE } from '../../helpers/slack/introduction.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { TUESDAY } from '../../helpers/town.ts'

/** Slack delivers at least once, promises no order, and goes on with what it sent before a restart. */
describe.each(['http', 'socket'] as const)('surfaces.slack once over %s', (road) => {
  let slack: LocalSlack
  let town: SlackTown
  let database: Database
  /** A working Tuesday: the clock goes on from there. */
  let now: () => Date

  beforeEach(async () => {
    const begun = performance.now()
    now = () => new Date(TUESDAY.getTime() + performance.now() - begun)
    slack = await startLocalSlack(() => now().getTime())
    database = await anyTestDatabase().open()
    town = await opens(now)
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
    await database.close()
  })

  const opens = (clock: () => Date) =>
    openSlackTown({ ...database, close: async () => {} }, { road, slack, machine: { now: clock } })
  const restarts = async () => {
    await town.close()
    town = await opens(now)
  }

  /** Everything that was decided, promised and shown, without what only says that somebody was here. */
  const state = async () => ({
    requests: await database.prisma.referralRequest.findMany({ select: { id: true, status: true } }),
    activities: await database.prisma.referralActivity.count(),
    deliveries: await database.prisma.delivery.count(),
    members: await database.prisma.member.count(),
    posts: slack.state.messages.filter(({ ephemeralTo }) => !ephemeralTo).length,
  })

  test('every act of an introduction, delivered again backwards, twice, and after a restart', async () => {
    for (const [id, realName] of PEOPLE) await slack.person(id, { realName }).says('/me help')
    await nowFemiKnowsNora(database)
    const [maria, femi, nora] = PEOPLE.map(([id]) => slack.person(id))
    if (!maria || !femi || !nora) throw new Error('The story needs three people.')
    await asksForNora(maria)
    await town.settles()
    await femi.clicks('Accept')
    await town.settles()
    await femi.clicks('Ask whether')
    await town.settles()
    await nora.clicks('Yes')
    await maria.writes('Thank you!')
    await town.settles()
    const before = await state()
    expect(before.requests).toMatchObject([{ status: 'ACCEPTED' }])

    for (const delivery of slack.deliveries.toReversed()) await slack.deliverAgain(delivery)
    for (const delivery of slack.deliveries) await slack.deliverAgain(delivery)
    await town.settles()
    expect(await state()).toEqual(before)

    await restarts()
    for (const delivery of slack.deliveries.toReversed()) await slack.deliverAgain(delivery)
    await town.settles()
    expect(await state()).toEqual(before)
  })

  test.runIf(road === 'socket')('an act whose acknowledgement was lost with the connection', async () => {
    const maria = slack.person('U0MARIA', { realName: 'Maria' })
    await maria.says('/me help')
    const answer = maria.says('/me away 2 weeks')
    slack.socket.cut()
    expect((await answer).status).toBe(200)
    await maria.sees('You are away')
    await town.settles()
    expect(await database.prisma.keptInteraction.count({ where: { contract: 'me.away' } })).toBe(1)
  })

  test('a click that comes before the act that it follows is refused, and does no harm later', async () => {
    for (const [id, realName] of PEOPLE) await slack.person(id, { realName }).says('/me help')
    await nowFemiKnowsNora(database)
    const femi = slack.person('U0FEMI')
    await femi.forges('intro.accept:1:018f0000-0000-7000-8000-000000000000')
    await town.settles()
    expect((await state()).requests).toEqual([])
    const maria = slack.person('U0MARIA')
    await asksForNora(maria)
    await town.settles()
    expect((await state()).requests).toMatchObject([{ status: 'MATCHED' }])
  })
})
