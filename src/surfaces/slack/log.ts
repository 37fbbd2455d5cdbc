import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../kit/log.ts'

/**
 * The SDK's log in ours, warnings and errors alone: at debug level it prints whole bodies and envelopes, with what people wrote
 * in them.
 */
export function quietLogger(log: Log): Logger {
  const words = (parts: readonly unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug() {},
    info() {},
    warn: (...parts) => log.warn({ from: 'slack sdk' }, words(parts)),
    error: (...parts) => log.warn({ from: 'slack sdk' }, words(parts)),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}
