import type { Page } from './page.ts'
import type { Card } from './ui/card.ts'
import type { Form } from './ui/form.ts'
import type { Home } from './ui/home.ts'

/**
 * One value for every card, form, notice and page, from which come the gallery, the snapshots and the limit tests. An example
 * is a function of its words, so that the same card can be seen with everyday, longest and right-to-left text.
 */
export type Example<T> = (words: Words) => T

export type ExampleValue =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'home'; readonly home: Home }
  | { readonly kind: 'page'; readonly page: Page }

export interface Words {
  /** `usual`, or the longest text that a form would have let through. */
  line(usual: string, max?: number): string
  paragraph(usual: string, max?: number): string
  name(usual: string): string
}
