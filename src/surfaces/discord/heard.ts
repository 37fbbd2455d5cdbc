import { Routes } from 'discord.js'
import { reasonOf } from './failures.ts'
import { channelMessage, nameOf } from './payload.ts'
import { renderCard } from './render-card.ts'
import type { DiscordDesk } from './scene.ts'
import { talkInChannel } from './talk.ts'

/** Nobody is pinged by it; it is simply there (docs.discord.com, message flags, "SUPPRESS_NOTIFICATIONS"). */
const QUIETLY = 1 << 12

/**
 * Somebody mentions the desk in a channel. Where a need is heard in it, a quiet reply offers help, and nothing happens until its
 * button is pressed; everything else is answered by whoever talks here. What mentions us is all that Discord lets us read.
 */
export async function onMention(desk: DiscordDesk, payload: unknown, botId: string): Promise<void> {
  const message = channelMessage.safeParse(payload).data
  if (!message || message.author.bot || !message.mentions.some(({ id }) => id === botId)) return
  const words = message.content.replaceAll(/<@[!&]?\d+>/g, ' ')
  const reply = await desk.app.dispatch({
    ...{ id: message.id, surface: 'discord', installation: message.guild_id, channel: message.channel_id },
    actor: { externalId: message.author.id, name: message.member?.nick || nameOf(message.author) },
    ...{ kind: 'heard', words },
  })
  if (reply.kind !== 'card') return talkInChannel(desk, message, words)
  const drawn = renderCard(reply.card, { timeZone: 'UTC', locale: 'en', mentions: new Map() })
  const said = {
    ...{ ...drawn, flags: drawn.flags | QUIETLY, nonce: message.id, enforce_nonce: true },
    message_reference: { message_id: message.id, fail_if_not_exists: false },
    allowed_mentions: { parse: [], replied_user: false },
  }
  await desk.api
    .post(Routes.channelMessages(message.channel_id), said)
    .catch((error: unknown) => desk.ports.log.info({ reason: reasonOf(error) }, 'A mention could not be answered'))
}
