import { type MemberId, memberId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { type Choice, loadsOf, nextLook, type RequestState, routeTo } from '../../introductions/api.ts'
import { addContact, facilitator, isBlockedPair, members } from '../../people/api.ts'
import { partnerNamed } from '../events.ts'
import type { Partner, PartnerAsk } from '../model.ts'
import { coverageOf } from '../rules/coverage.ts'
import { haveAllPassed, type Manager, pickManager } from '../rules/managers.ts'
import { nextTurn } from '../rules/turns.ts'
import { findAsk, saveTurn, updateAsk } from '../store/asks.ts'
import { activeCounts, overrides } from '../store/coverage.ts'
import { partnersLike, updatePartner } from '../store/partners.ts'
import { placeOfRequest, savePlace } from '../store/waiting.ts'
import { reasonsFor } from '../text.ts'

/** Finds the next partner and manager for an ask that is with nobody: turns instead of strength, the same lifecycle. */
export async function routePartnerAsk(w: Work, workspace: WorkspaceInfo, requestId: string) {
  const ask = await findAsk(w.db, workspace.id, requestId)
  if (!ask) return null
  return routeTo(w, { workspace, requestId, actorId: null }, (state) => choose(w, workspace, { ask, state }))
}

interface Wanted {
  readonly ask: PartnerAsk
  readonly state: RequestState
}

async function choose(w: Work, workspace: WorkspaceInfo, { ask, state }: Wanted): Promise<Choice> {
  const later = { kind: 'nobody', reason: 'NO_ROUTE', retryAt: nextLook(state, w) } as const
  if (!(await isOpenFor(w, workspace, ask))) {
    await keepPlace(w, workspace, { ask, state })
    return later
  }
  if (await isInLine(w, workspace, ask)) return later
  const managers = await managersFor(w, workspace, state)
  const partners = await partnersLike(w.db, workspace.id, {
    ...{ type: ask.partnerType, state: ask.stateCode, status: 'ACTIVE' },
  })
  const managerFor = ({ contactId }: Partner) => pickManager(state, { managers, contactId, now: w.now })
  const isExhausted = state.request.offersMade >= state.house.offersPerRequest
  const turn = nextTurn({
    ...{ partners, requesterId: state.request.requesterId, givenUp: state.pastTargets },
    ...{ preferredId: ask.preferredPartnerId, currentId: ask.partnerId },
    canBeAsked: (partner) => managerFor(partner) !== null && !isExhausted,
  })
  const { picked } = turn
  await saveTurn(w.db, workspace.id, { id: w.newId(), requestId: ask.requestId, turn, now: w.now })
  const manager = picked && managerFor(picked)
  if (!picked || !manager) return nobody(state, { managers, later, isExhausted, now: w.now })
  const contactId = await contactOf(w, workspace, { partner: picked, addedBy: manager.id })
  await name(w, workspace, { ask, picked })
  const reasons = reasonsFor(picked.companyName, picked.id === ask.preferredPartnerId)
  return { kind: 'offer', facilitatorId: manager.id, contactId, reasons }
}

/** From now on the request is about this partner. */
async function name(w: Work, workspace: WorkspaceInfo, { ask, picked }: { ask: PartnerAsk; picked: Partner }) {
  const { requestId, groupId, regulated } = ask
  await updateAsk(w.db, workspace.id, requestId, { partnerId: picked.id })
  if (ask.partnerId !== picked.id) w.emit(partnerNamed, { requestId, groupId, partnerId: picked.id, regulated })
}

interface Nobody {
  readonly managers: readonly Manager[]
  readonly later: Extract<Choice, { kind: 'nobody' }>
  readonly isExhausted: boolean
  readonly now: Date
}

function nobody(state: RequestState, { managers, later, isExhausted, now }: Nobody): Choice {
  const deferred = state.offers.flatMap(({ status, deferredUntil }) =>
    status === 'DEFERRED' && deferredUntil && deferredUntil > now ? [deferredUntil] : [],
  )
  const [first] = deferred.toSorted((a, b) => a.getTime() - b.getTime())
  if (first) return { ...later, reason: 'DEFERRED', retryAt: first < later.retryAt ? first : later.retryAt }
  return isExhausted || haveAllPassed(state, managers, now) ? later : { ...later, reason: 'BUSY' }
}

async function isOpenFor(w: Work, { id }: WorkspaceInfo, { stateCode, partnerType }: PartnerAsk): Promise<boolean> {
  const lines = coverageOf(stateCode, {
    overrides: await overrides(w.db, id, stateCode),
    counts: await activeCounts(w.db, id, stateCode),
  })
  const line = lines.find((one) => one.partnerType === partnerType)
  return line?.status === 'AVAILABLE' && line.partnerCount > 0
}

/** Whoever has a place in line is called before anything is routed, so that nobody gets in ahead of them. */
async function isInLine(w: Work, { id }: WorkspaceInfo, { requestId }: PartnerAsk): Promise<boolean> {
  const place = await placeOfRequest(w.db, id, requestId)
  return place !== null && place.status !== 'YES'
}

async function keepPlace(w: Work, { id }: WorkspaceInfo, { ask, state }: Wanted): Promise<void> {
  const { requestId, groupId, partnerType, stateCode } = ask
  const before = await placeOfRequest(w.db, id, requestId)
  if (before && before.status !== 'YES') return
  // Somebody who said yes and found the door closed again keeps the old place: the line is by when it began.
  await savePlace(w.db, id, {
    ...{ id: before?.id ?? w.newId(), requestId, groupId, partnerType, stateCode, status: 'WAITING' },
    ...{ memberId: state.request.requesterId, createdAt: before?.createdAt ?? ask.createdAt },
    ...{ askedAt: null, answerBy: null, answeredAt: null },
  })
}

/** The team: partner managers, or the administrators where there is none. */
export async function teamOf(w: Pick<Work, 'db'>, { id }: WorkspaceInfo): Promise<MemberId[]> {
  const managers = await members(w.db, id, { role: 'partner_manager' })
  const team = managers.length > 0 ? managers : await members(w.db, id, { role: 'admin' })
  return team.map((member) => memberId(member.id))
}

async function managersFor(w: Work, workspace: WorkspaceInfo, { request }: RequestState): Promise<Manager[]> {
  const memberIds = await teamOf(w, workspace)
  const loads = await loadsOf(w.db, workspace.id, { memberIds, kind: 'PARTNER', now: w.now })
  const managers: Manager[] = []
  for (const id of memberIds) {
    const member = await facilitator(w.db, workspace.id, id, w.now)
    const load = loads.get(id)
    const isBlocked = await isBlockedPair(w.db, workspace.id, id, request.requesterId)
    if (member && load) managers.push({ member, load, isBlocked })
  }
  return managers
}

/** The person to be met, made when they are first needed. */
async function contactOf(
  w: Work,
  { id }: WorkspaceInfo,
  { partner, addedBy }: { partner: Partner; addedBy: MemberId },
): Promise<string> {
  if (partner.contactId) return partner.contactId
  const { contactName: contact, companyName: organization, email, phone } = partner
  const named = { name: contact, organization, email, ...(phone && { phone }), addedBy, newId: () => w.newId() }
  const added = await addContact(w.db, id, { ...named, now: w.now })
  await updatePartner(w.db, id, partner.id, { contactId: added.id })
  return added.id
}
