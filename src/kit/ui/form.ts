import type { z } from 'zod'
import type { AnyForm, AnySearch } from '../contracts.ts'
import { encodeToken } from '../token.ts'
import type { PickOption } from './card.ts'
import type { Text } from './text.ts'

/** A question with controls. Its token says which form contract takes the answer and about what. */
export interface Form {
  readonly title: string
  readonly intro?: Text
  readonly submit: string
  readonly token: string
  /** At most five: Discord's limit, and more than a person likes to fill. */
  readonly fields: readonly FormField[]
}

interface FieldBase {
  /** The key in the contract's `fields` schema. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
}

export type FormField =
  | (FieldBase & {
      readonly kind: 'line'
      readonly initial?: string
      readonly maxLength?: number
      readonly placeholder?: string
    })
  | (FieldBase & {
      readonly kind: 'paragraph'
      readonly initial?: string
      readonly maxLength?: number
      readonly placeholder?: string
    })
  | (FieldBase & { readonly kind: 'pickOne'; readonly options: readonly PickOption[]; readonly initial?: string })
  | (FieldBase & {
      readonly kind: 'pickMany'
      readonly options: readonly PickOption[]
      readonly initial?: readonly string[]
    })
  | (FieldBase & { readonly kind: 'person'; readonly initial?: string })
  | (FieldBase & {
      readonly kind: 'search'
      readonly search: string
      readonly initial?: PickOption
      readonly placeholder?: string
    })
  | (FieldBase & { readonly kind: 'date'; readonly initial?: string })
  | (FieldBase & { readonly kind: 'number'; readonly initial?: number; readonly min?: number; readonly max?: number })

/** What a surface sends back: a string for one value, a list for several, nothing for an empty control. Dates are `YYYY-MM-DD`. */
export type RawFields = Readonly<Record<string, string | readonly string[] | undefined>>

export interface FormSpec<F extends AnyForm> {
  readonly title: string
  readonly intro?: Text
  readonly submit: string
  readonly values: z.input<F['values']>
  readonly fields: readonly FormField[]
}

/** Builds the form that `contract` will parse; the shape test holds the field names to the contract's schema. */
export function formFor<F extends AnyForm>(contract: F, spec: FormSpec<F>): Form {
  const { title, intro, submit, values, fields } = spec
  return { title, submit, token: encodeToken(contract, values), fields, ...(intro && { intro }) }
}

/** A type-ahead over one of the domain's searches. */
export function searchField(
  search: AnySearch,
  field: FieldBase & { initial?: PickOption; placeholder?: string },
): FormField {
  return { kind: 'search', search: search.name, ...field }
}
