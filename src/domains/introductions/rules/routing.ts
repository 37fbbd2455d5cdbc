import type { MemberId } from '../../../kit/brand.ts'
import { type FacilitatorView, relationshipStrength } from '../../people/api.ts'
import type { PendingReason, RequestState } from '../model.ts'
import type { HouseRules } from '../model-defaults.ts'
import { type Load, refuseOverCap } from './accept.ts'
import { nextLook } from './request.ts'

/** One way to open the door: a member who knows a contact, or somebody who was suggested. */
export interface Candidate {
  readonly facilitator: FacilitatorView
  readonly contactId: string | null
  readonly contactName: string | null
  /** Null where only the other side says that they know each other, or a colleague suggested them. */
  readonly relationship: Acquaintance | null
  readonly load: Load
  readonly past: Past
  /** How warm the way from the asker to them is, over one colleague at most, 0–1; 0 where none is known. */
  readonly trust: number
  /** The warmest path from the asker that ends with them and the contact, for the proof; null where none is known. */
  readonly path: { readonly personIds: readonly string[]; readonly warmths: readonly number[] } | null
  /** How well the contact fits the kind of person wanted, 0–1; 1 for a named contact. */
  readonly fit: number
  readonly isBlocked: boolean
  /** They have an account on a platform where the desk is. */
  readonly isReachable: boolean
  readonly isSuggested: boolean
  /** Another request is approaching this contact: one at a time. */
  readonly isTargetBusy: boolean
  readonly targetMemberId: MemberId | null
}

/** What a member says of how they know a contact. */
export interface Acquaintance {
  readonly declared: number | null
  readonly interactions: number
  readonly lastInteractionAt: Date | null
  readonly neverAsk: boolean
}

/** How this facilitator has answered offers within the last year. */
export interface Past {
  readonly asked: number
  readonly answered: number
  /** All their answers together. */
  readonly answerHours: number
}

/** Why somebody is not asked. Those marked temporary may be asked another day. */
export type Because =
  | 'asker'
  | 'target'
  | 'left'
  | 'unreachable'
  | 'not_open'
  | 'never_ask'
  | 'blocked'
  | 'asked_before'
  | 'given_up'
  | 'weak'
  | 'paused'
  | 'away'
  | 'deferred'
  | 'open_cap'
  | 'week_cap'
  | 'quarter_cap'
  | 'target_busy'

/** What each part counts. They add up to 1, so a score can be read as "out of 100". */
export const WEIGHTS = {
  /** How well they know each other: the best single sign that a door opens. */
  strength: 0.35,
  /** A touch in the last weeks makes it easy to write. */
  freshness: 0.1,
  fit: 0.15,
  answerRate: 0.15,
  speed: 0.05,
  /** Free hands before busy ones. */
  room: 0.1,
  /** Whoever is close to the asker, or to somebody who is, vouches with a better conscience. */
  trust: 0.1,
} as const
export type Part = keyof typeof WEIGHTS

/** Below this strength we say "no verified path" rather than bother somebody. */
const LEAST_STRENGTH = 0.1
/** The last touch counts half after so many days. */
const FRESHNESS_HALF_LIFE_DAYS = 45
/** A newcomer is taken to have answered two of three offers, each within a day: neither a saint nor a sinner. */
const PRIOR = { asked: 3, answered: 2, hours: 24 }
/** An answer after this many hours counts half as quick as one at once. */
const HALF_SPEED_HOURS = 24
/** Scores that differ by less are equal: then it is the turn of whoever was not asked for longest. */
const TIE = 0.02
const DAY_MS = 86_400_000

export interface Ranked {
  readonly candidate: Candidate
  readonly score: number
  readonly parts: Readonly<Record<Part, number>>
}

export interface Ranking {
  readonly ranked: readonly Ranked[]
  readonly filtered: readonly { readonly candidate: Candidate; readonly because: Because }[]
}

/** Filters, then ranks by expected success. The same history gives the same ranking. */
export function rank(state: RequestState, candidates: readonly Candidate[], now: Date): Ranking {
  const judged = candidates.map((candidate) => ({ candidate, because: refuse(state, candidate, now) }))
  const ranked = judged
    .filter(({ because }) => because === null)
    .map(({ candidate }) => ({ candidate, ...score(candidate, { house: state.house, now }) }))
    .toSorted(inOrder)
  const filtered = judged.flatMap(({ candidate, because }) => (because ? [{ candidate, because }] : []))
  return { ranked, filtered }
}

