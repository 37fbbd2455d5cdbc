import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import type { SlackTown } from '../../helpers/slack/desk.ts'
import { installs, openManyTown } from '../../helpers/slack/install.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'

const ORGANISATION = 'E0ORG'
const HOUR_MS = 3_600_000

describe('surfaces.slack in an organisation', () => {
  let slack: LocalSlack
  let town: SlackTown
  let database: Database
  let nowMs: number

  beforeEach(async () => {
    nowMs = Date.now()
    slack = await startLocalSlack(() => nowMs)
    slack.addOrganisation(ORGANISATION, 'Starship')
    database = await anyTestDatabase().open()
    town = await openManyTown(database, { slack, now: () => new Date(nowMs) })
    personIn('T0NORTH', 'U0ADA')
    await installs(town, ORGANISATION)
    nowMs += HOUR_MS
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
  })

  const personIn = (team: string, id: string) => slack.person(id, { team, organisation: ORGANISATION, realName: id })
  const access = (what: 'granted' | 'revoked', teams: readonly string[], at = nowMs) =>
    slack.event(
      { type: `team_access_${what}`, team_ids: teams },
      { team_id: null, enterprise_id: ORGANISATION, event_time: Math.floor(at / 1000) },
    )
  const installation = () => database.prisma.installation.findFirstOrThrow({ where: { surface: 'slack' } })

  test('is one desk for all its workspaces, whose people are no outsiders to each other', async () => {
    expect(await installation()).toMatchObject({ externalId: ORGANISATION, details: { isEnterprise: true } })
    const ada = personIn('T0NORTH', 'U0ADA')
    await ada.sees('1 of 3')
    const ben = personIn('T0SOUTH', 'U0BEN')
    await ben.says('/me help')
    expect(ben.reads()).toContain('What /me can do')
    await ben.opensHome()
    await slack.until(ben.home, () => ben.home() !== '')
    expect(await database.prisma.workspace.count()).toBe(1)
    expect(await database.prisma.member.findMany({ where: { external: true } })).toEqual([])
  })

  test('is closed to a workspace that it was taken from, and open to the others', async () => {
    await access('revoked', ['T0SOUTH'])
    expect((await personIn('T0SOUTH', 'U0BEN').says('/me help')).body?.text).toContain('not set up')
    await personIn('T0NORTH', 'U0ADA').says('/me help')
    expect(personIn('T0NORTH', 'U0ADA').reads()).toContain('What /me can do')
    expect(await installation()).toMatchObject({ status: 'ACTIVE' })
  })

  test.each([
    ['in order', [0, 1]],
    ['out of order', [1, 0]],
    ['twice', [0, 1, 1, 0]],
  ])('believes what was said last about a workspace, whether it is told %s', async (_how, order) => {
    const told = [() => access('revoked', ['T0SOUTH'], nowMs), () => access('granted', ['T0SOUTH'], nowMs + HOUR_MS)]
    for (const index of order) await told[index]?.()
    const ben = personIn('T0SOUTH', 'U0BEN')
    await ben.says('/me help')
    expect(ben.reads()).toContain('What /me can do')
  })

  test('forgets its token when the organisation removes the app, and finds everything again', async () => {
    const about = { team_id: null, enterprise_id: ORGANISATION, event_time: Math.floor(nowMs / 1000) }
    await slack.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['W0BOT'] } }, about)
    await slack.event({ type: 'app_uninstalled' }, about)
    expect(await installation()).toMatchObject({ status: 'REMOVED', secrets: null })
    nowMs += HOUR_MS
    await installs(town, ORGANISATION)
    expect(await installation()).toMatchObject({ status: 'ACTIVE' })
    expect(await database.prisma.workspace.count()).toBe(1)
  })

  test('keeps one workspace with an install of its own apart from the organisation', async () => {
    await installs(town)
    const tom = slack.person('U0TOM', { realName: 'Tom' })
    await tom.says('/me help')
    expect(await database.prisma.workspace.count()).toBe(2)
    const about = { enterprise_id: ORGANISATION, event_time: Math.floor((nowMs + HOUR_MS) / 1000) }
    await slack.event({ type: 'app_uninstalled' }, about)
    const rows = await database.prisma.installation.findMany({ orderBy: { externalId: 'asc' } })
    expect(rows).toMatchObject([{ status: 'ACTIVE' }, { externalId: slack.team.id, status: 'REMOVED' }])
  })
})
