import { memberId as asMemberId } from '../../../kit/brand.ts'
import type { NoticeCtx } from '../../../kit/ctx.ts'
import type { Card } from '../../../kit/ui/card.ts'
import { facilitator } from '../../people/api.ts'
import { consentCard } from '../cards/consent.ts'
import { consentMailCard } from '../cards/consent-outside.ts'
import { introductionCard } from '../cards/introduction.ts'
import { answerCard, expiryCard, newsCard, pausedCard, questionCard, thanksCard } from '../cards/news.ts'
import { offerCard } from '../cards/offer.ts'
import { receiptCard } from '../cards/receipt.ts'
import { reminderCard } from '../cards/reminder.ts'
import type { News } from '../rules/change.ts'
import { refusalNote } from '../store/consents.ts'
import { remindersOfSlot } from '../store/lists.ts'
import { readState, readStates } from '../store/state.ts'
import { besideOffer, seeConsent } from './see.ts'

/** Cards built from the state as it is now, every time they are sent or redrawn. Null: there is nothing true to say any more. */

interface OneRequest {
  readonly requestId: string
}
interface OneRound extends OneRequest {
  readonly offerId: string
  readonly round: number
}

async function seen(ctx: NoticeCtx, requestId: string) {
  const state = await readState(ctx.db, ctx.workspace.id, requestId, ctx.now)
  return state && { state, now: ctx.now }
}

export async function receipt(ctx: NoticeCtx, { requestId }: OneRequest): Promise<Card | null> {
  const about = await seen(ctx, requestId)
  return about && receiptCard(about)
}

export async function offer(ctx: NoticeCtx, { requestId, offerId }: OneRequest & { offerId: string }) {
  const about = await seen(ctx, requestId)
  const theirs = about?.state.offers.find(({ id }) => id === offerId)
  if (!about || !theirs) return null
  const beside = await besideOffer(ctx, about.state, theirs.facilitatorId)
  const { canMail } = ctx
  return offerCard({ ...about, ...beside, offer: theirs, linkUrl: (id) => ctx.linkUrl(id), canMail })
}

export async function question(ctx: NoticeCtx, { requestId, offerId, round }: OneRound): Promise<Card | null> {
  const about = await seen(ctx, requestId)
  return about && questionCard(about, offerId, round)
}

export async function answer(ctx: NoticeCtx, { requestId, offerId, round }: OneRound): Promise<Card | null> {
  const about = await seen(ctx, requestId)
  return about && answerCard(about, offerId, round)
}

export interface OneConsent extends OneRequest {
  readonly consentId: string
}

export async function consent(ctx: NoticeCtx, values: OneConsent): Promise<Card | null> {
  const about = await seeConsent(ctx, values)
  return about?.consent ? consentCard(about) : null
}

export async function consentByMail(ctx: NoticeCtx, values: OneConsent): Promise<Card | null> {
  const about = await seeConsent(ctx, values)
  return about && consentMailCard(about, (id) => ctx.linkUrl(id))
}

export async function introduction(ctx: NoticeCtx, { requestId }: OneRequest): Promise<Card | null> {
  const about = await seen(ctx, requestId)
  return about && introductionCard({ ...about, readerId: ctx.recipient?.id ?? null })
}

export async function news(ctx: NoticeCtx, { requestId, news: what }: OneRequest & { news: News }) {
  const about = await seen(ctx, requestId)
  if (!about) return null
  const targetNote = what === 'CONSENT_NO' ? await refusalNote(ctx.db, ctx.workspace.id, requestId) : null
  return newsCard({ ...about, news: what, targetNote, isShown: ctx.isShown })
}

export async function thanks(ctx: NoticeCtx, { requestId }: OneRequest): Promise<Card | null> {
  const about = await seen(ctx, requestId)
  return about && thanksCard({ ...about, readerId: ctx.recipient?.id ?? null })
}

export async function expiry(ctx: NoticeCtx, { requestId, ends }: OneRequest & { ends: string }) {
  const about = await seen(ctx, requestId)
  return about && expiryCard(about, ends)
}

export async function reminder(ctx: NoticeCtx, { memberId, slot }: { memberId: string; slot: string }) {
  const { db, workspace, now } = ctx
  const listed = await remindersOfSlot(db, workspace.id, { memberId: asMemberId(memberId), slot })
  const states = await readStates(db, workspace.id, [...new Set(listed.map(({ requestId }) => requestId))], now)
  const byId = new Map(states.map((state) => [state.request.id, state]))
  const due = listed.flatMap(({ requestId, reminderId }) => {
    const state = byId.get(requestId)
    const found = state?.reminders.find(({ id }) => id === reminderId)
    return state && found ? [{ state, reminder: found }] : []
  })
  return reminderCard(due)
}

export async function paused(ctx: NoticeCtx, { memberId }: { memberId: string }): Promise<Card | null> {
  const member = await facilitator(ctx.db, ctx.workspace.id, asMemberId(memberId), ctx.now)
  return member && pausedCard(member)
}
