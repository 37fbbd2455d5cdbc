import type { Log } from '../../kit/log.ts'
import { isRefusal } from './web-api.ts'

/** Slack did not say yet whose token ours is: nothing can be done there, and nothing is lost. */
export class NotConnected extends Error {}

/** One workspace whose token is in the environment, from the first try to find out which one it is. */
export interface Connection<T> {
  /** Resolves once Slack has said whose token it is; waits as long as Slack is away. */
  readonly made: Promise<T>
  isUp(): boolean
  stop(): void
}

const RETRY_STEP_MS = 2_000
const RETRY_AT_MOST_MS = 30_000

/**
 * A token that Slack refuses is the operator's to mend, so that the desk does not start; a Slack that is away for a moment is not:
 * the other surfaces open, and this one follows by itself.
 */
export async function keepConnecting<T>(connect: () => Promise<T>, log: Log): Promise<Connection<T>> {
  const { promise, resolve } = Promise.withResolvers<T>()
  let isUp = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  const tryOnce = async (): Promise<void> => {
    const found = await connect()
    isUp = true
    resolve(found)
  }
  const later = (error: unknown) => {
    failures += 1
    log.warn({ error, failures }, 'Slack did not say whose token this is; trying again')
    const delayMs = Math.min(failures * RETRY_STEP_MS, RETRY_AT_MOST_MS)
    timer = setTimeout(() => void tryOnce().catch(later), delayMs)
    timer.unref()
  }
  await tryOnce().catch((error: unknown) => {
    if (isRefusal(error)) throw error
    later(error)
  })
  return { made: promise, isUp: () => isUp, stop: () => clearTimeout(timer) }
}
