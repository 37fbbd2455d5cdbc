import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ANSWER_WITHIN_MS, CLOSE_AFTER_MS } from '../../../src/surfaces/slack/door.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { hangs, type ModelServer, startModelServer } from '../../helpers/model-server.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { type Gate, gated } from '../../helpers/slack/gate.ts'
import type { SlackPerson } from '../../helpers/slack/person.ts'

test('surfaces.slack in time is within a second', () => {
  expect(ANSWER_WITHIN_MS).toBeLessThan(CLOSE_AFTER_MS)
  expect(CLOSE_AFTER_MS).toBeLessThan(1_000)
})

/** An answer leaves in time, whatever the database does: here it does nothing until the answer is there. */
describe.each(['http', 'socket'] as const)('surfaces.slack in time over %s', (road) => {
  let gate: Gate
  let town: SlackTown
  let tom: SlackPerson
  let model: ModelServer

  beforeEach(async () => {
    gate = gated(await anyTestDatabase().open())
    model = await startModelServer(hangs())
    town = await openSlackTown(gate.database, { road, environment: { OPENAI_BASE_URL: model.baseUrl } })
    tom = town.slack.person('U0TOM', { realName: 'Tom' })
    await tom.says('/me help')
  })

  afterEach(async () => {
    gate.open()
    town.log.assertNoErrors()
    await town.close()
    await model.close()
  })

  test('a command that opens a form opens an empty one, and fills it', async () => {
    gate.shut()
    const answer = await tom.says('/desk setup')
    expect(answer).toMatchObject({ status: 200, body: undefined })
    await tom.sees('One moment')
    gate.open()
    await tom.sees('Time zone')
    expect(tom.user.modals).toHaveLength(1)
  })

  test('a command with a card answers later, for its sender alone', async () => {
    gate.shut()
    const answer = await tom.says('/me privacy')
    expect(answer).toMatchObject({ status: 200, body: undefined })
    gate.open()
    await tom.sees('Your privacy')
    expect(tom.messages().at(-1)).toMatchObject({ ephemeralTo: 'U0TOM' })
  })

  test('a button opens its form, too', async () => {
    await tom.says('/me home')
    gate.shut()
    await tom.clicks('Notifications')
    await tom.sees('One moment')
    gate.open()
    await tom.sees('Quiet')
  })

  test('a form that cannot be saved yet says so, and comes back with everything that was typed when something is wrong', async () => {
    await tom.says('/desk setup')
    await tom.sees('Time zone')
    gate.shut()
    const answer = await tom.fills({ name: 'The Guild', timeZone: 'Mars/Olympus' })
    expect(answer.body).toMatchObject({ response_action: 'update' })
    expect(tom.modal()).toContain('Saving')
    gate.open()
    await tom.sees('zone')
    expect(JSON.stringify(tom.user.modals.at(-1))).toContain('"initial_value":"The Guild"')
    await tom.fills({ timeZone: 'Europe/Berlin' })
    await tom.sees('Saved|saved')
    expect(await town.desk.database.prisma.workspace.findFirstOrThrow()).toMatchObject({ name: 'The Guild' })
  })

  test('type-ahead gives nothing rather than too late', async () => {
    await tom.says('/desk setup')
    await tom.sees('Time zone')
    expect(await tom.looksFor('timeZone', 'Berlin')).toContainEqual(expect.objectContaining({ value: 'Europe/Berlin' }))
    gate.shut()
    expect(await tom.looksFor('timeZone', 'Tokyo')).toEqual([])
    gate.open()
  })

  test('what is said to the coach is acknowledged, although neither database nor model answers', async () => {
    await tom.writes('Whom should I meet first?')
    await vi.waitFor(() => expect(model.requests.length).toBeGreaterThan(0), 60_000)
    gate.shut()
    const answer = await tom.writes('And whom next?')
    expect(answer).toMatchObject({ status: 200 })
    gate.open()
  })

  test('an opened Home is acknowledged, and published afterwards', async () => {
    gate.shut()
    const answer = await tom.opensHome()
    expect(answer).toMatchObject({ status: 200 })
    gate.open()
    await town.slack.until(
      () => 'Home is published',
      () => tom.user.home !== null,
    )
  })
})
