import type { Reader } from '../../kit/surface.ts'
import type { TimeStyle } from '../../kit/ui/text.ts'

/**
 * A moment for a mail, which may be read next week and elsewhere: always a date with its year and the name of the zone, never
 * "in 3 days".
 */
export function printTime(at: Date, style: TimeStyle, reader: Pick<Reader, 'timeZone' | 'locale'>): string {
  const day = () => format(at, reader, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const clock = () =>
    format(at, reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' })
  switch (style) {
    case 'date':
      return day()
    case 'time':
      return clock()
    case 'moment':
    case 'relative':
      return `${day()}, ${clock()}`
  }
}

function format(
  at: Date,
  { locale, timeZone }: Pick<Reader, 'timeZone' | 'locale'>,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(knownLocale(locale), { ...options, timeZone }).format(at)
}

/** British English writes "24 Nov"; a locale that the runtime does not know must not cost the reader their mail. */
function knownLocale(locale: string): string {
  if (locale === 'en') return 'en-GB'
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-GB'
  } catch {
    return 'en-GB'
  }
}
