import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/infra/db/database.ts'
import { workspaceId } from '../../../src/kit/brand.ts'
import { testDatabases } from '../../helpers/database.ts'
import { channelBetween } from '../../helpers/slack/state.ts'
import { openTwoPlatforms, type TwoPlatforms } from '../../helpers/two-platforms.ts'
import { type Api, openApi } from './api.ts'

describe.each(testDatabases())(
  'a group asks in Slack, the team is in Discord, its system speaks REST, on $name',
  ({ open }) => {
    let platforms: TwoPlatforms
    let database: Database
    let api: Api

    afterEach(async () => {
      await api.close()
      await platforms.close()
    })

    async function opens() {
      database = await open()
      platforms = await openTwoPlatforms(database)
      const { slack, local, town } = platforms
      const maria = slack.person('U0MARIA', { realName: 'Maria' })
      await maria.says('/me help')
      await platforms.hearsDiscord()
      const [priya, marcus] = [local.person('Priya'), local.person('Marcus')]
      for (const person of [priya, marcus]) await person.types('me', 'help')
      const { id, workspaceId: workspace } = await memberNamed('Priya')
      await database.prisma.member.update({ where: { id }, data: { roles: ['member', 'partner_manager'] } })
      api = await openApi(town, { workspaceId: workspaceId(workspace) })
      return { maria, priya, marcus }
    }

    const memberNamed = (name: string) => database.prisma.member.findFirstOrThrow({ where: { name } })

    test('from the ask to what the partner reads of it', async () => {
      const { maria, priya, marcus } = await opens()
      const { slack, local, town } = platforms
      const system = await api.client({ kind: 'admin' })
      const partner = await system.post('/api/admin/partners', {
        ...{ type: 'attorney', company_name: 'Bell & Rowe', contact_name: 'Marcus Bell', service_areas: ['MN'] },
        ...{ email: 'marcus@bell.example', user_id: (await memberNamed('Marcus')).id },
      })
      await system.put(`/api/admin/partners/${partner.id}/status`, { status: 'active' })
      await town.settles()

      const { id: channel } = channelBetween(slack.state, 'channel', ['U0MARIA'])
      await maria.says('/partner group', channel)
      await maria.clicks('Start a group')
      await maria.sees('the group’s own channel')
      await maria.fills({ name: 'Elm Street', here: 'yes' })
      await maria.says('/partner ask attorney in Minnesota', channel)
      await maria.sees('For Elm Street')
      await maria.fills({ need: 'A co-ownership agreement' })
      await town.settles()

      expect(priya.reads()).toContain('Maria would like to meet Marcus Bell')
      await priya.clicks('Accept')
      await town.settles()
      await maria.sees('Priya said yes')
      await priya.clicks('I have asked them already')
      await priya.clicks('Send it by e-mail')
      await priya.clicks('Send it')
      await town.settles()

      const { requestId } = await database.prisma.partnerAsk.findFirstOrThrow()
      const { groupId } = await database.prisma.partnerAsk.findFirstOrThrow()
      const told = await system.put(`/api/admin/referrals/${requestId}/outcome`, {
        ...{ outcome: 'deal_closed', outcome_notes: 'Signed in a week' },
      })
      expect(told).toMatchObject({ status: 200, body: { status: 'closed', outcome: 'deal_closed', group_id: groupId } })
      await town.settles()
      await maria.sees('led to a deal')

      const own = await api.client({ kind: 'partner', partnerId: partner.id })
      const [mine] = (await own.get('/api/partners/me/referrals')).data
      expect(mine).toMatchObject({
        ...{ id: requestId, status: 'closed', outcome: 'deal_closed', group_name: 'Elm Street', state: 'MN' },
      })
      await marcus.types('me', 'home')
      expect(marcus.reads()).toMatch(/Elm Street · Minnesota[\s\S]*Deal closed/)
      expect(local.problems()).toEqual([])
      town.log.assertNoErrors()
    })
  },
)
