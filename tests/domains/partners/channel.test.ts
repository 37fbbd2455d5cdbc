import { afterEach, describe, expect, test } from 'vitest'
import { anyTestDatabase, testDatabases } from '../../helpers/database.ts'
import { openDiscordDesk } from '../../helpers/discord/desk.ts'
import { startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { openSlackTown } from '../../helpers/slack/desk.ts'
import { channelBetween } from '../../helpers/slack/state.ts'
import { openTown, readCard, type Town } from '../../helpers/town.ts'

const need = { type: 'ATTORNEY', state: 'MN', need: 'A co-ownership agreement', price: '', timeline: '' }

describe.each(testDatabases())('partners.group in a channel, on $name', ({ open }) => {
  let town: Town

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const intro = (reply: unknown) => JSON.stringify(reply)

  test('a channel is tied to a group, and from then on asks for it', async () => {
    town = await openTown(open)
    const maria = town.person('maria')
    await maria.says('/partner group')
    expect(await maria.reads()).not.toContain('Ask from this channel')
    await maria.clicks('Start a group')
    await maria.fills({ name: 'The four of us' })
    const elm = maria.at('elm')
    await elm.says('/partner group')
    await elm.clicks('Start a group')
    await elm.fills({ name: 'Elm Street', here: 'yes' })
    const { prisma } = town.desk.database
    const group = await prisma.group.findFirstOrThrow({ where: { name: 'Elm Street' } })
    expect(group.channel).toBe('web:playground/elm')
    expect(intro(await elm.says('/partner ask attorney MN'))).toContain('For Elm Street.')
    expect(intro(await maria.says('/partner ask attorney MN'))).toContain('For The four of us.')
    expect(intro(await maria.at('oak').says('/partner ask'))).toContain('For The four of us.')
    await elm.says('/partner ask')
    await elm.fills(need)
    expect(await prisma.partnerAsk.findFirstOrThrow()).toMatchObject({ groupId: group.id })
  })

  test('it is tied and given up by a button, and belongs to one group', async () => {
    town = await openTown(open)
    const [maria, karim] = [town.person('maria').at('elm'), town.person('karim').at('elm')]
    for (const [who, name] of [[maria, 'Elm Street'] as const, [karim, 'Oak Lane'] as const]) {
      await who.says('/partner group')
      await who.clicks('Start a group')
      await who.fills({ name, here: 'no' })
      await who.says('/partner group')
    }
    const late = await karim.token('Ask from this channel')
    expect(await maria.clicks('Ask from this channel')).toMatchObject({ kind: 'update' })
    expect(await karim.sends(late)).toMatchObject({ kind: 'refused', code: 'channel_is_taken' })
    expect(await karim.at('').sends(late)).toMatchObject({ kind: 'refused', code: 'no_channel_here' })
    const asked = await karim.says('/partner ask')
    expect(intro(asked)).toContain('For Oak Lane.')
    expect(intro(asked)).toContain('This channel asks for Elm Street')
    expect(await maria.reads()).toContain('Elm Street')
    const given = await maria.clicks('Stop asking from here')
    expect(given.kind === 'update' && readCard(given.card)).toContain('[Start a group…]')
    expect(await karim.sends(late)).toMatchObject({ kind: 'update' })
    expect(await town.desk.database.prisma.group.findFirstOrThrow({ where: { channel: { not: null } } })).toMatchObject(
      {
        name: 'Oak Lane',
      },
    )
  })
})

test('Slack says in which channel: in a command, and in the form that it opened', async () => {
  const town = await openSlackTown(await anyTestDatabase().open())
  const maria = town.slack.person('U0MARIA', { realName: 'Maria' })
  const channel = channelBetween(town.slack.state, 'channel', ['U0MARIA']).id
  await maria.says('/partner group', channel)
  await maria.clicks('Start a group')
  await maria.sees('Is this the group’s own channel')
  await maria.fills({ name: 'Elm Street', here: 'yes' })
  await maria.sees('Elm Street')
  expect(await town.desk.database.prisma.group.findFirstOrThrow()).toMatchObject({
    channel: `slack:${town.slack.team.id}/${channel}`,
  })
  await maria.says('/partner ask', channel)
  await maria.sees('For Elm Street')
  town.log.assertNoErrors()
  await town.close()
})

test('Discord says in which channel, and that a direct message is none', async () => {
  const database = await anyTestDatabase().open()
  const local = await startLocalDiscord()
  const maria = local.person('Maria')
  const town = await openDiscordDesk(database, local)
  await local.until(() => local.gateway.isConnected() && local.world.commands.length > 0, 'the desk to connect')
  await maria.types('me', 'help')
  await maria.types('partner', 'group', {}, 'direct')
  await maria.clicks('Start a group')
  await maria.fills({ name: 'The four of us' })
  await maria.types('partner', 'group')
  await maria.clicks('Ask from this channel')
  const [general] = [...local.world.channels.values()].filter(({ type }) => type === 0)
  expect(await database.prisma.group.findFirstOrThrow()).toMatchObject({
    channel: `discord:${local.world.guild.id}/${general?.id}`,
  })
  expect(local.problems()).toEqual([])
  town.log.assertNoErrors()
  await town.stop()
  await local.stop()
  await database.close()
})
