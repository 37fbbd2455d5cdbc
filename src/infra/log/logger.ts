import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import pretty from 'pino-pretty'
import type { Log } from '../../kit/log.ts'
import { type LogLevels, parseLogLevels } from './levels.ts'
import { redacted, redactedText } from './redact.ts'

export interface LogConfig {
  /** `info`, or with levels of modules: `info,jobs=debug`. */
  readonly level: string
  /** By default `pretty` where a person watches, else one JSON object a line. */
  readonly format?: 'pretty' | 'json' | undefined
  readonly to?: NodeJS.WritableStream
}

/** The structured log on pino. Secrets and what people wrote are taken out of every entry, children's fields included. */
export function createLog({ level, format, to = process.stdout }: LogConfig): Log {
  const levels = parseLogLevels(level)
  if (!levels) throw new Error(`"${level}" is no log level. Give debug, info, warn or error, such as info,jobs=debug.`)
  const isWatched = 'isTTY' in to && to.isTTY === true
  const root = pino(
    {
      level: lowest(levels),
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {},
    },
    destination(format ?? (isWatched ? 'pretty' : 'json'), to),
  )
  return overPino(root.child({}, { level: levels.base }), levels)
}

function destination(format: 'pretty' | 'json', to: NodeJS.WritableStream): DestinationStream {
  if (format === 'json') return to
  // In this thread: a worker thread would lose the last lines of a process that ends.
  return pretty({ destination: to, colorize: 'isTTY' in to && to.isTTY === true, translateTime: 'HH:MM:ss.l' })
}

/** pino lets a child be quieter or louder than its parent, but never than the root. */
function lowest({ base, byModule }: LogLevels): string {
  const values = [base, ...byModule.values()]
  return values.reduce((low, level) =>
    (pino.levels.values[level] ?? 0) < (pino.levels.values[low] ?? 0) ? level : low,
  )
}

function overPino(logger: Logger, levels: LogLevels): Log {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: Record<string, unknown>, message: string) => {
    if (logger.isLevelEnabled(level)) logger[level](redacted(fields), redactedText(message))
  }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child(fields) {
      const { module } = fields
      const level = typeof module === 'string' ? levels.byModule.get(module) : undefined
      return overPino(logger.child(redacted(fields), level ? { level } : {}), levels)
    },
  }
}
