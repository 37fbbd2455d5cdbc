/** The kind of person wanted ("a CFO at a robotics company in Berlin"), and how well somebody fits. Pure. */
import { distance } from 'fastest-levenshtein'
import { criteriaWords, foldWords } from './words.ts'

/** One thing that is wanted of a person. */
export interface Wish {
  /** As it was said. */
  readonly word: string
  /** What says the same: words, or the beginnings of words, or several words one after the other. */
  readonly sayings: readonly string[]
}

/** Titles that are written both ways. The first is short for the others. */
const TITLES: readonly (readonly [string, ...string[]])[] = [
  ['ceo', 'chief executive officer', 'managing director', 'geschaftsfuhrer'],
  ['cfo', 'chief financial officer', 'finance director', 'head of finance', 'vp finance'],
  ['cto', 'chief technology officer', 'chief technical officer', 'head of engineering', 'vp engineering'],
  ['coo', 'chief operating officer', 'chief operations officer', 'head of operations'],
  ['cmo', 'chief marketing officer', 'head of marketing', 'vp marketing'],
  ['cpo', 'chief product officer', 'head of product', 'vp product'],
  ['cro', 'chief revenue officer', 'head of sales', 'vp sales', 'sales director'],
  ['cio', 'chief information officer', 'head of it'],
  ['ciso', 'chief information security officer', 'head of security'],
  ['chro', 'chief people officer', 'chief human resources officer', 'head of people', 'head of hr'],
  ['gc', 'general counsel', 'head of legal'],
  ['vc', 'venture capital', 'venture capitalist'],
  ['hr', 'human resources'],
  ['vp', 'vice president'],
  ['ai', 'artificial intelligence'],
  ['ml', 'machine learning'],
  ['ux', 'user experience'],
]
const sayingsByTitle = new Map(TITLES.map((sayings) => [sayings[0], sayings]))

/** What is wanted of a person, each once. */
export function readWishes(criteria: string): Wish[] {
  let said = ` ${foldWords(criteria).join(' ')} `
  for (const [title, ...phrases] of TITLES) {
    for (const phrase of phrases) said = said.replace(` ${phrase} `, ` ${title} `)
  }
  return criteriaWords(said).map(({ word, stem }) => ({ word, sayings: sayingsByTitle.get(word) ?? [stem] }))
}

/** Up to so many letters a word is taken as it is: "pr" is not the beginning of "product". */
export const SHORT_WORD = 3
/** From so many letters on a word may have been mistyped. */
export const TYPO_LENGTH = 5
/** From so many letters on two mistakes are possible; swapped letters are two. */
const TWO_TYPOS_LENGTH = 7
/** What a word counts that only fits if somebody mistyped it. */
const TYPO_SHARE = 0.8

export interface Fit {
  /** The wishes that are met, as they were said. */
  readonly matched: readonly string[]
  /** How much of what is wanted is met, 0–1. */
  readonly fit: number
}

/** How well what is said about a contact (`aboutKey`: folded words, a blank before each) meets the wishes. */
export function fitOf(wishes: readonly Wish[], aboutKey: string): Fit {
  const met = wishes.map(({ word, sayings }) => {
    if (sayings.some((saying) => isSaid(saying, aboutKey))) return { word, share: 1 }
    return { word, share: isMistyped(word, aboutKey) ? TYPO_SHARE : 0 }
  })
  const matched = met.flatMap(({ word, share }) => (share > 0 ? [word] : []))
  return { matched, fit: met.reduce((sum, { share }) => sum + share, 0) / Math.max(1, wishes.length) }
}

function isSaid(saying: string, aboutKey: string): boolean {
  return isWhole(saying) ? `${aboutKey} `.includes(` ${saying} `) : aboutKey.includes(` ${saying}`)
}

/** Whether a saying is looked for as it is, rather than as the beginning of a word. */
export const isWhole = (saying: string): boolean => saying.length <= SHORT_WORD || saying.includes(' ')

function isMistyped(word: string, aboutKey: string): boolean {
  if (word.length < TYPO_LENGTH) return false
  const most = word.length < TWO_TYPOS_LENGTH ? 1 : 2
  // Hardly anybody mistypes the first letter, and without that rule "harder" is "garden".
  return aboutKey
    .split(' ')
    .some((said) => said[0] === word[0] && said.length >= TYPO_LENGTH && distance(word, said) <= most)
}
