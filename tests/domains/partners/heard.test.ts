import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { channelBetween } from '../../helpers/slack/state.ts'
import { type OpenPlayground, openPlayground } from '../../surfaces/web/open-playground.ts'

const OFFER = 'Ask for an attorney'

/** A need is heard where the desk is mentioned: a button, and nothing that happens by itself. */
describe('partners.need in Slack', () => {
  let town: SlackTown

  afterEach(async () => {
    expect(await town.desk.database.prisma.referralRequest.count()).toBe(0)
    town.log.assertNoErrors()
    await town.close()
  })

  test('is offered help with to whoever said it, and to nobody else', async () => {
    town = await openSlackTown(await anyTestDatabase().open())
    const { slack } = town
    const [maria, karim] = [slack.person('U0MARIA', { realName: 'Maria' }), slack.person('U0KARIM')]
    const { id } = channelBetween(slack.state, 'channel', [slack.team.botUserId, 'U0MARIA', 'U0KARIM'])
    await karim.mentions('good morning!', id)
    await maria.mentions('we need a good lawyer in Minnesota', id)
    await maria.sees(OFFER)
    expect(karim.reads()).not.toContain(OFFER)
    await maria.clicks(OFFER)
    await maria.sees('Whom do you need')
    expect(JSON.stringify(maria.user.modals.at(-1)?.blocks)).toContain('Minnesota')
    await town.settles()
  })
})

describe('partners.need in Discord', () => {
  let database: Database
  let local: LocalDiscord
  let town: DiscordDeskUnderTest

  afterEach(async () => {
    expect(await database.prisma.referralRequest.count()).toBe(0)
    expect(local.problems()).toEqual([])
    town.log.assertNoErrors()
    await town.stop()
    await local.stop()
    await database.close()
  })

  test('is answered quietly under the mention, once', async () => {
    database = await anyTestDatabase().open()
    local = await startLocalDiscord()
    const [maria, karim] = [local.person('Maria'), local.person('Karim')]
    town = await openDiscordDesk(database, local)
    await local.until(() => local.gateway.isConnected() && local.world.commands.length > 0, 'the desk to connect')
    await karim.types('me', 'help')
    karim.mentions('good morning!')
    maria.mentions('hat jemand einen guten Anwalt?')
    await local.until(() => maria.reads().includes(OFFER), 'the desk to hear Maria')
    const offers = maria.messages().filter(({ body }) => JSON.stringify(body).includes(OFFER))
    expect(offers).toHaveLength(1)
    expect(offers[0]?.body).toMatchObject({ allowed_mentions: { parse: [], replied_user: false } })
    expect(Number(offers[0]?.body.flags) & (1 << 12)).not.toBe(0)
    await maria.clicks(OFFER)
    expect(maria.modal()?.values).toMatchObject({ type: ['ATTORNEY'] })
  })
})

describe('partners.need in the playground', () => {
  let playground: OpenPlayground

  afterEach(async () => {
    playground.log.assertNoErrors()
    await playground.close()
  })

  test('is heard in what is said to the desk', async () => {
    playground = await openPlayground(anyTestDatabase().open)
    const { prisma } = playground.desk.database
    const before = await prisma.referralRequest.count()
    const offers = async () => JSON.stringify(await prisma.webMessage.findMany()).split(OFFER).length - 1
    for (const [text, expected] of [['My attorney is late', 0] as const, ['I need an attorney', 1] as const]) {
      const response = await fetch(`${playground.url}/playground/say`, {
        method: 'POST',
        headers: { origin: playground.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ _person: 'maria', text }).toString(),
        redirect: 'manual',
      })
      expect(response.status).toBe(303)
      expect(await offers()).toBe(expected)
    }
    expect(await prisma.referralRequest.count()).toBe(before)
  })
})
