import type { TileLook, TileMap } from './card.ts'

/** A map as squares in units of its own. The web prints them into its page; elsewhere they become a picture. */
export interface MapShapes {
  readonly width: number
  readonly height: number
  readonly tiles: readonly TileShape[]
}

export interface TileShape {
  readonly look: TileLook
  readonly at: readonly [x: number, y: number]
  readonly label: string
  /** Where the label's middle is. */
  readonly middle: readonly [x: number, y: number]
}

/** A tile, and the gap between two. Two letters of twelve points fit. */
export const TILE = 30
const GAP = 4
/** The outline of a tile is drawn half outside it. */
const MARGIN = 2

export function mapToShapes({ tiles, levels }: TileMap): MapShapes {
  const step = TILE + GAP
  const spanOf = (places: readonly number[]) =>
    MARGIN * 2 - GAP + step * Math.max(1, ...places.map((place) => place + 1))
  return {
    width: spanOf(tiles.map(({ column }) => column)),
    height: spanOf(tiles.map(({ row }) => row)),
    tiles: tiles.map(({ label, column, row, level }) => {
      const at = [MARGIN + column * step, MARGIN + row * step] as const
      return { look: levels[level]?.look ?? 'faint', at, label, middle: [at[0] + TILE / 2, at[1] + TILE / 2 + 4] }
    }),
  }
}
