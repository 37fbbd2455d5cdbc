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
  /** Resolves when nobody is inside and nobody waits in line. */
  idle(): Promise<void>
}

/** Enough to use the database well; more of them only wait for each other. */
const INSIDE_AT_MOST = 16
/**
 * In a rush what comes in is taken first: a received act is safe, one at the door is not. Work on the others costs ten times what
 * taking one costs, so it rests; whoever waited this long has their turn all the same, one after the other.
 */
const PATIENCE_MS = 3_000
const INSIDE_IN_A_RUSH = 1
/** Two hundred acts a second are a rush, measured over a tenth of one. */
const RUSH = 20
const RUSH_WINDOW_MS = 100
const IN_LINE_AT_MOST = 20_000

/** `nowMs` is a clock that never stands still and never jumps. */
export function createCrowd(nowMs: () => number = () => performance.now()): Crowd {
  const line: { readonly run: () => Promise<void>; readonly since: number }[] = []
  let inside = 0
  let alarm: NodeJS.Timeout | undefined
  let tellIdle: (() => void)[] = []
  let isClosed = false
  const { promise: isEmpty, resolve: tellEmpty } = Promise.withResolvers<void>()
  const rush = createRush(nowMs)
  const room = () => {
    if (!rush.isOn()) return INSIDE_AT_MOST
    const [first] = line
    return first && nowMs() - first.since >= PATIENCE_MS ? INSIDE_IN_A_RUSH : 0
  }
  const go = (run: () => Promise<void>) => {
    inside += 1
    void run().finally(() => {
      inside -= 1
      next()
    })
  }
  const next = () => {
    while (!isClosed && line.length > 0 && inside < room()) {
      const first = line.shift()
      if (first) go(first.run)
    }
    if (!isClosed && line.length > 0 && rush.isOn()) lookAgainSoon()
    if (isClosed && inside === 0) tellEmpty()
    if (inside > 0 || line.length > 0) return
    for (const tell of tellIdle) tell()
    tellIdle = []
  }
  // In a rush nobody who comes out may call the next one, so the end of it has to be looked for.
  const lookAgainSoon = () => {
    alarm ??= setTimeout(() => {
      alarm = undefined
      next()
    }, RUSH_WINDOW_MS)
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
      line.push({ run, since: nowMs() })
      next()
      return true
    },
    enterAnyway: go,
    close() {
      isClosed = true
      clearTimeout(alarm)
      next()
      return isEmpty
    },
    idle() {
      const { promise, resolve } = Promise.withResolvers<void>()
      tellIdle.push(resolve)
      next()
      return promise
    },
  }
}

/** Counts arrivals in short windows: a rush is on while this window or the one before it was full. */
function createRush(nowMs: () => number) {
  let begun = 0
  let count = 0
  let before = 0
  const turn = () => {
    const now = nowMs()
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
