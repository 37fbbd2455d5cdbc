import { cleanLine, clipText, excerptOf } from './clean.ts'
import { MAX_ADDRESSES, MAX_INTERACTIONS, MAX_PHONE_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from './limits.ts'
import type { Visibility, Warn } from './model.ts'
import { normaliseEmail, normaliseName, normalisePhone } from './normalise.ts'

/** A date is taken for the future only a day late: "today" east of Greenwich is tomorrow in UTC for some hours. */
const FUTURE_TOLERANCE_MS = 24 * 60 * 60 * 1000
const OLDEST_YEAR = 1900

/** The languages whose month names are read: those of the exports in `columns.ts`. */
const MONTH_LOCALES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl']

const VISIBILITY_BY_WORD: ReadonlyMap<string, Visibility> = new Map([
  ['only me', 'ONLY_ME'],
  ['onlyme', 'ONLY_ME'],
  ['me', 'ONLY_ME'],
  ['router', 'ROUTER'],
  ['facilitators', 'FACILITATORS'],
  ['facilitator', 'FACILITATORS'],
  ['workspace', 'WORKSPACE'],
])

/** Between two numbers of one cell; after a semicolon may stand a parameter of the same number. Blanks are single here. */
const PHONE_DIVIDER = / ::: |\n|\|| \/ |, (?=[+(\d])|;(?! ?(?:ext|isub|phone-context)=)/

/** The addresses of a file's e-mail cells, normalised and without repetition; bad ones are dropped with a warning. */
export function readEmails(cells: readonly string[], warn: Warn): string[] {
  const emails = new Set<string>()
  for (const cell of cells) {
    for (const part of emailParts(cell)) {
      const email = normaliseEmail(part)
      if (email === null) warn('bad-email', excerptOf([part]))
      else emails.add(email)
    }
  }
  return firstOnes([...emails], MAX_ADDRESSES, 'e-mail addresses', warn)
}

/** The phone numbers of a file's cells, one of each number; what is no number is dropped with a warning. */
export function readPhones(cells: readonly string[], warn: Warn): string[] {
  const phoneByDigits = new Map<string, string>()
  for (const cell of cells) {
    for (const part of cell.replace(/[^\S\n]+/g, ' ').split(PHONE_DIVIDER)) {
      const phone = readPhoneText(part)
      if (phone === '') continue
      const digits = phone.length > MAX_PHONE_LENGTH ? null : normalisePhone(phone)
      if (digits === null) warn('bad-phone', excerptOf([phone]))
      else if (!phoneByDigits.has(digits)) phoneByDigits.set(digits, phone)
    }
  }
  return firstOnes([...phoneByDigits.values()], MAX_ADDRESSES, 'phone numbers', warn)
}

/** Tags from cells already split by their format, without repetition in any case. */
export function readTags(words: readonly string[], warn: Warn): string[] {
  const tagByName = new Map<string, string>()
  for (const word of words) {
    const tag = cleanLine(word)
    if (tag === '') continue
    if (tag.length > MAX_TAG_LENGTH) warn('clipped', `tag (${tag.length} characters, ${MAX_TAG_LENGTH} kept)`)
    const clipped = clipText(tag, MAX_TAG_LENGTH)
    const key = normaliseName(clipped)
    if (key !== '' && !tagByName.has(key)) tagByName.set(key, clipped)
  }
  return firstOnes([...tagByName.values()], MAX_TAGS, 'tags', warn)
}

/**
 * Strength as 0–1. `0.7`, `0,7`, `70%` and `70` are the same; `1` is all of it.
 * Between 1 and 2 without a percent sign nobody can tell, so it is dropped with a warning.
 */
export function readStrength(text: string, warn: Warn): number | undefined {
  const cell = cleanLine(text)
  if (cell === '') return undefined
  const match = /^(\d{1,3}(?:[.,]\d{1,6})?) ?(%?)$/.exec(cell)
  const stated = Number(match?.[1]?.replace(',', '.') ?? Number.NaN)
  const inPercent = match?.[2] === '%' || stated >= 2
  const strength = inPercent ? stated / 100 : stated
  if (strength >= 0 && strength <= 1) return strength
  warn('strength-out-of-range', excerptOf([cell]))
  return undefined
}

export function readInteractions(text: string, warn: Warn): number | undefined {
  const cell = cleanLine(text)
  if (cell === '') return undefined
  const count = /^\d{1,9}(?:\.0+)?$/.test(cell) ? Number(cell) : Number.NaN
  if (count <= MAX_INTERACTIONS) return count
  warn('interactions-unclear', excerptOf([cell]))
  return undefined
}

/** A word nobody knows becomes ONLY_ME: whoever wrote "private" must not find the edge shown to a workspace. */
export function readVisibility(text: string, warn: Warn): Visibility | undefined {
  const cell = cleanLine(text)
  if (cell === '') return undefined
  const known = VISIBILITY_BY_WORD.get(normaliseName(cell.replace(/[_-]+/g, ' ')))
  if (known !== undefined) return known
  warn('visibility-unknown', excerptOf([cell]))
  return 'ONLY_ME'
}

/** A past day or moment; days are midnight UTC. Future and unreadable dates are dropped with a warning. */
export function readPastDate(text: string, now: Date, warn: Warn): Date | undefined {
  const cell = cleanLine(text)
  if (cell === '') return undefined
  const date = parseDate(cell)
  if (date === undefined) {
    warn('date-unclear', excerptOf([cell]))
    return undefined
  }
  if (date.getTime() > now.getTime() + FUTURE_TOLERANCE_MS) {
    warn('date-in-future', excerptOf([cell]))
    return undefined
  }
  return date
}

/** A `tel:` address as a person would write it: its extension in words, its other parameters left out. */
function readPhoneText(text: string): string {
  const bare = text.replace(/^ ?tel:/i, '').replace(/; ?ext=(\d+)/i, ' ext. $1')
  return cleanLine(bare.replace(/; ?[a-z-]+=.*$/i, ''))
}

function emailParts(cell: string): string[] {
  const line = cleanLine(cell.replaceAll(' ::: ', ';'))
  const named = /^[^;|]*<[^<>]*>$/.test(line) ? [line] : line.split(/[;,|\s]+/)
  return named.filter((part) => part !== '')
}

function firstOnes(values: string[], max: number, field: string, warn: Warn): string[] {
  if (values.length > max) warn('too-many-values', `${field} (${values.length}, ${max} kept)`)
  return values.slice(0, max)
}

/** ISO dates and times, `12 Mar 2023`, `Mar 12, 2023`, `12.03.2023`, and `13/03/2023` where only one order is possible. */
function parseDate(text: string): Date | undefined {
  const iso =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text)
  if (iso) return withTime(dayOf(iso[1], iso[2], iso[3]), iso[4], iso[5])
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return dayOf(compact[1], compact[2], compact[3])
  const dotted = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4})$/.exec(text)
  if (dotted && text.includes('.')) return dayOf(dotted[3], dotted[2], dotted[1])
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (slashed) return slashedDay(Number(slashed[1]), Number(slashed[2]), slashed[3])
  const words = text
    .replace(/[.,]/g, ' ')
    .replace(/\b(?:de|del|do)\b/gi, ' ')
    .trim()
    .split(/\s+/)
  if (words.length !== 3) return undefined
  const [first = '', second = '', year = ''] = words
  if (!/^\d{4}$/.test(year)) return undefined
  return /^\d{1,2}$/.test(first) ? dayOf(year, monthOf(second), first) : dayOf(year, monthOf(first), second)
}

