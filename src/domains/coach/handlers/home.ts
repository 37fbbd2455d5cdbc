import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { HomeSection } from '../../../kit/ui/home.ts'
import { localDay } from '../../../kit/working-time.ts'
import { coachSection, forgottenCard } from '../cards/talk.ts'
import { daySoFar, lockDay, spendHeld } from '../store/budget.ts'
import { settingsOf } from '../store/config.ts'
import { forgetConversations, recentConversations } from '../store/conversations.ts'
import { waitingForResponder } from '../store/escalations.ts'
import { drawEscalation } from './see.ts'

/** What the coach adds to a home: a member's conversations, and whoever waits for this person. */

/** Before everything else: somebody needs a human. */
const CARE_ORDER = 5
const RECENT = 3
const WAITING_SHOWN = 5

export async function home(ctx: ReadCtx): Promise<readonly HomeSection[]> {
  const { db, workspace, actor, now } = ctx
  const waiting = await waitingForResponder(db, workspace.id, actor.id)
  const cards: Card[] = []
  for (const one of waiting.slice(0, WAITING_SHOWN)) cards.push(await drawEscalation(ctx, one))
  const care: HomeSection = { title: 'They need a human', order: CARE_ORDER, count: waiting.length, cards }
  if (actor.external) return []
  const settings = await settingsOf(db, workspace.id)
  const recent = await recentConversations(db, workspace.id, { memberId: actor.id, limit: RECENT })
  const day = { memberId: actor.id, day: localDay(now, actor.timeZone) }
  const { spent, reserved } = await daySoFar(db, workspace.id, day)
  const left = { tokens: Math.max(0, settings.maxTokensPerDay - spent - reserved), limit: settings.maxTokensPerDay }
  return [...(waiting.length > 0 ? [care] : []), ...(settings.isActive ? [coachSection(recent, left)] : [])]
}

/** Under the day's lock: nothing that is being kept just now is half forgotten. What was spent stays spent. */
export async function forget(ctx: Ctx): Promise<Card> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    await lockDay(w.db, workspace.id, { memberId: actor.id, day: localDay(w.now, actor.timeZone) })
    await spendHeld(w.db, workspace.id, actor.id)
    const count = await forgetConversations(w.db, workspace.id, actor.id)
    w.homeChanged(actor.id)
    return forgottenCard(count)
  })
}