/** Why nobody can be asked now, and when to look again. */
export function whyNobody(
  state: RequestState,
  { filtered }: Ranking,
  now: Date,
): { reason: PendingReason; retryAt: Date } {
  const look = nextLook(state, { now })
  const deferred = state.offers.flatMap(({ status, deferredUntil }) =>
    status === 'DEFERRED' && deferredUntil && deferredUntil > now ? [deferredUntil] : [],
  )
  if (deferred.length > 0) {
    const earliestMs = Math.min(look.getTime(), ...deferred.map((until) => until.getTime()))
    return { reason: 'DEFERRED', retryAt: new Date(earliestMs) }
  }
  const because = new Set(filtered.map((one) => one.because))
  if (because.has('target_busy')) return { reason: 'QUEUED', retryAt: look }
  const isTemporary = TEMPORARY.some((reason) => because.has(reason))
  return { reason: isTemporary ? 'BUSY' : 'NO_ROUTE', retryAt: look }
}

const TEMPORARY: readonly Because[] = ['paused', 'away', 'open_cap', 'week_cap', 'quarter_cap']

function refuse(state: RequestState, candidate: Candidate, now: Date): Because | null {
  const { facilitator, contactId } = candidate
  const { request } = state
  if (facilitator.id === request.requesterId) return 'asker'
  if (facilitator.id === candidate.targetMemberId) return 'target'
  if (facilitator.status !== 'ACTIVE') return 'left'
  if (!candidate.isReachable) return 'unreachable'
  if (candidate.isBlocked) return 'blocked'
  if (contactId && state.pastTargets.includes(contactId)) return 'given_up'
  const before = state.offers.find(
    (offer) => offer.facilitatorId === facilitator.id && !state.pastTargets.includes(offer.contactId ?? ''),
  )
  if (before && before.status !== 'DEFERRED') return 'asked_before'
  if (before?.deferredUntil && before.deferredUntil > now) return 'deferred'
  if (before && before.contactId !== contactId) return 'asked_before'
  if (request.offersMade >= state.house.offersPerRequest && !before) return 'asked_before'
  if (!facilitator.openToAsks) return 'not_open'
  if (candidate.relationship?.neverAsk) return 'never_ask'
  if (!candidate.isSuggested && strengthOf(candidate, now) < LEAST_STRENGTH) return 'weak'
  if (facilitator.pausedAt) return 'paused'
  if (facilitator.awayUntil && facilitator.awayUntil > now) return 'away'
  if (candidate.isTargetBusy) return 'target_busy'
  const over = refuseOverCap(candidate.load, state.house)
  return over?.kind === 'at_capacity' ? `${over.cap}_cap` : null
}

interface Scale {
  readonly house: HouseRules
  readonly now: Date
}

function score(candidate: Candidate, { house, now }: Scale): { score: number; parts: Record<Part, number> } {
  const { relationship, past, load, trust } = candidate
  const days = relationship?.lastInteractionAt ? daysSince(relationship.lastInteractionAt, now) : Infinity
  const hours = (past.answerHours + PRIOR.hours * PRIOR.answered) / (past.answered + PRIOR.answered)
  const parts = {
    strength: strengthOf(candidate, now),
    freshness: 0.5 ** (days / FRESHNESS_HALF_LIFE_DAYS),
    fit: candidate.fit,
    answerRate: (past.answered + PRIOR.answered) / (past.asked + PRIOR.asked),
    speed: HALF_SPEED_HOURS / (HALF_SPEED_HOURS + hours),
    room: 1 - Math.min(1, load.openOffers / house.openOffers + load.thisWeek / house.offersPerWeek) / 2,
    trust,
  }
  const keys = Object.keys(WEIGHTS) as Part[] // Object.keys of a constant: exactly its keys.
  return { score: keys.reduce((sum, key) => sum + WEIGHTS[key] * parts[key], 0), parts }
}

/** Somebody whom a colleague named goes first: a person's word beats our guess. Ties go to the longest unasked. */
function inOrder(a: Ranked, b: Ranked): number {
  return (
    Number(b.candidate.isSuggested) - Number(a.candidate.isSuggested) ||
    Math.round(b.score / TIE) - Math.round(a.score / TIE) ||
    lastAsked(a) - lastAsked(b) ||
    compare(a.candidate.facilitator.id, b.candidate.facilitator.id) ||
    compare(a.candidate.contactId ?? '', b.candidate.contactId ?? '')
  )
}

const lastAsked = ({ candidate }: Ranked): number => candidate.facilitator.lastAskedAt?.getTime() ?? 0
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Where only the other side has said how well they know each other, their tie counts for it. */
const strengthOf = ({ relationship, path }: Candidate, now: Date): number =>
  relationship ? relationshipStrength(relationship, now) : (path?.warmths.at(-1) ?? 0)

const daysSince = (at: Date, now: Date): number => Math.max(0, (now.getTime() - at.getTime()) / DAY_MS)
