import type { CoachClass, Language } from '../model.ts'

/** What is looked for in one language: on folded text (no accents, lower case), a space standing for any gap between words. */
export interface Phrases extends Readonly<Record<CoachClass, readonly RegExp[]>> {
  /** Null for a list of several languages. */
  readonly language: Language | null
  /** False for scripts written without spaces: a phrase may stand anywhere. */
  readonly hasWords: boolean
}
