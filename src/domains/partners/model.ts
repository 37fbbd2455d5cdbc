import type { MemberId } from '../../kit/brand.ts'

/** Groups, partners and what an ask for a partner is (product.md 6, PRD-011). Upper case inside, lower case on the wire. */

export const PARTNER_TYPES = ['ATTORNEY', 'LENDER', 'AGENT', 'TITLE', 'INSURANCE', 'CPA'] as const
export type PartnerType = (typeof PARTNER_TYPES)[number]

export const PARTNER_STATUSES = ['INVITED', 'PENDING_REVIEW', 'ACTIVE', 'INACTIVE', 'REMOVED'] as const
export type PartnerStatus = (typeof PARTNER_STATUSES)[number]

export const COVERAGE_STATUSES = ['AVAILABLE', 'COMING_SOON', 'UNAVAILABLE'] as const
export type CoverageStatus = (typeof COVERAGE_STATUSES)[number]

export interface Partner {
  readonly id: string
  readonly memberId: MemberId | null
  readonly contactId: string | null
  readonly type: PartnerType
  readonly status: PartnerStatus
  readonly companyName: string
  readonly contactName: string
  readonly email: string
  readonly phone: string | null
  readonly website: string | null
  readonly serviceAreas: readonly string[]
  readonly agreementSignedAt: Date | null
  readonly invitedById: MemberId | null
  /** For the team alone. */
  readonly notes: string | null
  readonly inviteLinkId: string | null
  readonly question: string | null
  readonly answer: string | null
  /** When it was last their turn; null: never. */
  readonly lastTurnAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What the team, or the partner, says about a partner. */
export interface PartnerFacts {
  readonly type: PartnerType
  readonly companyName: string
  readonly contactName: string
  readonly email: string
  readonly phone: string | null
  readonly website: string | null
  readonly serviceAreas: readonly string[]
  readonly notes: string | null
  readonly agreementSignedAt: Date | null
  readonly memberId: MemberId | null
}

export interface Group {
  readonly id: string
  readonly name: string
  readonly channel: string | null
  readonly createdById: MemberId | null
  readonly memberIds: readonly MemberId[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What a group says about its need, with the PRD's names. */
export interface AskContext {
  readonly state: string
  readonly group_size?: number | undefined
  readonly home_price_range?: string | undefined
  readonly timeline?: string | undefined
  readonly specific_need?: string | undefined
}

/** What an ask for a partner has beside the request that it is. */
export interface PartnerAsk {
  readonly requestId: string
  readonly groupId: string
  readonly partnerType: PartnerType
  readonly stateCode: string
  readonly context: AskContext
  /** Who is being introduced, once routing has named one. */
  readonly partnerId: string | null
  /** Whom the group or the team chose instead of taking turns. */
  readonly preferredPartnerId: string | null
  readonly regulated: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export type WaitingStatus = 'WAITING' | 'ASKED' | 'YES' | 'NO' | 'LAPSED' | 'LEFT'

/** A place in line; the request it began with may have ended meanwhile. */
export interface WaitingPlace {
  readonly id: string
  readonly groupId: string
  readonly requestId: string
  readonly memberId: MemberId
  readonly partnerType: PartnerType
  readonly stateCode: string
  readonly status: WaitingStatus
  readonly createdAt: Date
  readonly askedAt: Date | null
  readonly answerBy: Date | null
  readonly answeredAt: Date | null
}

/** One state and type: what is true, and how many active partners make it true. */
export interface CoverageLine {
  readonly stateCode: string
  readonly partnerType: PartnerType
  readonly status: CoverageStatus
  readonly partnerCount: number
  /** Whether the team has said so, against what would follow from the count. */
  readonly isOverridden: boolean
}

/** Names of the states of the USA and of the capital's district, by their code. */
export const STATES: Readonly<Record<string, string>> = {
  ...{ AL: 'Alabama', AK: 'Alaska', AZ: 'Arizona', AR: 'Arkansas', CA: 'California', CO: 'Colorado' },
  ...{ CT: 'Connecticut', DE: 'Delaware', DC: 'District of Columbia', FL: 'Florida', GA: 'Georgia', HI: 'Hawaii' },
  ...{ ID: 'Idaho', IL: 'Illinois', IN: 'Indiana', IA: 'Iowa', KS: 'Kansas', KY: 'Kentucky', LA: 'Louisiana' },
  ...{ ME: 'Maine', MD: 'Maryland', MA: 'Massachusetts', MI: 'Michigan', MN: 'Minnesota', MS: 'Mississippi' },
  ...{ MO: 'Missouri', MT: 'Montana', NE: 'Nebraska', NV: 'Nevada', NH: 'New Hampshire', NJ: 'New Jersey' },
  ...{ NM: 'New Mexico', NY: 'New York', NC: 'North Carolina', ND: 'North Dakota', OH: 'Ohio', OK: 'Oklahoma' },
  ...{ OR: 'Oregon', PA: 'Pennsylvania', RI: 'Rhode Island', SC: 'South Carolina', SD: 'South Dakota' },
  ...{ TN: 'Tennessee', TX: 'Texas', UT: 'Utah', VT: 'Vermont', VA: 'Virginia', WA: 'Washington' },
  ...{ WV: 'West Virginia', WI: 'Wisconsin', WY: 'Wyoming' },
}
export const STATE_CODES: readonly string[] = Object.keys(STATES)
export const stateName = (code: string): string => STATES[code] ?? code

/** Where the desk begins (PRD-011, 4): announced in these, unavailable everywhere else. */
export const ANNOUNCED_STATES: readonly string[] = ['MN', 'CA']

/** What a partners' desk allows itself. */
export const DESK = {
  /** Waiting groups that are asked at once for one state and type; the next come as these answer. */
  callBacksAtOnce: 3,
  callBackDays: 5,
  inviteDays: 30,
  /** How many partners a choice shows. */
  choices: 5,
  /** A group that wants more than this is two groups. */
  groupMembers: 50,
} as const
