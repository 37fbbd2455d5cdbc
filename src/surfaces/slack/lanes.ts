import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../kit/clock.ts'

/** About one new message a second and channel is what Slack allows, with short bursts (docs.slack.dev, rate limits). */
const PACE_MS = 1_000
const BURST = 4

/** One lane for each channel: a message waits for the one before it, and for the pause that Slack asked its workspace to make. */
export interface Lanes {
  /** Runs `send` when the channel is free; a new message also waits for its pace, an edit does not. */
  inLane<T>(channel: string, kind: 'message' | 'edit', send: () => Promise<T>): Promise<T>
  /** Milliseconds that this installation still has to be left in peace; 0 when none. */
  pauseLeft(installation: string): number
  pause(installation: string, forMs: number): void
}

interface Lane {
  tail: Promise<unknown>
  waiting: number
  /** When the channel will have forgotten all that was sent; each message moves it by one pace. */
  quietAt: number
}

export function createLanes(clock: Clock): Lanes {
  const lanes = new Map<string, Lane>()
  const pausedUntil = new Map<string, number>()
  const now = () => clock.now().getTime()
  const laneOf = (channel: string): Lane => {
    for (const [name, lane] of lanes) {
      if (lane.waiting === 0 && lane.quietAt <= now()) lanes.delete(name)
    }
    const lane = lanes.get(channel) ?? { tail: Promise.resolve(), waiting: 0, quietAt: 0 }
    lanes.set(channel, lane)
    return lane
  }
  return {
    inLane(channel, kind, send) {
      const lane = laneOf(channel)
      lane.waiting += 1
      const mine = lane.tail.then(async () => {
        if (kind === 'message') await waitForPace(lane, now)
        return send()
      })
      lane.tail = mine.catch(() => {}).finally(() => (lane.waiting -= 1))
      return mine
    },
    pauseLeft: (installation) => Math.max(0, (pausedUntil.get(installation) ?? 0) - now()),
    pause: (installation, forMs) => void pausedUntil.set(installation, now() + forMs),
  }
}

async function waitForPace(lane: Lane, now: () => number): Promise<void> {
  const tooEarlyMs = lane.quietAt - now() - (BURST - 1) * PACE_MS
  if (tooEarlyMs > 0) await wait(tooEarlyMs)
  lane.quietAt = Math.max(lane.quietAt, now()) + PACE_MS
}
