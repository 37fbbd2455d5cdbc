import type { webApi } from '@slack/bolt'
import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import type { Growing, Outgoing, RoomWanted, Sent, Surface } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import { NotConnected } from './connection.ts'
import type { Lanes } from './lanes.ts'
import type { NativeBlocks } from './native.ts'
import { type DirectChannels, type Place, placeOf, type Thread, textToThread } from './places.ts'
import { renderCard, type SlackMessage } from './render-card.ts'
import { createSessions, type SessionStatus, type Sessions } from './sessions.ts'
import { createStreams, isStreamOf, type Streams } from './streams.ts'
import { failureToSent, isEnded, platformError } from './web-api.ts'

export interface DeliveryParts {
  /** A client for an installation, or null where it was removed. */
  clientFor(installation: string): Promise<webApi.WebClient | null>
  /** Slack takes the token of this installation no more. */
  onEnded(installation: string): Promise<void>
  /** Draws the person's Home tab again. */
  publishHome(installation: string, externalId: string): Promise<void>
  readonly lanes: Lanes
  /** The machine's. */
  readonly clock: Clock
  readonly native: NativeBlocks
  readonly log: Log
}

/** The message metadata that makes a delivery findable. Any member and app may read it: an id and nothing else. */
const DELIVERY_EVENT = 'introdesk_delivery'
/** What Slack gives in one page to an app that is not in its Marketplace. */
const HISTORY_PAGE = 15
const REMOVED = { kind: 'unreachable', reason: 'the app was removed from this workspace' } as const

const TRY_AGAIN_MS = 10_000

/** Slack as a place for cards: one message for each delivery, edited in place, found again after a lost reply. */
export function slackSurface(parts: DeliveryParts): Surface {
  const { clock, log } = parts
  const memory = { channels: new Map(), streams: createStreams({ clock, log }), sessions: createSessions(log) }
  const desk: Desk = { ...parts, ...memory }
  return {
    name: 'slack',
    send: (message) => post(desk, message),
    edit: (ref, message) => edit(desk, ref, message),
    grow: (ref, message) => grow(desk, ref, message),
    find: (message) => find(desk, message),
    openRoom: (room) => openRoom(desk, room),
    homeChanged: (installation, externalId) => parts.publishHome(installation, externalId),
  }
}

/** "C123:1712345678.000100": where a message is. */
export interface MessageRef {
  readonly channel: string
  readonly ts: string
}

export function refToText({ channel, ts }: MessageRef): string {
  return `${channel}:${ts}`
}

export function textToRef(text: string): MessageRef | null {
  const [channel, ts] = text.split(':')
  return channel && ts ? { channel, ts } : null
}

/** Names and addresses in a message stay what they are: nothing is looked up, linked or unfolded. */
export const AS_IT_IS = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const

interface Desk extends DeliveryParts {
  readonly channels: DirectChannels
  readonly streams: Streams
  readonly sessions: Sessions
}

async function post(desk: Desk, message: Outgoing): Promise<Sent> {
  return onSlack(desk, message.installation, async (client) => {
    const place = await placeOf(client, message, desk.channels)
    if (!place) return { kind: 'unreachable', reason: 'Slack has no mail' }
    if (!place.thread) return postCard(desk, client, { message, place })
    try {
      return await postInThread(desk, client, { message, place, thread: place.thread })
    } catch (error) {
      // The thread is gone, or its channel does not let us in: then the person gets it directly.
      if (!(message.to.kind === 'direct') || failureToSent(error).kind !== 'unreachable') throw error
      const { at: _, ...person } = message.to
      const direct = await placeOf(client, { ...message, to: person }, desk.channels)
      if (!direct) throw error
      return postCard(desk, client, { message, place: direct })
    }
  })
}

/** What is still being written begins as a stream, where Slack streams; everything else is posted whole. */
async function postInThread(
  desk: Desk,
  client: webApi.WebClient,
  { message, place, thread }: { message: Outgoing; place: Place; thread: Thread },
): Promise<Sent> {
  await tellSession(desk, client, message)
  if (message.card.isGrowing && message.to.kind === 'direct') {
    const { installation, to, deliveryId } = message
    const at = { ...thread, installation, user: to.externalId, deliveryId }
    const begun = await desk.lanes.inLane(place.channel, 'message', () => desk.streams.begin(client, at))
    if (begun) return { kind: 'sent', ref: refToText(begun) }
  }
  return postCard(desk, client, { message, place })
}

async function postCard(
  desk: Desk,
  client: webApi.WebClient,
  { message, place: { channel, thread } }: { message: Outgoing; place: Place },
): Promise<Sent> {
  return desk.lanes.inLane(channel, 'message', () =>
    withFallbackBlocks(desk, message, async ({ text, blocks }) => {
      const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: message.deliveryId } }
      const where = { channel, ...(thread && { thread_ts: thread.thread }) }
      const posted = await client.chat.postMessage({ ...where, text, blocks: [...blocks], metadata, ...AS_IT_IS })
      return { kind: 'sent', ref: refToText({ channel: posted.channel ?? channel, ts: posted.ts ?? '' }) }
    }),
  )
}

