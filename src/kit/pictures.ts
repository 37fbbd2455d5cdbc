import type { Chart } from './ui/card.ts'

/** Draws what a platform does not draw itself. */
export interface PicturePort {
  /** As a PNG, the same bytes for the same chart. It says nothing that `finding` and the numbers do not say. */
  chart(chart: Chart): Promise<Uint8Array>
}
