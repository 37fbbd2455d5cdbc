import { type MemberId, memberId } from '../../../kit/brand.ts'
import { type Ctx, type ReadCtx, toMember, type Work } from '../../../kit/ctx.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { answerCard } from '../cards/answer.ts'
import { transcriptCard } from '../cards/escalation.ts'
import { writtenBackCard } from '../cards/talk.ts'
import { contracts, subjectOf } from '../contracts.ts'
import { humanAnswered } from '../events.ts'
import * as forms from '../forms.ts'
import type { Answer, Escalation, OwnLines, Share } from '../model.ts'
import { firstResponders, isOpen, isUrgent, mayAnswer, widerShare } from '../rules/care.ts'
import { screen } from '../screen/screen.ts'
import { addWords } from '../store/answers.ts'
import { settingsOf } from '../store/config.ts'
import { conversation, linesOf, lockConversation, recount } from '../store/conversations.ts'
import { changeEscalation, escalation, openEscalation } from '../store/escalations.ts'
import { callHuman, inItsThread, redrawBoth, secondCallAt, tell } from './care.ts'
import {
  type Answered,
  drawEscalation,
  nameOf,
  namesOf,
  ownAnswer,
  redrawAnswer,
  responders,
  showEscalation,
} from './see.ts'

/** A member and a human: asking for one, letting them read, writing to each other, being done. */

interface OneAnswer {
  readonly answerId: string
}

interface OneEscalation {
  readonly escalationId: string
}

export async function openHuman(ctx: ReadCtx, { answerId }: OneAnswer): Answered<Form> {
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  const open = await openEscalation(ctx.db, ctx.workspace.id, answer.conversationId)
  const ids = open?.responderIds ?? (await whoWouldBeAsked(ctx, answer))
  if (ids.length === 0) return refuse({ kind: 'nobody_there' } as const)
  return forms.human(answerId, { names: await namesOf(ctx, ids), shared: open?.shared ?? 'NOTHING' })
}

async function whoWouldBeAsked(ctx: ReadCtx, { question }: Answer): Promise<readonly MemberId[]> {
  const about = { memberId: ctx.actor.id, words: question.text }
  return firstResponders(await responders(ctx, ctx.now), about)
}

export async function human(
  ctx: Ctx,
  { answerId }: OneAnswer,
  said: { share: Share; note: string | undefined },
): Answered<Card> {
  const { workspace, actor } = ctx
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  return ctx.work(async (w) => {
    await lockConversation(w.db, workspace.id, answer.conversationId)
    const open = await openEscalation(w.db, workspace.id, answer.conversationId)
    if (open) await letReadMore(w, open, { ...said, questionId: answer.question.id, workspaceId: workspace.id })
    const called = open?.id ?? (await call(ctx, w, answer, said))
    const asked = called && (await escalation(w.db, workspace.id, called))
    if (!asked) return refuse({ kind: 'nobody_there' } as const)
    await redrawBoth(w, workspace, asked)
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return redrawAnswer({ db: w.db, workspace }, answerId, actor)
  })
}

type Said = { readonly share: Share; readonly note: string | undefined }

function call(ctx: Ctx, w: Work, { conversationId, question }: Answer, { share, note }: Said): Promise<string | null> {
  return callHuman(w, ctx.workspace, {
    ...{ conversationId, questionId: question.id, words: question.text, memberId: ctx.actor.id },
    reason: question.screened === 'LEGAL_MONEY' ? 'LEGAL_MONEY' : 'ASKS_HUMAN',
    shared: share,
    note: note ?? null,
  })
}

async function letReadMore(
  w: Work,
  open: Escalation,
  { share, note, questionId, workspaceId }: Said & { questionId: string; workspaceId: Ctx['workspace']['id'] },
): Promise<void> {
  await changeEscalation(w.db, workspaceId, open.id, {
    shared: widerShare(open.shared, share),
    consentedAt: w.now,
    ...(note && { note }),
    ...(share === 'QUESTION' && open.shared === 'NOTHING' && { messageId: questionId }),
  })
}

export async function takeBack(ctx: Ctx, { answerId }: OneAnswer): Answered<Card> {
  const { workspace, actor } = ctx
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  return ctx.work(async (w) => {
    const open = await openEscalation(w.db, workspace.id, answer.conversationId)
    if (open) {
      const withdrawn = { status: 'WITHDRAWN', shared: 'NOTHING', note: null, answerBy: null, closedAt: w.now } as const
      await changeEscalation(w.db, workspace.id, open.id, withdrawn)
      await redrawBoth(w, workspace, open)
    }
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return redrawAnswer({ db: w.db, workspace }, answerId, actor)
  })
}

export async function openWriteBack(ctx: ReadCtx, { escalationId }: OneEscalation): Answered<Form> {
  const found = await escalation(ctx.db, ctx.workspace.id, escalationId)
  if (!found || !isOpen(found)) return refuse({ kind: 'moved_on' } as const)
  return found.memberId === ctx.actor.id ? forms.writeBack(escalationId) : refuse({ kind: 'not_yours' } as const)
}

