import type { MemberId } from '../../kit/brand.ts'
import type { QuietHours } from '../../kit/working-time.ts'
import type { AskRhythm } from '../people/api.ts'
import type { HouseRules } from './model-defaults.ts'

/** An ask and everything that hangs on it (product.md 2). Rows as the rules see them; `store` reads and writes them. */

export const REQUEST_STATUSES = [
  'PENDING',
  'MATCHED',
  'ACCEPTED',
  'INTRO_SENT',
  'CONNECTED',
  'CLOSED',
  'DECLINED',
  'EXPIRED',
  'CANCELLED',
] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** States in which a request still moves. */
export const LIVE_STATUSES = ['PENDING', 'MATCHED', 'ACCEPTED', 'INTRO_SENT', 'CONNECTED'] as const
/** Live states in which no introduction has gone out yet. */
export const OPEN_STATUSES = ['PENDING', 'MATCHED', 'ACCEPTED'] as const

export type RequestKind = 'CONTACT' | 'EXPERTISE' | 'PARTNER'

export const URGENCIES = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const
export type Urgency = (typeof URGENCIES)[number]

/** Why a PENDING request is with nobody; see the schema for each. */
export type PendingReason = 'ROUTING' | 'QUEUED' | 'DEFERRED' | 'BUSY' | 'NO_ROUTE'

export const LIGHTER_YES = ['NAME_USED', 'OFFICE_HOUR', 'ANSWERED'] as const
export type LighterYes = (typeof LIGHTER_YES)[number]

/** The ladder, from nothing to everything; UNKNOWN is what the desk writes when nobody told it. */
export const OUTCOMES = [
  'NO_RESPONSE',
  'NOT_INTERESTED',
  'EMAIL_EXCHANGED',
  'MEETING_SCHEDULED',
  'CONNECTION_MADE',
  'DEAL_CLOSED',
  'UNKNOWN',
] as const
export type Outcome = (typeof OUTCOMES)[number]
/** The rungs that a person can choose. */
export const TELLABLE_OUTCOMES = [
  'NO_RESPONSE',
  'NOT_INTERESTED',
  'EMAIL_EXCHANGED',
  'MEETING_SCHEDULED',
  'CONNECTION_MADE',
  'DEAL_CLOSED',
] as const satisfies readonly Outcome[]

export interface ReferralRequest {
  readonly id: string
  /** The number in "R-142". */
  readonly number: number
  readonly kind: RequestKind
  readonly requesterId: MemberId
  readonly contactId: string | null
  readonly criteria: string | null
  /** The same as the model read it; null where it has not, or is not asked. */
  readonly searchWords: string | null
  readonly purpose: string
  readonly message: string
  readonly urgency: Urgency
  readonly blind: boolean
  /** What has to be said with it wherever it is shown; null for most. */
  readonly disclosure: string | null
  readonly status: RequestStatus
  readonly pendingReason: PendingReason | null
  readonly retryAt: Date | null
  readonly boardAt: Date | null
  readonly facilitatorId: MemberId | null
  readonly respondedAt: Date | null
  readonly facilitatorResponse: string | null
  readonly introSentAt: Date | null
  readonly connectedAt: Date | null
  readonly meetingDate: Date | null
  readonly outcome: Outcome | null
  readonly outcomeAt: Date | null
  readonly followUpNotes: string | null
  readonly lighterYes: LighterYes | null
  readonly offersMade: number
  readonly expiresAt: Date
  readonly expiryNoticeAt: Date | null
  readonly closedAt: Date | null
  readonly createdAt: Date
}

export type OfferStatus = 'OPEN' | 'QUESTIONED' | 'DEFERRED' | 'ACCEPTED' | 'DECLINED' | 'LAPSED' | 'WITHDRAWN'

/** Who may read the reason of a decline. */
export const REASON_READERS = ['NOBODY', 'ASKER', 'ADMINS'] as const
export type ReasonFor = (typeof REASON_READERS)[number]

export interface Offer {
  readonly id: string
  readonly facilitatorId: MemberId
  /** Null when somebody was suggested for the kind of person wanted: they name whom they will introduce. */
  readonly contactId: string | null
  readonly rank: number
  readonly reasons: readonly string[]
  readonly status: OfferStatus
  readonly answerBy: Date
  readonly clockLeftMinutes: number | null
  readonly questions: number
  readonly question: string | null
  readonly answer: string | null
  readonly reason: string | null
  readonly reasonFor: ReasonFor | null
  readonly deferredUntil: Date | null
  readonly suggestedId: MemberId | null
  readonly askedAt: Date
  readonly answeredAt: Date | null
}

export const TONES = ['PLAIN', 'WARMER', 'SHORTER'] as const
export type Tone = (typeof TONES)[number]
export const FORMATS = ['EMAIL', 'BULLETS', 'SHORT'] as const
export type Format = (typeof FORMATS)[number]
export type Writer = 'MODEL' | 'TEMPLATE' | 'PERSON'
export type Channel = 'ROOM' | 'MAIL' | 'BY_HAND'

export interface Introduction {
  readonly id: string
  readonly facilitatorId: MemberId
  readonly contactId: string
  readonly aiSuggestedIntro: string | null
  readonly subject: string | null
  readonly body: string | null
  readonly talkingPoints: readonly string[]
  readonly tone: Tone
  readonly format: Format
  readonly writtenBy: Writer | null
  /** The model's name, or why the template wrote it. */
  readonly writerNote: string | null
  readonly draftWanted: number
  readonly draftWritten: number
  readonly sendBy: Date | null
  readonly inputTokens: number
  readonly outputTokens: number
  readonly channel: Channel | null
  readonly sentAt: Date | null
  readonly cancelledAt: Date | null
  readonly createdAt: Date
}

