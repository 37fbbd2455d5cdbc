import { gather } from '../../app/gather.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import { dropActs, keepActs, takeActs, type WaitingAct } from './act-store.ts'

/** Keeps a crowd at the door from becoming a crowd inside: a few acts at a time, the others are kept and wait for their turn. */
export interface Line {
  /** Runs at once where there is room; false where the act has to be kept and wait. */
  enter(run: () => Promise<void>): boolean
  /** What nobody may be asked to wait for, such as opening a form. */
  enterAnyway(run: () => Promise<void>): void
  /** From now on the act outlives this process. */
  keep(act: WaitingAct): Promise<void>
  /** Runs when its turn comes, and is then forgotten. */
  wait(id: string, run: () => Promise<void>): void
  forget(id: string): void
  /** What the process before this one had kept and not finished. */
  leftBehind(): Promise<readonly WaitingAct[]>
  /** Resolves when nobody is inside and nobody waits. */
  idle(): Promise<void>
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

/** More at a time wait for each other in the database; a person alone is never told to wait. */
const INSIDE_AT_MOST = 4
/** In a rush what comes in is taken first: a kept act is safe, one at the door is not. The line hardly moves meanwhile. */
const RUSH_PACE_MS = 250
/** Whoever is kept has not been answered yet, and a statement for each would cost more than the answer. */
const KEPT_TOGETHER_MS = 2
/** More than a process can answer in full: a hundred and fifty acts a second, measured over a tenth of one. */
const RUSH = 15
const RUSH_WINDOW_MS = 100

export function createLine({ db, clock, log, name, holder }: LineParts): Line {
  const waiting: { readonly id: string; readonly run: () => Promise<void> }[] = []
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
  let inside = 0
  let isClosed = false
  const rush = createRush()
  let lastStart = 0
  let later: NodeJS.Timeout | undefined
  const { promise: isEmpty, resolve: tellEmpty } = Promise.withResolvers<void>()
  let tellIdle: (() => void)[] = []
  const go = (run: () => Promise<void>) => {
    inside += 1
    void run().finally(() => {
      inside -= 1
      next()
    })
  }
  const next = () => {
    const now = performance.now()
    const isRush = rush.isOn(now)
    while (!isClosed && waiting.length > 0 && inside < INSIDE_AT_MOST) {
      if (isRush && now - lastStart < RUSH_PACE_MS) break
      lastStart = now
      const first = waiting.shift()
      if (first) go(() => first.run().finally(() => forget(first.id)))
    }
    if (waiting.length > 0 && inside < INSIDE_AT_MOST && !later) later = setTimeout(look, RUSH_PACE_MS).unref()
    if (isClosed && inside === 0) tellEmpty()
    if (inside > 0 || waiting.length > 0) return
    for (const tell of tellIdle) tell()
    tellIdle = []
  }
  const look = () => {
    later = undefined
    next()
  }
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
    enter(run) {
      rush.arrive(performance.now())
      if (waiting.length > 0 || inside >= INSIDE_AT_MOST) return false
      go(run)
      return true
    },
    enterAnyway: go,
    keep: keepOne,
    wait(id, run) {
      waiting.push({ id, run })
      next()
    },
    forget,
    leftBehind: () => takeActs(db, name, holder),
    idle: () =>
      new Promise((resolve) => {
        tellIdle.push(resolve)
        next()
      }),
    async close() {
      isClosed = true
      next()
      await isEmpty
      await Promise.all(forgetting)
    },
  }
}

/** Counts arrivals in short windows: a rush is on while this window or the one before it was full. */
function createRush() {
  let begun = 0
  let count = 0
  let before = 0
  const turn = (now: number) => {
    const age = now - begun
    if (age < RUSH_WINDOW_MS) return
    before = age < 2 * RUSH_WINDOW_MS ? count : 0
    begun = now
    count = 0
  }
  return {
    arrive(now: number) {
      turn(now)
      count += 1
    },
    isOn(now: number) {
      turn(now)
      return count >= RUSH || before >= RUSH
    },
  }
}
