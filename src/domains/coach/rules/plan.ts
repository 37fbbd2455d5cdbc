import type { AnswerFacts, AnswerStatus, CoachClass, Settings, Why } from '../model.ts'
import { type Day, questionTokens, reserve } from './budget.ts'

/** What a member's words lead to, before anything is asked of a model. */
export interface Plan {
  readonly status: AnswerStatus
  readonly why: Why | null
  readonly reserved: number
}

export interface Facts {
  readonly text: string
  readonly screened: CoachClass | null
  readonly settings: Settings
  readonly day: Day
}

/** Help comes before budgets and switches: a crisis on a used-up day is still a crisis. */
export function plan({ text, screened, settings, day }: Facts): Plan {
  if (screened === 'CRISIS' || screened === 'HARM' || screened === 'ASKS_HUMAN') return fixed(screened)
  if (!settings.isActive) return fixed('SWITCHED_OFF')
  const reserved = reserve(day, {
    questionTokens: questionTokens(text),
    maxTokensPerMessage: settings.maxTokensPerMessage,
  })
  return reserved.ok ? { status: 'WAITING', why: null, reserved: reserved.value } : fixed('OUT_OF_BUDGET')
}

const fixed = (why: Why): Plan => ({ status: 'FIXED', why, reserved: 0 })

/** What is read of a message; the seed's budgets make longer ones pointless. */
const MAX_QUESTION_CHARS = 2000

export function readOf(said: string): { text: string; facts: AnswerFacts } {
  const text = said.trim()
  if (text.length <= MAX_QUESTION_CHARS) return { text, facts: {} }
  return { text: text.slice(0, MAX_QUESTION_CHARS).toWellFormed().trimEnd(), facts: { isClipped: true } }
}

/** An answer that waits for others before it; then one that is being written. Longer than a call and its retries take. */
const WAITING_MS = 30 * 60_000
const WRITING_MS = 5 * 60_000

export const givenUpAt = (now: Date, status: 'WAITING' | 'WRITING'): Date =>
  new Date(now.getTime() + (status === 'WAITING' ? WAITING_MS : WRITING_MS))
