import type { Chart, TileMap } from './ui/card.ts'

/** Draws what a platform does not draw itself. */
export interface PicturePort {
  /** As a PNG, the same bytes for the same chart. It says nothing that `finding` and the numbers do not say. */
  chart(chart: Chart): Promise<Uint8Array>
  /** Likewise; what it shows is told beside it. */
  map(map: TileMap): Promise<Uint8Array>
}
