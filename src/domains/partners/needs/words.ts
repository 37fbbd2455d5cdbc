import type { PartnerType } from '../model.ts'
import { german } from './words-de.ts'
import { english } from './words-en.ts'
import { french, italian, portuguese, spanish } from './words-romance.ts'

/**
 * How people of one language say that they look for somebody. Everything is written as `fold` leaves it: lower case, no accents,
 * no punctuation, "don t" for "don't". Words are pieces of regular expressions, with spaces around them in the sentence.
 */
export interface NeedWords {
  /** Comes before the professional. With `ends`, the sentence has to go on like that after them. */
  readonly wishes: readonly (string | { readonly begins: string; readonly ends: string })[]
  readonly professionals: Readonly<Record<PartnerType, string>>
  /** Among the last words before a wish, these make it somebody else's, or none. */
  readonly notAfter: string
  /** Between the wish and the professional, these make it about something else. */
  readonly notBetween: string
  /** Right after the professional, these make it something else. */
  readonly notBefore: string
  /** Anywhere in the sentence: it is settled. */
  readonly settled: string
}

export const NEED_WORDS: readonly NeedWords[] = [english, german, spanish, french, italian, portuguese]

/** Japanese has no spaces to find words by: the professional, and what is said right after. */
export const JAPANESE: { readonly professionals: Readonly<Record<PartnerType, string>>; readonly wish: string } = {
  professionals: {
    ATTORNEY: '弁護士|司法書士',
    INSURANCE: '(?:住宅|火災)保険|保険代理店',
    TITLE: 'タイトルカンパニー|エスクロー会社',
    LENDER: '住宅ローン(?:の?会社|アドバイザー)?',
    AGENT: '不動産(?:屋|業者|エージェント|会社)|リアルター',
    CPA: '税理士|会計士',
  },
  wish: '(?:さん)?(?:を(?:探して|さがして|紹介して|教えて|雇いたい)|が(?:必要(?!な(?:い|く)|あり|では)|欲しい|ほしい)|(?:は|って)?(?:いませんか|ご存知|知りませんか))',
}
