import { estimateTokens } from '../../../kit/model.ts'
import { err, ok, type Result } from '../../../kit/result.ts'

/**
 * A member's day, in tokens: what they wrote and what was written for them, all rounds of an answer included. The standing
 * instructions and the part of the conversation that is shown again are the desk's own cost and bounded by each call.
 */
export interface Day {
  readonly limit: number
  readonly spent: number
  /** Set aside for answers that are under way. */
  readonly reserved: number
}

/** `spent`: the day is used up. `busy`: it would be, if all that is under way cost what it may. */
export type OverBudget = { readonly kind: 'spent' } | { readonly kind: 'busy' }

export interface Wanted {
  readonly questionTokens: number
  readonly maxTokensPerMessage: number
}

/**
 * What is set aside for one answer: all that it may cost, so that the day holds even where a server writes up to the limit of
 * every message. Only to be asked under the lock of the member's day.
 */
export function reserve(day: Day, wanted: Wanted): Result<number, OverBudget> {
  const tokens = Math.min(day.limit, wanted.questionTokens + wanted.maxTokensPerMessage)
  if (day.limit - day.spent - day.reserved >= tokens) return ok(tokens)
  return err({ kind: day.limit - day.spent >= tokens ? 'busy' : 'spent' })
}

/** What the answer itself may cost, of what was set aside. */
export const answerAllowance = (reserved: number, questionTokens: number): number => reserved - questionTokens

export const questionTokens = (text: string): number => estimateTokens(text)

/** Shown only when it begins to matter. */
const TELL_BELOW_SHARE = 0.3

export const isWorthTelling = ({ tokens, limit }: { tokens: number; limit: number }): boolean =>
  tokens < limit * TELL_BELOW_SHARE
