import { afterEach, describe, expect, test } from 'vitest'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTwoPlatforms, type TwoPlatforms } from '../../helpers/two-platforms.ts'

const ASK = { purpose: 'How shipyards buy robots', message: 'We have two paid pilots.', urgency: 'NORMAL' }

describe.each(testDatabases())(
  'who asks is in Slack, who knows is in Discord, who is meant has a link, on $name',
  ({ open }) => {
    let platforms: TwoPlatforms
    let database: Database

    afterEach(() => platforms.close())

    async function opens() {
      database = await open()
      platforms = await openTwoPlatforms(database)
      const { slack, local } = platforms
      await slack.person('U0MARIA', { realName: 'Maria' }).says('/me help')
      await platforms.hearsDiscord()
      await local.person('Femi').types('me', 'help')
      await nowFemiKnowsNora(database)
    }

    test('and every card says how it stands', async () => {
      await opens()
      const { slack, local, town } = platforms
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
