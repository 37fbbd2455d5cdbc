import { afterEach, describe, expect, test } from 'vitest'
import { openWorkspaces, saveInstallation } from '../../../src/app/tenancy-store.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import { webSurface } from '../../../src/surfaces/web/deliver.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { ASK, asksForNora, introducesInChat, nowFemiKnowsNora, PEOPLE } from '../../helpers/slack/introduction.ts'
import type { SlackPerson } from '../../helpers/slack/person.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { TUESDAY } from '../../helpers/town.ts'

describe.each(
  testDatabases().flatMap(({ name, open }) => (['http', 'socket'] as const).map((road) => ({ name, open, road }))),
)('an introduction in Slack over $road on $name', ({ open, road }) => {
  let slack: LocalSlack
  let town: SlackTown
  let database: Database

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await slack.close()
  })

  /** A working Tuesday: the clock goes on from there. */
  async function opens() {
    const begun = performance.now()
    const now = () => TUESDAY.getTime() + performance.now() - begun
    slack = await startLocalSlack(now)
    database = await open()
    town = await openSlackTown(database, { road, slack, machine: { now: () => new Date(now()) } })
    for (const [id, realName] of PEOPLE) await slack.person(id, { realName }).says('/me help')
    await nowFemiKnowsNora(database)
  }
  /** Up to where Femi is asked. */
  async function asks(maria: SlackPerson) {
    await asksForNora(maria)
    await town.settles()
  }
  const requests = () => database.prisma.referralRequest.findMany({ select: { status: true } })
  const people = () => PEOPLE.map(([id]) => slack.person(id)) as [SlackPerson, SlackPerson, SlackPerson]

  test('is asked for, accepted, agreed to, sent into one room, and every card says so', async () => {
    await opens()
    const [maria, femi, nora] = people()
    await asks(maria)
    await femi.sees('Maria')
    await femi.clicks('Accept')
    await town.settles()
    await femi.clicks('Ask whether')
    await town.settles()
    await nora.sees('Maria')
    await nora.clicks('Yes')
    await town.settles()
    await introducesInChat(femi, town)
    await nora.sees('Hello Nora, this is Maria.')
    await maria.sees('Hello Nora, this is Maria.')
    const rooms = [...slack.state.channels.values()].filter(({ kind }) => kind === 'mpim')
    expect(rooms).toMatchObject([{ members: expect.arrayContaining(['U0MARIA', 'U0NORA']) }])
    expect(await requests()).toEqual([{ status: 'INTRO_SENT' }])
  })

  test('has one effect for each act, however often Slack delivers it', async () => {
    await opens()
    const [maria, femi] = people()
    await asksForNora(maria)
    await slack.again()
    await slack.again()
    await town.settles()
    expect(await requests()).toEqual([{ status: 'MATCHED' }])
    const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage').length
    await femi.clicks('Accept')
    await town.settles()
    const after = posts()
    await slack.again()
    await femi.clicks('Accept').catch(() => {})
    await town.settles()
    expect(await requests()).toEqual([{ status: 'ACCEPTED' }])
    expect(posts()).toBe(after)
  })

  test('knows in one process what another one did', async () => {
    await opens()
    // The embedded database belongs to one process.
    if (town.desk.ports.database.kind === 'embedded') return
    const [maria, femi] = people()
    await asks(maria)
    await femi.writes('hello?', 'Ev1')
    await femi.clicks('Accept')
    await town.settles()
    const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage').length
    const before = posts()
    const second = await openSlackTown({ ...database, close: async () => {} }, { road, slack })
    await slack.again()
    await femi.writes('hello?', 'Ev1')
    await second.settles()
    expect(posts()).toBe(before)
    await second.close()
  })

  test('goes between Slack and the playground', async () => {
    await opens()
    const [, femi, nora] = people()
    const ada = await inPlayground(town)
    await ada.asksFor('nora')
    await femi.sees('Ada')
    await femi.clicks('Accept')
    await town.settles()
    expect(await ada.reads()).toContain('Accepted')
    await femi.clicks('Ask whether')
    await town.settles()
    await nora.clicks('Yes')
    await town.settles()
    await femi.clicks('Introduce them')
    await town.settles()
    expect(await requests()).toEqual([{ status: 'INTRO_SENT' }])
    expect(await ada.reads()).toContain('Nora')
  })

  test('lets nobody press what is not theirs', async () => {
    await opens()
    const [maria, femi, nora] = people()
    await asks(maria)
    const accept = slack.state.messages
      .flatMap(({ blocks }) => blocks.flatMap((block) => (Array.isArray(block.elements) ? block.elements : [])))
      .find((element) => String(element.action_id).startsWith('intro.accept'))
    expect(accept).toBeDefined()
    for (const person of [nora, maria]) await person.forges(String(accept.action_id))
    await town.settles()
    expect(await requests()).toEqual([{ status: 'MATCHED' }])
    expect(town.log.messages('info')).toContain('Refused')
    await femi.clicks('Accept')
    await town.settles()
    expect(await requests()).toEqual([{ status: 'ACCEPTED' }])
  })
})

/** Somebody who uses the same desk in a browser. */
async function inPlayground({ desk }: SlackTown) {
  const { ports, app } = desk
  const { reader } = ports.database
  app.addSurface(webSurface({ db: reader, clock: ports.clock, ids: ports.ids, changed: () => {} }))
  const [workspace] = await openWorkspaces(reader)
  const place = { id: 'i-web', surface: 'web' as const, externalId: 'playground', details: {}, now: ports.clock.now() }
  if (workspace) await saveInstallation(reader, workspace.id, place)
  const base = () => ({
    id: ports.ids.next(),
    surface: 'web' as const,
    installation: 'playground',
    actor: { externalId: 'ada', name: 'Ada', timeZone: 'Europe/Berlin' },
  })
  return {
    async asksFor(name: string) {
      const opened = await app.dispatch({ ...base(), kind: 'command', command: 'intro', verb: 'ask' })
      const field = opened.kind === 'form' ? opened.form.fields.find(({ kind }) => kind === 'search') : undefined
      if (opened.kind !== 'form' || field?.kind !== 'search') throw new Error(`No form to ask with: ${opened.kind}`)
      const found = await app.dispatch({ ...base(), kind: 'search', search: field.search, query: name })
      const target = found.kind === 'options' ? (found.options[0]?.value ?? '') : ''
      await app.dispatch({ ...base(), kind: 'submit', token: opened.form.token, fields: { ...ASK, target } })
      await ports.engine.settled()
    },
    async reads() {
      const rows = await desk.database.prisma.webMessage.findMany({ orderBy: { position: 'asc' } })
      return rows.map(({ body }) => JSON.stringify(body)).join('\n')
    },
  }
}
