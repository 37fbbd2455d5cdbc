import type { MemberId } from '../../kit/brand.ts'
import type { Topic } from '../../kit/notices.ts'
import type { Role } from '../../kit/person.ts'
import type { QuietHours } from '../../kit/working-time.ts'

/** Who may use what a member knows: nobody, the router, also facilitators, or everybody in the workspace (product.md 8). */
export const VISIBILITIES = ['ONLY_ME', 'ROUTER', 'FACILITATORS', 'WORKSPACE'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** What anybody may see of a contact that they may find: no address, no number. Those appear only after the last yes. */
export interface ContactGlimpse {
  readonly id: string
  readonly name: string
  readonly organization?: string
  readonly title?: string
  readonly city?: string
  /** Set where the contact is a member too: then they are asked in chat, not by a link. */
  readonly memberId?: MemberId
}

/** A contact with everything that the desk needs to reach them. Not for the eyes of an asker. */
export interface ContactView extends ContactGlimpse {
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly tags: readonly string[]
}

/** What a member knows about a contact, as far as strength is concerned. */
export interface Acquaintance {
  /** 0–1; null when never declared. */
  readonly declared: number | null
  readonly interactions: number
  readonly lastInteractionAt: Date | null
}

/** When somebody is asked: as requests come, at nine each day, or on Monday at nine. */
export const ASK_RHYTHMS = ['AT_ONCE', 'DAILY', 'WEEKLY'] as const
export type AskRhythm = (typeof ASK_RHYTHMS)[number]

export type MemberStatus = 'ACTIVE' | 'LEFT' | 'ERASED'

/** A member as routing sees one: whether and when they may be asked. */
export interface FacilitatorView {
  readonly id: MemberId
  readonly name: string
  readonly roles: readonly Role[]
  readonly timeZone: string
  readonly quiet: QuietHours
  readonly openToAsks: boolean
  readonly askRhythm: AskRhythm
  /** Null once it is past. */
  readonly awayUntil: Date | null
  readonly pausedAt: Date | null
  readonly lastAskedAt: Date | null
  readonly status: MemberStatus
}

/** A member who knows a contact and lets the desk use it. */
export interface Knower {
  readonly member: FacilitatorView
  readonly contactId: string
  readonly relationship: Acquaintance & {
    readonly visibility: Exclude<Visibility, 'ONLY_ME'>
    /** They know them and do not want to be asked about them. */
    readonly neverAsk: boolean
  }
}

/** A contact that fits the kind of person wanted, and the asker's words that it fits. */
export interface Match {
  readonly contact: ContactView
  readonly matched: readonly string[]
  /** How much of what is wanted they are, 0–1. */
  readonly fit: number
}

/** Where a person may be reached, as "never contact me" looks at it. */
export interface Reachable {
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly memberId?: MemberId
}

/** What a member tells about themselves; shown to whoever deals with them. */
export interface Profile {
  readonly headline?: string
  readonly organization?: string
  readonly city?: string
  readonly tags: readonly string[]
  readonly bio?: string
}

export interface PersonSummary extends Profile {
  readonly id: MemberId
  readonly name: string
}

/** How a member wants to be dealt with. */
export interface Settings {
  readonly quiet: QuietHours
  readonly timeZone: string
  readonly mutedTopics: readonly Topic[]
  readonly edgeVisibility: Visibility
  readonly openToAsks: boolean
  readonly askRhythm: AskRhythm
  /** Null once it is past. */
  readonly awayUntil: Date | null
  readonly pausedAt: Date | null
}

/** What the desk keeps about a member, counted. */
export interface KeptAbout {
  readonly accounts: number
  readonly known: number
  /** Of those, how many they are never asked about. */
  readonly neverAsk: number
  readonly blocked: {
    readonly total: number
    readonly last: readonly { readonly id: MemberId; readonly name: string }[]
  }
}

/** A contact as the member who knows them sees it: the one place where numbers and notes are shown. */
export interface KnownContact {
  readonly contact: ContactView
  readonly relationship: Acquaintance & {
    readonly visibility: Visibility
    readonly neverAsk: boolean
    readonly notes: string | null
  }
}
