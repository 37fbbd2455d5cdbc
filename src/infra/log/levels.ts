const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LEVELS)[number]

export interface LogLevels {
  readonly base: LogLevel
  /** By the `module` of a child log. */
  readonly byModule: ReadonlyMap<string, LogLevel>
}

/** Reads `info` or `info,jobs=debug,slack=warn`; null when it is neither. */
export function parseLogLevels(text: string): LogLevels | null {
  const [first = '', ...rest] = text.split(',').map((part) => part.trim())
  const base = levelNamed(first)
  const pairs = rest.map((part): [string, LogLevel | null] => {
    const [module = '', level = ''] = part.split('=')
    return [module, module ? levelNamed(level) : null]
  })
  const known = pairs.filter((pair): pair is [string, LogLevel] => pair[1] !== null)
  return base && known.length === pairs.length ? { base, byModule: new Map(known) } : null
}

function levelNamed(name: string): LogLevel | null {
  return LEVELS.find((level) => level === name) ?? null
}