/** To the humans, past the model. A word of crisis gets its help lines here too, and calls them again, at once. */
export async function writeBack(
  ctx: Ctx,
  { escalationId }: OneEscalation,
  { words }: { words: string },
): Answered<Card> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    const place = { db: w.db, workspace }
    const found = await escalation(w.db, workspace.id, escalationId)
    if (!found || !isOpen(found)) return refuse({ kind: 'moved_on' } as const)
    if (found.memberId !== actor.id) return refuse({ kind: 'not_yours' } as const)
    await write(ctx, w, { escalation: found, role: 'user', words })
    const { keywords, helpNote, helpLines } = await settingsOf(w.db, workspace.id)
    const heard = screen(words, keywords)
    const reason = heard && isUrgent(heard.class) ? heard.class : found.reason
    await changeEscalation(w.db, workspace.id, escalationId, {
      ...{ status: 'OPEN', reason, answerBy: secondCallAt(reason, w.now, workspace) },
    })
    const lines = await linesOf(w.db, workspace.id, { conversationId: found.conversationId })
    const round = lines.filter(({ role, by }) => role === 'user' && by !== null).length
    tell(w, { id: escalationId, reason, level: 1, round }, found.responderIds)
    await redrawBoth(w, workspace, found)
    const names = await namesOf(place, found.responderIds)
    if (!heard || !isUrgent(heard.class)) return writtenBackCard(words, names)
    return careCardFor(ctx, {
      escalation: { ...found, reason, status: 'OPEN' },
      names,
      helpNote,
      helpLines,
      found: heard,
    })
  })
}

/** The fixed words, for what was not said to the coach but to people. */
function careCardFor(
  { actor, now }: Ctx,
  said: {
    escalation: Escalation
    names: readonly string[]
    helpNote: string | null
    helpLines: OwnLines
    found: NonNullable<ReturnType<typeof screen>>
  },
): Card {
  const { escalation: asked, names, helpNote, helpLines, found } = said
  const isHarm = found.class === 'HARM'
  return answerCard({
    answer: {
      ...{ id: asked.messageId ?? asked.id, conversationId: asked.conversationId, memberId: actor.id, position: 0 },
      question: { id: asked.messageId ?? '', text: '', screened: found.class, language: found.language },
      ...{ content: '', status: 'FIXED', why: isHarm ? 'HARM' : 'CRISIS', stopWanted: false, rating: null },
      ...{ ratingFeedback: null, isFlagged: false, facts: {}, createdAt: now },
    },
    ...{ member: actor, escalation: asked, responders: names, answeredBy: null, helpNote, helpLines, isShared: false },
  })
}

export async function openReply(ctx: ReadCtx, { escalationId }: OneEscalation): Answered<Form> {
  const found = await escalation(ctx.db, ctx.workspace.id, escalationId)
  if (!found || !isOpen(found)) return refuse({ kind: 'moved_on' } as const)
  if (!mayAnswer(found, ctx.actor.id)) return refuse({ kind: 'not_for_you' } as const)
  return forms.reply(escalationId, await nameOf(ctx, found.memberId))
}

export async function reply(ctx: Ctx, { escalationId }: OneEscalation, { words }: { words: string }): Answered<Card> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    const found = await escalation(w.db, workspace.id, escalationId)
    if (!found || !isOpen(found)) return refuse({ kind: 'moved_on' } as const)
    if (!mayAnswer(found, actor.id)) return refuse({ kind: 'not_for_you' } as const)
    const messageId = await write(ctx, w, { escalation: found, role: 'human', words })
    const answeredAt = found.answeredAt ?? w.now
    const change = { status: 'ANSWERED', answerBy: null, answeredById: actor.id, answeredAt } as const
    await changeEscalation(w.db, workspace.id, escalationId, change)
    const talked = await conversation(w.db, workspace.id, found.conversationId)
    const timing = { now: isUrgent(found.reason), ...inItsThread(talked) }
    w.notify(contracts.humanAnswer, toMember(found.memberId), { messageId }, timing)
    w.emit(humanAnswered, { escalationId, memberId: found.memberId, byId: actor.id })
    await redrawBoth(w, workspace, found)
    return drawEscalation({ db: w.db, workspace }, { ...found, ...change })
  })
}

async function write(
  { workspace, actor }: Ctx,
  w: Work,
  said: { escalation: Escalation; role: 'user' | 'human'; words: string },
): Promise<string> {
  const { conversationId, memberId: owner } = said.escalation
  const id = w.newId()
  await lockConversation(w.db, workspace.id, conversationId)
  await addWords(w.db, workspace.id, {
    ...{ id, conversationId, memberId: owner, role: said.role, text: said.words, by: memberId(actor.id), now: w.now },
  })
  await recount(w.db, workspace.id, conversationId)
  return id
}

export async function readOn(ctx: Ctx, { escalationId, page }: OneEscalation & { page: number }): Answered<Card> {
  const found = await escalation(ctx.db, ctx.workspace.id, escalationId)
  if (!found || !isOpen(found)) return refuse({ kind: 'moved_on' } as const)
  if (!mayAnswer(found, ctx.actor.id)) return refuse({ kind: 'not_for_you' } as const)
  return transcriptCard(await showEscalation(ctx, found, 1), page) ?? refuse({ kind: 'moved_on' } as const)
}

export async function close(ctx: Ctx, { escalationId }: OneEscalation): Answered<Card> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    const found = await escalation(w.db, workspace.id, escalationId)
    if (!found || !isOpen(found)) return refuse({ kind: 'moved_on' } as const)
    if (!mayAnswer(found, actor.id)) return refuse({ kind: 'not_for_you' } as const)
    const change = { status: 'CLOSED', answerBy: null, closedAt: w.now } as const
    await changeEscalation(w.db, workspace.id, escalationId, change)
    await redrawBoth(w, workspace, found)
    return drawEscalation({ db: w.db, workspace }, { ...found, ...change })
  })
}
