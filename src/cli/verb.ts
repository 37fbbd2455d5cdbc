import type { Config } from '../config.ts'
import type { Desk } from '../main.ts'

/** One word of `introdesk <verb>`. */
export interface Verb {
  /** One or two words, such as "import contacts". */
  readonly name: string
  readonly usage: string
  readonly summary: string
  /** `desk`: needs the database, and so runs in the process that holds it. */
  readonly needs: 'nothing' | 'config' | 'desk'
  readonly options?: Readonly<Record<string, VerbOption>>
}

export interface VerbOption {
  readonly type: 'string' | 'boolean'
  readonly describe: string
}

export interface Call {
  /** What follows the verb's name and is no option. */
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  /** Where the person stood who typed it. */
  readonly cwd: string
  print(line: string): void
}

export type PlainVerb = Verb & { readonly needs: 'nothing'; run(call: Call): Promise<number> }
export type ConfigVerb = Verb & { readonly needs: 'config'; run(call: Call, config: Config): Promise<number> }
export type DeskVerb = Verb & { readonly needs: 'desk'; run(call: Call, desk: Desk): Promise<number> }
export type AnyVerb = PlainVerb | ConfigVerb | DeskVerb

/** Something that the person who typed can mend. Printed without a stack. */
export class UsageError extends Error {}
