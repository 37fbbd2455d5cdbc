import type { MemberId } from '../../../kit/brand.ts'
import { type Ctx, type JobCtx, toMember, type Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import {
  clearSilent,
  findContact,
  noteAsked,
  noteSilent,
  pauseAsks,
  recordNeverContact,
  touchRelationship,
} from '../../people/api.ts'
import {
  answerNotice,
  consentLink,
  consentMail,
  consentNotice,
  draftJob,
  expiryNotice,
  introductionNotice,
  newsNotice,
  offerNotice,
  pausedNotice,
  questionNotice,
  receiptNotice,
  reminderNotice,
  routeJob,
  thanksNotice,
} from '../contracts.ts'
import { outcomeTold, requestMoved, routeWanted } from '../events.ts'
import { type Consent, type RequestState, targetOf } from '../model.ts'
import { type Change, type Decided, type Effect, evolve } from '../rules/change.ts'
import { targetConsent } from '../rules/consent.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { acceptedFor, approachOf, inHandFor } from '../store/approach.ts'
import { queuedFor } from '../store/routing.ts'
import { lockState } from '../store/state.ts'
import { writeChange } from '../store/write.ts'

export type Rule = (state: RequestState, w: Work) => Decided | Promise<Decided>

/** One decision about one request: lock it, ask the rule, keep what it decided. Gives the state as it is afterwards. */
export async function decideOn(
  ctx: Pick<Ctx, 'workspace' | 'work'> & { readonly actor?: { readonly id: MemberId } },
  requestId: string,
  rule: Rule,
): Promise<RequestState | Refused<IntroRefusal>> {
  const { workspace, actor } = ctx
  return ctx.work((w) => decideInside(w, { workspace, actorId: actor?.id ?? null, requestId, rule }))
}

/** For jobs and sweeps: a rule that finds nothing to do any more is no event. */
export async function decideQuietly(ctx: JobCtx, requestId: string, rule: Rule): Promise<void> {
  const decided = await decideOn(ctx, requestId, rule)
  if (isRefused(decided)) ctx.log.debug({ requestId, refusal: decided.refusal.kind }, 'Nothing to do any more')
}

export interface Decision {
  readonly workspace: WorkspaceInfo
  readonly actorId: MemberId | null
  readonly requestId: string
  readonly rule: Rule
}

/** The same inside a transaction that is open already. */
export async function decideInside(w: Work, decision: Decision): Promise<RequestState | Refused<IntroRefusal>> {
  const { workspace, actorId, requestId, rule } = decision
  const state = await lockState(w.db, workspace.id, requestId, w.now)
  if (!state) return refuse({ kind: 'not_found' } as const)
  const decided = await rule(state, w)
  if (!decided.ok) return refuse(decided.error)
  return keep(w, { workspace, actorId, state, change: decided.value })
}

export interface Kept {
  readonly workspace: WorkspaceInfo
  /** Who acts just now: what answers them need not wait for their waking hours. */
  readonly actorId: MemberId | null
  readonly state: RequestState
  readonly change: Change
}

/** Keeps a change with everything that follows from it, in this one transaction. */
export async function keep(w: Work, kept: Kept): Promise<RequestState> {
  const { workspace, state, change } = kept
  const isNothing = Object.values(change).every((part) => Object.keys(part).length === 0)
  if (isNothing) return state
  const issued = {
    ...change,
    ...(change.consents && { consents: change.consents.map((one) => withLink(w, state, one)) }),
  }
  const after = evolve(state, issued)
  const { now } = w
  await writeChange(w.db, workspace.id, { requestId: state.request.id, change: issued, now, newId: () => w.newId() })
  for (const effect of change.effects ?? []) await perform(w, { ...kept, state: after }, effect)
  announce(w, state, after)
  await redraw(w, { workspace, before: state, after }, issued)
  return after
}

/** A person outside is asked by a link; a consent that is not asked for any more closes its link. */
function withLink(w: Work, { request }: RequestState, consent: Consent): Consent {
  const { id, means, status, linkId, expiresAt } = consent
  if (means === 'LINK' && status === 'ASKED' && !linkId && expiresAt) {
    return { ...consent, linkId: w.issueLink(consentLink, { requestId: request.id, consentId: id }, expiresAt) }
  }
  if (linkId && status !== 'ASKED') w.revokeLink(linkId)
  return consent
}

async function perform(w: Work, kept: Kept, effect: Effect): Promise<void> {
  const { workspace, state, actorId } = kept
  const { db, now } = w
  const requestId = state.request.id
  const timing = (to: MemberId) => ({ now: to === actorId })
  switch (effect.do) {
    case 'route':
      return state.request.kind === 'PARTNER'
        ? w.emit(routeWanted, { requestId, kind: state.request.kind })
        : w.enqueue(routeJob, { requestId })
    case 'route_queued':
      for (const id of await queuedFor(db, workspace.id, effect.contactId)) w.enqueue(routeJob, { requestId: id })
      return
    case 'write_draft':
      return w.enqueue(draftJob, { requestId, wanted: effect.wanted })
    case 'send_receipt':
      return w.notify(receiptNotice, toMember(state.request.requesterId), { requestId }, { now: true })
    case 'send_expiry_notice': {
      const ends = state.request.expiresAt.toISOString().slice(0, 10)
      return w.notify(expiryNotice, toMember(state.request.requesterId), { requestId, ends })
    }
    case 'send_offer':
      return w.notify(
        offerNotice,
        toMember(effect.to),
        { requestId, offerId: effect.offerId },
        { ...timing(effect.to), ...(effect.notBefore && { notBefore: effect.notBefore }) },
      )
    case 'send_question': {
      const { offerId, round } = effect
      return w.notify(questionNotice, toMember(state.request.requesterId), { requestId, offerId, round })
    }
    case 'send_answer': {
      const { offerId, round, to } = effect
      return w.notify(answerNotice, toMember(to), { requestId, offerId, round })
    }
    case 'ask_consent':
      return sendConsent(w, state, effect.consentId)
    case 'introduce':
      return introduce(w, state, effect)
    case 'tell': {
      const { news, to } = effect
      return w.notify(newsNotice, toMember(to), { requestId, news, round: state.offers.length }, timing(to))
    }
    case 'thank':
      return w.notify(thanksNotice, toMember(effect.to), { requestId }, timing(effect.to))
    case 'note_asked':
      return noteAsked(db, workspace.id, effect.memberId, now)
    case 'note_answered':
      return clearSilent(db, workspace.id, effect.memberId)
    case 'note_silent':
      return pauseWhenSilent(w, kept, effect.memberId)
    case 'count_contact':
      return touchRelationship(db, workspace.id, { memberId: effect.memberId, contactId: effect.contactId, now })
    case 'never_contact':
      return neverContact(w, workspace, state)
  }
}

function sendConsent(w: Work, state: RequestState, consentId: string): void {
  const requestId = state.request.id
  const target = targetOf(state)
  if (target?.memberId) {
    w.notify(consentNotice, toMember(target.memberId), { requestId, consentId })
  } else if (target?.email) {
    const to = { kind: 'email', email: target.email, name: target.name } as const
    w.notify(consentMail, to, { requestId, consentId, round: 0 })
  }
  // Without an address the facilitator's card offers the link for copying.
}

function introduce(w: Work, state: RequestState, { introductionId, channel }: Extract<Effect, { do: 'introduce' }>) {
  const { request, people } = state
  const target = targetOf(state)
  const asker = people.get(request.requesterId)
  const data = { requestId: request.id }
  if (channel === 'ROOM' && target?.memberId && request.facilitatorId) {
    const title = `${asker?.name ?? 'A member'} and ${target.name}`
    const memberIds = [request.requesterId, target.memberId, request.facilitatorId]
    return w.notify(introductionNotice, { kind: 'room', key: `intro ${introductionId}`, title, memberIds }, data)
  }
  if (channel === 'MAIL' && target?.email) {
    w.notify(introductionNotice, { kind: 'email', email: target.email, name: target.name }, data)
  }
  w.notify(introductionNotice, toMember(request.requesterId), data)
}

async function pauseWhenSilent(w: Work, { workspace, state }: Kept, memberId: MemberId): Promise<void> {
  const silent = await noteSilent(w.db, workspace.id, memberId)
  if (silent < state.house.silentInARow) return
  await pauseAsks(w.db, workspace.id, memberId, w.now)
  w.notify(pausedNotice, toMember(memberId), { memberId, since: w.now.toISOString() })
  w.homeChanged(memberId)
}

/** The contact of the consent, which the request may have lost by now. */
async function neverContact(w: Work, workspace: WorkspaceInfo, state: RequestState): Promise<void> {
  const contactId = state.pastTargets.at(-1)
  const contact = contactId && (await findContact(w.db, workspace.id, contactId))
  if (contact) await recordNeverContact(w.db, workspace.id, { contact, newId: () => w.newId(), now: w.now })
}

/** Tells other domains and webhooks. */
function announce(w: Work, before: RequestState, { request }: RequestState): void {
  const { id, number, kind, requesterId, facilitatorId, contactId, status, outcome } = request
  const who = { requestId: id, number, kind, requesterId, facilitatorId, contactId }
  if (status !== before.request.status) w.emit(requestMoved, { ...who, from: before.request.status, to: status })
  if (outcome && outcome !== before.request.outcome) {
    w.emit(outcomeTold, { ...who, outcome, before: before.request.outcome })
  }
}

interface Moved {
  readonly workspace: WorkspaceInfo
  readonly before: RequestState
  readonly after: RequestState
}

/** Every card about it or that tells of it, the reminders that it is part of, and the homes of everybody concerned. */
async function redraw(w: Work, { workspace, before, after: state }: Moved, { reminders = [] }: Change): Promise<void> {
  for (const requestId of [state.request.id, ...(await besides(w, workspace, [before, state]))]) w.redraw(requestId)
  for (const { memberId, slot } of reminders) {
    if (memberId && slot) w.redraw(reminderNotice.subject({ memberId, slot }))
  }
  for (const memberId of state.people.keys()) w.homeChanged(memberId)
}

/** Other requests whose cards tell of this one: its facilitator reads what waits behind it, and both sides what was asked with it. */
async function besides(w: Work, workspace: WorkspaceInfo, states: readonly RequestState[]): Promise<string[]> {
  const queued = states.find(({ request }) => request.pendingReason === 'QUEUED')?.request
  const ahead = queued?.contactId ? await acceptedFor(w.db, workspace.id, queued.contactId) : []
  const introduction = states.find(({ request }) => request.status === 'ACCEPTED')?.introduction
  if (!introduction) return ahead
  const consent = states.map(targetConsent).find((one) => one !== null)
  const asked = consent ? await approachOf(w.db, workspace.id, consent.id) : []
  const inHand = await inHandFor(w.db, workspace.id, introduction)
  return [...ahead, ...[...asked, ...inHand].map(({ requestId }) => requestId)]
}
