import { setImmediate as gather } from 'node:timers/promises'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import { keepActs, type ReceivedAct, takeForgotten } from './inbox-store.ts'

/**
 * What Slack sent, kept before it is answered: an act outlives the process that took it, and one that was sent before is known.
 * While one statement runs, and until the loop has read what has come by then, the next acts gather; together they cost little
 * more than one.
 */
export interface Inbox {
  /** True when it was not there before: then it is kept until `done`. */
  keep(act: ReceivedAct): Promise<boolean>
  done(id: string): void
  /** Acts that a process left behind. */
  forgotten(): Promise<readonly ReceivedAct[]>
  /** Resolves when what is done is written down. */
  flush(): Promise<void>
}

/** A signature is refused as stale after five minutes, so ten are enough for it. */
export const SIGNATURE_MEMORY_MS = 10 * 60_000
/** Longer than any act takes; a process that still works on one at this age has lost it to another, which does no harm. */
const FORGOTTEN_AFTER_MS = 90_000
const TAKE_UP_AT_ONCE = 50
const TRIES = 3

interface Waiting extends ReceivedAct {
  readonly settle: (isFresh: boolean) => void
  readonly fail: (error: unknown) => void
}

export function createInbox(db: Db, clock: Clock, log: Log): Inbox {
  let waiting: Waiting[] = []
  let finished: string[] = []
  let running: Promise<void> | null = null
  const runOnce = async () => {
    const [acts, done] = [waiting, finished]
    waiting = []
    finished = []
    const now = clock.now()
    const forgetAt = new Date(now.getTime() + SIGNATURE_MEMORY_MS)
    try {
      const fresh = new Set(await keepActs(db, distinct(acts), { done, now, forgetAt }))
      // Of two equal ones in the same statement the first is the fresh one.
      for (const { id, settle } of acts) settle(fresh.delete(id))
    } catch (error) {
      for (const { fail } of acts) fail(error)
      if (done.length > 0) log.warn({ error, acts: done.length }, 'What is done could not be written down')
    }
  }
  const run = async () => {
    while (waiting.length > 0 || finished.length > 0) {
      await gather()
      await runOnce()
    }
    running = null
  }
  const start = () => {
    running ??= run()
    return running
  }
  return {
    keep(act) {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>()
      waiting.push({ ...act, settle: resolve, fail: reject })
      void start()
      return promise
    },
    done(id) {
      finished.push(id)
      void start()
    },
    async forgotten() {
      const now = clock.now()
      const before = new Date(now.getTime() - FORGOTTEN_AFTER_MS)
      const acts = await takeForgotten(db, { before, now, limit: TAKE_UP_AT_ONCE })
      const hopeless = acts.filter(({ tries }) => tries > TRIES)
      for (const { id } of hopeless) {
        log.error({ act: id }, 'An act of Slack was taken up several times and never finished; it is given up')
        finished.push(id)
      }
      if (hopeless.length > 0) void start()
      return acts.filter(({ tries }) => tries <= TRIES)
    },
    flush: () => start(),
  }
}

function distinct(acts: readonly Waiting[]): readonly ReceivedAct[] {
  return [...new Map(acts.map(({ id, body }) => [id, { id, body }])).values()]
}
