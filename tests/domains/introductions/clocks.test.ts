import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { URGENCIES } from '../../../src/domains/introductions/model.ts'
import { DEFAULT_HOUSE_RULES } from '../../../src/domains/introductions/model-defaults.ts'
import {
  askedAt,
  minutesLeft,
  offerClock,
  requestClock,
  resumedClock,
} from '../../../src/domains/introductions/rules/clocks.ts'
import { DEFAULT_QUIET, isQuiet } from '../../../src/kit/working-time.ts'

const hours = (timeZone: string) => ({ quiet: DEFAULT_QUIET, timeZone })
const BERLIN = hours('Europe/Berlin')
const clock = (urgency: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT', from: string, zone = 'Europe/Berlin') => {
  const { answerBy, nudgeAt } = offerClock({ urgency, house: DEFAULT_HOUSE_RULES }, new Date(from), hours(zone))
  return [nudgeAt.toISOString(), answerBy.toISOString()]
}

describe('the clock of an offer', () => {
  test('is 5, 3 or 1 working days, or 4 working hours, with a nudge at half', () => {
    const from = '2026-11-24T09:20:00Z'
    expect(clock('LOW', from)).toEqual(['2026-11-26T15:20:00.000Z', '2026-12-01T09:20:00.000Z'])
    expect(clock('NORMAL', from)).toEqual(['2026-11-25T15:20:00.000Z', '2026-11-27T09:20:00.000Z'])
    expect(clock('HIGH', from)).toEqual(['2026-11-24T15:20:00.000Z', '2026-11-25T09:20:00.000Z'])
    expect(clock('URGENT', from)).toEqual(['2026-11-24T11:20:00.000Z', '2026-11-24T13:20:00.000Z'])
  })

  test('is the facilitator’s: the same moment in New York and Tokyo', () => {
    const from = '2026-11-24T09:20:00Z'
    expect(clock('URGENT', from, 'America/New_York')[1]).toBe('2026-11-24T17:00:00.000Z')
    expect(clock('URGENT', from, 'Asia/Tokyo')[1]).toBe('2026-11-25T01:20:00.000Z')
  })

  test('asked on a Friday night starts on Monday morning', () => {
    expect(clock('URGENT', '2026-11-27T21:00:00Z')).toEqual(['2026-11-30T09:00:00.000Z', '2026-11-30T11:00:00.000Z'])
  })

  test('keeps its local hour over both daylight-saving switches', () => {
    // Berlin goes to winter time on Sunday 25 October 2026, and to summer time on Sunday 28 March 2027.
    expect(clock('HIGH', '2026-10-23T08:20:00Z')[1]).toBe('2026-10-26T09:20:00.000Z')
    expect(clock('HIGH', '2027-03-26T09:20:00Z')[1]).toBe('2027-03-29T08:20:00.000Z')
    // New York switches a week later in autumn, on 1 November 2026.
    expect(clock('HIGH', '2026-10-30T14:20:00Z', 'America/New_York')[1]).toBe('2026-11-02T15:20:00.000Z')
  })

  test('never falls due while its facilitator sleeps, whatever the moment and the zone', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia']
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), fc.constantFrom(...URGENCIES), (from, zone, urgency) => {
        const { answerBy, nudgeAt } = offerClock({ urgency, house: DEFAULT_HOUSE_RULES }, from, hours(zone))
        expect([isQuiet(answerBy, DEFAULT_QUIET, zone), isQuiet(nudgeAt, DEFAULT_QUIET, zone)]).toEqual([false, false])
        expect(nudgeAt > from && nudgeAt < answerBy).toBe(true)
      }),
    )
  })

  test('stopped and started again runs on with what was left', () => {
    const asked = new Date('2026-11-24T09:20:00Z')
    const { answerBy } = offerClock({ urgency: 'NORMAL', house: DEFAULT_HOUSE_RULES }, asked, BERLIN)
    const left = minutesLeft(answerBy, new Date('2026-11-25T09:20:00Z'), BERLIN)
    expect(left).toBe(24 * 60)
    expect(resumedClock(left, new Date('2026-11-30T07:00:00Z'), BERLIN).answerBy.toISOString()).toBe(
      '2026-12-02T07:00:00.000Z',
    )
    expect(minutesLeft(answerBy, new Date('2026-12-01T00:00:00Z'), BERLIN)).toBe(0)
    expect(resumedClock(0, asked, BERLIN).answerBy.toISOString()).toBe('2026-11-24T10:20:00.000Z')
  })
})

describe('the clock of a request', () => {
  test('gives a notice by day, and 48 hours after it at least, and 30 days in all', () => {
    const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Tokyo'), (from, zone) => {
        const { expiryNoticeAt, expiresAt } = requestClock(from, 30, hours(zone))
        expect([isQuiet(expiryNoticeAt, DEFAULT_QUIET, zone), isQuiet(expiresAt, DEFAULT_QUIET, zone)]).toEqual([
          false,
          false,
        ])
        expect(expiresAt.getTime() - expiryNoticeAt.getTime()).toBeGreaterThanOrEqual(48 * 3_600_000)
        expect(expiresAt.getTime() - from.getTime()).toBeGreaterThanOrEqual(30 * 86_400_000)
      }),
    )
  })
})

describe('introductions.asked_at', () => {
  const at = (now: string, askRhythm: 'AT_ONCE' | 'DAILY' | 'WEEKLY', urgency: 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT') =>
    askedAt(urgency, new Date(now), { ...BERLIN, askRhythm }).toISOString()
  const TUESDAY_MORNING = '2026-11-24T06:00:00Z'
  const TUESDAY_NOON = '2026-11-24T11:00:00Z'

  test('comes together at nine, theirs', () => {
    expect(at(TUESDAY_NOON, 'AT_ONCE', 'LOW')).toBe('2026-11-24T11:00:00.000Z')
    expect(at(TUESDAY_MORNING, 'DAILY', 'NORMAL')).toBe('2026-11-24T08:00:00.000Z')
    expect(at(TUESDAY_NOON, 'DAILY', 'NORMAL')).toBe('2026-11-25T08:00:00.000Z')
    expect(at(TUESDAY_NOON, 'WEEKLY', 'NORMAL')).toBe('2026-11-30T08:00:00.000Z')
  })
  test('what matters this week waits for the next day at most, and what is urgent for nothing', () => {
    expect(at(TUESDAY_NOON, 'WEEKLY', 'HIGH')).toBe('2026-11-25T08:00:00.000Z')
    expect(at(TUESDAY_NOON, 'WEEKLY', 'URGENT')).toBe('2026-11-24T11:00:00.000Z')
  })
  test('not on a weekend that is quiet', () =>
    expect(at('2026-11-27T11:00:00Z', 'DAILY', 'NORMAL')).toBe('2026-11-30T08:00:00.000Z'))
})
