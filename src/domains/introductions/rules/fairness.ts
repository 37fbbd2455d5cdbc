/** How evenly the asks fall on those who can be asked. Pure. */

export interface Fairness {
  /** 0: everybody is asked as often as the others · 1: all asks go to one. */
  readonly gini: number
  /** What the three who were asked most often got of all asks, 0–1. */
  readonly topShare: number
  readonly verdict: 'nothing' | 'even' | 'uneven' | 'few'
}

const TOP = 3
/** With fewer asks chance alone makes any picture. */
const LEAST_ASKS = 10
/** A community whose asks follow who knows whom lies near 0.35 (docs/routing.md); from a half on, few carry most. */
const EVEN = 0.4
const FEW = 0.6

/** `asks` are those of everybody who was asked; `askable` counts everybody who could have been. */
export function fairnessOf(asks: readonly number[], askable: number): Fairness {
  const sorted = [...asks, ...new Array<number>(Math.max(0, askable - asks.length)).fill(0)].toSorted((a, b) => a - b)
  const total = sorted.reduce((sum, count) => sum + count, 0)
  if (total === 0) return { gini: 0, topShare: 0, verdict: 'nothing' }
  const weighted = sorted.reduce((sum, count, i) => sum + (2 * (i + 1) - sorted.length - 1) * count, 0)
  const gini = weighted / (sorted.length * total)
  const topShare = sorted.slice(-TOP).reduce((sum, count) => sum + count, 0) / total
  if (total < LEAST_ASKS) return { gini, topShare, verdict: 'nothing' }
  return { gini, topShare, verdict: gini < EVEN ? 'even' : gini < FEW ? 'uneven' : 'few' }
}
