import type { Interaction } from './interaction.ts'
import type { SurfaceName } from './person.ts'

/** What operators count. Kinds and outcomes only: nothing of who said what. */
export interface Metrics {
  /** An act that was answered; `outcome` is the kind of the reply. */
  answered(seen: { surface: SurfaceName; kind: Interaction['kind']; outcome: string; ms: number }): void
  /** A card that was sent or edited, or not; "later" is a platform that said to wait. */
  delivered(seen: { surface: SurfaceName; how: 'send' | 'edit'; outcome: string }): void
  /** A call of the model; `outcome` is "answered" or the kind of the failure. */
  modelled(seen: { task: string; outcome: string; ms: number; inputTokens: number; outputTokens: number }): void
}

/** For tests and commands that nobody watches. */
export const noMetrics: Metrics = { answered() {}, delivered() {}, modelled() {} }
