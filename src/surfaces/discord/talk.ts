import { Routes } from 'discord.js'
import type { Interaction } from '../../kit/interaction.ts'
import type { Reply } from '../../kit/reply.ts'
import { reasonOf } from './failures.ts'
import { sentence } from './form-again.ts'
import { type ChannelMessage, directMessage, nameOf } from './payload.ts'
import { renderCard } from './render-card.ts'
import type { DiscordDesk } from './scene.ts'
import { guildOf } from './store.ts'
import { howToTalk } from './words.ts'

/** Who talks: its answer comes as a card of its own. */
const TALKER = { command: 'coach', verb: 'ask' }
const NOBODY = { timeZone: 'UTC', locale: 'en', mentions: new Map() }

/** Somebody writes to the desk as to a person. Without anybody who talks, or in no community of ours, it says how to talk to it. */
export async function onDirect(desk: DiscordDesk, payload: unknown): Promise<void> {
  const message = directMessage.safeParse(payload).data
  if (!message || message.guild_id || message.author.bot) return
  const { author, content, channel_id: channel, id } = message
  const installation = await guildOf(desk.ports.database.reader, author.id, undefined)
  const isTalk = installation !== null && content.trim() !== '' && canTalk(desk)
  const asked = { id, installation: installation ?? '', actor: { externalId: author.id, name: nameOf(author) } }
  const reply = isTalk ? await desk.app.dispatch(question(asked, content)) : null
  await say(desk, { channel, id }, reply && reply.kind !== 'home' ? reply : howToTalkHere(desk))
}

/** A mention in a channel or a thread: the answer comes there, and everybody who is in it can read along. */
export async function talkInChannel(desk: DiscordDesk, message: ChannelMessage, words: string): Promise<void> {
  if (words.trim() === '' || !canTalk(desk)) return
  const { author, member, channel_id: channel, guild_id: installation, id } = message
  const actor = { externalId: author.id, name: member?.nick || nameOf(author) }
  // The act of hearing has the message's own id; what is asked is another one.
  const asked = question({ id: `${id} asked`, installation, actor }, words)
  const reply = await desk.app.dispatch({ ...asked, channel, options: { thread: channel } })
  if (reply.kind !== 'failed') await say(desk, { channel, id }, reply)
}

const canTalk = ({ app }: DiscordDesk): boolean => app.registry.command(TALKER.command, TALKER.verb) !== undefined

type Asked = Pick<Interaction, 'id' | 'installation' | 'actor'>
type Question = Extract<Interaction, { kind: 'command' }>

const question = (asked: Asked, words: string): Question => ({
  ...{ ...asked, surface: 'discord', kind: 'command', ...TALKER, words: words.trim() },
})

function howToTalkHere({ app }: DiscordDesk): Reply {
  const main = app.registry.commands.find(({ contract }) => contract.bare && contract.command !== 'me')
  return { kind: 'refused', code: 'how_to_talk', text: howToTalk(main?.contract.command ?? 'me') }
}

async function say(desk: DiscordDesk, at: { channel: string; id: string }, reply: Reply): Promise<void> {
  const drawn = drawnReply(reply)
  if (!drawn) return
  const said = { ...drawn, nonce: at.id, enforce_nonce: true, allowed_mentions: { parse: [] } }
  await desk.api
    .post(Routes.channelMessages(at.channel), said)
    .catch((error: unknown) => desk.ports.log.info({ reason: reasonOf(error) }, 'A message could not be answered'))
}

function drawnReply(reply: Reply) {
  switch (reply.kind) {
    case 'card':
    case 'update':
      return renderCard(reply.card, NOBODY)
    case 'refused':
    case 'failed':
      return sentence(reply.text, { reader: NOBODY })
    case 'form':
    case 'invalid':
    case 'options':
    case 'home':
    case 'nothing':
      return null
  }
}
