import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApi, type DiscordApi } from '../../../src/surfaces/discord/api.ts'
import { messageOf, textDisplay } from '../../../src/surfaces/discord/components.ts'
import { codeOf } from '../../../src/surfaces/discord/failures.ts'
import { OnHold } from '../../../src/surfaces/discord/on-hold.ts'
import { interactionGiven } from '../../../src/surfaces/discord/payload.ts'
import { createVoice } from '../../../src/surfaces/discord/voice.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'
import { type DiscordPerson, wordsIn } from '../../helpers/discord/person.ts'
import { type CollectingLog, collectingLog } from '../../helpers/log.ts'

const TOKEN_MS = 200
/** Half of what gets an address banned. */
const REFUSALS = 5_000

describe('surfaces.discord.api', () => {
  let local: LocalDiscord
  let api: DiscordApi
  let log: CollectingLog
  let maria: DiscordPerson

  beforeEach(async () => {
    local = await startLocalDiscord({ patience: { firstAnswerMs: 3_000, tokenMs: TOKEN_MS } })
    log = collectingLog()
    api = createApi({ token: local.world.token, apiUrl: local.url, log })
    maria = local.person('Maria')
  })
  afterEach(() => local.stop())

  const channelOf = async (): Promise<string> => {
    const opened = await api.post('/users/@me/channels', { recipient_id: maria.id })
    return (opened as { id: string }).id
  }
  const words = (text: string) => messageOf([textDisplay(text)])

  test('counts every refusal, and at half of what gets the address banned sends only what people wait for', async () => {
    // The library counts for the whole process, whatever was refused before.
    const counted: number[] = []
    api.rest.on('invalidRequestWarning', ({ count }) => void counted.push(count))
    local.fault({ method: 'GET', path: /@me/, times: 2, refuse: { status: 403, body: { code: 50001, message: 'No' } } })
    for (const _ of [1, 2]) await api.get('/applications/@me').catch(() => null)
    const [first = 0, ...more] = counted
    expect(more).toEqual([first + 1])

    api.rest.emit('invalidRequestWarning', { count: REFUSALS, remainingTime: 60_000 })
    const before = local.world.requests.length
    await expect(api.get('/applications/@me')).rejects.toBeInstanceOf(OnHold)
    expect(local.world.requests.length).toBe(before)
    expect(log.messages('error')).toEqual(['Requests to Discord are put on hold'])
    // It reaches Discord, which knows no such interaction.
    const answer = api.answer({ id: '1', token: 'x', application_id: '2' }, { type: 5 })
    expect(codeOf(await answer.catch((error: unknown) => error))).toBe(10_062)
  })

  /** A click whose fifteen minutes are over before it is answered. */
  async function clicksAndWaits(isShared: boolean) {
    const channelId = await channelOf()
    const { id } = (await api.post(`/channels/${channelId}/messages`, words('As it was'))) as { id: string }
    const message = local.world.messages.find((one) => one.id === id)
    if (!message) throw new Error('Nothing was sent.')
    const clicked = isShared ? message : { ...message, onlyFor: maria.id }
    const answered = maria.presses('people.look:1:x', clicked)
    const voice = createVoice(api, interactionGiven.parse(maria.last()), log)
    await voice.wait('update')
    await answered
    const begun = performance.now()
    await local.until(() => performance.now() - begun > TOKEN_MS, 'the token to end')
    return { voice, message }
  }

  test('changes a card that everybody sees with the bot’s own token, however late', async () => {
    const { voice, message } = await clicksAndWaits(true)
    await voice.replace(words('As it is now'))
    expect(wordsIn(message.body)).toContain('As it is now')
    expect(local.requests('PATCH', /^\/channels\//)).toHaveLength(1)
    expect(log.messages('error')).toEqual([])
  })

  test('brings an answer that only one person saw as a direct message when it is that late', async () => {
    const { voice } = await clicksAndWaits(false)
    await voice.replace(words('As it is now'))
    expect(maria.reads()).toContain('As it is now')
    expect(local.requests('PATCH', /^\/channels\//)).toHaveLength(0)
  })
})
