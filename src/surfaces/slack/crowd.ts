import type { Clock } from '../../kit/clock.ts'

/** Keeps a crowd at the door from becoming a crowd inside: so many acts at a time, the others wait in line. */
export interface Crowd {
  /** Runs at once where there is room. Otherwise false: then `wait` takes it. */
  enter(run: () => Promise<void>): boolean
  /** Runs as soon as there is room. False where even the line is full. */
  wait(run: () => Promise<void>): boolean
  /** What nobody may be asked to wait for, such as opening a form. */
  enterAnyway(run: () => Promise<void>): void
  /** Lets nobody in any more; resolves when nobody is inside. Who is in line stays kept, for another process. */
  close(): Promise<void>
}

/** Enough to use the database well; more of them only wait for each other. */
const INSIDE_AT_MOST = 16
/** In a rush what comes in is taken first: a received act is safe, one at the door is not. */
const INSIDE_IN_A_RUSH = 2
/** Two hundred acts a second are a rush, measured over a tenth of one. */
const RUSH = 20
const RUSH_WINDOW_MS = 100
const IN_LINE_AT_MOST = 20_000

export function createCrowd(clock: Clock): Crowd {
  const line: (() => Promise<void>)[] = []
  let inside = 0
  let isClosed = false
  const { promise: isEmpty, resolve: tellEmpty } = Promise.withResolvers<void>()
  const rush = createRush(clock)
  const go = (run: () => Promise<void>) => {
    inside += 1
    void run().finally(() => {
      inside -= 1
      next()
    })
  }
  const next = () => {
    const room = rush.isOn() ? INSIDE_IN_A_RUSH : INSIDE_AT_MOST
    while (!isClosed && line.length > 0 && inside < room) {
      const run = line.shift()
      if (run) go(run)
    }
    if (isClosed && inside === 0) tellEmpty()
  }
  return {
    enter(run) {
      rush.arrive()
      if (line.length > 0 || inside >= INSIDE_AT_MOST) return false
      go(run)
      return true
    },
    wait(run) {
      if (line.length >= IN_LINE_AT_MOST) return false
      line.push(run)
      next()
      return true
    },
    enterAnyway: go,
    close() {
      isClosed = true
      next()
      return isEmpty
    },
  }
}

/** Counts arrivals in short windows: a rush is on while this window or the one before it was full. */
function createRush(clock: Clock) {
  let begun = 0
  let count = 0
  let before = 0
  const turn = () => {
    const now = clock.now().getTime()
    const age = now - begun
    if (age < RUSH_WINDOW_MS) return
    before = age < 2 * RUSH_WINDOW_MS ? count : 0
    begun = now
    count = 0
  }
  return {
    arrive() {
      turn()
      count += 1
    },
    isOn() {
      turn()
      return count >= RUSH || before >= RUSH
    },
  }
}
