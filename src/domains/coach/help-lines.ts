// One table: where somebody in need can call, by country.

/**
 * Numbers of national services as their own pages name them; to be looked through once a year and whenever somebody says
 * that one has changed. A community adds its own place in the coach's settings.
 */
export interface HelpLines {
  readonly country: string
  /** Ambulance and police. */
  readonly emergency: string
  readonly crisis: string
  readonly harm?: string
}

/** Lists services of every country; shown where the member's country is not in the table, and beside the others. */
export const EVERYWHERE = { href: 'https://findahelpline.com', label: 'findahelpline.com' } as const

const linesByCountry: Readonly<Record<string, HelpLines>> = {
  US: {
    country: 'the United States',
    emergency: '911',
    crisis: '988 Suicide & Crisis Lifeline: call or text 988',
    harm: 'National Domestic Violence Hotline: 1-800-799-7233',
  },
  CA: { country: 'Canada', emergency: '911', crisis: '9-8-8 Suicide Crisis Helpline: call or text 988' },
  GB: {
    country: 'the United Kingdom',
    emergency: '999',
    crisis: 'Samaritans: 116 123',
    harm: 'National Domestic Abuse Helpline: 0808 2000 247',
  },
  IE: { country: 'Ireland', emergency: '112', crisis: 'Samaritans: 116 123', harm: 'Women’s Aid: 1800 341 900' },
  AU: { country: 'Australia', emergency: '000', crisis: 'Lifeline: 13 11 14', harm: '1800RESPECT: 1800 737 732' },
  NZ: { country: 'New Zealand', emergency: '111', crisis: 'Need to talk? call or text 1737' },
  DE: {
    country: 'Deutschland',
    emergency: '112',
    crisis: 'TelefonSeelsorge: 0800 111 0 111 · 116 123',
    harm: 'Hilfetelefon Gewalt gegen Frauen: 116 016',
  },
  AT: {
    country: 'Österreich',
    emergency: '112',
    crisis: 'Telefonseelsorge: 142',
    harm: 'Frauenhelpline: 0800 222 555',
  },
  CH: { country: 'Schweiz, Suisse, Svizzera', emergency: '112', crisis: 'Die Dargebotene Hand, La Main Tendue: 143' },
  FR: { country: 'France', emergency: '112', crisis: 'Numéro national de prévention du suicide : 3114', harm: '3919' },
  BE: {
    country: 'België, Belgique',
    emergency: '112',
    crisis: 'Zelfmoordlijn: 1813 · Prévention du suicide : 0800 32 123',
  },
  ES: { country: 'España', emergency: '112', crisis: 'Línea de atención a la conducta suicida: 024', harm: '016' },
  PT: { country: 'Portugal', emergency: '112', crisis: 'SNS 24: 808 24 24 24', harm: 'APAV: 116 006' },
  BR: { country: 'Brasil', emergency: '190 · 192', crisis: 'CVV: 188', harm: 'Central de Atendimento à Mulher: 180' },
  IT: { country: 'Italia', emergency: '112', crisis: 'Telefono Amico Italia: 02 2327 2327', harm: '1522' },
  JP: {
    country: '日本',
    emergency: '119 · 110',
    crisis: 'よりそいホットライン: 0120-279-338',
    harm: 'DV相談ナビ: #8008',
  },
  NL: {
    country: 'Nederland',
    emergency: '112',
    crisis: '113 Zelfmoordpreventie: 113',
    harm: 'Veilig Thuis: 0800 2000',
  },
  SE: {
    country: 'Sverige',
    emergency: '112',
    crisis: 'Mind Självmordslinjen: 90101',
    harm: 'Kvinnofridslinjen: 020-50 50 50',
  },
  DK: { country: 'Danmark', emergency: '112', crisis: 'Livslinien: 70 201 201' },
  NO: { country: 'Norge', emergency: '112 · 113', crisis: 'Mental Helse: 116 123' },
  FI: { country: 'Suomi', emergency: '112', crisis: 'Kriisipuhelin: 09 2525 0111' },
  PL: {
    country: 'Polska',
    emergency: '112',
    crisis: 'Kryzysowy telefon zaufania: 116 123',
    harm: 'Niebieska Linia: 800 120 002',
  },
  IN: { country: 'India', emergency: '112', crisis: 'Tele-MANAS: 14416', harm: 'Women Helpline: 181' },
}

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
export function helpLinesFor(timeZone: string, locale: string): HelpLines | null {
  const country = countryByZone.get(timeZone) ?? regionOf(locale)
  return (country && linesByCountry[country]) || null
}

function regionOf(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).region
  } catch {
    return undefined
  }
}
