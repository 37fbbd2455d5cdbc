/** The numbers of product.md 3: those that a workspace sets for itself, and those that are the same everywhere. */

/** A workspace's own numbers, units in the names. Read once for a decision, and handed to the rules with the state. */
export interface HouseRules {
  /** Offers in hand at once: open, questioned, or accepted and not yet sent. */
  readonly openOffers: number
  readonly offersPerWeek: number
  readonly offersPerQuarter: number
  /** Silent offers in a row before a facilitator is asked whether to go on. */
  readonly silentInARow: number
  readonly offersPerRequest: number
  readonly liveRequests: number
  /** How long an asker waits before asking for the same person again. */
  readonly sameTargetDays: number
  readonly requestDays: number
  readonly lowDays: number
  readonly normalDays: number
  readonly highDays: number
  readonly urgentHours: number
  readonly consentDays: number
  readonly firstWriterDays: number
  readonly didYouMeetDays: number
  readonly didYouMeetAgainDays: number
  readonly lastAskDays: number
}
export type HouseRule = keyof HouseRules

export const DEFAULT_HOUSE_RULES: HouseRules = {
  ...{ openOffers: 2, offersPerWeek: 3, offersPerQuarter: 8, silentInARow: 3, offersPerRequest: 5 },
  ...{ liveRequests: 5, sameTargetDays: 30, requestDays: 30 },
  ...{ lowDays: 5, normalDays: 3, highDays: 1, urgentHours: 4, consentDays: 7 },
  ...{ firstWriterDays: 2, didYouMeetDays: 7, didYouMeetAgainDays: 5, lastAskDays: 21 },
}

/** What can be chosen: below the least nothing works any more, above the most nobody is protected. */
export const HOUSE_BOUNDS: Readonly<Record<HouseRule, { readonly least: number; readonly most: number }>> = {
  openOffers: { least: 1, most: 20 },
  offersPerWeek: { least: 1, most: 50 },
  offersPerQuarter: { least: 1, most: 200 },
  silentInARow: { least: 2, most: 10 },
  offersPerRequest: { least: 1, most: 20 },
  liveRequests: { least: 1, most: 50 },
  sameTargetDays: { least: 0, most: 365 },
  requestDays: { least: 7, most: 180 },
  lowDays: { least: 1, most: 20 },
  normalDays: { least: 1, most: 15 },
  highDays: { least: 1, most: 10 },
  urgentHours: { least: 1, most: 10 },
  consentDays: { least: 2, most: 30 },
  firstWriterDays: { least: 1, most: 10 },
  didYouMeetDays: { least: 2, most: 60 },
  didYouMeetAgainDays: { least: 1, most: 60 },
  lastAskDays: { least: 5, most: 180 },
}

/** Asks for one person that a facilitator may take together: so many fit on the card that asks the person about them all. */
export const MOST_TOGETHER = 4

/** What is changed together, in one form. */
export const HOUSE_GROUPS = {
  FACILITATORS: ['openOffers', 'offersPerWeek', 'offersPerQuarter', 'silentInARow', 'offersPerRequest'],
  ASKERS: ['liveRequests', 'sameTargetDays', 'requestDays'],
  ANSWERS: ['lowDays', 'normalDays', 'highDays', 'urgentHours', 'consentDays'],
  FOLLOW_UPS: ['firstWriterDays', 'didYouMeetDays', 'didYouMeetAgainDays', 'lastAskDays'],
} as const satisfies Readonly<Record<string, readonly HouseRule[]>>
export type HouseGroup = keyof typeof HOUSE_GROUPS

/** The windows in which new offers are counted, and what is no matter of taste. */
export const CAPS = {
  weekDays: 7,
  quarterDays: 91,
  /** Questions about one offer; more than that is a conversation, which the introduction is for. */
  questionsPerOffer: 3,
} as const

/** Looking after partners is work that somebody has taken on, not a favour: only an avalanche is held back. */
export const MANAGER_CAPS = { openOffers: 40, offersPerWeek: 200, offersPerQuarter: 2000 } as const

/** Clocks that are the same everywhere, units in the names. */
export const CLOCKS = {
  /** What a facilitator has at least when an answer starts their clock again. */
  leastWorkingMinutesLeft: 60,
  questionReminderWorkingDays: 2,
  draftReminderWorkingDays: 2,
  /** Two weeks of doing nothing after a yes hand the ask to somebody else. */
  sendWithinWorkingDays: 10,
  /** A last question that nobody answers for a week closes the request. */
  closeAfterLastAskDays: 7,
  correctionDays: 30,
  expiryNoticeHours: 48,
  extensionDays: 7,
  /** How often a request that nobody can take is looked at again. */
  retryDays: 1,
} as const

/** How far back a report looks, in days. */
export const REPORT_DAYS = ['30', '90', '365'] as const
export type ReportDays = (typeof REPORT_DAYS)[number]
