/** Words as they are compared and searched: case, accents and punctuation left out. Pure. */

/** Letters that Unicode does not take apart into a base and an accent. */
const FOLDED_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ł', 'l'],
  ['ı', 'i'],
  ['þ', 'th'],
])
const UNFOLDED = new RegExp(`[${[...FOLDED_LETTERS.keys()].join('')}]`, 'g')

/** More words than this in a query are a pasted text; the first ones decide. */
const MAX_QUERY_WORDS = 8

/** Words that say nothing about a person, in a wish such as "someone who knows about bookkeeping in Berlin". */
const EMPTY_WORDS = new Set(
  `a an and any anybody anyone about at based be been can company could do does else experience experienced expert experts find for from
   get good has have help helped i in into is it knowledge know knows like looking me meet meeting my need needs of on one or our people
   person please somebody someone that the their them they this to us want wanted we who whom with work worked working works would you your`.split(
    /\s+/,
  ),
)

/** "José García-Núñez, Łódź" → jose garcia nunez lodz. */
export function foldWords(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(UNFOLDED, (letter) => FOLDED_LETTERS.get(letter) ?? letter)
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Folded words with a blank before each, so that " w" finds the beginning of a word. */
export function searchKeyOf(texts: readonly (string | null | undefined)[]): string {
  return texts.flatMap((text) => foldWords(text ?? '').map((word) => ` ${word}`)).join('')
}

export function queryWords(query: string): string[] {
  return foldWords(query).slice(0, MAX_QUERY_WORDS)
}

/** A word of a wish as it was said, and the part of it that its plural and singular begin with. */
export interface WishWord {
  readonly word: string
  readonly stem: string
}

/** The words of a wish that say something about a person, each once. */
export function criteriaWords(criteria: string): WishWord[] {
  const telling = foldWords(criteria).filter((word) => word.length > 1 && !EMPTY_WORDS.has(word))
  const wordByStem = new Map(telling.map((word) => [stemOf(word), word]))
  return [...wordByStem].map(([stem, word]) => ({ word, stem })).slice(0, MAX_QUERY_WORDS)
}

/** Enough for "founders" to find a founder and "company" to find companies: English plurals of words that are long enough. */
function stemOf(word: string): string {
  if (word.length > 4) {
    const [, consonantStem] = /^(.*[^aeiou])(?:ies|y)$/.exec(word) ?? []
    if (consonantStem !== undefined) return consonantStem
  }
  return word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word
}
