import { schedule } from 'node-cron'
import type { Log } from '../../kit/log.ts'

export interface TickerConfig {
  /** `slot` is the full minute, in UTC. A tick that is still at it keeps the next one away. */
  readonly onTick: (slot: Date) => Promise<void>
  readonly log: Log
}

export interface Ticker {
  /** No tick begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>
}

/**
 * Ticks each minute. A tick only says that it is time to look: what is due is a column, so a tick that is missed or fails is
 * made up for by the next. Always in UTC, because node-cron's own time zones skip the hour of a daylight-saving switch;
 * local times are worked out as data (kit/working-time).
 */
export function startTicker({ onTick, log }: TickerConfig): Ticker {
  let underWay: Promise<void> = Promise.resolve()
  const task = schedule(
    '* * * * *',
    ({ date }) => {
      underWay = onTick(fullMinute(date)).catch((error: unknown) =>
        log.error({ error }, 'A tick failed; the next one looks again'),
      )
      return underWay
    },
    { timezone: 'UTC', noOverlap: true, unref: true, logger: quietLogger(log) },
  )
  return {
    async stop() {
      await task.destroy()
      await underWay
    },
  }
}

const MINUTE_MS = 60_000

function fullMinute(date: Date): Date {
  return new Date(Math.floor(date.getTime() / MINUTE_MS) * MINUTE_MS)
}

/** node-cron warns of late and overlapping ticks; here both are harmless. */
function quietLogger(log: Log): {
  info(message: string): void
  warn(message: string): void
  error(message: string | Error): void
  debug(message: string | Error): void
} {
  return {
    info: (message) => log.debug({}, message),
    warn: (message) => log.debug({}, message),
    error: (message) => log.error({ error: message }, 'The ticker met a problem and goes on'),
    debug: (message) => log.debug({}, String(message)),
  }
}
