/** How much of who knows whom may be told to somebody who asks. Pure. */

/** Fewer than so many are not counted aloud: in a small circle a number is a name. */
export const LEAST_COUNTED = 3
/** More than so many need no number. */
export const MOST_COUNTED = 20
/** A number of looks that nobody needs who wants to meet people, and too few to take the graph apart. */
export const LOOKS_PER_DAY = 20
/** From this strength on somebody knows them well. */
export const STRONG = 0.6

export type Coverage =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'some' }
  | { readonly kind: 'counted'; readonly people: number; readonly strong: number }
  | { readonly kind: 'many' }

/** `strengths` has one entry for each person who knows somebody there: the best of theirs. */
export function coverageFrom(strengths: readonly number[]): Coverage {
  if (strengths.length === 0) return { kind: 'nobody' }
  if (strengths.length < LEAST_COUNTED) return { kind: 'some' }
  if (strengths.length > MOST_COUNTED) return { kind: 'many' }
  return {
    kind: 'counted',
    people: strengths.length,
    strong: strengths.filter((strength) => strength >= STRONG).length,
  }
}

/** The name in what was typed: "acme" of "https://www.acme.com/about" and of "mia@acme.com", else the words as they are. */
export function organizationIn(typed: string): string {
  const [, domain] =
    /^(?:https?:\/\/)?(?:[^\s@/]+@)?(?:www\.)?([\p{L}\p{N}-]+)\.[\p{L}\p{N}.-]+(?:[/?#]\S*)?$/iu.exec(typed.trim()) ??
    []
  return domain ? domain.replaceAll('-', ' ') : typed.trim()
}
