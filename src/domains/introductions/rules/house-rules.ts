import { ok, type Result } from '../../../kit/result.ts'
import { HOUSE_BOUNDS, HOUSE_GROUPS, type HouseGroup, type HouseRule, type HouseRules } from '../model-defaults.ts'
import { type Disagreement, type IntroRefusal, no } from './refusals.ts'

export type HouseWishes = Readonly<Partial<Record<HouseRule, number | undefined>>>

/** The numbers of one group, changed; the others stay as they are. */
export function changeHouseRules(
  before: HouseRules,
  group: HouseGroup,
  wishes: HouseWishes,
): Result<HouseRules, IntroRefusal> {
  const after: Record<HouseRule, number> = { ...before }
  for (const rule of HOUSE_GROUPS[group]) {
    const wish = wishes[rule]
    if (wish === undefined) return no({ kind: 'number_is_missing', rule })
    const { least, most } = HOUSE_BOUNDS[rule]
    if (!Number.isInteger(wish) || wish < least || wish > most) return no({ kind: 'number_is_out', rule, least, most })
    after[rule] = wish
  }
  const odd = disagreementIn(after)
  return odd ? no({ kind: 'numbers_disagree', ...odd }) : ok(after)
}

function disagreementIn(house: HouseRules): { rule: HouseRule; because: Disagreement } | null {
  if (house.offersPerQuarter < house.offersPerWeek) return { rule: 'offersPerQuarter', because: 'week_over_quarter' }
  if (house.normalDays > house.lowDays) return { rule: 'normalDays', because: 'urgency_upside_down' }
  if (house.highDays > house.normalDays) return { rule: 'highDays', because: 'urgency_upside_down' }
  const asked = house.didYouMeetDays + house.didYouMeetAgainDays
  return house.lastAskDays <= asked ? { rule: 'lastAskDays', because: 'last_ask_too_early' } : null
}
