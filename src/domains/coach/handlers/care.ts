import type { MemberId } from '../../../kit/brand.ts'
import { type NoticeTiming, toMember, type Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { contracts, subjectOf } from '../contracts.ts'
import { humanWanted } from '../events.ts'
import type { CoachClass, Conversation, Escalation, Share } from '../model.ts'
import { allResponders, answerBy, firstResponders, isUrgent } from '../rules/care.ts'
import { answerOfQuestion, markQuestionEscalated, questionText } from '../store/answers.ts'
import { conversation, markEscalated } from '../store/conversations.ts'
import { addEscalation, changeEscalation, openEscalation } from '../store/escalations.ts'
import { responders } from './see.ts'

/** Calling a human, inside whatever transaction found that one is needed. */

export interface Call {
  readonly memberId: MemberId
  readonly conversationId: string
  readonly questionId: string
  /** What the member wrote: whoever is named in it is not called. */
  readonly words: string
  readonly reason: CoachClass
  readonly shared: Share
  readonly note: string | null
}

/** Null where there is nobody to call. A call that is open already is joined, unless this one is urgent and that one is not. */
export async function callHuman(w: Work, workspace: WorkspaceInfo, call: Call): Promise<string | null> {
  const open = await openEscalation(w.db, workspace.id, call.conversationId)
  if (open && (isUrgent(open.reason) || !isUrgent(call.reason))) return open.id
  const admins = await responders({ db: w.db, workspace }, w.now)
  const responderIds = firstResponders(admins, call)
  if (responderIds.length === 0) return null
  const { memberId, conversationId, questionId, reason, shared, note } = call
  const id = w.newId()
  await addEscalation(w.db, workspace.id, {
    ...{ id, conversationId, memberId, reason, shared, note, responderIds, messageId: questionId },
    answerBy: secondCallAt(reason, w.now, workspace),
    now: w.now,
  })
  await markEscalated(w.db, workspace.id, conversationId)
  await markQuestionEscalated(w.db, workspace.id, questionId)
  tell(w, { id, reason, level: 1, round: 0 }, responderIds)
  w.emit(humanWanted, { escalationId: id, memberId, reason })
  return id
}

/** Where somebody may be in danger, others are asked after an hour, not after a working day. */
const URGENT_MS = 3_600_000

export const secondCallAt = (reason: CoachClass, now: Date, { timeZone }: WorkspaceInfo): Date =>
  isUrgent(reason) ? new Date(now.getTime() + URGENT_MS) : answerBy(now, timeZone)

export interface Telling {
  readonly id: string
  readonly reason: CoachClass
  readonly level: 1 | 2
  /** Counts what the member wrote to the humans: each of it is news. */
  readonly round: number
}

/** Waking hours are kept, except where somebody may be in danger. */
export function tell(w: Work, { id, reason, level, round }: Telling, to: readonly MemberId[]): void {
  for (const memberId of to) {
    w.notify(contracts.escalation, toMember(memberId), { escalationId: id, level, round }, { now: isUrgent(reason) })
  }
}

/** Nobody answered in time: everybody who may is asked, the member hears of it, and the clock stands. */
export async function callAgain(w: Work, workspace: WorkspaceInfo, escalation: Escalation): Promise<void> {
  const { id, reason, memberId, messageId } = escalation
  const place = { db: w.db, workspace }
  const words = (messageId && (await questionText(w.db, workspace.id, messageId))) || ''
  const everybody = allResponders(await responders(place, w.now, { all: true }), { memberId, words })
  await changeEscalation(w.db, workspace.id, id, {
    responderIds: [...new Set([...escalation.responderIds, ...everybody])],
    answerBy: null,
    escalatedAt: w.now,
  })
  tell(w, { id, reason, level: 2, round: 0 }, everybody)
  const talked = await conversation(w.db, workspace.id, escalation.conversationId)
  const timing = { now: isUrgent(reason), ...inItsThread(talked) }
  w.notify(contracts.stillWaiting, toMember(memberId), { escalationId: id }, timing)
  await redrawBoth(w, workspace, escalation)
}

/** What people write to a member comes where the member asked; where others read along, to the member alone. */
export const inItsThread = (talked: Conversation | null): NoticeTiming =>
  talked?.spot && !talked.isShared ? { at: talked.spot } : {}

/** Both sides see how it stands: those who were asked, and the member on the answer that it began with. */
export async function redrawBoth(
  w: Work,
  workspace: WorkspaceInfo,
  { id, messageId, responderIds }: Escalation,
): Promise<void> {
  w.redraw(subjectOf(contracts.escalation, { escalationId: id, level: 1, round: 0 }))
  const answerId = messageId && (await answerOfQuestion(w.db, workspace.id, messageId))
  if (answerId) w.redraw(subjectOf(contracts.answer, { answerId }))
  for (const responderId of responderIds) w.homeChanged(responderId)
}
