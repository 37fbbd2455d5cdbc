import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRegistry } from '../../../src/app/registry.ts'
import { domains } from '../../../src/domains/index.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { words } from '../../helpers/slack/person.ts'

const INSIDERS = ['Ines Innermost', 'Paul Insidewell']

describe('surfaces.slack people from another organisation (Slack Connect)', () => {
  let town: SlackTown

  beforeEach(async () => {
    town = await openSlackTown(await anyTestDatabase().open())
    for (const [n, realName] of INSIDERS.entries()) await town.slack.person(`U0IN${n}`, { realName }).says('/me help')
    await town.slack.person('U0IN0').says('/intro find Insidewell')
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const zoe = () => town.slack.person('U0ZOE', { team: 'T0ELSEWHERE', realName: 'Zoe' })
  const seenByZoe = () => [zoe().reads(), words(zoe().user.modals), zoe().home()].join('\n')

  test('are known by their team, although they share a channel with us and are no strangers', async () => {
    await zoe().says('/me help')
    expect(await town.desk.database.prisma.member.findFirst({ where: { name: 'Zoe' } })).toMatchObject({
      external: true,
    })
  })

  test('are never shown who is inside, whatever they say, open or look for', async () => {
    const { commands } = createRegistry(domains)
    for (const { contract } of commands) await zoe().says(`/${contract.command} ${contract.verb} Insidewell`)
    await zoe().opensHome()
    await zoe().writes('Who is in this community?')
    await town.settles()
    await town.slack.until(zoe().home, () => zoe().home() !== '')
    expect(seenByZoe()).not.toMatch(/Innermost|Insidewell(?! )/)
    for (const insider of INSIDERS) expect(seenByZoe()).not.toContain(insider)
  })

  test('are offered nobody by a type-ahead that they should never have seen', async () => {
    const tom = town.slack.person('U0IN0')
    await tom.says('/intro ask')
    await tom.sees('Whom do you want to meet')
    const zoeWithTheForm = zoe()
    zoeWithTheForm.user.modals = tom.user.modals
    expect(await zoeWithTheForm.looksFor('target', 'insidewell')).toEqual([])
  })
})