async function edit(desk: Desk, ref: string, message: Outgoing): Promise<Sent> {
  const at = textToRef(ref)
  if (!at) return { kind: 'unreachable', reason: `"${ref}" is no message of Slack` }
  return onSlack(desk, message.installation, async (client) => {
    // A stream shows by itself that it is being written, and takes no edits.
    if (message.card.isGrowing && desk.streams.isOpen(at)) return { kind: 'sent', ref }
    if (desk.streams.isOpen(at)) await desk.streams.end(client, at)
    const sent = await update(desk, client, { at, message })
    await tellSession(desk, client, message)
    return sent
  })
}

async function update(
  desk: Desk,
  client: webApi.WebClient,
  { at, message }: { at: MessageRef; message: Outgoing },
): Promise<Sent> {
  return desk.lanes.inLane(at.channel, 'edit', () =>
    withFallbackBlocks(desk, message, async ({ text, blocks }) => {
      const whole = { ...at, text, blocks: [...blocks], parse: 'none', link_names: false } as const
      try {
        await client.chat.update(whole)
      } catch (error) {
        // A stream that another process began, and perhaps died over.
        if (!platformError(error)?.includes('stream')) throw error
        await desk.streams.end(client, at)
        await client.chat.update(whole)
      }
      return { kind: 'sent', ref: refToText(at) }
    }),
  )
}

/** Appends where there is a stream, edits where there is none; a workspace that asked to wait is left in peace. */
async function grow(desk: Desk, ref: string, message: Growing): Promise<void> {
  const at = textToRef(ref)
  const client = await desk.clientFor(message.installation)
  if (!at || !client || desk.lanes.pauseLeft(message.installation) > 0) return
  const isAdded = await desk.lanes.inLane(at.channel, 'edit', () => desk.streams.add(client, at, message.markdown))
  if (!isAdded) await edit(desk, ref, message)
}

/** Only threads have a session; what stands there now says how it is doing. */
async function tellSession(desk: Desk, client: webApi.WebClient, { to, card, installation }: Outgoing): Promise<void> {
  const thread = to.kind === 'direct' && to.at !== undefined ? textToThread(to.at) : null
  if (!thread || to.kind !== 'direct') return
  const status = statusOf(card)
  await desk.sessions.tell(client, { installation, thread, status, title: card.title, user: to.externalId })
}

function statusOf({ isGrowing, status }: Card): SessionStatus {
  if (isGrowing) return 'processing'
  return status?.tone === 'bad' || status?.tone === 'open' ? 'suspended' : 'active'
}

/** Reads the newest messages of the place, only ever before a second try. Not being able to look is an error: then nothing is sent. */
async function find(desk: Desk, message: Outgoing): Promise<string | null> {
  const client = await desk.clientFor(message.installation)
  const place = client && (await placeOf(client, message, desk.channels))
  if (!client || !place) return null
  const { channel, thread } = place
  const wanted = { channel, limit: HISTORY_PAGE, include_all_metadata: true }
  const page = thread
    ? await client.conversations.replies({ ...wanted, ts: thread.thread })
    : await client.conversations.history(wanted)
  const { deliveryId } = message
  const found = page.messages?.find((one) => deliveryIdOf(one) === deliveryId || isStreamOf(deliveryId, one))
  return found?.ts ? refToText({ channel, ts: found.ts }) : null
}

/** A group conversation of these people and the desk. Slack gives the same one for the same people. */
async function openRoom(desk: Desk, room: RoomWanted): Promise<string | null> {
  const client = await desk.clientFor(room.installation)
  if (!client) return null
  try {
    const opened = await client.conversations.open({ users: room.externalIds.join(',') })
    return opened.channel?.id ?? null
  } catch (error) {
    const reason = platformError(error)
    if (!reason) throw error
    desk.log.info({ installation: room.installation, reason }, 'Slack opens no room for these people')
    return null
  }
}

/** Runs a call unless Slack asked this workspace to wait, and says in our words how it failed. */
async function onSlack(
  desk: Desk,
  installation: string,
  call: (client: webApi.WebClient) => Promise<Sent>,
): Promise<Sent> {
  const pauseMs = desk.lanes.pauseLeft(installation)
  if (pauseMs > 0) return { kind: 'later', afterMs: pauseMs, reason: 'Slack asked to wait' }
  try {
    const client = await desk.clientFor(installation)
    return client ? await call(client) : REMOVED
  } catch (error) {
    if (error instanceof NotConnected)
      return { kind: 'later', afterMs: TRY_AGAIN_MS, reason: 'Slack is not connected yet' }
    if (isEnded(error)) await desk.onEnded(installation)
    const sent = failureToSent(error)
    if (sent.kind === 'later') desk.lanes.pause(installation, sent.afterMs)
    return sent
  }
}

/** A workspace that does not know the newer blocks yet gets the same card in older ones. */
function withFallbackBlocks(
  { native }: Desk,
  { installation, card, reader }: Outgoing,
  send: (drawn: SlackMessage) => Promise<Sent>,
): Promise<Sent> {
  return native.send(installation, (without) => renderCard(card, reader, { without }), send)
}

function deliveryIdOf(message: { metadata?: { event_type?: string; event_payload?: object } }): unknown {
  const { event_type, event_payload } = message.metadata ?? {}
  return event_type === DELIVERY_EVENT && event_payload && 'delivery_id' in event_payload
    ? event_payload.delivery_id
    : null
}
