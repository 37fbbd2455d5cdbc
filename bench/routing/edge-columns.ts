// Which column of a list of edges is what, by the names in its first line or by what stands in it.

/** Where each column is; −1 for none. */
export interface Columns {
  readonly from: number
  readonly to: number
  readonly weight: number
  readonly time: number
}

export interface Layout {
  readonly columns: Columns
  readonly isHeader: boolean
  /** What was guessed. */
  readonly remarks: readonly string[]
}

const ONE_OF_TWO = '(user|node|person|member|vertex|id)[ _-]?'
const FROM = new RegExp(`^(from|source|src|sender|${ONE_OF_TWO}[1a])([^a-z]|$)|^(from|source)(node|id|user)`, 'i')
const TO = new RegExp(
  `^(to|target|dst|dest|receiver|recipient|${ONE_OF_TWO}[2b])([^a-z]|$)|^(to|target)(node|id|user)`,
  'i',
)
const WEIGHT = /^(weight|rating|strength|count|value)/i
const TIME = /^(time|date|at$)/i

const IN_ORDER: Columns = { from: 0, to: 1, weight: 2, time: 3 }
/** So are lists of messages published: who, to whom, when. */
const WITHOUT_WEIGHT: Columns = { from: 0, to: 1, weight: -1, time: 2 }

/** From the first two lines. An end that has no column is −1: then the names name the other end only. */
export function layoutOf(first: readonly string[], second: readonly string[] = []): Layout {
  const at = (name: RegExp) => first.findIndex((cell) => name.test(cell))
  const named = { from: at(FROM), to: at(TO), weight: at(WEIGHT), time: at(TIME) }
  if (named.from >= 0 || named.to >= 0) return { columns: named, isHeader: true, remarks: [] }
  const isHeader =
    isOfWords(first) && (second.some(isNumber) || first.some((cell) => WEIGHT.test(cell) || TIME.test(cell)))
  const row = isHeader ? second : first
  const isTimed = row.length === 3 && isTime(row[2] ?? '')
  return {
    columns: isTimed ? WITHOUT_WEIGHT : IN_ORDER,
    isHeader,
    remarks: [
      ...(isHeader ? [`The first line ("${first.join(',')}") was taken for names of columns: from, to, …`] : []),
      ...(isTimed ? ['The third column was taken for the time, because it looks like one.'] : []),
    ],
  }
}

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text))
const isOfWords = (cells: readonly string[]): boolean => !cells.some(isNumber)

/** Seconds since 1970 from some year on are larger than any weight is likely to be. */
const LEAST_SECONDS = 1e8
const isTime = (text: string): boolean => (isNumber(text) ? Number(text) >= LEAST_SECONDS : timeOf(text) !== null)

/** Beyond this, numbers are milliseconds. */
const MOST_SECONDS = 1e11

/** Seconds or milliseconds since 1970, or a date with a year: `Date` alone takes "0,5" for a day in May. */
export function timeOf(text: string): Date | null {
  const number = Number(text)
  const isSeconds = Math.abs(number) < MOST_SECONDS
  if (!Number.isFinite(number) && !/\b\d{4}(\b|T)/.test(text)) return null
  const at = new Date(Number.isFinite(number) ? number * (isSeconds ? 1000 : 1) : text)
  return Number.isNaN(at.getTime()) ? null : at
}
