import { type RouteLike, Routes } from 'discord.js'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import type { DiscordApi } from './api.ts'
import { isRefusedByChannel, reasonOf } from './failures.ts'
import { isSwitchedOff, noteAccepted, noteRefusal } from './store.ts'

/** Channels, each with its memory of whether it takes messages from us. */
export interface Channels {
  /** Runs a call on a channel unless it is switched off; a refusal is counted, whatever it was about. */
  on<T>(channel: string, call: () => Promise<T>): Promise<T>
  post(channel: string, message: object): Promise<unknown>
  edit(channel: string, message: string, body: object): Promise<unknown>
}

export interface ChannelParts {
  readonly db: Db
  readonly api: DiscordApi
  readonly clock: Clock
  readonly log: Log
}

/** A call that was not made, because the channel refused the last ones. */
export class SwitchedOff extends Error {}

const REFUSALS = 3
const OFF_MS = 24 * 3_600_000

export function createChannels({ db, api, clock, log }: ChannelParts): Channels {
  /** Channels with refusals that were not forgiven yet; the others cost no statement. */
  const refused = new Set<string>()
  const on = async <T>(channel: string, call: () => Promise<T>): Promise<T> => {
    const reason = await isSwitchedOff(db, channel, clock.now())
    if (reason) throw new SwitchedOff(reason)
    try {
      const answer = await call()
      if (refused.delete(channel)) await noteAccepted(db, channel)
      return answer
    } catch (error) {
      if (isRefusedByChannel(error)) {
        refused.add(channel)
        const offUntil = new Date(clock.now().getTime() + OFF_MS)
        const isOff = await noteRefusal(db, channel, { reason: reasonOf(error), limit: REFUSALS, offUntil })
        if (isOff)
          log.warn({ channel, reason: reasonOf(error) }, 'A channel refused us three times; it is left alone for a day')
      }
      throw error
    }
  }
  const send = (channel: string, route: RouteLike, body: object) => on(channel, () => api.post(route, body))
  return {
    on,
    post: (channel, message) => send(channel, Routes.channelMessages(channel), message),
    edit: (channel, message, body) => on(channel, () => api.patch(Routes.channelMessage(channel, message), body)),
  }
}
