import type { TimeStyle } from '../../kit/ui/text.ts'

/** Where and when a reader reads: their zone, their language, and the desk's now for "in 3 days". */
export interface ReadersTime {
  readonly timeZone: string
  readonly locale: string
  readonly now: Date
  /** Where the reader's own zone is not known, the printed one is named. */
  readonly saysZone?: boolean
}

/** A moment in the reader's words: "Tue 24 Nov, 10:20", "in 3 days". */
export function printTime(at: Date, style: TimeStyle, reader: ReadersTime): string {
  switch (style) {
    case 'date':
      return dayInWords(at, reader)
    case 'time':
      return clockInWords(at, reader)
    case 'moment':
      return `${dayInWords(at, reader)}, ${clockInWords(at, reader)}`
    case 'relative':
      return relativeInWords(at, reader)
  }
}

/** "1 d 4 h", for countdowns where room is short. */
export function durationInWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / MINUTE))
  const parts = [
    { unit: 'd', count: Math.floor(minutes / 1440) },
    { unit: 'h', count: Math.floor((minutes % 1440) / 60) },
    { unit: 'min', count: minutes % 60 },
  ].filter((part) => part.count > 0)
  return parts.length === 0
    ? 'less than a minute'
    : parts
        .slice(0, 2)
        .map(({ unit, count }) => `${count} ${unit}`)
        .join(' ')
}

/** "Berlin" for "Europe/Berlin". */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function dayInWords(at: Date, reader: ReadersTime): string {
  const year = (date: Date) => format(reader, { year: 'numeric' }).format(date)
  const parts = format(reader, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year(at) !== year(reader.now) && { year: 'numeric' }),
  }).formatToParts(at)
  // "Tue, 24 Nov" reads calmer without its comma beside the one before the hour.
  const isEnglish = reader.locale.startsWith('en')
  return parts.map((part) => (isEnglish && part.type === 'literal' ? ' ' : part.value)).join('')
}

function clockInWords(at: Date, reader: ReadersTime): string {
  const clock = format(reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  return reader.saysZone ? `${clock} (${cityOf(reader.timeZone)})` : clock
}

function relativeInWords(at: Date, { locale, now }: ReadersTime): string {
  const ms = at.getTime() - now.getTime()
  const away = Math.abs(ms)
  const words = new Intl.RelativeTimeFormat(known(locale), { numeric: 'auto' })
  if (away < HOUR) return words.format(Math.round(ms / MINUTE), 'minute')
  if (away < DAY) return words.format(Math.round(ms / HOUR), 'hour')
  return words.format(Math.round(ms / DAY), 'day')
}

function format({ locale, timeZone }: ReadersTime, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(known(locale), { ...options, timeZone })
}

/** British English writes "24 Nov"; a locale that the runtime does not know must not cost the reader their page. */
function known(locale: string): string {
  if (locale === 'en') return 'en-GB'
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-GB'
  } catch {
    return 'en-GB'
  }
}
