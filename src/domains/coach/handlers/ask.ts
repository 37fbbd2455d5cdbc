import type { Ctx, NoticeTiming, Spot, Work } from '../../../kit/ctx.ts'
import { toMember } from '../../../kit/ctx.ts'
import { type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { clip } from '../../../kit/ui/limits.ts'
import { localDay } from '../../../kit/working-time.ts'
import { haltedCard, helpCard } from '../cards/talk.ts'
import { contracts, subjectOf } from '../contracts.ts'
import type { AnswerFacts, CoachClass, Language } from '../model.ts'
import { questionTokens } from '../rules/budget.ts'
import { givenUpAt, type Plan, plan, readOf } from '../rules/plan.ts'
import { screen } from '../screen/screen.ts'
import { addQuestion, hasOtherUnderWay, underWayIn, wantStop } from '../store/answers.ts'
import { lockDay } from '../store/budget.ts'
import { settingsOf } from '../store/config.ts'
import { beginConversation, currentConversation, lockConversation, openDesk, recount } from '../store/conversations.ts'
import type { CoachRefusal } from '../text.ts'
import { callHuman } from './care.ts'

/** A member says something to the coach. It is kept, screened and paid for before any model hears of it. */

interface Place {
  readonly thread?: string | undefined
}

interface Said extends Place {
  readonly question?: string | undefined
}

export async function ask(ctx: Ctx, said: Said): Promise<undefined | Refused<CoachRefusal>> {
  const { text, facts } = readOf(said.question ?? '')
  if (text === '') return refuse({ kind: 'no_question' } as const)
  await ctx.work((w) => take(ctx, w, { text, facts, ...placeOf(ctx, said), isNew: false }))
  return undefined
}

/** A new conversation, with its first question where there is one. */
export async function begin(ctx: Ctx, said: Said): Promise<undefined> {
  const { text, facts } = readOf(said.question ?? '')
  const place = placeOf(ctx, said)
  await ctx.work(async (w) => {
    if (text !== '') return take(ctx, w, { text, facts, ...place, isNew: true })
    const wanted = { memberId: ctx.actor.id, ...place, now: w.now }
    await lockDay(w.db, ctx.workspace.id, { memberId: ctx.actor.id, day: localDay(w.now, ctx.actor.timeZone) })
    const { id } = await beginConversation(w.db, ctx.workspace.id, { ...wanted, id: w.newId() })
    w.notify(contracts.welcome, toMember(ctx.actor.id), { conversationId: id }, { now: true, ...at(place) })
  })
}

/** Whatever is written or waits in the conversation that goes on here. Each answer's card says that it was stopped. */
export async function halt(ctx: Ctx, said: Place): Promise<Card> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    const wanted = { memberId: actor.id, spot: placeOf(ctx, said).spot, now: w.now }
    const current = await currentConversation(w.db, workspace.id, wanted)
    const underWay = current ? await underWayIn(w.db, workspace.id, current.id) : []
    for (const answerId of underWay) {
      await wantStop(w.db, workspace.id, answerId, w.now)
      w.redraw(subjectOf(contracts.answer, { answerId }))
    }
    return haltedCard(underWay.length)
  })
}

/** "help me find a lawyer" is a question that happens to begin with a verb of ours. */
export async function help(ctx: Ctx, said: Said): Promise<Card> {
  const { text, facts } = readOf(said.question ?? '')
  if (text !== '') {
    const question = { text: `help ${text}`, facts, ...placeOf(ctx, said), isNew: false }
    await ctx.work((w) => take(ctx, w, question))
  }
  return helpCard()
}

interface Question {
  readonly text: string
  readonly facts: AnswerFacts
  readonly spot: Spot | null
  readonly isShared: boolean
  readonly isNew: boolean
}

function placeOf({ surface, installation, channel }: Ctx, { thread }: Place): Pick<Question, 'spot' | 'isShared'> {
  const spot = thread === undefined ? null : { surface, installation, place: thread }
  return { spot, isShared: spot !== null && channel !== null }
}

const at = ({ spot }: Pick<Question, 'spot'>): NoticeTiming => (spot ? { at: spot } : {})

async function take(ctx: Ctx, w: Work, question: Question): Promise<void> {
  const { workspace, actor } = ctx
  const day = localDay(w.now, actor.timeZone)
  const settings = await settingsOf(w.db, workspace.id)
  const found = screen(question.text, settings.keywords)
  const soFar = await lockDay(w.db, workspace.id, { memberId: actor.id, day })
  const conversationId = await conversationFor(ctx, w, question)
  const planned = plan({
    text: question.text,
    screened: found?.class ?? null,
    settings,
    day: { ...soFar, limit: settings.maxTokensPerDay },
  })
  const ids = { conversationId, questionId: w.newId(), answerId: w.newId() }
  await keep(ctx, w, {
    ...ids,
    question,
    planned,
    day,
    screened: found?.class ?? null,
    language: found?.language ?? null,
  })
  const isGrave = planned.why === 'CRISIS' || planned.why === 'HARM'
  const aside = isGrave && question.isShared
  w.notify(
    contracts.answer,
    toMember(actor.id),
    { answerId: ids.answerId, aside },
    { now: true, ...(!aside && at(question)) },
  )
  if (isGrave && planned.why) {
    const about = { memberId: actor.id, words: question.text, reason: planned.why }
    await callHuman(w, workspace, { ...ids, ...about, shared: 'NOTHING', note: null })
  }
  await openDesk(w.db, workspace.id, { now: w.now, timeZone: workspace.timeZone })
}

const TITLE_CHARS = 80

/** Under the day's lock, so that two first messages at once make one conversation. */
async function conversationFor({ workspace, actor }: Ctx, w: Work, question: Question): Promise<string> {
  const { text, spot, isShared, isNew } = question
  const wanted = { memberId: actor.id, spot, isShared, now: w.now }
  const current = isNew ? null : await currentConversation(w.db, workspace.id, wanted)
  const title = clip(text.replace(/\s+/g, ' '), TITLE_CHARS)
  const { id } = current ?? (await beginConversation(w.db, workspace.id, { ...wanted, id: w.newId(), title }))
  return id
}

interface Kept {
  readonly conversationId: string
  readonly questionId: string
  readonly answerId: string
  readonly question: Question
  readonly planned: Plan
  readonly day: string
  readonly screened: CoachClass | null
  readonly language: Language | null
}

/** The answer is begun at once, unless one before it in the conversation is: then that one hands on. */
async function keep({ workspace, actor }: Ctx, w: Work, kept: Kept): Promise<void> {
  const { conversationId, questionId, answerId, question, planned, screened, language } = kept
  await lockConversation(w.db, workspace.id, conversationId)
  const isAsked = planned.status === 'WAITING'
  await addQuestion(w.db, workspace.id, {
    ...{
      conversationId,
      questionId,
      answerId,
      screened,
      language,
      memberId: actor.id,
      text: question.text,
      now: w.now,
    },
    questionTokens: isAsked ? questionTokens(question.text) : 0,
    isEscalation: planned.why === 'CRISIS' || planned.why === 'HARM',
    answer: {
      ...planned,
      facts: question.facts,
      reservedDay: isAsked ? kept.day : null,
      dueBy: isAsked ? givenUpAt(w.now, 'WAITING') : null,
    },
  })
  await recount(w.db, workspace.id, conversationId)
  if (isAsked && !(await hasOtherUnderWay(w.db, workspace.id, { conversationId, answerId }))) {
    w.enqueue(contracts.write, { answerId })
  }
}
