/**
 * Local time as data: when a person may be disturbed, and how long something takes in their working hours. A working day is the
 * waking part of Monday to Friday; "3 working days" from Tuesday 10:20 is Friday 10:20. Daylight-saving switches are followed
 * because every day is worked out in the person's own zone.
 */
export interface QuietHours {
  /** Hour and minute as `HH:MM`, local. From 20:00 until 08:00 by default. */
  readonly from: string
  readonly until: string
  readonly weekends: boolean
}

export const DEFAULT_QUIET: QuietHours = { from: '20:00', until: '08:00', weekends: true }

/** The same moment when awake, else the next moment at which the person may be disturbed. */
export function nextWaking(at: Date, quiet: QuietHours, timeZone: string): Date {
  const moment = zoned(at, timeZone)
  for (let ahead = 0; ahead <= 8; ahead++) {
    const window = wakingWindow(moment.toPlainDate().add({ days: ahead - 1 }), quiet, timeZone)
    if (!window || Temporal.ZonedDateTime.compare(window.end, moment) <= 0) continue
    return toDate(Temporal.ZonedDateTime.compare(window.start, moment) > 0 ? window.start : moment)
  }
  return at
}

export function isQuiet(at: Date, quiet: QuietHours, timeZone: string): boolean {
  return nextWaking(at, quiet, timeZone).getTime() !== at.getTime()
}

/** `minutes` of waking time on working days after `at`. */
export function addWorkingMinutes(at: Date, minutes: number, quiet: QuietHours, timeZone: string): Date {
  const always = { ...quiet, weekends: true }
  let moment = zoned(nextWaking(at, always, timeZone), timeZone)
  let left = minutes
  for (let guard = 0; guard < 4000; guard++) {
    const window = windowAround(moment, always, timeZone)
    const available = window.end.since(moment, { largestUnit: 'minutes' }).total('minutes')
    if (left < available) return toDate(moment.add({ milliseconds: Math.round(left * 60_000) }))
    left -= available
    moment = zoned(nextWaking(toDate(window.end), always, timeZone), timeZone)
  }
  throw new RangeError(
    `No working time found within ${minutes} minutes of waking hours ${quiet.until}–${quiet.from} in ${timeZone}.`,
  )
}

/** The waking minutes of working days between two moments; 0 when `until` is not after `from`. The inverse of `addWorkingMinutes`. */
export function workingMinutesBetween(span: { from: Date; until: Date }, quiet: QuietHours, timeZone: string): number {
  const always = { ...quiet, weekends: true }
  const end = zoned(span.until, timeZone)
  let moment = zoned(nextWaking(span.from, always, timeZone), timeZone)
  let minutes = 0
  while (Temporal.ZonedDateTime.compare(moment, end) < 0) {
    const window = windowAround(moment, always, timeZone)
    const stop = Temporal.ZonedDateTime.compare(window.end, end) < 0 ? window.end : end
    minutes += stop.since(moment, { largestUnit: 'minutes' }).total('minutes')
    moment = zoned(nextWaking(toDate(window.end), always, timeZone), timeZone)
  }
  return Math.round(minutes)
}

export function workingDayMinutes(quiet: QuietHours): number {
  const start = Temporal.PlainTime.from(quiet.until)
  const length = start.until(Temporal.PlainTime.from(quiet.from)).total('minutes')
  return length > 0 ? length : length + 24 * 60
}

export function addWorkingDays(at: Date, days: number, quiet: QuietHours, timeZone: string): Date {
  return addWorkingMinutes(at, days * workingDayMinutes(quiet), quiet, timeZone)
}

/** The next given weekday (1 Monday … 7 Sunday) at `hour`:00 local, strictly after `after`. */
export function nextWeekday(after: Date, weekday: number, hour: number, timeZone: string): Date {
  const from = zoned(after, timeZone)
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = from.toPlainDate().add({ days: ahead })
    const at = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour }) })
    if (day.dayOfWeek === weekday && Temporal.ZonedDateTime.compare(at, from) > 0) return toDate(at)
  }
  throw new RangeError(`No weekday ${weekday} within eight days of ${after.toISOString()}.`)
}

/** The start of a local day, as the moment it begins there. */
export function startOfDay(day: string, timeZone: string, time = '00:00'): Date {
  return toDate(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }))
}

/** The local calendar day of a moment, as `YYYY-MM-DD`. */
export function localDay(at: Date, timeZone: string): string {
  return zoned(at, timeZone).toPlainDate().toString()
}

export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000)
}

export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

interface Window {
  readonly start: Temporal.ZonedDateTime
  readonly end: Temporal.ZonedDateTime
}

/** The waking part that starts on this local day; it ends after midnight for people who work at night. */
function wakingWindow(day: Temporal.PlainDate, quiet: QuietHours, timeZone: string): Window | null {
  if (quiet.weekends && day.dayOfWeek > 5) return null
  const wake = Temporal.PlainTime.from(quiet.until)
  const sleep = Temporal.PlainTime.from(quiet.from)
  const start = day.toZonedDateTime({ timeZone, plainTime: wake })
  const endDay = Temporal.PlainTime.compare(sleep, wake) > 0 ? day : day.add({ days: 1 })
  return { start, end: endDay.toZonedDateTime({ timeZone, plainTime: sleep }) }
}

function windowAround(moment: Temporal.ZonedDateTime, quiet: QuietHours, timeZone: string): Window {
  for (const back of [0, 1]) {
    const window = wakingWindow(moment.toPlainDate().subtract({ days: back }), quiet, timeZone)
    const inside =
      window &&
      Temporal.ZonedDateTime.compare(window.start, moment) <= 0 &&
      Temporal.ZonedDateTime.compare(moment, window.end) < 0
    if (window && inside) return window
  }
  throw new RangeError(`${moment.toString()} is not in waking time.`)
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
}

function toDate(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds)
}
