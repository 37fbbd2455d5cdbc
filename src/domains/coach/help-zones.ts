// One table: which country a time zone lies in.

/** Zones that lie in one country; a zone that is not here tells none. */
const zonesByCountry: Readonly<Record<string, readonly string[]>> = {
  US: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Los_Angeles',
    'America/Phoenix',
    'America/Detroit',
    'America/Anchorage',
    'Pacific/Honolulu',
    'America/Boise',
    'America/Indiana/Indianapolis',
  ],
  CA: [
    'America/Toronto',
    'America/Vancouver',
    'America/Edmonton',
    'America/Winnipeg',
    'America/Halifax',
    'America/Montreal',
    'America/St_Johns',
    'America/Regina',
  ],
  GB: ['Europe/London', 'Europe/Belfast'],
  IE: ['Europe/Dublin'],
  AU: [
    'Australia/Sydney',
    'Australia/Melbourne',
    'Australia/Brisbane',
    'Australia/Perth',
    'Australia/Adelaide',
    'Australia/Hobart',
    'Australia/Darwin',
  ],
  NZ: ['Pacific/Auckland'],
  DE: ['Europe/Berlin', 'Europe/Busingen'],
  AT: ['Europe/Vienna'],
  CH: ['Europe/Zurich'],
  FR: ['Europe/Paris'],
  BE: ['Europe/Brussels'],
  ES: ['Europe/Madrid', 'Atlantic/Canary', 'Africa/Ceuta'],
  PT: ['Europe/Lisbon', 'Atlantic/Madeira', 'Atlantic/Azores'],
  BR: [
    'America/Sao_Paulo',
    'America/Bahia',
    'America/Fortaleza',
    'America/Recife',
    'America/Manaus',
    'America/Belem',
    'America/Cuiaba',
  ],
  IT: ['Europe/Rome'],
  JP: ['Asia/Tokyo'],
  NL: ['Europe/Amsterdam'],
  SE: ['Europe/Stockholm'],
  DK: ['Europe/Copenhagen'],
  NO: ['Europe/Oslo'],
  FI: ['Europe/Helsinki'],
  PL: ['Europe/Warsaw'],
  IN: ['Asia/Kolkata', 'Asia/Calcutta'],
}

const countryByZone = new Map(
  Object.entries(zonesByCountry).flatMap(([country, zones]) => zones.map((zone) => [zone, country] as const)),
)

/** Where the member is by their time zone, else by the region of their locale; null where neither tells. */
export function countryOf(timeZone: string, locale: string): string | null {
  return countryByZone.get(timeZone) ?? regionOf(locale) ?? null
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region
  } catch {
    return undefined
  }
}