export const CONSENT_STATUSES = ['ASKED', 'YES', 'NO', 'LATER', 'LAPSED', 'WITHDRAWN'] as const
export type ConsentStatus = (typeof CONSENT_STATUSES)[number]
export type ConsentMeans = 'CHAT' | 'LINK' | 'FACILITATOR'

export interface Consent {
  readonly id: string
  readonly introductionId: string
  readonly party: 'REQUESTER' | 'TARGET'
  readonly memberId: MemberId | null
  readonly contactId: string | null
  readonly status: ConsentStatus
  readonly means: ConsentMeans
  readonly linkId: string | null
  readonly askedAt: Date
  readonly expiresAt: Date | null
  readonly answeredAt: Date | null
  readonly note: string | null
  /** The consent on whose card, or mail, this one is asked as well; null for one of its own. */
  readonly askedWithId: string | null
}

export type ReminderKind =
  | 'OFFER'
  | 'QUESTION'
  | 'DRAFT'
  | 'CONSENT'
  | 'FIRST_WRITER'
  | 'DID_YOU_MEET'
  | 'DID_YOU_MEET_AGAIN'
  | 'LAST_ASK'

export const MEETING_ANSWERS = ['YES', 'BOOKED', 'NOT_YET', 'FIZZLED'] as const
export type MeetingAnswer = (typeof MEETING_ANSWERS)[number]

export interface Reminder {
  readonly id: string
  /** Null for a person outside, who is reminded by mail. */
  readonly memberId: MemberId | null
  readonly kind: ReminderKind
  /** The offer, consent or introduction that waits; the request itself for a follow-up. */
  readonly subjectId: string
  readonly dueAt: Date
  readonly status: 'DUE' | 'SENT' | 'DONE' | 'CANCELLED'
  readonly slot: string | null
  readonly sentAt: Date | null
  readonly answer: MeetingAnswer | null
  readonly answeredAt: Date | null
  readonly createdAt: Date
}

export const ACTIVITY_TYPES = [
  'REQUEST_CREATED',
  'REQUEST_VIEWED',
  'REQUEST_ACCEPTED',
  'REQUEST_DECLINED',
  'INTRODUCTION_SENT',
  'MEETING_SCHEDULED',
  'OUTCOME_RECORDED',
  'MESSAGE_SENT',
  'FOLLOW_UP_ADDED',
  'REQUEST_EXPIRED',
  'REQUEST_CANCELLED',
  'REQUEST_EDITED',
  'REQUEST_REROUTED',
  'REQUEST_MATCHED',
  'QUESTION_ASKED',
  'QUESTION_ANSWERED',
  'CONSENT_ASKED',
  'CONSENT_GIVEN',
  'CONSENT_REFUSED',
  'REMINDER_SENT',
  'REQUEST_CONNECTED',
  'REQUEST_CLOSED',
] as const
export type ActivityType = (typeof ACTIVITY_TYPES)[number]

/** One line of a request's history. `description` names nobody; who may read `metadata` is the card's business. */
export interface Activity {
  readonly type: ActivityType
  /** Null for the desk itself and for people outside. */
  readonly actorId: MemberId | null
  readonly description: string
  readonly metadata?: Readonly<Record<string, string | number | null>>
}

/** A member as a card and a clock need one. */
export interface Party {
  readonly id: MemberId
  readonly name: string
  readonly timeZone: string
  readonly quiet: QuietHours
  /** When they are asked: as requests come, or together. */
  readonly askRhythm: AskRhythm
}

/** The person to be met, with what it takes to reach them. */
export interface Target {
  readonly contactId: string
  readonly name: string
  readonly title: string | null
  readonly organization: string | null
  /** Set where the target is a member too: then they are asked in chat. */
  readonly memberId: MemberId | null
  readonly email: string | null
  readonly phone: string | null
}

/** A request with everything that hangs on it: what a rule decides about. */
export interface RequestState {
  /** The numbers that hold in this workspace. */
  readonly house: HouseRules
  readonly request: ReferralRequest
  readonly offers: readonly Offer[]
  /** The one that is being prepared or was sent; of cancelled ones only `pastTargets` tells. */
  readonly introduction: Introduction | null
  readonly consents: readonly Consent[]
  readonly reminders: readonly Reminder[]
  /** Contacts of introductions that came to nothing: they are not asked again for this request. */
  readonly pastTargets: readonly string[]
  /** The people to be met: of the request and of its offers, by contact. */
  readonly targets: ReadonlyMap<string, Target>
  /** Requester, facilitators and targets who are members. */
  readonly people: ReadonlyMap<MemberId, Party>
}

/** When something is decided, and where new ids come from. */
export interface Moment {
  readonly now: Date
  newId(): string
}

/** Whom this request is for, once that is known. */
export const targetOf = ({ request, targets }: Pick<RequestState, 'request' | 'targets'>): Target | null =>
  (request.contactId && targets.get(request.contactId)) || null

export const isLive = (status: RequestStatus): boolean => LIVE_STATUSES.some((live) => live === status)
export const isOpen = (status: RequestStatus): boolean => OPEN_STATUSES.some((open) => open === status)
export const referenceOf = (request: Pick<ReferralRequest, 'number'>): string => `R-${request.number}`
