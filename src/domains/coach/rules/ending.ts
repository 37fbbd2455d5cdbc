import type { ModelFailure } from '../../../kit/model.ts'
import type { AnswerStatus, Why } from '../model.ts'

/** How an answer ended, from what came of the model. */
export interface Ended {
  readonly status: AnswerStatus
  readonly why: Why | null
}

export interface Came {
  /** Null where the model came to its end properly. */
  readonly failure: ModelFailure | null
  readonly hasText: boolean
  readonly isStopWanted: boolean
}

/** Whatever fails, the member has an answer, a part of one that says so, or a clear next step. */
export function endingOf({ failure, hasText, isStopWanted }: Came): Ended {
  if (isStopWanted) return { status: 'STOPPED', why: null }
  if (!failure) return hasText ? { status: 'DONE', why: null } : failed('NONSENSE')
  if (failure.kind === 'cut_off' && failure.by === 'max_tokens') {
    return hasText ? { status: 'DONE', why: 'TOO_LONG' } : failed('NONSENSE')
  }
  if (hasText && failure.kind !== 'refused') return failed('BROKEN_OFF')
  return withoutText(failure)
}

function withoutText(failure: ModelFailure): Ended {
  switch (failure.kind) {
    case 'not_configured':
      return { status: 'FIXED', why: 'NO_MODEL' }
    case 'rate_limited':
    case 'paused':
      return failed('BUSY')
    case 'refused':
      return failed('REFUSED')
    case 'nonsense':
    case 'cut_off':
      return failed('NONSENSE')
    case 'timeout':
    case 'server':
    case 'rejected':
    case 'cancelled':
    case 'unreachable':
      return failed('DOWN')
  }
}

const failed = (why: Why): Ended => ({ status: 'FAILED', why })
