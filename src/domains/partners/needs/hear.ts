import { PARTNER_TYPES, type PartnerType, STATE_CODES, STATES } from '../model.ts'
import { fold } from '../rules/search.ts'
import { JAPANESE, NEED_WORDS, type NeedWords } from './words.ts'

/** A partner that somebody said they look for; the state only where they named it. */
export interface Need {
  readonly type: PartnerType
  readonly state: string | null
}

/** So many words may stand between "need" and "attorney": "a good, patient, English-speaking real-estate attorney". */
const WORDS_BETWEEN = 6
/** So many words before a wish say whose it is: "if you ever need …". */
const WORDS_BEFORE = 3
/** Longer messages are stories; the need, if it is one, is said early. */
const CHARS_HEARD = 2000

/**
 * The first need for a partner in what somebody said, or null. The same words always give the same answer: a sentence has to
 * wish for a kind of professional, and not be about somebody else's wish, somebody they have, or something of that name.
 */
export function needHeard(said: string): Need | null {
  const own = withoutQuotes(said.slice(0, CHARS_HEARD))
  for (const sentence of own.split(/[.!?;\n。！？]+/)) {
    const type = typeIn(sentence)
    if (type) return { type, state: stateIn(own) }
  }
  return null
}

function typeIn(sentence: string): PartnerType | null {
  const folded = ` ${fold(sentence)} `
  for (const language of LANGUAGES) {
    const type = language.settled.test(folded) ? null : wishedIn(folded, language)
    if (type) return type
  }
  const japanese = sentence.normalize('NFKC')
  return PARTNER_TYPES.find((type) => JAPANESE_NEEDS[type].test(japanese)) ?? null
}

function wishedIn(folded: string, language: Language): PartnerType | null {
  for (const wish of language.wishes) {
    for (const found of folded.matchAll(wish.begins)) {
      const before = folded.slice(0, found.index)
      const after = folded.slice(found.index + found[0].length)
      const type = language.notAfter.test(lastWords(before)) ? null : wantedAfter(after, wish, language)
      if (type) return type
    }
  }
  return null
}

/** The professional who comes first after the wish, near enough and with nothing in between that makes it something else. */
function wantedAfter(after: string, wish: Wish, language: Language): PartnerType | null {
  const named = PARTNER_TYPES.flatMap((type) => {
    const found = language.professionals[type].exec(after)
    return found ? [{ type, at: found.index, end: found.index + found[0].length }] : []
  })
  const [first] = named.toSorted((a, b) => a.at - b.at || b.end - a.end)
  if (!first) return null
  const between = after.slice(0, first.at)
  const rest = after.slice(first.end)
  const isNear = between.split(' ').filter(Boolean).length <= WORDS_BETWEEN
  const isMeant = !language.notBetween.test(` ${between} `) && !language.notBefore.test(rest)
  return isNear && isMeant && (!wish.ends || wish.ends.test(` ${rest} `)) ? first.type : null
}

interface Wish {
  readonly begins: RegExp
  readonly ends: RegExp | null
}

interface Language {
  readonly wishes: readonly Wish[]
  readonly professionals: Readonly<Record<PartnerType, RegExp>>
  readonly notAfter: RegExp
  readonly notBetween: RegExp
  readonly notBefore: RegExp
  readonly settled: RegExp
}

/** Any of these, as whole words. */
const word = (words: string, flags = ''): RegExp => new RegExp(`(?<= )(?:${words})(?= )`, flags)

const LANGUAGES: readonly Language[] = NEED_WORDS.map((words) => ({
  wishes: words.wishes.map(toWish),
  professionals: byType((type) => word(words.professionals[type])),
  notAfter: word(words.notAfter),
  notBetween: word(words.notBetween),
  notBefore: new RegExp(`^ (?:${words.notBefore})(?= )`),
  settled: word(words.settled),
}))

const JAPANESE_NEEDS = byType((type) => new RegExp(`(?:${JAPANESE.professionals[type]})${JAPANESE.wish}`))

function toWish(said: NeedWords['wishes'][number]): Wish {
  const { begins, ends } = typeof said === 'string' ? { begins: said, ends: null } : said
  return { begins: word(begins, 'g'), ends: ends === null ? null : word(ends) }
}

function byType<T>(make: (type: PartnerType) => T): Readonly<Record<PartnerType, T>> {
  // Made from the list of all types, so none is missing.
  return Object.fromEntries(PARTNER_TYPES.map((type) => [type, make(type)])) as Record<PartnerType, T>
}

const lastWords = (text: string): string => ` ${text.split(' ').filter(Boolean).slice(-WORDS_BEFORE).join(' ')} `

/** "Need a lender? DM me!" offers one. */
const ADVERT =
  /(?<=^|[.!?\n])\s*(?:need|want|looking for|in need of)\b[^.!?\n]*\?\s*(?:just |please )?(?:dm|call|ping|message|text|contact|ask|hit|i)\b/gi

/** What somebody else wrote, code, and adverts are not their own wish. */
function withoutQuotes(said: string): string {
  return said
    .replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, ' ')
    .replace(/^\s*(?:>|&gt;).*$/gm, ' ')
    .replace(ADVERT, ' ')
    .replace(/["“„«][^"“”„«»\n]{0,300}["”“»]/g, ' ')
}

/** A state by its whole name, or by its two letters in capitals after "in" or a comma: "me", "or" and "ok" are words. */
function stateIn(said: string): string | null {
  const letters = /(?:\b[Ii]n|\bnear|,)\s+([A-Z]{2})\b/.exec(said)?.[1]
  if (letters && STATE_CODES.includes(letters)) return letters
  const folded = ` ${fold(said)} `
  const named = STATE_CODES.filter((code) => folded.includes(` ${fold(STATES[code] ?? '')} `))
  // "West Virginia" also contains "Virginia".
  return named.toSorted((a, b) => (STATES[b] ?? '').length - (STATES[a] ?? '').length)[0] ?? null
}
