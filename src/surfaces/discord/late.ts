import { Routes } from 'discord.js'
import type { DiscordApi } from './api.ts'
import { type DiscordMessage, EPHEMERAL } from './components.ts'
import { channelOpened, claimOf, type InteractionGiven } from './payload.ts'

/**
 * An answer that took more than the fifteen minutes of an interaction: with the bot's own token the clicked card is changed
 * where everybody sees it, and everything else comes as a direct message.
 */
export async function answerLate(
  api: DiscordApi,
  given: InteractionGiven,
  { message, isUpdate }: { message: DiscordMessage; isUpdate: boolean },
): Promise<void> {
  const clicked = given.type === 3 || given.type === 5 ? given.message : undefined
  const isShared = clicked && (Number(clicked.flags ?? 0) & EPHEMERAL) === 0
  if (isUpdate && isShared) {
    await api.patch(Routes.channelMessage(clicked.channel_id, clicked.id), message)
    return
  }
  const { externalId } = claimOf(given)
  const { id } = channelOpened.parse(await api.post(Routes.userChannels(), { recipient_id: externalId }))
  await api.post(Routes.channelMessages(id), { ...message, nonce: given.id, enforce_nonce: true })
}
