import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import type { SlackTown } from '../../helpers/slack/desk.ts'
import { installs, openManyTown } from '../../helpers/slack/install.ts'
import { asksForNora, introducesInChat, nowFemiKnowsNora, PEOPLE } from '../../helpers/slack/introduction.ts'
import type { SlackPerson } from '../../helpers/slack/person.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { TUESDAY } from '../../helpers/town.ts'

const TEAM = 'T0LOCAL'
const ORGANISATION = 'E0ORG'
const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS

describe('surfaces.slack a team whose organisation installs the app', () => {
  let slack: LocalSlack
  let town: SlackTown
  let database: Database
  let nowMs: number

  beforeEach(async () => {
    nowMs = TUESDAY.getTime()
    slack = await startLocalSlack(() => nowMs)
    slack.addOrganisation(ORGANISATION, 'Starship')
    slack.joinsOrganisation(TEAM, ORGANISATION)
    database = await anyTestDatabase().open()
    town = await openManyTown(database, { slack, now: () => new Date(nowMs) })
    for (const [id, realName] of PEOPLE) slack.person(id, { realName })
    await installs(town)
    for (const [id] of PEOPLE) await slack.person(id).says('/me help')
    await nowFemiKnowsNora(database)
    await asksForNora(slack.person('U0MARIA'))
    await town.settles()
    await slack.person('U0FEMI').sees('Maria')
    nowMs += MINUTE_MS
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
  })

  /** Somebody acting through the organisation’s install. */
  const inOrganisation = (id: string, team = TEAM): SlackPerson =>
    slack.person(id, { team, organisation: ORGANISATION, realName: id })
  const organisationInstalls = async () => {
    nowMs += MINUTE_MS
    await installs(town, ORGANISATION)
  }
  /** Slack takes the team’s token back, and says so. */
  const teamIsRevoked = async (types = ['tokens_revoked', 'app_uninstalled'], wording: object = {}) => {
    nowMs += MINUTE_MS
    slack.takesBack(TEAM)
    const about = { enterprise_id: ORGANISATION, event_time: Math.floor(nowMs / 1000), ...wording }
    for (const type of types) {
      const tokens = type === 'tokens_revoked' && { tokens: { oauth: [], bot: [`U0BOT${TEAM}`] } }
      await slack.event({ type, ...tokens }, about)
    }
  }
  const organisationRemoves = async () => {
    nowMs += MINUTE_MS
    slack.takesBack(ORGANISATION)
    const about = { team_id: null, enterprise_id: ORGANISATION, event_time: Math.floor(nowMs / 1000) }
    await slack.event({ type: 'app_uninstalled' }, about)
  }
  const statusOf = async (externalId: string) =>
    (await database.prisma.installation.findFirst({ where: { externalId } }))?.status
  const desks = () => database.prisma.workspace.count()
  const goesOn = async () => {
    expect(await desks()).toBe(1)
    const [maria, femi] = [inOrganisation('U0MARIA'), inOrganisation('U0FEMI')]
    await femi.clicks('Accept')
    await town.settles()
    expect(await database.prisma.referralRequest.findFirst()).toMatchObject({ status: 'ACCEPTED' })
    await maria.sees('somebody said yes')
    expect(await database.prisma.member.count({ where: { name: 'Maria' } })).toBe(1)
  }

  test('goes on with its desk, and the other teams of the organisation join it', async () => {
    await organisationInstalls()
    expect([await statusOf(TEAM), await statusOf(ORGANISATION)]).toEqual(['ACTIVE', 'ACTIVE'])
    await goesOn()
    const zoe = inOrganisation('U0ZOE', 'T0NORTH')
    await zoe.says('/me help')
    expect(zoe.reads()).toContain('What /me can do')
    expect(await desks()).toBe(1)
  })

  test.each<[string, (() => Promise<void>)[]]>([
    ['after it', [() => organisationInstalls(), () => teamIsRevoked()]],
    ['before it', [() => teamIsRevoked(), () => organisationInstalls()]],
    [
      'in another order after it',
      [() => organisationInstalls(), () => teamIsRevoked(['app_uninstalled', 'tokens_revoked'])],
    ],
    [
      'half before it',
      [
        () => teamIsRevoked(['tokens_revoked']),
        () => organisationInstalls(),
        () => teamIsRevoked(['app_uninstalled', 'app_uninstalled']),
      ],
    ],
    [
      'in words that could be about the organisation',
      [
        () => organisationInstalls(),
        () =>
          teamIsRevoked(undefined, { authorizations: [{ enterprise_id: ORGANISATION, is_enterprise_install: true }] }),
      ],
    ],
  ])('goes on when Slack takes the token of the team back %s', async (_when, happens) => {
    for (const step of happens) await step()
    expect([await statusOf(TEAM), await statusOf(ORGANISATION)]).toEqual(['REMOVED', 'ACTIVE'])
    expect(await database.prisma.identity.count({ where: { installation: TEAM } })).toBe(0)
    await goesOn()
  })

  test('has its older cards changed by the bot that wrote them, and sent anew by the other once that is gone', async () => {
    const receipts = () =>
      database.prisma.delivery.findMany({
        where: { notice: 'intro.receipt', status: 'SENT' },
        select: { installation: true, ref: true },
      })
    const [before] = await receipts()
    await organisationInstalls()
    const [femi, nora] = [inOrganisation('U0FEMI'), inOrganisation('U0NORA')]
    await femi.clicks('Accept')
    await town.settles()
    expect(await receipts()).toEqual([before])
    await teamIsRevoked()
    await femi.clicks('Ask whether')
    await town.settles()
    await nora.clicks('Yes')
    await town.settles()
    await introducesInChat(femi, town)
    expect(await receipts()).toMatchObject([{ installation: ORGANISATION }])
    expect(await database.prisma.room.findMany()).toMatchObject([{ installation: ORGANISATION }])
    await inOrganisation('U0MARIA').sees('Hello Nora, this is Maria.')
  })

  test('has its people and requests again when the organisation gives the app up and the team installs it itself', async () => {
    await organisationInstalls()
    await teamIsRevoked()
    await organisationRemoves()
    expect(await statusOf(ORGANISATION)).toBe('REMOVED')
    nowMs += 3 * DAY_MS
    await installs(town)
    expect(await desks()).toBe(1)
    expect(await database.prisma.identity.count({ where: { installation: ORGANISATION } })).toBe(0)
    const femi = slack.person('U0FEMI')
    await femi.clicks('Accept')
    await town.settles()
    await slack.person('U0MARIA').sees('somebody said yes')
  })

  test('goes on by itself when only the organisation gives the app up', async () => {
    await organisationInstalls()
    await organisationRemoves()
    expect([await statusOf(TEAM), await statusOf(ORGANISATION)]).toEqual(['ACTIVE', 'REMOVED'])
    await slack.person('U0FEMI').clicks('Accept')
    await town.settles()
    await slack.person('U0MARIA').sees('somebody said yes')
  })

  test('keeps a desk of its own beside another team’s, and the rest of the organisation has a third', async () => {
    slack.addTeam('T0OTHER', 'Other')
    slack.joinsOrganisation('T0OTHER', ORGANISATION)
    await installs(town, 'T0OTHER')
    await organisationInstalls()
    expect(await desks()).toBe(3)
    // Slack names the organisation’s install, which is there too; the team has its own desk all the same.
    await inOrganisation('U0FEMI').clicks('Accept')
    await town.settles()
    expect(await database.prisma.referralRequest.findFirst()).toMatchObject({ status: 'ACCEPTED' })
    const zoe = inOrganisation('U0ZOE', 'T0NORTH')
    await zoe.says('/me help')
    const { workspaceId } = await database.prisma.installation.findFirstOrThrow({ where: { externalId: ORGANISATION } })
    expect(await database.prisma.identity.findFirst({ where: { externalId: 'U0ZOE' } })).toMatchObject({ workspaceId })
  })
})
