import type { MemberId } from '../../../kit/brand.ts'
import { ok, type Result } from '../../../kit/result.ts'
import type {
  Activity,
  Channel,
  Consent,
  Introduction,
  Offer,
  ReferralRequest,
  Reminder,
  RequestState,
} from '../model.ts'
import type { IntroRefusal } from './refusals.ts'

/** What a rule decided, as data: whole rows to write, lines for the history, and what has to follow in the same transaction. */
export interface Change {
  readonly request?: Partial<Omit<ReferralRequest, 'id' | 'number' | 'kind' | 'requesterId' | 'createdAt'>>
  readonly offers?: readonly Offer[]
  readonly introduction?: Introduction
  readonly consents?: readonly Consent[]
  readonly reminders?: readonly Reminder[]
  readonly activities?: readonly Activity[]
  readonly effects?: readonly Effect[]
}

/** What somebody must be told by a message of its own; everything else they see on the card they have. */
export const NEWS = [
  'ACCEPTED',
  'HELPED',
  'DECLINED',
  'EXPIRED',
  'CANCELLED',
  'WITHDRAWN',
  'CONSENT_YES',
  'CONSENT_NO',
] as const
export type News = (typeof NEWS)[number]

export type Effect =
  /** Look for the next facilitator. */
  | { readonly do: 'route' }
  /** The approach to this person has ended: the next ask that was queued for them may go. */
  | { readonly do: 'route_queued'; readonly contactId: string }
  | { readonly do: 'write_draft'; readonly introductionId: string; readonly wanted: number }
  | { readonly do: 'send_receipt' }
  | { readonly do: 'send_expiry_notice' }
  | { readonly do: 'send_offer'; readonly offerId: string; readonly to: MemberId; readonly notBefore?: Date }
  | { readonly do: 'send_question'; readonly offerId: string; readonly round: number }
  | { readonly do: 'send_answer'; readonly offerId: string; readonly round: number; readonly to: MemberId }
  | { readonly do: 'ask_consent'; readonly consentId: string }
  | { readonly do: 'introduce'; readonly introductionId: string; readonly channel: Channel }
  | { readonly do: 'tell'; readonly news: News; readonly to: MemberId }
  | { readonly do: 'thank'; readonly to: MemberId }
  | { readonly do: 'note_asked'; readonly memberId: MemberId }
  | { readonly do: 'note_answered'; readonly memberId: MemberId }
  | { readonly do: 'note_silent'; readonly memberId: MemberId }
  | { readonly do: 'count_contact'; readonly memberId: MemberId; readonly contactId: string }
  | { readonly do: 'never_contact' }

export type Decided = Result<Change, IntroRefusal>

/** Said before, or nothing to do: the same event twice has no second effect. */
export const unchanged: Decided = ok({})

export const decide = (change: Change): Decided => ok(change)

/** Puts changes together; of two that write the same row, the later one counts. */
export function together(...changes: readonly Change[]): Change {
  return changes.reduce<Change>(
    (all, change) => ({
      request: { ...all.request, ...change.request },
      offers: latest([...(all.offers ?? []), ...(change.offers ?? [])]),
      ...((change.introduction ?? all.introduction) && { introduction: change.introduction ?? all.introduction }),
      consents: latest([...(all.consents ?? []), ...(change.consents ?? [])]),
      reminders: latest([...(all.reminders ?? []), ...(change.reminders ?? [])]),
      activities: [...(all.activities ?? []), ...(change.activities ?? [])],
      effects: [...(all.effects ?? []), ...(change.effects ?? [])],
    }),
    {},
  )
}

/** The state after a change, as it will be read back. */
export function evolve(state: RequestState, change: Change): RequestState {
  const { introduction } = change
  const cancelled = introduction?.cancelledAt ? introduction : null
  return {
    ...state,
    request: { ...state.request, ...change.request },
    offers: latest([...state.offers, ...(change.offers ?? [])]),
    introduction: cancelled ? null : (introduction ?? state.introduction),
    consents: cancelled ? [] : latest([...state.consents, ...(change.consents ?? [])]),
    reminders: latest([...state.reminders, ...(change.reminders ?? [])]),
    pastTargets: cancelled ? [...state.pastTargets, cancelled.contactId] : state.pastTargets,
  }
}

/** One row for each id, the last one given, at the place of the first. */
function latest<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
