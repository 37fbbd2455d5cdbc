import type { MemberId } from '../../../kit/brand.ts'
import { type Load, type RequestState, refuseOverCap } from '../../introductions/api.ts'
import type { FacilitatorView } from '../../people/api.ts'

/** Somebody of the team who may look after a request, with what they carry. */
export interface Manager {
  readonly member: FacilitatorView
  readonly load: Load
  readonly isBlocked: boolean
}

/** Who looks after this introduction: free hands first, then the longest unasked. Null: nobody can just now. */
export function pickManager(
  state: RequestState,
  { managers, contactId, now }: { managers: readonly Manager[]; contactId: string | null; now: Date },
): FacilitatorView | null {
  const [first] = managers
    .filter((manager) => canTake(state, manager, now) && !wasAskedAbout(state, manager.member.id, contactId))
    .toSorted(inOrder)
  return first?.member ?? null
}

/** One offer for each manager and partner; one that was put off comes back as the same. */
const wasAskedAbout = ({ offers }: RequestState, id: MemberId, contactId: string | null): boolean =>
  offers.some((offer) => offer.facilitatorId === id && offer.contactId === contactId && offer.status !== 'DEFERRED')

/** Whether everybody of the team has said no to this request, so that waiting would not help. */
export function haveAllPassed(state: RequestState, managers: readonly Manager[], now: Date): boolean {
  return managers.length > 0 && managers.every(({ member }) => hasPassed(state, member.id, now))
}

function canTake(state: RequestState, { member, load, isBlocked }: Manager, now: Date): boolean {
  const isHere = member.status === 'ACTIVE' && member.pausedAt === null && !(member.awayUntil && member.awayUntil > now)
  const isFree = refuseOverCap(load, state.house, 'PARTNER') === null
  return isHere && isFree && !isBlocked && member.id !== state.request.requesterId && !hasPassed(state, member.id, now)
}

/** They said no, or nothing. An offer that was taken back, because the partner was lost, says nothing about them. */
function hasPassed({ offers }: RequestState, id: MemberId, now: Date): boolean {
  return offers.some(({ facilitatorId, status, deferredUntil }) => {
    const isLater = status === 'DEFERRED' && deferredUntil !== null && deferredUntil > now
    return facilitatorId === id && (status === 'DECLINED' || status === 'LAPSED' || isLater)
  })
}

function inOrder(a: Manager, b: Manager): number {
  const last = ({ member }: Manager) => member.lastAskedAt?.getTime() ?? 0
  return a.load.openOffers - b.load.openOffers || last(a) - last(b) || (a.member.id < b.member.id ? -1 : 1)
}
