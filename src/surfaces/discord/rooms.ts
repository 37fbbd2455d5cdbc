import { Routes } from 'discord.js'
import type { RoomWanted } from '../../kit/surface.ts'
import { clip } from '../../kit/ui/limits.ts'
import { SwitchedOff } from './channels.ts'
import type { Sending } from './deliver.ts'
import { isRefusedByChannel, reasonOf } from './failures.ts'
import { homeChannels } from './guild-store.ts'
import { DISCORD } from './limits.ts'
import { channelOpened } from './payload.ts'
import { onOneLine } from './render-text.ts'
import { roomThread, saveRoomThread } from './store.ts'

const PRIVATE_THREAD = 12
const WEEK_IN_MINUTES = 10_080

/** A private thread for these people, under the first channel that allows one; null where none does. */
export async function openThread(sending: Sending, room: RoomWanted): Promise<string | null> {
  const { db, clock } = sending
  const { installation, key } = room
  const known = await roomThread(db, installation, key)
  const threadId = known ?? (await createThread(sending, room))
  if (!threadId) return null
  // Kept before anybody is invited: a second try goes on with this thread.
  if (!known) await saveRoomThread(db, { installation, key, threadId, createdAt: clock.now() })
  for (const user of room.externalIds) await sending.api.put(Routes.threadMembers(threadId, user))
  return threadId
}

async function createThread({ db, api, channels, log }: Sending, room: RoomWanted): Promise<string | null> {
  const name = clip(onOneLine(room.title), DISCORD.threadName) || 'Introduction'
  const thread = { name, type: PRIVATE_THREAD, invitable: false, auto_archive_duration: WEEK_IN_MINUTES }
  for (const channel of await homeChannels(db, room.installation)) {
    try {
      const opened = await channels.on(channel, () => api.post(Routes.threads(channel), thread))
      return channelOpened.parse(opened).id
    } catch (error) {
      if (!isRefusedByChannel(error) && !(error instanceof SwitchedOff)) throw error
      log.warn({ channel, reason: reasonOf(error) }, 'No private thread can be opened under this channel')
    }
  }
  return null
}
