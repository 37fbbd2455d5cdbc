import { distance } from 'fastest-levenshtein'
import { type Partner, STATE_CODES, STATES } from '../model.ts'

/** Partners that fit what was typed, the best first. One slip in a word of four letters, two in a longer one, are forgiven. */
export function partnersMatching(partners: readonly Partner[], query: string): Partner[] {
  const words = fold(query).split(' ').filter(Boolean)
  if (words.length === 0) return [...partners]
  return partners
    .map((partner) => ({ partner, score: scoreOf(words, wordsOf(partner)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.partner.companyName < b.partner.companyName ? -1 : 1))
    .map(({ partner }) => partner)
}

/** The code of a state that somebody typed as a name, a code, or nearly so; null when it could be anything. */
export function stateFor(typed: string): string | null {
  const said = fold(typed)
  const code = STATE_CODES.find((one) => fold(one) === said)
  if (code) return code
  const near = STATE_CODES.map((one) => ({ one, slips: distance(fold(STATES[one] ?? ''), said) }))
  const [best] = near.toSorted((a, b) => a.slips - b.slips)
  const begun = STATE_CODES.filter((one) => said.length >= 3 && fold(STATES[one] ?? '').startsWith(said))
  if (begun.length === 1) return begun[0] ?? null
  return best && best.slips <= allowedSlips(said) ? best.one : null
}

/** States that begin with what was typed so far, or contain it, for a type-ahead. */
export function statesLike(typed: string): { code: string; name: string }[] {
  const said = fold(typed)
  const all = STATE_CODES.map((code) => ({ code, name: STATES[code] ?? code }))
  return all
    .filter(({ code, name }) => fold(code).startsWith(said) || fold(name).includes(said))
    .toSorted((a, b) => Number(fold(b.name).startsWith(said)) - Number(fold(a.name).startsWith(said)))
}

function scoreOf(wanted: readonly string[], words: readonly string[]): number {
  const scores = wanted.map((word) => Math.max(0, ...words.map((one) => likeness(word, one))))
  return scores.every((score) => score > 0) ? scores.reduce((sum, score) => sum + score, 0) : 0
}

/** 3: the same · 2: begins so · 1: nearly so · 0: something else. */
function likeness(wanted: string, word: string): number {
  if (wanted === word) return 3
  if (word.startsWith(wanted)) return 2
  return distance(wanted, word) <= allowedSlips(wanted) ? 1 : 0
}

const allowedSlips = (word: string): number => (word.length >= 6 ? 2 : word.length >= 4 ? 1 : 0)

function wordsOf({ companyName, contactName }: Partner): string[] {
  return fold(`${companyName} ${contactName}`).split(' ').filter(Boolean)
}

export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
