/**
 * A text as a reader hears it: whatever alphabet, spacing or digits its letters were dressed up in. Several readings where
 * there is more than one, the plain one first; `compact` readings have lost the spaces between their words.
 */
export interface Readings {
  readonly plain: readonly string[]
  readonly compact: readonly string[]
}

export function readingsOf(text: string): Readings {
  const folded = fold(text)
  const plain = unique([folded, ...unleeted(folded), ...unstretched(folded)])
  return { plain, compact: unique(plain.flatMap(spelledOut)) }
}

/** Lower case, no accents on Latin letters, no invisible characters, no letters of other alphabets in a Latin word. */
export function fold(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => (/\p{Script=Latin}/u.test(word) ? latinised(word) : word))
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/ß/g, 'ss')
    .replace(/ı/g, 'i')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

/** Letters of other alphabets that look like ours (a selection of Unicode's confusables.txt). */
const LOOK_ALIKES = new Map(
  [
    ...['аa', 'еe', 'оo', 'рp', 'сc', 'уy', 'хx', 'іi', 'јj', 'ѕs', 'ԁd', 'һh', 'кk', 'мm', 'тt', 'вb', 'нh', 'ӏl'],
    ...['αa', 'εe', 'οo', 'ρp', 'τt', 'υu', 'νv', 'ιi', 'κk', 'χx', 'ηn', 'ωw', 'βb', 'ɑa', 'ɡg', 'ʟl', 'ɪi'],
  ].map((pair) => [pair.slice(0, 1), pair.slice(1)]),
)

function latinised(word: string): string {
  return [...word].map((char) => LOOK_ALIKES.get(char) ?? char).join('')
}

const LEET: Readonly<Record<string, string>> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', $: 's', '@': 'a' }

/** "k1ll my$elf": digits and signs inside a word as the letters they stand for. A one may be an i or an l. */
function unleeted(text: string): string[] {
  const isDisguised = /(?<=\p{L})[013457@$!|]|[013457@$](?=\p{L})/u
  if (!isDisguised.test(text)) return []
  const read = (one: string) =>
    text.replace(/\S*\p{L}\S*/gu, (word) => word.replace(/[013457@$]|[!|](?=\p{L})/gu, (sign) => LEET[sign] ?? one))
  return [read('i'), read('l')]
}

/** "kiiiill": a letter more than twice in a row is meant once, or twice. */
function unstretched(text: string): string[] {
  if (!/(\p{L})\1{2}/u.test(text)) return []
  return [text.replace(/(\p{L})\1{2,}/gu, '$1'), text.replace(/(\p{L})\1{2,}/gu, '$1$1')]
}

/** "k i l l" and "k.i.l.l": letters set apart, four or more in a row, as one word. */
function spelledOut(text: string): string[] {
  const apart = /(?<![\p{L}\p{N}])\p{L}(?:[\s._*\-/+]{1,3}\p{L}(?![\p{L}\p{N}])){3,}/gu
  if (!apart.test(text)) return []
  return [text.replace(apart, (letters) => letters.replace(/[^\p{L}]/gu, ''))]
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)]
