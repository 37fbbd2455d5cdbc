import { afterEach, describe, expect, test } from 'vitest'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { type Discord, startDiscord } from '../../../src/surfaces/discord/start.ts'
import { paperMailSurface } from '../../../src/surfaces/web/deliver.ts'
import { testDatabases } from '../../helpers/database.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'
import { TUESDAY } from '../../helpers/town.ts'

const ASK = { purpose: 'How shipyards buy robots', message: 'We have two paid pilots.', urgency: 'NORMAL' }

describe.each(testDatabases())(
  'who asks is in Slack, who knows is in Discord, who is meant has a link, on $name',
  ({ open }) => {
    let slack: LocalSlack
    let local: LocalDiscord
    let town: SlackTown
    let discord: Discord
    let database: Database

    afterEach(async () => {
      await discord.stop()
      await town.close()
      await slack.close()
      await local.stop()
    })

    /** A working Tuesday; one desk with all of it. */
    async function opens() {
      const begun = performance.now()
      const now = () => TUESDAY.getTime() + performance.now() - begun
      const machine = { now: () => new Date(now()) }
      slack = await startLocalSlack(now)
      local = await startLocalDiscord()
      local.person('Olga')
      database = await open()
      town = await openSlackTown(database, { slack, machine })
      const { app, ports } = town.desk
      const config = { token: local.world.token, applicationId: local.world.applicationId, apiUrl: local.url }
      discord = await startDiscord({ app, ports, config, machine })
      app.addSurface(
        paperMailSurface({ db: ports.database.reader, clock: ports.clock, ids: ports.ids, changed: () => {} }),
      )
      await slack.person('U0MARIA', { realName: 'Maria' }).says('/me help')
      await discord.open()
      local.waitsFor(discord)
      await local.until(() => local.gateway.isConnected(), 'the desk to connect')
      await local.person('Femi').types('me', 'help')
      await nowFemiKnowsNora(database)
    }

    test('and every card says how it stands', async () => {
      await opens()
      const maria = slack.person('U0MARIA')
      const femi = local.person('Femi')
      await maria.says('/intro ask')
      await maria.sees('Whom do you want to meet')
      const [found] = await maria.looksFor('target', 'nora')
      await maria.fills({ ...ASK, target: found?.value ?? '' })
      await town.settles()
      expect(femi.reads()).toContain('Maria would like to meet Nora Lindqvist')
      await femi.clicks('Accept')
      await town.settles()
      await maria.sees('Femi')
      await femi.clicks('Ask whether')
      await town.settles()

      const token = linkIn(await lastMail(database))
      const { app } = town.desk
      const { page } = await app.openLink(token)
      expect(await app.answerLink(token, { choice: page.choices[0]?.value ?? '' })).toMatchObject({ status: 200 })
      await town.settles()
      expect(femi.reads()).toContain('Nora Lindqvist said yes')
      await femi.clicks('Send it by e-mail')
      await femi.clicks('Send it')
      await town.settles()
      expect(await database.prisma.referralRequest.findMany({ select: { status: true } })).toEqual([
        { status: 'INTRO_SENT' },
      ])
      expect(local.problems()).toEqual([])
      town.log.assertNoErrors()
    })
  },
)

async function lastMail({ prisma }: Database): Promise<Card> {
  const row = await prisma.webMail.findFirstOrThrow({ orderBy: { position: 'desc' } })
  return row.card as unknown as Card
}

function linkIn(card: Card): string {
  const link = card.body
    .flatMap((block) => (block.kind === 'actions' ? block.items : []))
    .find((item) => item.kind === 'link')
  return link?.kind === 'link' ? new URL(link.href).pathname.replace('/l/', '') : ''
}

async function nowFemiKnowsNora({ prisma }: Database): Promise<void> {
  const femi = await prisma.member.findFirstOrThrow({ where: { name: 'Femi' } })
  const { workspaceId } = femi
  await prisma.member.update({ where: { id: femi.id }, data: { roles: ['member', 'facilitator'] } })
  const name = 'Nora Lindqvist'
  const emails = ['nora@shipyard.example']
  await prisma.contact.create({ data: { id: 'c-nora', workspaceId, name, emails, searchKey: searchKeyOf([name]) } })
  await prisma.relationship.create({
    data: { id: 'r-nora', workspaceId, memberId: femi.id, contactId: 'c-nora', declared: 0.9, visibility: 'WORKSPACE' },
  })
}
