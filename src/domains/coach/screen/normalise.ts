/**
 * A text as a reader hears it: whatever alphabet, spacing or digits its letters were dressed up in. Several readings where
 * there is more than one, the plain one first.
 */
export interface Readings {
  /** Folded, otherwise as it was typed: for scripts without spaces. */
  readonly typed: readonly string[]
  /** Words of plain letters with one space between them, a comma where a part of a sentence ends, a dot where it ends. */
  readonly words: readonly string[]
  /** The same where letters were set apart: the spaces between the words are lost. */
  readonly compact: readonly string[]
}

export function readingsOf(text: string): Readings {
  const folded = fold(text)
  const typed = unique([folded, ...unleeted(folded), ...unstretched(folded)])
  return { typed, words: unique(typed.map(toWords)), compact: unique(typed.flatMap(spelledOut).map(toWords)) }
}

/**
 * In ASCII alone, so that hundreds of phrases are compiled for one kind of string and need no classes of Unicode: with them
 * the first message to a desk took seconds.
 */
function toWords(folded: string): string {
  const plain = folded
    .replace(/\.{2,}|…|\.(?=\p{L})/gu, ' ')
    .replace(/[,;:、，；：]/gu, ', ')
    .replace(/[.!?。！？\n]+/gu, '. ')
    .replace(/[^\p{L}\p{N},.']+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, '~')
  return ` ${plain
    .replace(/ +/g, ' ')
    .replace(/ (?=[,.])/g, '')
    .trim()} `
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
