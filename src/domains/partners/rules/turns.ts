import type { MemberId } from '../../../kit/brand.ts'
import type { Partner } from '../model.ts'

/** Why somebody's turn is passed over, for the proof log. */
export type PassedOver = 'given_up' | 'is_asker' | 'nobody_free' | 'not_chosen'

export interface Turn {
  readonly picked: Partner | null
  /** Everybody who could be named, the longest unasked first, with why they are not. */
  readonly candidates: readonly { readonly partner: Partner; readonly passedOver: PassedOver | null }[]
}

export interface TurnWanted {
  /** Active partners of the type in the state. */
  readonly partners: readonly Partner[]
  readonly requesterId: MemberId
  /** Contacts who were tried for this request and came to nothing. */
  readonly givenUp: readonly string[]
  /** Whom the group or the team chose. */
  readonly preferredId: string | null
  /** Who is being asked about already: another manager, the same partner. */
  readonly currentId: string | null
  /** Whether somebody of the team can be asked about this partner now. */
  readonly canBeAsked: (partner: Partner) => boolean
}

/**
 * Equal partners take turns: whoever was not named for longest is next. Somebody chosen goes first, and somebody whose manager
 * could not is asked about again through another one before anybody else's turn is used.
 */
export function nextTurn(wanted: TurnWanted): Turn {
  const { partners, requesterId, givenUp, preferredId, currentId } = wanted
  const candidates = partners.toSorted(byTurn).map((partner) => ({ partner, passedOver: why(partner) }))
  const free = candidates.flatMap(({ partner, passedOver }) => (passedOver ? [] : [partner]))
  const picked = find(preferredId) ?? find(currentId) ?? free[0] ?? null
  const marked = candidates.map((candidate) =>
    candidate.passedOver === null && candidate.partner !== picked && picked && picked.id === preferredId
      ? { ...candidate, passedOver: 'not_chosen' as const }
      : candidate,
  )
  return { picked, candidates: marked }

  function why(partner: Partner): PassedOver | null {
    if (partner.memberId === requesterId) return 'is_asker'
    if (partner.contactId && givenUp.includes(partner.contactId)) return 'given_up'
    return wanted.canBeAsked(partner) ? null : 'nobody_free'
  }

  function find(id: string | null): Partner | undefined {
    return free.find((partner) => partner.id === id)
  }
}

/** The longest unasked first; among those who never were, the one who came first. */
export function byTurn(a: Partner, b: Partner): number {
  const last = (partner: Partner) => partner.lastTurnAt?.getTime() ?? 0
  return last(a) - last(b) || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)
}
