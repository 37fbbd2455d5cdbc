import { Routes } from 'discord.js'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import type { PicturePort } from '../../kit/pictures.ts'
import type { Outgoing, RoomWanted, Sent, Surface } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { DiscordApi } from './api.ts'
import { type Channels, SwitchedOff } from './channels.ts'
import type { DiscordMessage } from './components.ts'
import { placesOf, postToPerson } from './directs.ts'
import { CODE, codeOf, failureToSent, isRefusedByChannel, reasonOf, statusOf } from './failures.ts'
import { messageList, messageSent } from './payload.ts'
import { type ChartPicture, drawCharts } from './pictures.ts'
import { markOf, nonceOf, refToText, textToRef } from './refs.ts'
import { renderCard } from './render-card.ts'
import { openThread } from './rooms.ts'

/** What sending needs. */
export interface Sending {
  readonly db: Db
  readonly api: DiscordApi
  readonly channels: Channels
  readonly clock: Clock
  readonly log: Log
  readonly pictures: PicturePort
  /** Only one process sends with a token: its limits are counted in one place. */
  maySend(): boolean
}

/** How soon a card is looked at again when another process is the one that sends. */
const OTHER_SENDS_MS = 1_000
/** Our own messages among the newest of a channel, for recognising one that arrived without our knowing. */
const LOOK_BACK = '50'

/** Discord as a place to which cards are sent. */
export function discordSurface(sending: Sending): Surface {
  return {
    name: 'discord',
    send: (message) => whenAllowed(sending, () => send(sending, message)),
    edit: (ref, message) => whenAllowed(sending, () => edit(sending, ref, message)),
    find: (message) => find(sending, message),
    openRoom: (room) => openRoom(sending, room),
    // Discord has no home of its own; `/me home` is drawn when it is asked for.
    homeChanged: async () => {},
  }
}

async function send(sending: Sending, message: Outgoing): Promise<Sent> {
  const post = (channel: string, pings?: string) => postCard(sending, message, { channel, pings })
  switch (message.to.kind) {
    case 'room':
      return post(message.to.room)
    case 'direct':
      if (message.to.at) return postInChannel(sending, message, message.to.at)
      return postToPerson(sending, { installation: message.installation, userId: message.to.externalId }, post)
    case 'email':
      return { kind: 'unreachable', reason: 'mail does not go to Discord' }
  }
}

/** Where they asked; a channel that has closed since is no reason to stay silent towards them. */
async function postInChannel(sending: Sending, message: Outgoing, channel: string): Promise<Sent> {
  try {
    return await postCard(sending, message, { channel })
  } catch (error) {
    if (message.to.kind !== 'direct' || !isRefusedByChannel(error)) throw error
    const { at: _, ...person } = message.to
    return send(sending, { ...message, to: person })
  }
}

/** The nonce makes a repeated send within minutes return the first message; it has to be enforced on each one. */
async function postCard(
  sending: Sending,
  message: Outgoing,
  place: { channel: string; pings?: string | undefined; nonce?: string },
): Promise<Sent> {
  const { channel, pings, nonce = nonceOf(message.deliveryId) } = place
  const posted = await withPictures(sending, message.card, (pictures) =>
    sending.channels.post(channel, { ...cardMessage(message, { pictures, pings }), nonce, enforce_nonce: true }),
  )
  return { kind: 'sent', ref: refToText({ channel, message: messageSent.parse(posted).id }) }
}

async function edit(sending: Sending, ref: string, message: Outgoing): Promise<Sent> {
  const at = textToRef(ref)
  if (!at) return { kind: 'unreachable', reason: `"${ref}" is no message of Discord` }
  try {
    await withPictures(sending, message.card, (pictures) =>
      sending.channels.edit(at.channel, at.message, cardMessage(message, { pictures })),
    )
    return { kind: 'sent', ref }
  } catch (error) {
    if (codeOf(error) !== CODE.oldEditsLimited) throw error
    return replace(sending, ref, message)
  }
}

/** Messages of more than an hour ago may be edited only now and then. The card is posted anew, and the old copy goes. */
async function replace(sending: Sending, ref: string, message: Outgoing): Promise<Sent> {
  const at = textToRef(ref)
  if (!at) return { kind: 'unreachable', reason: `"${ref}" is no message of Discord` }
  const nonce = nonceOf(`${ref} ${JSON.stringify(message.card)}`)
  const sent = await postCard(sending, message, { channel: at.channel, nonce })
  await sending.api.delete(Routes.channelMessage(at.channel, at.message)).catch((error: unknown) => {
    sending.log.info({ reason: reasonOf(error) }, 'The old copy of a card could not be taken away')
  })
  return sent
}

/** Looks through the newest messages of the places where it could be; only ever before a second try. */
async function find(sending: Sending, message: Outgoing): Promise<string | null> {
  const { to, installation } = message
  const places =
    to.kind === 'room'
      ? [to.room]
      : to.kind === 'direct'
        ? [...(to.at ? [to.at] : []), ...(await placesOf(sending, { installation, userId: to.externalId }))]
        : []
  const mark = markOf(message.deliveryId)
  for (const channel of places) {
    const found = (await newest(sending, channel)).find(({ components = [] }) =>
      components.some(({ id }) => id === mark),
    )
    if (found) return refToText({ channel, message: found.id })
  }
  return null
}

/** A channel that cannot be read is no reason not to send: the nonce still stands against a second copy. */
async function newest({ api, log }: Sending, channel: string) {
  try {
    const query = new URLSearchParams({ limit: LOOK_BACK })
    return messageList.parse(await api.get(Routes.channelMessages(channel), query))
  } catch (error) {
    const status = statusOf(error)
    if (status === null || status >= 500) throw error
    log.info({ channel, reason: reasonOf(error) }, 'A channel could not be looked through')
    return []
  }
}

async function openRoom(sending: Sending, room: RoomWanted): Promise<string | null> {
  try {
    return await openThread(sending, room)
  } catch (error) {
    if (!isRefusedByChannel(error)) throw error
    sending.log.info({ reason: reasonOf(error) }, 'Discord opens no room for these people')
    return null
  }
}

async function whenAllowed({ maySend, log }: Sending, call: () => Promise<Sent>): Promise<Sent> {
  if (!maySend()) return { kind: 'later', afterMs: OTHER_SENDS_MS, reason: 'another process sends to Discord' }
  try {
    return await call()
  } catch (error) {
    if (error instanceof SwitchedOff) return { kind: 'unreachable', reason: error.message }
    const sent = failureToSent(error)
    if (codeOf(error) === CODE.invalidBody) log.error({ reason: reasonOf(error) }, 'Discord refused a card of ours')
    return sent
  }
}

/** A card is never held back for a picture that the desk may not attach in this channel. */
async function withPictures<T>(
  sending: Sending,
  card: Card,
  call: (pictures: readonly ChartPicture[]) => Promise<T>,
): Promise<T> {
  const pictures = await drawCharts(sending, card)
  try {
    return await call(pictures)
  } catch (error) {
    if (pictures.length === 0 || codeOf(error) !== CODE.noPermission) throw error
    return call([])
  }
}

function cardMessage(
  { card, reader, deliveryId }: Outgoing,
  { pictures, pings }: { pictures: readonly ChartPicture[]; pings?: string | undefined },
): DiscordMessage {
  const extras = { mark: markOf(deliveryId), pictures }
  if (!pings) return renderCard(card, reader, extras)
  return {
    ...renderCard(card, reader, { ...extras, lead: `<@${pings}>` }),
    allowed_mentions: { parse: [], users: [pings] },
  }
}