/** 03/04/2023 is April in Lyon and March in Boston: only the days above 12 tell. */
function slashedDay(first: number, second: number, year: string | undefined): Date | undefined {
  if (first > 12) return dayOf(year, second, first)
  if (second > 12 || first === second) return dayOf(year, first, second)
  return undefined
}

function dayOf(year: unknown, month: unknown, day: unknown): Date | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (!Number.isInteger(y) || !Number.isInteger(m) || !Number.isInteger(d) || y < OLDEST_YEAR) return undefined
  const date = new Date(Date.UTC(y, m - 1, d))
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? date : undefined
}

function withTime(day: Date | undefined, time: string | undefined, zone: string | undefined): Date | undefined {
  if (day === undefined || time === undefined) return day
  const offset = zone === undefined ? 'Z' : zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const moment = new Date(
    `${day.toISOString().slice(0, 10)}T${time.padStart(time.indexOf(':') === 1 ? time.length + 1 : time.length, '0')}${offset}`,
  )
  return Number.isNaN(moment.getTime()) ? undefined : moment
}

let monthByName: ReadonlyMap<string, number> | undefined

/** 1–12 for a month's long or short name in any of our languages. Built on first use: 168 formats cost some milliseconds. */
function monthOf(word: string): number | undefined {
  monthByName ??= new Map(
    MONTH_LOCALES.flatMap((locale) =>
      (['long', 'short'] as const).flatMap((month) => {
        const format = new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' })
        return Array.from({ length: 12 }, (_, index): [string, number] => {
          const parts = format.formatToParts(new Date(Date.UTC(2020, index, 1)))
          return [monthKey(parts.find((part) => part.type === 'month')?.value ?? ''), index + 1]
        })
      }),
    ),
  )
  return monthByName.get(monthKey(word))
}

function monthKey(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}.]/gu, '')
}
