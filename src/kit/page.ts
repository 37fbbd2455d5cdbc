import type { Block } from './ui/card.ts'
import type { FormField } from './ui/form.ts'
import type { Text } from './ui/text.ts'

/** A page behind a signed link: one question, a few choices. Works without scripts; opening it never answers. */
export interface Page {
  readonly title: string
  readonly body: readonly Block[]
  /** Shown above the choices; posted with the one that is pressed. */
  readonly fields?: readonly FormField[]
  readonly choices: readonly PageChoice[]
  readonly footer?: Text
  /** Given instead of the page, as a download: only in answer to a choice. */
  readonly file?: PageFile
}

export interface PageFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** Posts `choice=<value>`. */
export interface PageChoice {
  readonly value: string
  readonly label: string
  readonly style: 'primary' | 'plain' | 'danger'
}
