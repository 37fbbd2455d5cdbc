import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type BareDiscord, startBareDiscord } from '../../helpers/discord/bare-discord.ts'
import { type DiscordDeskUnderTest, openDiscordDesk } from '../../helpers/discord/desk.ts'
import { controlsIn, wordsIn } from '../../helpers/discord/person.ts'
import type { Json } from '../../helpers/discord/world.ts'
import { TUESDAY } from '../../helpers/town.ts'

const OLGA = '1300000000000000001'
const MARIA = '1300000000000000002'
const FEMI = '1300000000000000003'

/** What a Discord must have so that the desk can work: nothing but these addresses and events. */
describe('surfaces.discord against a Discord that has only what is needed', () => {
  let discord: BareDiscord
  let database: Database
  let town: DiscordDeskUnderTest

  beforeEach(async () => {
    discord = await startBareDiscord()
    database = await anyTestDatabase().open()
    const begun = performance.now()
    const machine = { now: () => new Date(TUESDAY.getTime() + performance.now() - begun) }
    const { url, token, applicationId } = discord
    town = await openDiscordDesk(database, { url, world: { token, applicationId } }, { machine })
    while (!discord.isConnected()) await new Promise((resolve) => setTimeout(resolve, 10))
  })
  afterEach(async () => {
    await town.stop()
    await discord.stop()
    await database.close()
    town.log.assertNoErrors()
  })

  const types = (person: string, name: string, verb: string, options: readonly Json[] = []) =>
    discord.acts(person, { type: 2, data: { name, type: 1, options: [{ name: verb, type: 1, options }] } })
  const clicks = async (person: string, label: string) => {
    const message = discord.messages.findLast(
      ({ channelId, body }) => discord.personIn(channelId) === person && wordsIn(body).includes(label),
    )
    const button = controlsIn(message?.body).find((one) => String(one.label).startsWith(label))
    if (!message || !button) throw new Error(`${person} was sent no “${label}”.`)
    const about = { id: message.id, channel_id: message.channelId }
    const answer = await discord.acts(person, { type: 3, data: { custom_id: button.custom_id }, message: about })
    await town.settles()
    return answer
  }
  const fills = (person: string, modal: Json) => {
    const { custom_id, components } = modal.data as { custom_id: string; components: { component?: Json }[] }
    const filled = components.flatMap(({ component }) => (component ? [{ type: 18, component: given(component) }] : []))
    return discord.acts(person, { type: 5, data: { custom_id, components: filled } })
  }
  const sentTo = (person: string) =>
    discord.messages.filter(({ channelId }) => discord.personIn(channelId) === person).map(({ body }) => wordsIn(body))

  test('registers every command though Discord does not say which it has', () => {
    const names = discord.commands.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['intro', 'me', 'desk']))
  })

  test('answers a command, opens a form, and takes it', async () => {
    expect(await types(OLGA, 'me', 'help')).toMatchObject({ type: 4, data: { flags: 32_832 } })
    const modal = await types(MARIA, 'me', 'notify')
    expect(modal.type).toBe(9)
    expect(await fills(MARIA, modal)).toMatchObject({ type: 4 })
  })

  test('asks whoever knows, and changes the card of whoever asked', async () => {
    for (const person of [OLGA, MARIA, FEMI]) await types(person, 'me', 'help')
    await nowFemiKnowsNora(database)
    const modal = await types(MARIA, 'intro', 'ask', [{ name: 'who', type: 3, value: 'c-nora' }])
    await fills(MARIA, modal)
    await town.settles()
    expect(sentTo(FEMI).join()).toContain('would like to meet Nora Lindqvist')
    expect(await clicks(FEMI, 'Accept')).toMatchObject({ type: 7 })
    expect(sentTo(MARIA).join()).toContain('<@')
    expect(await database.prisma.referralRequest.findMany({ select: { status: true } })).toEqual([
      { status: 'ACCEPTED' },
    ])
  })
})

/** A control as it comes back: what was in it, or a few words where something has to be said. */
function given({ type, custom_id, value, options, required }: Json): Json {
  const chosen = (Array.isArray(options) ? (options as Json[]) : []).filter((option) => option.default === true)
  const values = chosen.map((option) => option.value)
  if (type === 4) return { type, custom_id, value: value ?? (required ? 'How shipyards buy robots' : '') }
  if (type === 21) return { type, custom_id, value: values[0] ?? null }
  return { type, custom_id, values }
}

async function nowFemiKnowsNora({ prisma }: Database): Promise<void> {
  const femi = await prisma.member.findFirstOrThrow({ where: { name: `person-${FEMI.slice(-4)}` } })
  const { workspaceId } = femi
  await prisma.member.update({ where: { id: femi.id }, data: { roles: ['member', 'facilitator'] } })
  const name = 'Nora Lindqvist'
  await prisma.contact.create({ data: { id: 'c-nora', workspaceId, name, searchKey: searchKeyOf([name]) } })
  await prisma.relationship.create({
    data: { id: 'r-nora', workspaceId, memberId: femi.id, contactId: 'c-nora', declared: 0.9, visibility: 'WORKSPACE' },
  })
}
