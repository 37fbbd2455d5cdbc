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

export interface CrowdLimits {
  /** Enough to use the database well; more of them only wait for each other. */
  readonly insideAtMost: number
  /** So many arrivals a second are a rush: more than a process can answer in full. */
  readonly rushPerSecond: number
  readonly inLineAtMost: number
}

/**
 * In a rush what comes in is taken first: a received act is safe, one at the door is not. Work on the others costs ten times what
 * taking one costs, so it rests; whoever waited this long has their turn all the same, one after the other.
 */
const PATIENCE_MS = 3_000
const INSIDE_IN_A_RUSH = 1
const RUSH_WINDOW_MS = 100

export function createCrowd(limits: CrowdLimits): Crowd {
  const { insideAtMost, inLineAtMost } = limits
  const line: { readonly run: () => Promise<void>; readonly since: number }[] = []
  let inside = 0
  let alarm: NodeJS.Timeout | undefined
  let tellIdle: (() => void)[] = []
  let isClosed = false
  const { promise: isEmpty, resolve: tellEmpty } = Promise.withResolvers<void>()
  const rush = createRush((limits.rushPerSecond * RUSH_WINDOW_MS) / 1000)
  const room = () => {
    if (!rush.isOn()) return insideAtMost
    const [first] = line
    return first && performance.now() - first.since >= PATIENCE_MS ? INSIDE_IN_A_RUSH : 0
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
    }, RUSH_WINDOW_MS).unref()
  }
  return {
    enter(run) {
      rush.arrive()
      if (line.length > 0 || inside >= insideAtMost) return false
      go(run)
      return true
    },
    wait(run) {
      if (line.length >= inLineAtMost) return false
      line.push({ run, since: performance.now() })
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
function createRush(most: number) {
  let begun = 0
  let count = 0
  let before = 0
  const turn = () => {
    const now = performance.now()
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
      return count >= most || before >= most
    },
  }
}
