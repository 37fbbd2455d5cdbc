import { ANNOUNCED_STATES, type CoverageLine, type CoverageStatus, PARTNER_TYPES, type PartnerType } from '../model.ts'

/** What the team has said about a state and type. */
export interface Override {
  readonly stateCode: string
  readonly partnerType: PartnerType
  readonly status: CoverageStatus
}

/** How many active partners serve a state, by type. */
export interface Count {
  readonly stateCode: string
  readonly partnerType: PartnerType
  readonly count: number
}

/** The truth about one state: what the team said; else what follows from the count; else how the desk began. */
export function coverageOf(
  stateCode: string,
  known: { readonly overrides: readonly Override[]; readonly counts: readonly Count[] },
): CoverageLine[] {
  return PARTNER_TYPES.map((partnerType) => {
    const isIt = (one: { stateCode: string; partnerType: PartnerType }) =>
      one.stateCode === stateCode && one.partnerType === partnerType
    const partnerCount = known.counts.find(isIt)?.count ?? 0
    const override = known.overrides.find(isIt)
    const derived = partnerCount > 0 ? 'AVAILABLE' : initialStatus(stateCode)
    return {
      stateCode,
      partnerType,
      partnerCount,
      status: override?.status ?? derived,
      isOverridden: override !== undefined,
    }
  })
}

export const initialStatus = (stateCode: string): CoverageStatus =>
  ANNOUNCED_STATES.includes(stateCode) ? 'COMING_SOON' : 'UNAVAILABLE'
