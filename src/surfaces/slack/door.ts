import type { Body } from './front.ts'

/** How long an answer may take before Slack is told "received" and the rest follows by other means. Slack waits three seconds. */
export const ANSWER_WITHIN_MS = 600
/** The last moment for a plain "received", whatever happens. */
export const CLOSE_AFTER_MS = 800
/** What must not be lost: no answer in this time makes Slack send it again. */
const MUST_BE_KEPT = ['app_uninstalled', 'tokens_revoked', 'team_access_granted', 'team_access_revoked']
const REFUSE_AFTER_MS = 2_500

/** The one chance to answer a request of Slack, over HTTP or a socket. */
export interface Door {
  /** True when this answer left; false when another one did before. */
  answer(body?: object): boolean
  /** The value, or null where it comes too late for this door. */
  inTime<T>(value: Promise<T>): Promise<T | null>
  /** Whether this very request may be acted upon: false for one that was sent before. */
  readonly isFresh: Promise<boolean>
}

/** What only the receiver does. */
export interface OwnDoor extends Door {
  fail(): void
  refuse(): void
}

export function openDoor(
  body: Body,
  isFresh: Promise<boolean>,
  leave: (status: number, body?: object) => void,
): OwnDoor {
  let isOpen = true
  const { promise: tooLate, resolve } = Promise.withResolvers<null>()
  const leaveOnce = (status: number, answer?: object) => {
    if (!isOpen) return false
    isOpen = false
    clearTimeout(answerTimer)
    clearTimeout(closeTimer)
    leave(status, answer)
    resolve(null)
    return true
  }
  const answerTimer = setTimeout(resolve, ANSWER_WITHIN_MS, null)
  const closeTimer = mustBeKept(body)
    ? setTimeout(leaveOnce, REFUSE_AFTER_MS, 503)
    : setTimeout(leaveOnce, CLOSE_AFTER_MS, 200)
  return {
    isFresh,
    answer: (answer) => leaveOnce(200, answer),
    inTime: (value) => Promise.race([value, tooLate]),
    fail: () => void leaveOnce(500),
    refuse: () => void leaveOnce(401),
  }
}

/** For an act whose request ended with the process that took it. */
export function closedDoor(): OwnDoor {
  return {
    isFresh: Promise.resolve(true),
    answer: () => false,
    inTime: async () => null,
    fail() {},
    refuse() {},
  }
}

function mustBeKept({ event }: Body): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && MUST_BE_KEPT.includes(String(event.type))
}
