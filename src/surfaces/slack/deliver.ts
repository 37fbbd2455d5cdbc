import type { webApi } from '@slack/bolt'
import type { Log } from '../../kit/log.ts'
import type { Destination, Outgoing, RoomWanted, Sent, Surface } from '../../kit/surface.ts'
import type { Lanes } from './lanes.ts'
import { renderCard, type SlackMessage } from './render-card.ts'
import { failureToSent, platformError } from './web-api.ts'

export interface DeliveryParts {
  /** A client for an installation, or null where it was removed. */
  clientFor(installation: string): Promise<webApi.WebClient | null>
  /** Draws the person's Home tab again. */
  publishHome(installation: string, externalId: string): Promise<void>
  readonly lanes: Lanes
  readonly log: Log
}

/** The message metadata that makes a delivery findable. Any member and app may read it: an id and nothing else. */
const DELIVERY_EVENT = 'introdesk_delivery'
/** What Slack gives in one page to an app that is not in its Marketplace. */
const HISTORY_PAGE = 15
const REMOVED = { kind: 'unreachable', reason: 'the app was removed from this workspace' } as const

/** Slack as a place for cards: one message for each delivery, edited in place, found again after a lost reply. */
export function slackSurface(parts: DeliveryParts): Surface {
  const channels = new Map<string, string>()
  const refusesNewBlocks = new Set<string>()
  const desk = { ...parts, channels, refusesNewBlocks }
  return {
    name: 'slack',
    send: (message) => post(desk, message),
    edit: (ref, message) => edit(desk, ref, message),
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
  /** The direct message of each person, so that it is opened once. */
  readonly channels: Map<string, string>
  /** Installations that answered `invalid_blocks` to a native table or chart. */
  readonly refusesNewBlocks: Set<string>
}

async function post(desk: Desk, message: Outgoing): Promise<Sent> {
  return onSlack(desk, message.installation, async (client) => {
    const channel = await channelOf(desk, client, message)
    if (!channel) return { kind: 'unreachable', reason: 'Slack has no mail' }
    return desk.lanes.inLane(channel, 'message', () =>
      withFallbackBlocks(desk, message, async ({ text, blocks }) => {
        const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: message.deliveryId } }
        const posted = await client.chat.postMessage({ channel, text, blocks: [...blocks], metadata, ...AS_IT_IS })
        return { kind: 'sent', ref: refToText({ channel: posted.channel ?? channel, ts: posted.ts ?? '' }) }
      }),
    )
  })
}

async function edit(desk: Desk, ref: string, message: Outgoing): Promise<Sent> {
  const at = textToRef(ref)
  if (!at) return { kind: 'unreachable', reason: `"${ref}" is no message of Slack` }
  return onSlack(desk, message.installation, (client) =>
    desk.lanes.inLane(at.channel, 'edit', () =>
      withFallbackBlocks(desk, message, async ({ text, blocks }) => {
        await client.chat.update({ ...at, text, blocks: [...blocks], parse: 'none', link_names: false })
        return { kind: 'sent', ref }
      }),
    ),
  )
}

/** Reads the newest messages of the channel, only ever before a second try. Not being able to look is an error: then nothing is sent. */
async function find(desk: Desk, message: Outgoing): Promise<string | null> {
  const client = await desk.clientFor(message.installation)
  if (!client) return null
  const channel = await channelOf(desk, client, message)
  if (!channel) return null
  const page = await client.conversations.history({ channel, limit: HISTORY_PAGE, include_all_metadata: true })
  const found = page.messages?.find((candidate) => deliveryIdOf(candidate) === message.deliveryId)
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
  const client = await desk.clientFor(installation)
  if (!client) return REMOVED
  try {
    return await call(client)
  } catch (error) {
    const sent = failureToSent(error)
    if (sent.kind === 'later') desk.lanes.pause(installation, sent.afterMs)
    return sent
  }
}

/** A workspace that does not know native tables and charts yet gets the same card in words, now and from then on. */
async function withFallbackBlocks(
  desk: Desk,
  message: Outgoing,
  send: (drawn: SlackMessage) => Promise<Sent>,
): Promise<Sent> {
  const { installation, card, reader } = message
  const plainBlocks = desk.refusesNewBlocks.has(installation)
  const drawn = renderCard(card, reader, { plainBlocks })
  const isNative = drawn.blocks.some((block) => block.type === 'data_table' || block.type === 'data_visualization')
  try {
    return await send(drawn)
  } catch (error) {
    if (!isNative || !platformError(error)?.startsWith('invalid_blocks')) throw error
    desk.log.warn({ installation }, 'This workspace refuses native tables or charts; it gets them in words')
    desk.refusesNewBlocks.add(installation)
    return send(renderCard(card, reader, { plainBlocks: true }))
  }
}

async function channelOf(desk: Desk, client: webApi.WebClient, { installation, to }: Outgoing): Promise<string | null> {
  switch (to.kind) {
    case 'room':
      return to.room
    case 'direct':
      return directChannel(desk, client, { installation, to })
    case 'email':
      return null
  }
}

async function directChannel(
  desk: Desk,
  client: webApi.WebClient,
  { installation, to }: { installation: string; to: Extract<Destination, { kind: 'direct' }> },
): Promise<string> {
  const key = `${installation}/${to.externalId}`
  const known = desk.channels.get(key)
  if (known) return known
  const opened = await client.conversations.open({ users: to.externalId })
  const channel = opened.channel?.id
  if (!channel) throw new Error('Slack opened a direct message without an id.')
  desk.channels.set(key, channel)
  return channel
}

function deliveryIdOf(message: { metadata?: { event_type?: string; event_payload?: object } }): unknown {
  const { event_type, event_payload } = message.metadata ?? {}
  return event_type === DELIVERY_EVENT && event_payload && 'delivery_id' in event_payload
    ? event_payload.delivery_id
    : null
}
