import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import { giveUpLease, takeLease } from './runtime-store.ts'

/** Something that only one process does at a time. It goes to another within ten seconds of its holder's death. */
export interface Lease {
  isHeld(): boolean
  /** Stops and lets others have it at once. */
  release(): Promise<void>
}

export interface LeaseParts {
  readonly db: Db
  readonly name: string
  readonly holder: string
  readonly log: Log
  /** Called when it was taken, and when it was lost. */
  onChange(isHeld: boolean): void
}

/** Together below ten seconds: a dead holder's lease ends, and the next look takes it. */
const LEASE_MS = 7_000
const LOOK_EVERY_MS = 2_000
/** Trusted for less than it lasts: whoever froze must not send when it wakes up. */
const TRUSTED_MS = 5_500

/** Resolves after the first look, so that a single process holds it from the start. */
export async function holdLease({ db, name, holder, log, onChange }: LeaseParts): Promise<Lease> {
  let trustedUntil = 0
  let held = false
  let stopped = false
  const isHeld = () => held && performance.now() < trustedUntil
  const settle = (now: boolean) => {
    if (held === now) return
    held = now
    log.info({ lease: name, held }, held ? 'A lease was taken' : 'A lease was lost')
    onChange(held)
  }
  const look = async () => {
    const askedAt = performance.now()
    try {
      const taken = await takeLease(db, name, holder, LEASE_MS)
      if (taken) trustedUntil = askedAt + TRUSTED_MS
      if (!stopped) settle(taken)
    } catch (error) {
      log.warn({ error, lease: name }, 'A lease could not be looked at')
      if (!isHeld()) settle(false)
    }
  }
  await look()
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref()
  return {
    isHeld,
    async release() {
      stopped = true
      clearInterval(timer)
      if (held) await giveUpLease(db, name, holder)
      held = false
    },
  }
}
