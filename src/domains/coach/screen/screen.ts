import { CLASSES, type CoachClass, type Keywords, type Language } from '../model.ts'
import { fold, type Readings, readingsOf } from './normalise.ts'
import type { Phrases } from './phrases.ts'
import { german } from './phrases-de.ts'
import { english } from './phrases-en.ts'
import { spanish } from './phrases-es.ts'
import { french } from './phrases-fr.ts'
import { italian } from './phrases-it.ts'
import { japanese } from './phrases-ja.ts'
import { others } from './phrases-more.ts'
import { portuguese } from './phrases-pt.ts'

/** What was found in a member's words. The language is null where it is not known: a keyword of an administrator's, or a list of several languages. */
export interface Screened {
  readonly class: CoachClass
  readonly language: Language | null
}

/**
 * Looks at a member's words before any model does. The gravest class wins: a crisis is never overlooked because the same
 * message also asks for a human. It errs towards help: a false alarm costs a kind card, a miss may cost more.
 */
export function screen(text: string, keywords: Keywords): Screened | null {
  const readings = readingsOf(text)
  for (const one of CLASSES) {
    const found = phraseIn(readings, one)
    if (found) return { class: one, language: found.language }
    if (keywords[one].some((keyword) => hasKeyword(readings, keyword))) return { class: one, language: null }
  }
  return null
}

interface Compiled {
  readonly language: Language | null
  readonly class: CoachClass
  readonly hasWords: boolean
  readonly plain: RegExp
  /** For words that were set apart letter by letter: with no boundaries between words left. */
  readonly compact: RegExp
}

/** Between two words: a space, perhaps behind a comma; not the end of a sentence. */
const GAP = ',? '

const all: readonly Phrases[] = [english, german, french, spanish, portuguese, italian, japanese, ...others]

const compiled: readonly Compiled[] = all.flatMap((phrases) =>
  CLASSES.flatMap((one) => phrases[one].map((pattern) => compile(phrases, one, pattern.source))),
)

function compile({ language, hasWords }: Phrases, of: CoachClass, source: string): Compiled {
  const base = { language, class: of, hasWords }
  if (!hasWords) return { ...base, plain: new RegExp(source), compact: new RegExp(source) }
  // A space that is optional or repeated is written so in the phrase itself.
  const withGap = (gap: string) => source.replace(/ (?![*?])/g, gap)
  return {
    ...base,
    plain: new RegExp(`(?<![a-z0-9])(?:${withGap(GAP)})(?![a-z0-9])`),
    compact: new RegExp(withGap(' ?')),
  }
}

function phraseIn({ typed, words, compact }: Readings, of: CoachClass): Compiled | null {
  const isFound = ({ hasWords, ...phrase }: Compiled) =>
    (hasWords ? words : typed).some((text) => phrase.plain.test(text)) ||
    (hasWords && compact.some((text) => phrase.compact.test(text)))
  return compiled.find((phrase) => phrase.class === of && isFound(phrase)) ?? null
}

/** An administrator's keyword stands as words of its own, except in scripts that have no spaces. */
function hasKeyword({ typed }: Readings, keyword: string): boolean {
  const wanted = fold(keyword)
  if (wanted === '') return false
  const isUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(wanted)
  if (isUnspaced) return typed.some((text) => text.includes(wanted))
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(wanted)}(?![\\p{L}\\p{N}])`, 'u')
  return typed.some((text) => whole.test(text))
}
