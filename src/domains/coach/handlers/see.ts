import { type MemberId, memberId } from '../../../kit/brand.ts'
import type { ReadCtx } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { Person, WorkspaceInfo } from '../../../kit/person.ts'
import { type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { facilitator, members, person } from '../../people/api.ts'
import { answerCard } from '../cards/answer.ts'
import { type EscalationShown, escalationCard } from '../cards/escalation.ts'
import type { Answer, Escalation, Line } from '../model.ts'
import type { Responder } from '../rules/care.ts'
import { answerById } from '../store/answers.ts'
import { settingsOf } from '../store/config.ts'
import { conversation, linesOf } from '../store/conversations.ts'
import { latestEscalation } from '../store/escalations.ts'
import type { CoachRefusal } from '../text.ts'

/** What somebody may see, read as it is now. */

export interface Place {
  readonly db: Db
  readonly workspace: WorkspaceInfo
}

export type Answered<T> = Promise<T | Refused<CoachRefusal>>

/** The member's own answer; nobody else gets at it by its id. */
export async function ownAnswer({ db, workspace, actor }: ReadCtx, answerId: string): Answered<Answer> {
  const answer = await answerById(db, workspace.id, answerId)
  if (!answer) return refuse({ kind: 'moved_on' } as const)
  return answer.memberId === actor.id ? answer : refuse({ kind: 'not_yours' } as const)
}

export async function drawAnswer(
  { db, workspace }: Place,
  answer: Answer,
  member: Pick<Person, 'timeZone' | 'locale'>,
): Promise<Card> {
  const escalation = await latestEscalation(db, workspace.id, answer.conversationId)
  const names = escalation ? await namesOf({ db, workspace }, escalation.responderIds) : []
  const answeredBy = escalation?.answeredById ? await nameOf({ db, workspace }, escalation.answeredById) : null
  const { helpNote, helpLines } = await settingsOf(db, workspace.id)
  const isShared = (await conversation(db, workspace.id, answer.conversationId))?.isShared ?? false
  return answerCard({ answer, member, escalation, responders: names, answeredBy, helpNote, helpLines, isShared })
}

/** The card of an answer as it is after what was done to it just now. */
export async function redrawAnswer(place: Place, answerId: string, member: Person): Promise<Card> {
  const answer = await answerById(place.db, place.workspace.id, answerId)
  if (!answer) throw new Error(`Answer ${answerId} is gone in the middle of its own change.`)
  return drawAnswer(place, answer, member)
}

export async function showEscalation(place: Place, escalation: Escalation, level: 1 | 2): Promise<EscalationShown> {
  const lines = await sharedLines(place, escalation)
  const memberName = await nameOf(place, escalation.memberId)
  const writers = new Map<string, string>()
  for (const { by } of lines) if (by && !writers.has(by)) writers.set(by, await nameOf(place, by))
  return {
    escalation,
    level,
    memberName,
    lines,
    answeredBy: escalation.answeredById ? await nameOf(place, escalation.answeredById) : null,
    nameOf: (line) => (line.by && writers.get(line.by)) ?? (line.role === 'user' ? memberName : 'Coach'),
  }
}

export const drawEscalation = async (place: Place, escalation: Escalation, level: 1 | 2 = 1): Promise<Card> =>
  escalationCard(await showEscalation(place, escalation, level))

/** Only what the member lets be read, and what they and the humans wrote to each other. */
async function sharedLines({ db, workspace }: Place, escalation: Escalation): Promise<readonly Line[]> {
  const { conversationId, messageId, shared } = escalation
  const lines = await linesOf(db, workspace.id, { conversationId })
  const asked = lines.find(({ id }) => id === messageId)?.position
  const isAsked = ({ position }: Line) => asked !== undefined && (position === asked || position === asked + 1)
  const isShared = (line: Line) => shared === 'CONVERSATION' || (shared === 'QUESTION' && isAsked(line))
  return lines.filter((line) => line.by !== null || isShared(line))
}

export async function nameOf({ db, workspace }: Place, id: MemberId): Promise<string> {
  return (await person(db, workspace.id, id))?.name ?? 'Somebody who has left'
}

export async function namesOf(place: Place, ids: readonly string[]): Promise<string[]> {
  return Promise.all(ids.map((id) => nameOf(place, memberId(id))))
}

/** Administrators, and with `all` partner managers too, with whether they are away. */
export async function responders(place: Place, now: Date, { all = false } = {}): Promise<Responder[]> {
  const { db, workspace } = place
  const people = [
    ...(await members(db, workspace.id, { role: 'admin' })),
    ...(all ? await members(db, workspace.id, { role: 'partner_manager' }) : []),
  ]
  const found: Responder[] = []
  for (const one of people) {
    const view = await facilitator(db, workspace.id, one.id, now)
    found.push({ ...one, isAway: view?.awayUntil != null })
  }
  return found
}
