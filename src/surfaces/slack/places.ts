import type { webApi } from '@slack/bolt'
import type { Destination } from '../../kit/surface.ts'
import { platformError } from './web-api.ts'

/** Where in Slack a message goes. */
export interface Place {
  readonly channel: string
  readonly thread?: Thread
}

/** A thread by the message that it began with. */
export interface Thread {
  readonly channel: string
  readonly thread: string
}

/** "C123:1712345678.000100": a thread as the desk keeps it. */
export const threadToText = ({ channel, thread }: Thread): string => `${channel}:${thread}`

export function textToThread(text: string): Thread | null {
  const [channel, thread] = text.split(':')
  return channel && thread ? { channel, thread } : null
}

/** The direct message of each person, opened once. */
export type DirectChannels = Map<string, string>

/** Null for mail. A thread that somebody asked in goes before their direct message. */
export async function placeOf(
  client: webApi.WebClient,
  { to, installation }: { to: Destination; installation: string },
  channels: DirectChannels,
): Promise<Place | null> {
  switch (to.kind) {
    case 'room':
      return { channel: to.room }
    case 'direct': {
      const thread = to.at === undefined ? null : textToThread(to.at)
      if (thread) return { channel: thread.channel, thread }
      return { channel: await directChannel(client, { installation, user: to.externalId }, channels) }
    }
    case 'email':
      return null
  }
}

async function directChannel(
  client: webApi.WebClient,
  { installation, user }: { installation: string; user: string },
  channels: DirectChannels,
): Promise<string> {
  const key = `${installation}/${user}`
  const known = channels.get(key)
  if (known) return known
  // A person's id is as good as that of their direct message for whoever writes to them.
  const channel = (await openDirect(client, user)) ?? user
  channels.set(key, channel)
  return channel
}

async function openDirect(client: webApi.WebClient, user: string): Promise<string | undefined> {
  try {
    return (await client.conversations.open({ users: user })).channel?.id
  } catch (error) {
    if (CANNOT_OPEN.includes(platformError(error) ?? '')) return undefined
    throw error
  }
}

/** No word about the person: the app may not, or this Slack does not know how to. */
const CANNOT_OPEN = ['missing_scope', 'unknown_method']
