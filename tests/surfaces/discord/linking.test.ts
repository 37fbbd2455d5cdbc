import { afterEach, describe, expect, test } from 'vitest'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import { type Discord, startDiscord } from '../../../src/surfaces/discord/start.ts'
import { testDatabases } from '../../helpers/database.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { TUESDAY } from '../../helpers/town.ts'

const MINUTE_MS = 60_000

describe.each(testDatabases())('one person in Slack and in Discord on $name', ({ open }) => {
  let slack: LocalSlack
  let local: LocalDiscord
  let town: SlackTown
  let discord: Discord
  let database: Database
  let laterMs = 0

  afterEach(async () => {
    await discord.stop()
    await town.close()
    await slack.close()
    await local.stop()
  })

  /** Maria is known on both, Femi in Discord; none of them is joined. */
  async function opens() {
    const begun = performance.now()
    laterMs = 0
    const now = () => TUESDAY.getTime() + performance.now() - begun
    const machine = { now: () => new Date(now() + laterMs) }
    slack = await startLocalSlack(now)
    local = await startLocalDiscord()
    local.person('Olga')
    database = await open()
    town = await openSlackTown(database, { slack, machine })
    const { app, ports } = town.desk
    const config = { token: local.world.token, applicationId: local.world.applicationId, apiUrl: local.url }
    discord = await startDiscord({ app, ports, config, machine })
    await slack.person('U0MARIA', { realName: 'Maria' }).says('/me help')
    await discord.open()
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
    await local.person('Maria').types('me', 'help')
    await local.person('Femi').types('me', 'help')
  }
  /** With a code that is made in Slack and entered in Discord. */
  async function joins() {
    const [inSlack, inDiscord] = [slack.person('U0MARIA'), local.person('Maria')]
    await inSlack.says('/me link')
    await inSlack.sees('Your code is')
    const [code = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(inSlack.reads()) ?? []
    await inDiscord.types('me', 'link', { code })
    expect(inDiscord.reads()).toContain('this one on Discord become one member')
    await inDiscord.clicks('Join my accounts')
    await town.settles()
    return { inSlack, inDiscord }
  }
  const identities = () =>
    database.prisma.identity.findMany({ where: { displayName: 'Maria' }, select: { memberId: true, surface: true } })

  test('joins both with a code, and both platforms say so', async () => {
    await opens()
    const { inSlack, inDiscord } = await joins()
    expect(inDiscord.reads()).toContain('You are one member on Slack and Discord now')
    await inSlack.sees('Your account on Discord and this one are one member now')
    const accounts = await identities()
    expect(new Set(accounts.map(({ surface }) => surface))).toEqual(new Set(['slack', 'discord']))
    expect(new Set(accounts.map(({ memberId }) => memberId)).size).toBe(1)
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
  })

  test('has one inbox: a card comes where they were last active', async () => {
    await opens()
    const { inSlack, inDiscord } = await joins()
    await nowMariaKnowsNora(database)
    await femiAsks()
    await local.until(() => inDiscord.reads().includes('would like to meet Nora Lindqvist'), 'the card in Discord')
    expect(inSlack.reads()).not.toContain('would like to meet Nora Lindqvist')
    // "Last active" is known by the minute.
    laterMs = 2 * MINUTE_MS
    await inSlack.says('/intro inbox')
    await inSlack.sees('Nora Lindqvist')
    await inSlack.opensHome()
    await inSlack.clicks('Accept', { home: true })
    await town.settles()
    // The card follows; the one in Discord says the same, and no third one comes of it.
    await local.until(() => inSlack.reads().includes('I have asked them already'), 'the card in Slack')
    expect(inDiscord.reads()).toContain('I have asked them already')
    const copies = { where: { notice: 'intro.offer', recipient: { not: '' } }, select: { surface: true } } as const
    expect((await database.prisma.delivery.findMany(copies)).map(({ surface }) => surface).toSorted()).toEqual([
      'discord',
      'slack',
    ])
    expect(await database.prisma.offer.findMany({ select: { status: true } })).toEqual([{ status: 'ACCEPTED' }])
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
  })

  async function femiAsks(): Promise<void> {
    const femi = local.person('Femi')
    const [found] = await femi.looksUp('intro', 'ask', { name: 'who', typed: 'nora' })
    await femi.types('intro', 'ask', { who: found?.value ?? '' })
    await femi.fills({ purpose: 'How shipyards buy robots', message: 'We have two paid pilots.', urgency: 'NORMAL' })
    await town.settles()
  }
})

async function nowMariaKnowsNora({ prisma }: Database): Promise<void> {
  const maria = await prisma.member.findFirstOrThrow({ where: { name: 'Maria', joinedIntoId: null } })
  const { workspaceId } = maria
  await prisma.member.update({ where: { id: maria.id }, data: { roles: ['member', 'facilitator'] } })
  const name = 'Nora Lindqvist'
  const emails = ['nora@shipyard.example']
  await prisma.contact.create({ data: { id: 'c-nora', workspaceId, name, emails, searchKey: searchKeyOf([name]) } })
  await prisma.relationship.create({
    data: {
      id: 'r-nora',
      workspaceId,
      memberId: maria.id,
      contactId: 'c-nora',
      declared: 0.9,
      visibility: 'WORKSPACE',
    },
  })
}
