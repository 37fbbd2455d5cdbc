import { afterEach, describe, expect, test } from 'vitest'
import { awayUntil, type SlackStatus } from '../../../src/surfaces/slack/status.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'

const NOW = new Date('2026-11-24T09:20:00Z')
const status = (changes: Partial<SlackStatus>): SlackStatus => ({
  ...{ status_text: '', status_emoji: '', status_expiration: 0 },
  ...changes,
})
const until = (changes: Partial<SlackStatus>) => awayUntil(status(changes), NOW)?.toISOString() ?? null
const seconds = (at: string) => new Date(at).getTime() / 1000

describe('surfaces.slack a status', () => {
  test.each([
    { status_emoji: ':palm_tree:' },
    { status_emoji: ':face_with_thermometer:', status_text: 'Out sick' },
    { status_text: 'On vacation 🏝' },
    { status_text: 'OOO until Monday' },
    { status_text: 'Im Urlaub' },
    { status_text: 'En congés' },
    { status_text: '休暇中' },
  ])('$status_emoji $status_text says that somebody is away', (changes) => expect(until(changes)).not.toBeNull())

  test.each([
    { status_text: 'In a meeting', status_emoji: ':spiral_calendar_pad:' },
    { status_text: 'Working remotely', status_emoji: ':house_with_garden:' },
    { status_text: 'Planning the holidaymakers’ app' },
    {},
  ])('$status_emoji $status_text does not', (changes) => expect(until(changes)).toBeNull())

  test('ends when it says so; one without an end may have been forgotten after a month', () => {
    const status_emoji = ':palm_tree:'
    expect(until({ status_emoji, status_expiration: seconds('2026-12-10T17:00:00Z') })).toBe('2026-12-10T17:00:00.000Z')
    expect(until({ status_emoji })).toBe('2026-12-24T09:20:00.000Z')
    expect(until({ status_emoji, status_expiration: seconds('2026-11-01T00:00:00Z') })).toBeNull()
  })
})

describe('surfaces.slack a holiday', () => {
  let town: SlackTown

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('begins and ends with the status, does not touch a day that they named, and makes nobody a member', async () => {
    town = await openSlackTown(await anyTestDatabase().open())
    const tom = town.slack.person('U0TOM', { realName: 'Tom' })
    const { prisma } = town.desk.database
    const away = async () => (await prisma.member.findFirstOrThrow()).awayUntil?.getTime() ?? null
    const status_expiration = Math.ceil(Date.now() / 1000) + 10 * 86_400
    await tom.says('/me help')
    await tom.changesStatus({ status_emoji: ':palm_tree:', status_expiration })
    expect(await away()).toBe(status_expiration * 1000)
    await tom.changesStatus({ status_text: 'Back at my desk' })
    expect(await away()).toBeNull()
    await tom.says('/me away 2 weeks')
    const named = await away()
    expect(named).not.toBeNull()
    await tom.changesStatus({ status_emoji: ':palm_tree:' })
    await tom.changesStatus({})
    expect(await away()).toBe(named)
    await town.slack.person('U0ZOE').changesStatus({ status_emoji: ':palm_tree:' })
    expect(await prisma.member.count()).toBe(1)
  })
})
