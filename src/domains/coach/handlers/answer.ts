import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import type { Card, PickOption } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { localDay } from '../../../kit/working-time.ts'
import { type AskStart, askForm, houseRulesOf } from '../../introductions/api.ts'
import { needHeard, partnerAskForm } from '../../partners/api.ts'
import { findContact, searchContacts } from '../../people/api.ts'
import { moreCard } from '../cards/answer.ts'
import { contracts, subjectOf } from '../contracts.ts'
import * as forms from '../forms.ts'
import { type IntroductionProposal, isUnderWay, type PartnerProposal, type Rating } from '../model.ts'
import { givenUpAt, plan } from '../rules/plan.ts'
import { answerById, giveReason, hasOtherUnderWay, rateAnswer, startOver, wantStop } from '../store/answers.ts'
import { lockDay } from '../store/budget.ts'
import { settingsOf } from '../store/config.ts'
import { lockConversation, recount } from '../store/conversations.ts'
import { type Answered, ownAnswer, redrawAnswer } from './see.ts'

/** What a member does with an answer. */

interface OneAnswer {
  readonly answerId: string
}

/** Whoever writes it, in whatever process, looks for the wish between the model's words. */
export async function stop(ctx: Ctx, { answerId }: OneAnswer): Answered<Card> {
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  return ctx.work(async (w) => {
    await wantStop(w.db, ctx.workspace.id, answerId, w.now)
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return redrawAnswer({ db: w.db, workspace: ctx.workspace }, answerId, ctx.actor)
  })
}

/** The same question once more, paid for once more. */
export async function again(ctx: Ctx, { answerId }: OneAnswer): Answered<Card> {
  const { workspace, actor } = ctx
  const seen = await ownAnswer(ctx, answerId)
  if (isRefused(seen)) return seen
  return ctx.work(async (w) => {
    const day = localDay(w.now, actor.timeZone)
    const settings = await settingsOf(w.db, workspace.id)
    const soFar = await lockDay(w.db, workspace.id, { memberId: actor.id, day })
    await lockConversation(w.db, workspace.id, seen.conversationId)
    const answer = await answerById(w.db, workspace.id, answerId)
    if (!answer || isUnderWay(answer.status) || answer.status === 'DONE') return refuse({ kind: 'moved_on' } as const)
    const { text, screened } = answer.question
    const planned = plan({ text, screened, settings, day: { ...soFar, limit: settings.maxTokensPerDay } })
    const isAsked = planned.status === 'WAITING'
    await startOver(w.db, workspace.id, answerId, {
      ...planned,
      facts: { isClipped: answer.facts.isClipped },
      reservedDay: isAsked ? day : null,
      dueBy: isAsked ? givenUpAt(w.now, 'WAITING') : null,
    })
    const { conversationId } = answer
    if (isAsked && !(await hasOtherUnderWay(w.db, workspace.id, { conversationId, answerId }))) {
      w.enqueue(contracts.write, { answerId })
    }
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return redrawAnswer({ db: w.db, workspace }, answerId, actor)
  })
}

export async function more(ctx: Ctx, { answerId, page }: OneAnswer & { page: number }): Answered<Card> {
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  return moreCard(answer, page) ?? refuse({ kind: 'moved_on' } as const)
}

export async function rate(ctx: Ctx, { answerId, rating }: OneAnswer & { rating: '1' | '2' }): Answered<Card> {
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  if (isUnderWay(answer.status)) return refuse({ kind: 'still_writing' } as const)
  const given: Rating = rating === '2' ? 2 : 1
  return ctx.work(async (w) => {
    await lockConversation(w.db, ctx.workspace.id, answer.conversationId)
    await rateAnswer(w.db, ctx.workspace.id, answerId, given)
    await recount(w.db, ctx.workspace.id, answer.conversationId)
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return redrawAnswer({ db: w.db, workspace: ctx.workspace }, answerId, ctx.actor)
  })
}

export async function openReason(ctx: ReadCtx, { answerId }: OneAnswer): Answered<Form> {
  const answer = await ownAnswer(ctx, answerId)
  return isRefused(answer) ? answer : forms.reason(answerId)
}

export async function reason(
  ctx: Ctx,
  { answerId }: OneAnswer,
  said: { reason: string | undefined; share: boolean },
): Answered<Card> {
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  return ctx.work(async (w) => {
    const flaggedAt = said.share ? w.now : null
    await giveReason(w.db, ctx.workspace.id, { id: answerId, reason: said.reason ?? null, flaggedAt })
    w.redraw(subjectOf(contracts.answer, { answerId }))
    return redrawAnswer({ db: w.db, workspace: ctx.workspace }, answerId, ctx.actor)
  })
}

/** What the coach proposed, else the question itself, in the form of a request that the member sends or does not. */
export async function makeRequest(ctx: ReadCtx, { answerId }: OneAnswer): Answered<Form> {
  const answer = await ownAnswer(ctx, answerId)
  if (isRefused(answer)) return answer
  const { text } = answer.question
  const proposal = answer.facts.proposal ?? partnerNeedIn(text)
  if (proposal && 'partner' in proposal) return partnerAskForm(ctx, { ...proposal, type: proposal.partner })
  const house = await houseRulesOf(ctx.db, ctx.workspace.id)
  return askForm(house, proposal ? await startOf(ctx, proposal) : { message: clip(text, LIMITS.paragraph) })
}

/** Without a proposal of the model's, the member's own words may say plainly that they look for a partner. */
function partnerNeedIn(text: string): PartnerProposal | null {
  const need = needHeard(text)
  return need && { partner: need.type, need: text, ...(need.state && { state: need.state }) }
}

async function startOf(ctx: ReadCtx, proposal: IntroductionProposal): Promise<AskStart> {
  const { contactId, someone, purpose, message } = proposal
  const target = contactId ? await findable(ctx, contactId) : null
  return { purpose, message, ...(target && { target }), ...(someone && { someone }) }
}

const LIKE_IT = 25

/** The member may have lost sight of them since the coach found them. */
async function findable({ db, workspace, actor }: ReadCtx, contactId: string): Promise<PickOption | null> {
  const contact = await findContact(db, workspace.id, contactId)
  if (!contact) return null
  const found = await searchContacts(db, workspace.id, { viewerId: actor.id, query: contact.name, limit: LIKE_IT })
  const seen = found.find(({ id }) => id === contactId)
  if (!seen) return null
  const hint = [seen.title, seen.organization].filter(Boolean).join(', ')
  return { value: seen.id, label: seen.name, ...(hint && { hint }) }
}
