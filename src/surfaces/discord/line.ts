import { type Crowd, createCrowd } from '../../app/crowd.ts'
import { gather } from '../../app/gather.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import { dropActs, keepActs, takeActs, type WaitingAct } from './act-store.ts'

/** Keeps a crowd at the door from becoming a crowd inside: a few acts at a time, the others are kept and wait for their turn. */
export interface Line extends Pick<Crowd, 'enter' | 'enterAnyway' | 'idle'> {
  /** From now on the act outlives this process. */
  keep(act: WaitingAct): Promise<void>
  /** Runs when its turn comes, and is then forgotten. */
  wait(id: string, run: () => Promise<void>): void
  forget(id: string): void
  /** What the process before this one had kept and not finished. */
  leftBehind(): Promise<readonly WaitingAct[]>
  /** Lets nobody in any more; resolves when nobody is inside. Who waits stays kept. */
  close(): Promise<void>
}

export interface LineParts {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  /** Which connection it belongs to, and who holds that. */
  readonly name: string
  readonly holder: string
}

/** A person alone is never told to wait. */
const LIMITS = { insideAtMost: 4, rushPerSecond: 150, inLineAtMost: Number.POSITIVE_INFINITY }
/** Whoever is kept has not been answered yet, and a statement for each would cost more than the answer. */
const KEPT_TOGETHER_MS = 2

export function createLine({ db, clock, log, name, holder }: LineParts): Line {
  const crowd = createCrowd(LIMITS)
  const keepOne = gather(
    async (acts: readonly WaitingAct[]) => {
      await keepActs(db, acts, { line: name, holder, now: clock.now() })
      return acts.map(() => undefined)
    },
    { waitMs: KEPT_TOGETHER_MS },
  )
  const dropOne = gather(async (ids: readonly string[]) => {
    await dropActs(db, ids)
    return ids.map(() => undefined)
  })
  const forgetting = new Set<Promise<void>>()
  const forget = (id: string) => {
    const dropped = dropOne(id)
      .catch((error: unknown) =>
        log.warn({ error }, 'A finished act could not be forgotten; running twice does no harm'),
      )
      .finally(() => forgetting.delete(dropped))
    forgetting.add(dropped)
  }
  return {
    ...crowd,
    keep: keepOne,
    wait: (id, run) => void crowd.wait(() => run().finally(() => forget(id))),
    forget,
    leftBehind: () => takeActs(db, name, holder),
    async close() {
      await crowd.close()
      await Promise.all(forgetting)
    },
  }
}
