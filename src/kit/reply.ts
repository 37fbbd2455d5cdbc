import type { SeenBy } from './contracts.ts'
import type { Card, PickOption } from './ui/card.ts'
import type { Form, RawFields } from './ui/form.ts'
import type { Home } from './ui/home.ts'
import type { Text } from './ui/text.ts'

/** What a handler gives instead of its answer when the rules say no. The domain words every kind of refusal. */
export interface Refused<R extends Refusal = Refusal> {
  readonly kind: 'refused'
  readonly refusal: R
}

export interface Refusal {
  readonly kind: string
}

export const refuse = <const R extends Refusal>(refusal: R): Refused<R> => ({ kind: 'refused', refusal })

export function isRefused(answer: unknown): answer is Refused {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'kind' in answer &&
    answer.kind === 'refused' &&
    'refusal' in answer
  )
}

/** A refusal in words; with `field`, it belongs to that control of the form. */
export interface Sentence {
  readonly text: Text
  readonly field?: string
}

/** What a surface gets back for an interaction, ready to be drawn. */
export type Reply =
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'card'; readonly card: Card; readonly seenBy: SeenBy }
  /** Replaces the card that was clicked. */
  | { readonly kind: 'update'; readonly card: Card }
  /** The form stays open with what was typed; each problem sits at its field. */
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[]; readonly typed: RawFields }
  /** Nothing changed, and why. `latest` is the clicked card as it is now. */
  | { readonly kind: 'refused'; readonly text: Text; readonly code: string; readonly latest?: Card }
  /** A bug or an outage of ours: what happened, whether the work is safe, how to go on. */
  | { readonly kind: 'failed'; readonly text: Text; readonly reference: string }
  | { readonly kind: 'options'; readonly options: readonly PickOption[] }
  | { readonly kind: 'home'; readonly home: Home }
  | { readonly kind: 'nothing' }

export interface FieldProblem {
  readonly field: string
  readonly problem: string
}
