/**
 * How warm a tie and a path are. Pure. Warmth is counted in whole thousandths and costs in whole numbers, so that sums are
 * exact and the same history gives the same ranking, whatever the order in which it is added up.
 */

/** The warmth of two who know each other as well as can be, and told us both, today. */
export const FULL = 1000

/** Cooler ties are no ties: a path is never warmer than its coolest tie, so none of them can pass the least floor. */
export const COOLEST = 50

/**
 * The weakest link decides. Ties add up like resistors in a row: each costs warmth^-8, and a path has the warmth whose cost
 * is their sum. It is never warmer than its coolest tie, and at worst 13 % cooler than that with three ties (3^(1/8)), so the
 * coolest tie orders paths; among paths whose coolest ties are about equal, the warmth of the others and their number decide.
 * A sum only grows, which is what lets a search stop early.
 */
const SERIES = 2 ** 3
/** One full tie costs this; enough that two neighbouring thousandths never cost the same. */
const UNIT_COST = 1024

/** What a tie of each warmth costs. The largest sum of three is 8·10¹³, far below 2⁵³. */
export const COST: Float64Array = Float64Array.from({ length: FULL + 1 }, (_, warmth) =>
  warmth < COOLEST ? Number.POSITIVE_INFINITY : Math.round((FULL / warmth) ** SERIES * UNIT_COST),
)

/** The warmth of a path, 0–1, from the sum of what its ties cost. Square roots are the same on every machine; powers need not be. */
export function scoreOf(cost: number): number {
  return 1 / Math.sqrt(Math.sqrt(Math.sqrt(cost / UNIT_COST)))
}

/** What the desk knows of "this member knows this person" that lets it trust the tie. */
export type Evidence = 'mutual' | 'declared' | 'observed'

/** Both say so, one says so, or nobody said anything and we only saw that they write to each other. */
export const TRUST: Readonly<Record<Evidence, number>> = { mutual: 1, declared: 0.9, observed: 0.8 }

/** The recency of a touch counts half after so many days (product.md 3). */
const FRESHNESS_HALF_LIFE_DAYS = 180
/** An old friendship is not nothing: without any touch this share of a tie's strength is left. */
const STALE_SHARE = 0.6
const DAY_MS = 86_400_000

/** How much of a tie's strength counts by now, 0.6–1. A touch in the future, from a clock that was wrong, counts as today. */
export function freshness(lastInteractionAt: Date | null, now: Date): number {
  if (!lastInteractionAt) return STALE_SHARE
  const days = Math.max(0, (now.getTime() - lastInteractionAt.getTime()) / DAY_MS)
  return STALE_SHARE + (1 - STALE_SHARE) * 0.5 ** (days / FRESHNESS_HALF_LIFE_DAYS)
}

/** A member's word that they know somebody, as the graph takes it. */
export interface Link {
  readonly memberId: string
  /** The member or contact whom they know. */
  readonly personId: string
  readonly isMember: boolean
  /** Strength × freshness, 0–1. */
  readonly warmth: number
  readonly isDeclared: boolean
  /** Takes part in its owner's own asks and in nobody else's. */
  readonly isPrivate: boolean
}

/** A link's warmth and evidence in one number: 0 for none. Strong words compare as larger when their evidence is the same. */
export function wordOf(link: Pick<Link, 'warmth' | 'isDeclared'>): number {
  const thousandths = Math.min(FULL, Math.round(link.warmth * FULL))
  return thousandths < COOLEST ? 0 : thousandths * 2 + Number(link.isDeclared)
}

/** The warmth that one member's word alone gives a tie. */
export function toldByOne(word: number): number {
  const warmth = Math.round((word >> 1) * (word & 1 ? TRUST.declared : TRUST.observed))
  return warmth < COOLEST ? 0 : warmth
}

/** The warmth of a tie from the words of its two ends. */
export function toldByBoth(one: number, other: number): number {
  if (one === 0 || other === 0) return toldByOne(one | other)
  return Math.max(one >> 1, other >> 1) * TRUST.mutual
}
