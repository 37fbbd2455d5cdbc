import type { TileMap } from '../../../kit/ui/card.ts'
import { clip } from '../../../kit/ui/limits.ts'
import { listed } from '../../../kit/ui/text.ts'
import { type CoverageLine, type CoverageStatus, stateName } from '../model.ts'
import { coverageWord } from '../text.ts'

/** Where the states stand when each is a square of one size, so that small ones are seen as well as large ones (npr.org, 2015). */
const GRID = [
  'AK .. .. .. .. .. .. .. .. .. ME',
  '.. .. .. .. .. .. .. .. .. VT NH',
  'WA ID MT ND MN IL WI MI NY RI MA',
  'OR NV WY SD IA IN OH PA NJ CT ..',
  'CA UT CO NE MO KY WV VA MD DE ..',
  '.. AZ NM KS AR TN NC SC DC .. ..',
  '.. .. .. OK LA MS AL GA .. .. ..',
  'HI .. .. .. TX .. .. .. FL .. ..',
]

const LEVELS: readonly CoverageStatus[] = ['AVAILABLE', 'COMING_SOON', 'UNAVAILABLE']

/** A state with everything that is known of it. */
export interface CoveredState {
  readonly code: string
  readonly lines: readonly CoverageLine[]
}

/** The best that is true of any type there. */
export function statusOfState({ lines }: Pick<CoveredState, 'lines'>): CoverageStatus {
  return LEVELS.find((status) => lines.some((line) => line.status === status)) ?? 'UNAVAILABLE'
}

/** The coverage as a picture; what is not among `states` is unavailable. */
export function coverageMap(states: readonly CoveredState[]): TileMap {
  const statusByCode = new Map(states.map((state) => [state.code, statusOfState(state)]))
  const levelOf = (code: string) => LEVELS.indexOf(statusByCode.get(code) ?? 'UNAVAILABLE')
  return {
    title: 'Partners by state',
    finding: findingOf(statusByCode),
    levels: [
      { name: coverageWord('AVAILABLE'), look: 'full' },
      { name: `${coverageWord('COMING_SOON')}, announced`, look: 'ring' },
      { name: `${coverageWord('UNAVAILABLE')}, everywhere else`, look: 'faint' },
    ],
    tiles: GRID.flatMap((line, row) =>
      line
        .split(' ')
        .flatMap((code, column) => (code === '..' ? [] : [{ label: code, column, row, level: levelOf(code) }])),
    ),
  }
}

const FINDING_CHARS = 300

function findingOf(statusByCode: ReadonlyMap<string, CoverageStatus>): string {
  const named = (wanted: CoverageStatus) =>
    [...statusByCode].flatMap(([code, status]) => (status === wanted ? [stateName(code)] : [])).toSorted()
  const open = named('AVAILABLE')
  const announced = named('COMING_SOON')
  const now = open.length > 0 ? `There are partners in ${listed(open)}.` : 'There are no partners yet.'
  return clip(announced.length > 0 ? `${now} Coming soon: ${listed(announced)}.` : now, FINDING_CHARS)
}
