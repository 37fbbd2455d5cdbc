import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startTicker, type Ticker } from '../../../src/infra/cron/ticker.ts'
import { collectingLog } from '../../helpers/log.ts'

let ticker: Ticker | undefined

beforeEach(() => {
  // The minute before Berlin's clocks jump from 02:00 to 03:00.
  vi.useFakeTimers({ now: new Date('2027-03-28T00:58:30Z') })
})
afterEach(async () => {
  await ticker?.stop()
  vi.useRealTimers()
})

it('ticks once at each full minute in UTC, also over a daylight-saving switch', async () => {
  const slots: string[] = []
  ticker = startTicker({ onTick: async (slot) => void slots.push(slot.toISOString()), log: collectingLog() })
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(slots).toEqual([
    '2027-03-28T00:59:00.000Z',
    '2027-03-28T01:00:00.000Z',
    '2027-03-28T01:01:00.000Z',
    '2027-03-28T01:02:00.000Z',
  ])
})

it('logs a failing tick and ticks again', async () => {
  const log = collectingLog()
  let ticks = 0
  const onTick = async () => {
    ticks += 1
    if (ticks === 1) throw new Error('the database is away')
  }
  ticker = startTicker({ onTick, log })
  await vi.advanceTimersByTimeAsync(2 * 60_000)
  expect(ticks).toBe(2)
  expect(log.messages('error')).toEqual(['A tick failed; the next one looks again'])
})

it('does not tick while the tick before is at it', async () => {
  let ticks = 0
  let finish = () => {}
  const onTick = () => {
    ticks += 1
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  }
  ticker = startTicker({ onTick, log: collectingLog() })
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  expect(ticks).toBe(1)
  finish()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ticks).toBe(2)
  finish()
})

it('stops, after the tick under way has ended', async () => {
  const events: string[] = []
  let finish = () => {}
  const onTick = async () => {
    events.push('tick')
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    events.push('end of tick')
  }
  ticker = startTicker({ onTick, log: collectingLog() })
  await vi.advanceTimersByTimeAsync(60_000)
  const stopped = ticker.stop().then(() => events.push('stopped'))
  finish()
  await stopped
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  expect(events).toEqual(['tick', 'end of tick', 'stopped'])
})
