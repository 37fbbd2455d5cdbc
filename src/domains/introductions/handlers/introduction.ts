import type { Ctx, JobCtx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { localDay, startOfDay } from '../../../kit/working-time.ts'
import { personSummary } from '../../people/api.ts'
import { draftTask } from '../contracts.ts'
import * as forms from '../forms.ts'
import { type DraftInput, tidyDraft } from '../llm.ts'
import { type Channel, FORMATS, type MeetingAnswer, type RequestState, TONES, targetOf } from '../model.ts'
import { met, type OutcomeTold, tellOutcome, wrote } from '../rules/follow-up.ts'
import { editDraft, rewrite, send, takeDraft } from '../rules/introduction.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { readState } from '../store/state.ts'
import { decideOn, decideQuietly } from './commit.ts'
import { aboutLine, answerWith, see } from './see.ts'

/** The draft studio, sending, and what comes after. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>
interface OneRequest {
  readonly requestId: string
}

/** Writes the draft that was wished for last; a newer wish has its own job. */
export async function writeDraft(ctx: JobCtx, { requestId, wanted }: { requestId: string; wanted: number }) {
  const state = await readState(ctx.db, ctx.workspace.id, requestId, ctx.now)
  const input = state && (await draftInput(ctx, state))
  if (!input || state.introduction?.draftWanted !== wanted || state.introduction.draftWritten >= wanted) return
  const { value, by, note, inputTokens, outputTokens } = await ctx.write(draftTask, input)
  const draft = {
    ...{ wanted, ...tidyDraft(value, input), writerNote: note, inputTokens, outputTokens },
    writtenBy: by === 'model' ? ('MODEL' as const) : ('TEMPLATE' as const),
  }
  await decideQuietly(ctx, requestId, (now) => takeDraft(now, draft))
}

async function draftInput(ctx: JobCtx, state: RequestState): Promise<DraftInput | null> {
  const { request, introduction, people } = state
  const target = targetOf(state)
  const facilitator = introduction && people.get(introduction.facilitatorId)
  const asker = people.get(request.requesterId)
  if (!introduction || !target || !facilitator || !asker) return null
  const about = aboutLine(await personSummary(ctx.db, ctx.workspace.id, asker.id))
  const position = [target.title, target.organization].filter((part) => part !== null).join(', ')
  return {
    ...{ community: ctx.workspace.name, facilitator: facilitator.name, asker: { name: asker.name, about } },
    target: { name: target.name, about: position || null },
    ...{ purpose: request.purpose, message: request.message, tone: introduction.tone, format: introduction.format },
  }
}

export async function takeRewrite(ctx: Ctx, { requestId }: OneRequest, pick: string | undefined) {
  const tone = TONES.find((value) => value === pick)
  const format = FORMATS.find((value) => value === pick)
  const wish = { by: ctx.actor.id, ...(tone && { tone }), ...(format && { format }) }
  return answerWith(ctx, await decideOn(ctx, requestId, (state) => rewrite(state, wish)))
}

export async function openEditDraft(ctx: ReadCtx, { requestId }: OneRequest): Answered<Form> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const { introduction } = seen.state
  if (introduction && introduction.facilitatorId !== ctx.actor.id) return refuse({ kind: 'not_yours' } as const)
  if (!introduction || introduction.sentAt) return refuse({ kind: 'moved_on' } as const)
  return forms.editDraft(requestId, introduction)
}

export const takeEditedDraft = async (
  ctx: Ctx,
  { requestId }: OneRequest,
  { subject, body }: { subject: string; body: string },
) => answerWith(ctx, await decideOn(ctx, requestId, (state) => editDraft(state, { by: ctx.actor.id, subject, body })))

export const takeSend = async (ctx: Ctx, { requestId, channel }: OneRequest & { channel: Channel }) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state, w) => send(state, { by: ctx.actor.id, channel }, w)))

export const takeWrote = async (ctx: Ctx, { requestId }: OneRequest) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state, w) => wrote(state, ctx.actor.id, w)))

export const takeMet = async (ctx: Ctx, { requestId, answer }: OneRequest & { answer: MeetingAnswer }) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state, w) => met(state, { by: ctx.actor.id, answer }, w)))

export async function openOutcome(ctx: ReadCtx, { requestId }: OneRequest): Answered<Form> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const { outcome, followUpNotes: notes, meetingDate, status } = seen.state.request
  const isTellable = status === 'INTRO_SENT' || status === 'CONNECTED' || status === 'CLOSED'
  if (!isTellable) return refuse({ kind: 'moved_on' } as const)
  const meetingDay = meetingDate && localDay(meetingDate, ctx.actor.timeZone)
  return forms.outcome(requestId, { outcome, notes, meetingDay })
}

export interface OutcomeFields {
  readonly outcome: OutcomeTold['outcome']
  readonly meetingDate?: string | undefined
  readonly notes: string | undefined
}

/** A day without an hour is noon there: it stays the same day for whoever reads it within half the globe. */
export async function takeOutcome(ctx: Ctx, { requestId }: OneRequest, fields: OutcomeFields) {
  const { outcome, meetingDate: day, notes } = fields
  const meetingDate = day ? startOfDay(day, ctx.actor.timeZone, '12:00') : null
  const told = { by: ctx.actor.id, outcome, notes: notes ?? null, meetingDate }
  return answerWith(ctx, await decideOn(ctx, requestId, (state, w) => tellOutcome(state, told, w)))
}
