import { Routes } from 'discord.js'
import type { Sent } from '../../kit/surface.ts'
import type { Sending } from './deliver.ts'
import { isClosed } from './failures.ts'
import { channelOpened } from './payload.ts'
import { openThread } from './rooms.ts'
import { directOf, saveDirect } from './store.ts'
import { closedMessages } from './words.ts'

/** Where direct messages are closed they are tried again after a week; a person may have changed their mind. */
const TRY_AGAIN_MS = 7 * 24 * 3_600_000

export interface Person {
  readonly installation: string
  readonly userId: string
}

/** Posts to a person: directly, or in a private thread with nobody else in it where they take no direct messages. */
export async function postToPerson(
  sending: Sending,
  person: Person,
  post: (channel: string, pings?: string) => Promise<Sent>,
): Promise<Sent> {
  const { db, clock } = sending
  const known = await directOf(db, person.installation, person.userId)
  const isKnownClosed = known?.closedAt && clock.now().getTime() - known.closedAt.getTime() < TRY_AGAIN_MS
  if (!isKnownClosed) {
    try {
      return await post(await directChannel(sending, person, known?.channelId ?? null))
    } catch (error) {
      if (!isClosed(error)) throw error
      await saveDirect(db, person.installation, person.userId, { closedAt: clock.now() })
    }
  }
  const thread = known?.threadId ?? (await threadFor(sending, person))
  if (!thread)
    return { kind: 'unreachable', reason: 'their direct messages are closed, and no private thread can be opened' }
  // They would not notice a thread otherwise; nobody else is in it.
  return post(thread, person.userId)
}

/** Where a person was reached before, for looking whether a message arrived. */
export async function placesOf({ db }: Sending, person: Person): Promise<readonly string[]> {
  const known = await directOf(db, person.installation, person.userId)
  return [known?.channelId, known?.threadId].filter((channel) => typeof channel === 'string')
}

async function directChannel({ db, api }: Sending, person: Person, known: string | null): Promise<string> {
  if (known) return known
  const channel = channelOpened.parse(await api.post(Routes.userChannels(), { recipient_id: person.userId })).id
  await saveDirect(db, person.installation, person.userId, { channelId: channel, closedAt: null })
  return channel
}

async function threadFor(sending: Sending, { installation, userId }: Person): Promise<string | null> {
  const thread = await openThread(sending, {
    installation,
    key: `direct:${userId}`,
    title: closedMessages,
    externalIds: [userId],
  })
  if (thread) await saveDirect(sending.db, installation, userId, { threadId: thread })
  return thread
}
