import type { FormField, RawFields } from '../../kit/ui/form.ts'
import { onOneLine } from './render-text.ts'

/** The last entry of a menu of matches: none of these. */
export const NONE_OF_THESE = 'discord:none'

/** What a submitted modal says, before searched names have become values. */
export interface ModalAnswers {
  readonly fields: RawFields
  /** Names that were typed into fields that want a search's value. */
  readonly searches: readonly TypedSearch[]
}

export interface TypedSearch {
  readonly field: string
  readonly search: string
  readonly typed: string
}

/** One control of a submitted modal as Discord sends it: text and radio groups have a value, everything else a list. */
export interface SubmittedControl {
  readonly custom_id: string
  readonly value?: string | null | undefined
  readonly values?: readonly string[] | undefined
}

/** `<field>`, or `<field>@<what has to be made of the text>`: a modal remembers nothing else about its controls. */
export function fieldToControlId(field: FormField, asMenu = false): string {
  switch (field.kind) {
    case 'search':
      return asMenu ? `${field.name}@one` : `${field.name}@${field.search}`
    case 'pickOne':
    case 'person':
      return `${field.name}@one`
    case 'date':
      return `${field.name}@date`
    case 'line':
    case 'paragraph':
    case 'pickMany':
    case 'number':
      return field.name
  }
}

/** Reads every control back; an empty one as nothing. */
export function modalToAnswers(controls: readonly SubmittedControl[]): ModalAnswers {
  const fields: Record<string, string | readonly string[] | undefined> = {}
  const searches: TypedSearch[] = []
  for (const control of controls) {
    const [field = '', made] = control.custom_id.split('@')
    const text = control.value?.trim() ? control.value : undefined
    if (made === 'one') fields[field] = control.values?.[0] ?? text
    else if (made === 'date') fields[field] = text && textToDay(text)
    else if (made) {
      fields[field] = undefined
      if (text) searches.push({ field, search: made, typed: onOneLine(text) })
    } else fields[field] = control.values ?? text
  }
  return { fields, searches }
}

/** "2026-12-1", "1.12.2026" and "2026/12/01" as year-month-day; anything else stays as it was typed, for the form to refuse. */
export function textToDay(text: string): string {
  const words = text.trim()
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?$/.exec(words) ?? []
  if (year && month && day) return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
  const [, dayFirst, monthThen, yearLast] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(words) ?? []
  if (dayFirst && monthThen && yearLast)
    return [yearLast, monthThen.padStart(2, '0'), dayFirst.padStart(2, '0')].join('-')
  return words
}
