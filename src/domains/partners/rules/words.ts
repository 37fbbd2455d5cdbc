import { PARTNER_TYPES, type PartnerType } from '../model.ts'
import { stateFor } from './search.ts'

/** What people call each type; the first that fits counts. */
const NAMES: Readonly<Record<PartnerType, readonly string[]>> = {
  ATTORNEY: ['attorney', 'attorneys', 'lawyer', 'lawyers', 'legal'],
  LENDER: ['lender', 'lenders', 'mortgage', 'loan', 'lending', 'bank'],
  AGENT: ['agent', 'agents', 'realtor', 'realtors', 'broker'],
  TITLE: ['title', 'escrow', 'titles'],
  INSURANCE: ['insurance', 'insurer', 'insurers', 'insure'],
  CPA: ['cpa', 'cpas', 'accountant', 'accountants', 'tax', 'taxes'],
}

/** Words that only hold the others together. */
const FILLERS = new Set([
  'a',
  'an',
  'the',
  'in',
  'for',
  'at',
  'near',
  'please',
  'who',
  'and',
  'company',
  'real',
  'estate',
])

export interface Understood {
  readonly type: PartnerType | null
  readonly state: string | null
  /** What was neither. */
  readonly rest: string
}

/** "attorney in new mexico" is a type and a state; "bell MN" is a name and a state. */
export function readWords(typed: string): Understood {
  const words = typed.split(/[\s,]+/).filter(Boolean)
  const type = words.map(typeNamed).find((found) => found !== null) ?? null
  const others = words.filter((word) => typeNamed(word) === null && !FILLERS.has(word.toLowerCase()))
  const found = stateIn(others)
  const rest = others.filter((_, index) => !found || index < found.from || index >= found.until).join(' ')
  return { type, state: found?.code ?? null, rest }
}

const typeNamed = (word: string): PartnerType | null =>
  PARTNER_TYPES.find((type) => NAMES[type].includes(word.toLowerCase())) ?? null

/** The longest run of words that names a state: "New Mexico" before "New". */
function stateIn(words: readonly string[]): { code: string; from: number; until: number } | null {
  for (const length of [3, 2, 1]) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const code = stateFor(words.slice(from, from + length).join(' '))
      if (code) return { code, from, until: from + length }
    }
  }
  return null
}

/** Several states, as a person lists them; whatever is none comes back as `unknown`. */
export function readStates(typed: string): { states: string[]; unknown: string | null } {
  const parts = typed
    .split(/[,;]+/)
    .map((part) => part.trim())
    .filter(Boolean)
  const codes = parts.map((part) => ({ part, code: stateFor(part) }))
  const unknown = codes.find(({ code }) => code === null)?.part ?? null
  return { states: [...new Set(codes.flatMap(({ code }) => code ?? []))], unknown }
}
