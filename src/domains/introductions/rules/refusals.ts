import { err, type Result } from '../../../kit/result.ts'
import type { HouseRule } from '../model-defaults.ts'

/** Why two numbers cannot both hold. */
export type Disagreement = 'week_over_quarter' | 'urgency_upside_down' | 'last_ask_too_early'

/** Everything that the rules may say no with. Each has a sentence in `text.ts`. */
export type IntroRefusal =
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_yours' }
  /** Somebody has changed it since the caller looked. */
  | { readonly kind: 'stale' }
  /** The state does not allow it any more. */
  | { readonly kind: 'moved_on' }
  | { readonly kind: 'taken'; readonly by: string; readonly at: Date }
  | { readonly kind: 'at_capacity'; readonly cap: 'open' | 'week' | 'quarter'; readonly most: number }
  | { readonly kind: 'who_is_missing' }
  | { readonly kind: 'one_or_the_other' }
  | { readonly kind: 'asking_for_yourself' }
  | { readonly kind: 'unknown_contact' }
  | { readonly kind: 'asked_before'; readonly reference: string; readonly again: Date }
  | { readonly kind: 'too_many_live'; readonly most: number }
  /** Blocked, or never to be contacted: which of them is nobody's business. */
  | { readonly kind: 'cannot_be_asked' }
  | { readonly kind: 'too_many_questions' }
  | { readonly kind: 'suggestion_is_missing' }
  | { readonly kind: 'unfit_suggestion' }
  | { readonly kind: 'day_is_past' }
  | { readonly kind: 'day_is_late'; readonly before: Date }
  | { readonly kind: 'note_is_missing' }
  | { readonly kind: 'contact_is_missing' }
  | { readonly kind: 'contact_is_asker' }
  | { readonly kind: 'contact_is_you' }
  | { readonly kind: 'target_is_busy'; readonly name: string }
  | { readonly kind: 'nothing_to_send' }
  | { readonly kind: 'consent_is_missing'; readonly name: string }
  | { readonly kind: 'no_address'; readonly name: string }
  | { readonly kind: 'too_late_to_correct' }
  /** Enough questions about who knows whom for one day. */
  | { readonly kind: 'looked_enough'; readonly most: number }
  /** A number of the house: missing, out of bounds, or at odds with another one. */
  | { readonly kind: 'number_is_missing'; readonly rule: HouseRule }
  | { readonly kind: 'number_is_out'; readonly rule: HouseRule; readonly least: number; readonly most: number }
  | { readonly kind: 'numbers_disagree'; readonly rule: HouseRule; readonly because: Disagreement }

export const no = (refusal: IntroRefusal): Result<never, IntroRefusal> => err(refusal)
export const movedOn = no({ kind: 'moved_on' })
export const notYours = no({ kind: 'not_yours' })
export const notFound = no({ kind: 'not_found' })
