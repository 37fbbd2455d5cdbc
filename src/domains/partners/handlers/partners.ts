import type { MemberId } from '../../../kit/brand.ts'
import { toMember, type Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { type Refused, refuse } from '../../../kit/reply.ts'
import { addDays } from '../../../kit/working-time.ts'
import { findMemberByRef } from '../../people/api.ts'
import { invitationLink, invitationNotice, reviewNotice, statusNotice } from '../contracts-work.ts'
import { partnerMoved, serviceAreasChanged } from '../events.ts'
import { DESK, type Partner, type PartnerFacts, type PartnerStatus } from '../model.ts'
import { changeStatus } from '../rules/life-cycle.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { insertPartner, lockPartner, type PartnerChange, partnerByEmail, updatePartner } from '../store/partners.ts'
import { teamOf } from './choose.ts'

/** What the team does to partners, from chat or from its own systems, inside the caller's transaction. */

export type Answer<T> = Promise<T | Refused<PartnerRefusal>>

export interface Acting {
  readonly workspace: WorkspaceInfo
  /** Null for a system of the team's. */
  readonly actorId: MemberId | null
}

/** Invites somebody new, or somebody who was removed: they get a card or a mail, and the team a card once they have answered. */
export async function invite(w: Work, { workspace, actorId }: Acting, facts: PartnerFacts): Answer<Partner> {
  const before = await partnerByEmail(w.db, workspace.id, facts)
  if (before && before.status !== 'REMOVED') {
    return refuse({ kind: 'invited_before', company: before.companyName, status: before.status } as const)
  }
  const memberId = facts.memberId ?? (await findMemberByRef(w.db, workspace.id, facts.email))?.id ?? null
  const fresh = { ...facts, memberId, status: 'INVITED', invitedById: actorId } as const
  const partner = before
    ? await updatePartner(w.db, workspace.id, before.id, { ...fresh, contactId: null, question: null, answer: null })
    : await insertPartner(w.db, workspace.id, {
        ...{ id: w.newId(), ...fresh, contactId: null, inviteLinkId: null, question: null, answer: null },
        ...{ lastTurnAt: null, createdAt: w.now },
      })
  w.emit(partnerMoved, { partnerId: partner.id, type: partner.type, from: before?.status ?? null, to: 'INVITED' })
  return sendInvitation(w, workspace, partner)
}

/** A card for a member, a mail with a link for everybody else; a link that was sent before is closed. */
export async function sendInvitation(w: Work, workspace: WorkspaceInfo, partner: Partner): Promise<Partner> {
  const partnerId = partner.id
  const at = w.now.toISOString()
  if (partner.inviteLinkId) w.revokeLink(partner.inviteLinkId)
  if (partner.memberId) {
    w.notify(invitationNotice, toMember(partner.memberId), { partnerId, at })
    return partner
  }
  const inviteLinkId = w.issueLink(invitationLink, { partnerId }, addDays(w.now, DESK.inviteDays))
  const to = { kind: 'email', email: partner.email, name: partner.contactName } as const
  w.notify(invitationNotice, to, { partnerId, at })
  return updatePartner(w.db, workspace.id, partnerId, { inviteLinkId })
}

/** What the team changes about a partner. Whom they introduce as changes with it, so the contact is made anew. */
export async function change(
  w: Work,
  { workspace }: Acting,
  { partner, facts }: { partner: Partner; facts: PartnerChange },
): Promise<Partner> {
  const isAnotherPerson = (['contactName', 'companyName', 'email', 'phone'] as const).some(
    (key) => facts[key] !== undefined && facts[key] !== partner[key],
  )
  const changed = await updatePartner(w.db, workspace.id, partner.id, {
    ...facts,
    ...(isAnotherPerson && { contactId: null }),
  })
  const added = changed.serviceAreas.filter((state) => !partner.serviceAreas.includes(state))
  const removed = partner.serviceAreas.filter((state) => !changed.serviceAreas.includes(state))
  if (changed.status === 'ACTIVE' && added.length + removed.length > 0) {
    w.emit(serviceAreasChanged, { partnerId: changed.id, type: changed.type, added, removed })
  }
  shown(w, changed)
  return changed
}

/** Moves a partner through its life. What follows for those who wait, or are under way, follows from the event. */
export async function moveTo(
  w: Work,
  { workspace, actorId }: Acting,
  { partner, status }: { partner: Partner; status: PartnerStatus },
): Answer<Partner> {
  const moved = changeStatus(partner, status)
  if (!moved.ok) return refuse(moved.error)
  if (!moved.value) return partner
  const { before, after } = moved.value
  const changed = await updatePartner(w.db, workspace.id, partner.id, { status: after })
  if (partner.inviteLinkId && after !== 'INVITED') w.revokeLink(partner.inviteLinkId)
  w.emit(partnerMoved, { partnerId: partner.id, type: partner.type, from: before, to: after })
  if (after === 'PENDING_REVIEW') await callTeam(w, { workspace, actorId }, changed)
  const isNews = after === 'ACTIVE' || after === 'INACTIVE' || after === 'REMOVED'
  if (isNews && before !== 'INVITED' && partner.memberId && partner.memberId !== actorId) {
    w.notify(statusNotice, toMember(partner.memberId), {
      partnerId: partner.id,
      status: after,
      at: w.now.toISOString(),
    })
  }
  if (after === 'INVITED') return sendInvitation(w, workspace, changed)
  shown(w, changed)
  return changed
}

/** Everybody who looks after partners gets the card on which it is decided; the first one decides for all. */
export async function callTeam(w: Work, { workspace, actorId }: Acting, partner: Partner): Promise<void> {
  for (const id of await teamOf(w, workspace)) {
    w.notify(reviewNotice, toMember(id), { partnerId: partner.id }, { now: id === actorId })
    w.homeChanged(id)
  }
}

/** Finds and locks, or says that there is nobody. */
export async function partnerFor(w: Work, { workspace }: Acting, partnerId: string): Answer<Partner> {
  return (await lockPartner(w.db, workspace.id, partnerId)) ?? refuse({ kind: 'not_found' } as const)
}

export function shown(w: Work, partner: Partner): void {
  w.redraw(reviewNotice.subject({ partnerId: partner.id }))
  if (partner.memberId) w.homeChanged(partner.memberId)
}
