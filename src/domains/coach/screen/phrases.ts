import type { CoachClass, Language } from '../model.ts'

/** What is looked for in one language: on folded text (no accents, lower case), a space standing for any gap between words. */
export interface Phrases extends Readonly<Record<CoachClass, readonly RegExp[]>> {
  readonly language: Language
  /** False for scripts written without spaces: a phrase may stand anywhere. */
  readonly hasWords: boolean
}
