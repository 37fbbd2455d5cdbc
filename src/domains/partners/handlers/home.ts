import type { ReadCtx } from '../../../kit/ctx.ts'
import { type Card, list, text } from '../../../kit/ui/card.ts'
import type { HomeSection } from '../../../kit/ui/home.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { t, time } from '../../../kit/ui/text.ts'
import { readStates, referenceOf } from '../../introductions/api.ts'
import { ownCard, reviewCard } from '../cards/partner.ts'
import { type Partner, stateName } from '../model.ts'
import { asksOfPartner } from '../store/asks.ts'
import { findGroup } from '../store/groups.ts'
import { partnersLike, partnersOfMember } from '../store/partners.ts'
import { capital, typeWord } from '../text.ts'
import { wireOutcome, wireStatus } from '../views.ts'

/** After what waits to be decided, before the settings. */
const REVIEW_ORDER = 15
const OWN_ORDER = 40
const REVIEWS_SHOWN = 3

/** The team's decisions, and a partner's own: profile, referrals, outcomes. */
export async function home(ctx: ReadCtx): Promise<readonly HomeSection[]> {
  return [...(await toReview(ctx)), ...(await ownSections(ctx))]
}

async function toReview({ db, workspace, actor }: ReadCtx): Promise<HomeSection[]> {
  if (!actor.roles.includes('partner_manager')) return []
  const waiting = await partnersLike(db, workspace.id, { status: 'PENDING_REVIEW' })
  if (waiting.length === 0) return []
  const cards = waiting.slice(0, REVIEWS_SHOWN).map((partner) => reviewCard(partner))
  return [{ title: 'Partners to review', order: REVIEW_ORDER, count: waiting.length, cards }]
}

async function ownSections(ctx: ReadCtx): Promise<HomeSection[]> {
  const partners = await partnersOfMember(ctx.db, ctx.workspace.id, ctx.actor.id)
  const cards: Card[] = []
  for (const partner of partners) cards.push(ownCard(partner), await referralsCard(ctx, partner))
  return cards.length > 0 ? [{ title: 'You as a partner', order: OWN_ORDER, cards }] : []
}

/** Who it is stays unsaid until the introduction was sent. */
async function referralsCard({ db, workspace, now }: ReadCtx, partner: Partner): Promise<Card> {
  const asks = (await asksOfPartner(db, workspace.id, partner.id)).slice(0, LIMITS.listItems)
  const states = await readStates(
    db,
    workspace.id,
    asks.map(({ requestId }) => requestId),
    now,
  )
  const byId = new Map(states.map((state) => [state.request.id, state]))
  const items = []
  for (const { requestId, groupId, stateCode } of asks) {
    const state = byId.get(requestId)
    if (!state) continue
    const { request } = state
    const group = request.introSentAt ? await findGroup(db, workspace.id, groupId) : null
    const outcome = wireOutcome(request.outcome)
    items.push({
      title: `${referenceOf(request)} · ${group?.name ?? 'A group'} · ${stateName(stateCode)}`,
      text: t`${capital((outcome ?? wireStatus(request.status)).replaceAll('_', ' '))}, asked ${time(request.createdAt, 'date')}`,
    })
  }
  return {
    title: `Introductions to ${partner.companyName}`,
    body: [
      items.length > 0
        ? list(items)
        : text(t`None yet. You are asked as ${typeWord[partner.type]} when it is your turn.`),
    ],
  }
}
