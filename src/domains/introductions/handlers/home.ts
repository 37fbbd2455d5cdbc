import type { ReadCtx } from '../../../kit/ctx.ts'
import { actions, button, type Card, list } from '../../../kit/ui/card.ts'
import type { HomeSection } from '../../../kit/ui/home.ts'
import { t } from '../../../kit/ui/text.ts'
import { facilitator } from '../../people/api.ts'
import { pausedCard } from '../cards/news.ts'
import { them } from '../cards/parts.ts'
import { helpedLine, receiptCard, summaryLine } from '../cards/receipt.ts'
import { open, openBoard, startAsk } from '../contracts.ts'
import { type RequestState, referenceOf, targetOf } from '../model.ts'
import { leadOf, targetConsent } from '../rules/consent.ts'
import { viewerOf } from '../rules/view.ts'
import { endedRequestIds, liveRequestIds, waitingFor } from '../store/lists.ts'
import { readStates } from '../store/state.ts'
import { cardFor, isAdmin } from './see.ts'

const ORDER = { toDecide: 10, waiting: 20, done: 30 } as const
const ENDED_SHOWN = 5
/** A home is not a feed: what is not among these is in the inbox. */
const CARDS_SHOWN = 6

/** To decide, waiting on others, done: the same cards as in chat, always as they are now. */
export async function home(ctx: ReadCtx): Promise<HomeSection[]> {
  const { db, workspace, actor, now } = ctx
  const waiting = await readStates(db, workspace.id, await waitingFor(db, workspace.id, actor.id), now)
  const live = await readStates(db, workspace.id, await liveRequestIds(db, workspace.id, actor.id), now)
  const endedIds = await endedRequestIds(db, workspace.id, { memberId: actor.id, limit: ENDED_SHOWN })
  const ended = await readStates(db, workspace.id, endedIds, now)
  const own = new Set(waiting.map(({ request }) => request.id))
  const others = live.filter(({ request }) => !own.has(request.id))
  const startRow = [
    actions(
      button('Ask for an introduction…', startAsk, {}, { style: 'primary' }),
      button('Show the ask board', openBoard, {}),
    ),
  ]
  return [
    {
      ...{ title: 'To decide', order: ORDER.toDecide, count: waiting.length, cards: await toDecide(ctx, waiting) },
      empty: t`Nothing waits for you. The quickest way to start: ask for an introduction.`,
    },
    {
      ...{ title: 'Waiting on others', order: ORDER.waiting, count: others.length, body: startRow },
      cards: others.slice(0, CARDS_SHOWN).map((state) => receiptCard({ state, now })),
      empty: t`No open requests of yours. Whom would you like to meet?`,
    },
    {
      ...{ title: 'Done', order: ORDER.done, cards: ended.length > 0 ? [doneCard(ctx, ended)] : [] },
      empty: t`What has come of your requests, and of the doors you opened, is kept here.`,
    },
  ]
}

async function toDecide(ctx: ReadCtx, waiting: readonly RequestState[]): Promise<Card[]> {
  const { db, workspace, actor, now } = ctx
  const member = await facilitator(db, workspace.id, actor.id, now)
  const cards = member?.pausedAt ? [pausedCard(member)] : []
  const asked = new Set<string>()
  for (const state of waiting.slice(0, CARDS_SHOWN)) {
    const viewer = viewerOf(state, actor.id, isAdmin(ctx))
    const consent = viewer === 'target' ? targetConsent(state) : null
    if (!viewer || (consent && asked.has(leadOf(consent)))) continue
    if (consent) asked.add(leadOf(consent))
    cards.push(await cardFor(ctx, { state, viewer }))
  }
  return cards
}

function doneCard({ actor }: ReadCtx, ended: readonly RequestState[]): Card {
  return {
    title: 'The last that ended',
    body: [
      list(
        ended.map((state) => {
          const { text, status } = summaryLine(state)
          const isOwn = state.request.requesterId === actor.id
          return {
            ...{ title: `${referenceOf(state.request)} · ${them(targetOf(state))}`, status },
            text: isOwn ? text : helpedLine(state),
            actions: [button('Open it', open, { requestId: state.request.id })],
          }
        }),
      ),
    ],
  }
}
