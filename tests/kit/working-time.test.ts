import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWorkingDays,
  addWorkingMinutes,
  DEFAULT_QUIET,
  isQuiet,
  localDay,
  nextWaking,
  nextWeekday,
  workingMinutesBetween,
} from '../../src/kit/working-time.ts'

const berlin = 'Europe/Berlin'
const at = (local: string, zone = berlin) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds)
const local = (moment: Date, zone = berlin) =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

describe('quiet hours', () => {
  test.each([
    ['in the day, now', '2026-11-24T10:20', '2026-11-24T10:20'],
    ['before eight, at eight', '2026-11-24T03:00', '2026-11-24T08:00'],
    ['at eight in the evening, the next morning', '2026-11-24T20:00', '2026-11-25T08:00'],
    ['on Friday night, on Monday', '2026-11-27T22:15', '2026-11-30T08:00'],
    ['on Sunday, on Monday', '2026-11-29T12:00', '2026-11-30T08:00'],
    ['in the night the clocks go forward, at eight of the new time', '2027-03-28T01:30', '2027-03-29T08:00'],
    ['in the night the clocks go back, at eight of the new time', '2026-10-26T00:30', '2026-10-26T08:00'],
  ])('%s', (_, from, expected) => {
    expect(local(nextWaking(at(from), DEFAULT_QUIET, berlin))).toBe(expected)
  })

  test('a person who works at night is awake across midnight', () => {
    const owl = { from: '06:00', until: '22:00', weekends: false }
    expect(isQuiet(at('2026-11-25T02:00'), owl, berlin)).toBe(false)
    expect(isQuiet(at('2026-11-25T12:00'), owl, berlin)).toBe(true)
  })

  test('weekends are awake for those who say so', () => {
    expect(isQuiet(at('2026-11-29T12:00'), { ...DEFAULT_QUIET, weekends: false }, berlin)).toBe(false)
  })
})

describe('working time', () => {
  test.each([
    ['Tuesday + 3 days is Friday at the same time', '2026-11-24T10:20', 3, '2026-11-27T10:20'],
    ['Thursday + 3 days is Tuesday', '2026-11-26T16:00', 3, '2026-12-01T16:00'],
    ['Saturday + 1 day starts on Monday morning', '2026-11-28T15:00', 1, '2026-12-01T08:00'],
    ['across the spring switch', '2027-03-26T18:00', 1, '2027-03-29T18:00'],
    ['across the autumn switch', '2026-10-23T18:00', 1, '2026-10-26T18:00'],
  ])('%s', (_, from, days, expected) => {
    expect(local(addWorkingDays(at(from), days, DEFAULT_QUIET, berlin))).toBe(expected)
  })

  test('four working hours late in the afternoon end the next morning', () => {
    expect(local(addWorkingMinutes(at('2026-11-24T18:00'), 240, DEFAULT_QUIET, berlin))).toBe('2026-11-25T10:00')
  })

  test('what would end exactly at bedtime ends in the morning instead', () => {
    expect(local(addWorkingMinutes(at('2026-11-24T18:00'), 120, DEFAULT_QUIET, berlin))).toBe('2026-11-25T08:00')
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Asia/Kathmandu',
]
const moment = fc.date({ min: new Date('2025-01-01'), max: new Date('2031-01-01'), noInvalidDate: true })

describe('in every zone and on every day', () => {
  test('what was put off lands in waking hours, never earlier', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (from, zone) => {
        const waking = nextWaking(from, DEFAULT_QUIET, zone)
        expect(waking.getTime()).toBeGreaterThanOrEqual(from.getTime())
        expect(isQuiet(waking, DEFAULT_QUIET, zone)).toBe(false)
      }),
    )
  })

  test('working time adds up, and never ends at night', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.integer({ min: 1, max: 6000 }), (from, zone, minutes) => {
        const end = addWorkingMinutes(from, minutes, DEFAULT_QUIET, zone)
        expect(isQuiet(end, DEFAULT_QUIET, zone)).toBe(false)
        expect(
          Math.abs(workingMinutesBetween({ from, until: end }, DEFAULT_QUIET, zone) - minutes),
        ).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('the weekly hour comes once in each local week', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (from, zone) => {
        const first = nextWeekday(from, 1, 9, zone)
        const second = nextWeekday(first, 1, 9, zone)
        const days = Temporal.PlainDate.from(localDay(first, zone)).until(localDay(second, zone)).days
        expect([first > from, days, local(second, zone).slice(11)]).toEqual([true, 7, '09:00'])
      }),
    )
  })
})
