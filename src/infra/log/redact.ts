/**
 * Keeps secrets and what people wrote out of the log: by the name of a field, wherever it sits, and by what a text looks
 * like. The rule of the house is not to log such things at all; this is the net under it.
 */
export function redacted(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactedEntries(fields, { depth: 0, seen: new Set() })
}

/** A text without the secrets and addresses in it, and of a length that a log can bear. */
export function redactedText(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), short)
}

const HIDDEN = '[redacted]'
const MAX_TEXT = 4000
const MAX_DEPTH = 6
const MAX_ITEMS = 50

/** Part of a field's name that makes its value a secret. */
const SECRET_NAME =
  /token|secret|passw|authori[sz]ation|cookie|signature|credential|api_?key|private_?key|encryption|smtp_?url|database_?url|response_?url/i

/** Fields that carry what a person wrote, or who can be reached where. */
const PRIVATE_NAMES = new Set(
  'body text html message content purpose note notes draft answer comment prompt completion typed fields words query email emails mail phone blocks components card'.split(
    ' ',
  ),
)

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g, HIDDEN],
  [/\bxox[a-z]?[-.][\w.-]+|\bxapp-[\w-]+/g, HIDDEN],
  [/\b(Bearer|Basic|Bot)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\bsk-[\w-]{12,}/g, HIDDEN],
  // A key of our own REST API, and what its webhooks are signed with.
  [/\b(idk_|whsec_)[\w-]{8,}/g, HIDDEN],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, HIDDEN],
  // A Discord bot token: the id in base64, a time stamp, an HMAC.
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, HIDDEN],
  [/hooks\.slack\.com\/[^\s"']+/g, `hooks.slack.com/${HIDDEN}`],
  [/\/(webhooks|interactions)\/(\d+)\/[\w.-]+/g, `/$1/$2/${HIDDEN}`],
  // The single-use links of people outside the chat.
  [/\/l\/[\w-]+\.[\w-]+/g, `/l/${HIDDEN}`],
  // Lengths are bounded, or a hostile text would cost the square of its length.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,300}@/gi, `$1${HIDDEN}@`],
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63}){0,8}\.\p{L}{2,24}/gu, '[e-mail]'],
]

interface Walk {
  readonly depth: number
  /** The objects around this one, so that a circle ends. */
  readonly seen: ReadonlySet<object>
}

function redactedEntries(fields: object, walk: Walk): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, isHidden(name, value) ? HIDDEN : redactedValue(value, walk)]),
  )
}

/** Numbers and flags are kept: `inputTokens: 512` tells nothing about a token. */
function isHidden(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return false
  return SECRET_NAME.test(name) || PRIVATE_NAMES.has(name.toLowerCase())
}

function redactedValue(value: unknown, { depth, seen }: Walk): unknown {
  if (typeof value === 'string') return redactedText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (seen.has(value)) return '[circular]'
  if (depth >= MAX_DEPTH) return '[deeper]'
  const inside: Walk = { depth: depth + 1, seen: new Set([...seen, value]) }
  if (value instanceof Error) return redactedError(value, inside)
  if (value instanceof Map) return redactedEntries(Object.fromEntries(value), inside)
  if (Array.isArray(value) || value instanceof Set) {
    const items = [...value]
    const shown = items.slice(0, MAX_ITEMS).map((item) => redactedValue(item, inside))
    return items.length > MAX_ITEMS ? [...shown, `… ${items.length - MAX_ITEMS} more`] : shown
  }
  return redactedEntries(value, inside)
}

/** What finds the bug: type, message, place, cause, code. Other properties of SDK errors hold whole requests. */
function redactedError(error: Error, walk: Walk): Record<string, unknown> {
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : null
  return {
    type: error.name,
    reason: redactedText(error.message),
    ...(code !== null && { code }),
    ...(error.stack && { stack: redactedText(error.stack) }),
    ...(error.cause !== undefined && { cause: redactedValue(error.cause, walk) }),
    ...(error instanceof AggregateError && { errors: redactedValue(error.errors, walk) }),
  }
}
