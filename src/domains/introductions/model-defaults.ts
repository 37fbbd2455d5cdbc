/** The numbers of product.md 3: what a person carries, and how long things take. */

/** What one person carries and may carry (product.md 3); the windows are in days. */
export const CAPS = {
  /** Offers in hand at once: open, questioned, or accepted and not yet sent. */
  openOffers: 2,
  offersPerWeek: 3,
  weekDays: 7,
  offersPerQuarter: 8,
  quarterDays: 91,
  /** Silent offers in a row before a facilitator is asked whether to go on. */
  silentInARow: 3,
  liveRequests: 5,
  offersPerRequest: 5,
  /** Questions about one offer; more than that is a conversation, which the introduction is for. */
  questionsPerOffer: 3,
} as const

/** Looking after partners is work that somebody has taken on, not a favour: only an avalanche is held back. */
export const MANAGER_CAPS = { openOffers: 40, offersPerWeek: 200, offersPerQuarter: 2000 } as const

/** The clocks of product.md 3, units in the names. */
export const CLOCKS = {
  offerWorkingDays: { LOW: 5, NORMAL: 3, HIGH: 1 },
  offerUrgentWorkingMinutes: 4 * 60,
  /** What a facilitator has at least when an answer starts their clock again. */
  leastWorkingMinutesLeft: 60,
  questionReminderWorkingDays: 2,
  draftReminderWorkingDays: 2,
  /** Two weeks of doing nothing after a yes hand the ask to somebody else. */
  sendWithinWorkingDays: 10,
  consentDays: 7,
  consentReminderDays: 4,
  firstWriterWorkingDays: 2,
  didYouMeetDays: 7,
  didYouMeetAgainDays: 5,
  lastAskDays: 21,
  /** A last question that nobody answers for a week closes the request. */
  closeAfterLastAskDays: 7,
  correctionDays: 30,
  requestDays: 30,
  expiryNoticeHours: 48,
  extensionDays: 7,
  sameTargetDays: 30,
  /** How often a request that nobody can take is looked at again. */
  retryDays: 1,
} as const
