import { z } from 'zod'
import type { Clock } from '../kit/clock.ts'
import type { Database } from '../kit/db.ts'
import type { Ports } from './ports.ts'
import { nextDue, sweepAll } from './schedule.ts'
import { readSetting, writeSetting } from './store.ts'

/** A clock that the playground can move ahead of the machine's. Never used where a platform is connected. */
export interface MovableClock extends Clock {
  aheadMs(): number
  setAhead(ms: number): void
}

export function movableClock(machine: Clock): MovableClock {
  let ahead = 0
  return {
    now: () => new Date(machine.now().getTime() + ahead),
    aheadMs: () => ahead,
    setAhead: (ms) => {
      ahead = ms
    },
  }
}

const SETTING = 'clock'
const setting = z.object({ aheadMs: z.number() }).catch({ aheadMs: 0 })

/** After a restart the town's clock goes on where it was. */
export async function restoreClock(database: Database, clock: MovableClock): Promise<void> {
  const saved = await readSetting(database.reader, SETTING)
  clock.setAhead(setting.parse(saved ?? {}).aheadMs)
}

export async function moveClock(ports: Ports, clock: MovableClock, aheadMs: number): Promise<void> {
  await writeSetting(ports.database.reader, SETTING, { aheadMs })
  clock.setAhead(aheadMs)
  ports.feed.tell({ kind: 'clock' })
}

/** More stops than this on one journey are a sweep that finds the same thing due for ever. */
const MAX_STOPS = 2000

/**
 * Moves the clock forward to `at`, stopping at everything that becomes due on the way and doing it at its own moment: a nudge
 * goes out before the lapse that follows it, as it would have done by itself. Resolves when all of it is done.
 */
export async function travelTo(ports: Ports, clock: MovableClock, at: Date): Promise<void> {
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    const due = await nextDue(ports)
    const moment = due && due.at < at ? due.at : at
    const forwardMs = Math.max(0, moment.getTime() - clock.now().getTime())
    await moveClock(ports, clock, clock.aheadMs() + forwardMs)
    await sweepAll(ports, `travel ${moment.toISOString()} ${stops} ${ports.ids.next()}`)
    await ports.engine.settled()
    if (moment === at) return
  }
  throw new Error(
    `The journey to ${at.toISOString()} made ${MAX_STOPS} stops without arriving; a sweep finds the same thing due again and again.`,
  )
}
