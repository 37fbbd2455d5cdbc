import type { Log } from '../../src/kit/log.ts'

export type LogEntry = {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

export type CollectingLog = Log & {
  readonly entries: readonly LogEntry[]
  /** The messages of a level, in order. */
  messages(level: LogEntry['level']): string[]
  /** Throws when an error was logged: for `afterEach`. */
  assertNoErrors(): void
  /** Starts anew, for a desk that serves several tests. */
  forget(): void
}

/** A log that keeps what it is told, its children's entries included. */
export function collectingLog(): CollectingLog {
  const entries: LogEntry[] = []
  return {
    ...logInto(entries, {}),
    entries,
    messages: (level) => entries.filter((entry) => entry.level === level).map(({ message }) => message),
    assertNoErrors() {
      const errors = entries.filter(({ level }) => level === 'error')
      if (errors.length > 0) throw new Error(`Errors were logged:\n${errors.map(describe).join('\n')}`)
    },
    forget: () => void entries.splice(0),
  }
}

function logInto(entries: LogEntry[], bound: Record<string, unknown>): Log {
  const at = (level: LogEntry['level']) => (fields: Record<string, unknown>, message: string) => {
    entries.push({ level, fields: { ...bound, ...fields }, message })
  }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => logInto(entries, { ...bound, ...fields }),
  }
}

function describe({ message, fields }: LogEntry): string {
  const { error } = fields
  const cause = error instanceof Error ? (error.stack ?? '') : ''
  return `${message} ${JSON.stringify(fields)} ${cause}`
}
