import { afterEach, describe, expect, test } from 'vitest'
import { testDatabases } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'

describe.each(testDatabases())('surfaces.slack.inbox on $name', ({ open }) => {
  let town: SlackTown

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const acts = () => town.desk.database.prisma.slackAct.count()
  const away = () => town.desk.database.prisma.member.count({ where: { awayUntil: { not: null } } })

  test('keeps an act until it is done, and no longer', async () => {
    town = await openSlackTown(await open())
    const maria = town.slack.person('U0MARIA')
    await maria.says('/me away 2 weeks')
    await maria.sees('You are away')
    expect(await away()).toBe(1)
    await town.surface.stop()
    expect(await acts()).toBe(0)
  })

  test('takes up what a killed process left behind, and answers late', async () => {
    town = await openSlackTown(await open())
    const maria = town.slack.person('U0MARIA')
    await maria.says('/me help')
    await leaveBehind(town, 'slack lost', { user_id: 'U0MARIA', command: '/me', text: 'away 2 weeks' })
    await town.surface.open()
    await maria.sees('You are away')
    expect(await away()).toBe(1)
  })

  test('does what was left behind once, when it had been done already', async () => {
    town = await openSlackTown(await open())
    const maria = town.slack.person('U0MARIA')
    await maria.says('/me away 2 weeks')
    await maria.sees('You are away')
    const [kept] = await town.desk.database.prisma.keptInteraction.findMany({ where: { contract: 'me.away' } })
    const again = {
      user_id: 'U0MARIA',
      command: '/me',
      text: 'away 2 weeks',
      trigger_id: kept?.externalId.split(' ')[0],
    }
    await leaveBehind(town, 'slack lost', again)
    await town.surface.open()
    await town.surface.stop()
    expect(await town.desk.database.prisma.keptInteraction.count({ where: { contract: 'me.away' } })).toBe(1)
    expect(await acts()).toBe(0)
  })

  test('answers a crowd before it is through, and does everything that it took', async () => {
    town = await openSlackTown(await open())
    const crowd = Array.from({ length: 60 }, (_, n) => town.slack.person(`U0P${n}`))
    const answers = await Promise.all(crowd.map((person) => person.says('/me away 2 weeks')))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(answers.some(({ body }) => String(body?.text).startsWith('Received'))).toBe(true)
    for (const person of crowd) await person.sees('You are away')
    expect(await away()).toBe(60)
  })
})

/** An act that was acknowledged by a process that is gone, two minutes ago. */
async function leaveBehind(
  { slack, desk }: SlackTown,
  id: string,
  act: Readonly<Record<string, unknown>>,
): Promise<void> {
  const hook = `${slack.apiUrl.replace('/api/', '')}/hooks/late`
  slack.state.hooks.set('late', { madeAt: performance.now(), channel: 'D0', user: 'U0MARIA', uses: 0 })
  const body = JSON.stringify({ team_id: 'T0LOCAL', channel_id: 'D0', trigger_id: 'lost', response_url: hook, ...act })
  await desk.database.prisma.slackAct.create({ data: { id, body, receivedAt: new Date(Date.now() - 120_000) } })
}
