import type { MemberId } from '../../../kit/brand.ts'
import {
  addDays,
  addWorkingDays,
  addWorkingMinutes,
  DEFAULT_QUIET,
  isQuiet,
  localDay,
  nextWaking,
  nextWeekday,
  startOfDay,
  workingDayMinutes,
  workingMinutesBetween,
} from '../../../kit/working-time.ts'
import type { Party, RequestState, Urgency } from '../model.ts'
import { CLOCKS, type HouseRules } from '../model-defaults.ts'

/** When a person may be disturbed. */
export type Hours = Pick<Party, 'quiet' | 'timeZone'>

/** Somebody who is gone has no hours of their own any more: their clocks still end at a decent time. */
const NOBODYS_HOURS: Hours = { quiet: DEFAULT_QUIET, timeZone: 'UTC' }

export function hoursOf(state: Pick<RequestState, 'people'>, memberId: MemberId | null): Hours {
  return (memberId && state.people.get(memberId)) || NOBODYS_HOURS
}

export interface OfferClock {
  readonly answerBy: Date
  readonly nudgeAt: Date
}

/** How urgent it is, and what that means in this house. */
export interface Haste {
  readonly urgency: Urgency
  readonly house: HouseRules
}

/** How long a facilitator has, in their own working hours, and when they are reminded: at half of it. */
export function offerClock(haste: Haste, from: Date, hours: Hours): OfferClock {
  return runClock(offerMinutes(haste, hours), from, hours)
}

/** The same clock after a question has stopped it, with what was left. */
export function resumedClock(minutesLeft: number, from: Date, hours: Hours): OfferClock {
  return runClock(Math.max(minutesLeft, CLOCKS.leastWorkingMinutesLeft), from, hours)
}

type Rhythm = Pick<Party, 'askRhythm' | 'quiet' | 'timeZone'>

const NINE = { hour: 9, text: '09:00' } as const
const MONDAY = 1
const WEEK_DAYS = 7

/**
 * When an offer reaches somebody who wants requests together: at nine of their next day, or of their next Monday. What is
 * urgent comes at once, and what matters this week does not wait for the next.
 */
export function askedAt(urgency: Urgency, now: Date, { askRhythm, quiet, timeZone }: Rhythm): Date {
  if (askRhythm === 'AT_ONCE' || urgency === 'URGENT') return now
  if (askRhythm === 'WEEKLY' && urgency !== 'HIGH') {
    return nextWaking(nextWeekday(now, MONDAY, NINE.hour, timeZone), quiet, timeZone)
  }
  const nines = Array.from({ length: WEEK_DAYS + 1 }, (_, days) =>
    startOfDay(localDay(addDays(now, days), timeZone), timeZone, NINE.text),
  )
  // Somebody whose quiet hours leave no nine o'clock is asked when they wake.
  return nines.find((nine) => nine >= now && !isQuiet(nine, quiet, timeZone)) ?? nextWaking(now, quiet, timeZone)
}

function runClock(minutes: number, from: Date, { quiet, timeZone }: Hours): OfferClock {
  return {
    answerBy: addWorkingMinutes(from, minutes, quiet, timeZone),
    nudgeAt: addWorkingMinutes(from, Math.floor(minutes / 2), quiet, timeZone),
  }
}

export function minutesLeft(answerBy: Date, now: Date, { quiet, timeZone }: Hours): number {
  return workingMinutesBetween({ from: now, until: answerBy }, quiet, timeZone)
}

function offerMinutes({ urgency, house }: Haste, { quiet }: Hours): number {
  switch (urgency) {
    case 'URGENT':
      return house.urgentHours * 60
    case 'HIGH':
      return house.highDays * workingDayMinutes(quiet)
    case 'NORMAL':
      return house.normalDays * workingDayMinutes(quiet)
    case 'LOW':
      return house.lowDays * workingDayMinutes(quiet)
  }
}

export function workingDaysAfter(from: Date, days: number, { quiet, timeZone }: Hours): Date {
  return addWorkingDays(from, days, quiet, timeZone)
}

/** Some days later, or the next waking moment after that: nothing falls due at 3 a.m. */
export function daysAfter(from: Date, days: number, { quiet, timeZone }: Hours): Date {
  return nextWaking(addDays(from, days), quiet, timeZone)
}

/** A request ends after its days, and never less than 48 hours after a notice that came at a waking moment. */
export function requestClock(from: Date, days: number, hours: Hours): { expiryNoticeAt: Date; expiresAt: Date } {
  const noticeDays = CLOCKS.expiryNoticeHours / 24
  const expiryNoticeAt = daysAfter(from, days - noticeDays, hours)
  return { expiryNoticeAt, expiresAt: daysAfter(expiryNoticeAt, noticeDays, hours) }
}
