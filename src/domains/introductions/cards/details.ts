import type { MemberId } from '../../../kit/brand.ts'
import { actions, type Block, button, type Card, divider, fields, list, quote, text } from '../../../kit/ui/card.ts'
import { bold, type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { history } from '../contracts.ts'
import { type ActivityType, OUTCOMES, referenceOf, targetOf } from '../model.ts'
import { offerOf, type Viewer } from '../rules/view.ts'
import type { HistoryLine } from '../store/lists.ts'
import { outcomeWord } from '../text.ts'
import { askerOf, described, head, nameOf, type Seen, small, statusOf, title, wanted } from './parts.ts'

export interface SeenBy extends Seen {
  readonly viewer: Viewer
  readonly viewerId: MemberId
}

/** Everything in full, for whoever had only a clipped part of it. */
export function detailsCard(seen: SeenBy): Card {
  const { state } = seen
  const { request } = state
  const target = targetOf(state)
  return {
    title: title(`${referenceOf(request)} in full: ${wanted(seen)}`),
    status: statusOf(request.status),
    ...head(seen),
    body: [
      fields([
        { label: 'Asked by', value: askerOfViewer(seen) },
        { label: 'To meet', value: t`${target ? described(target) : (request.criteria ?? '')}` },
        { label: 'About', value: t`${request.purpose}` },
        request.meetingDate !== null && { label: 'Meeting', value: t`${time(request.meetingDate, 'date')}` },
      ]),
      quote(typed(request.message)),
      ...theDraft(seen),
      ...(request.followUpNotes ? [small(t`Notes on what came of it:`), quote(typed(request.followUpNotes))] : []),
      actions(button('Show its history', history, { requestId: request.id, page: 1 })),
    ],
  }
}

function askerOfViewer({ state, viewer, viewerId }: SeenBy): Text {
  return viewer === 'facilitator'
    ? askerOf(state, offerOf(state, viewerId))
    : t`${nameOf(state, state.request.requesterId)}`
}

/** A draft is the facilitator's own until it is sent. */
function theDraft({ state, viewerId }: SeenBy): Block[] {
  const { introduction } = state
  if (!introduction?.body || (!introduction.sentAt && introduction.facilitatorId !== viewerId)) return []
  return [divider, text(t`${bold(introduction.subject ?? '')}`), quote(typed(introduction.body))]
}

export interface HistoryPage {
  readonly lines: readonly HistoryLine[]
  readonly page: number
  readonly hasMore: boolean
}

/** Who did what, as far as this reader may know: names of those who declined, and private words, stay out of it. */
export function historyCard(seen: SeenBy, { lines, page, hasMore }: HistoryPage): Card {
  const { state } = seen
  const requestId = state.request.id
  const shown = lines.filter(({ type }) => seen.viewer !== 'asker' || !HIDDEN_FROM_ASKER.includes(type))
  return {
    title: title(`History of ${referenceOf(state.request)}`),
    status: statusOf(state.request.status),
    ...head(seen),
    body: [
      list(
        shown.map((line) => ({
          title: `${actorOf(seen, line)}: ${line.description}`,
          text: joined(time(line.at, 'moment'), wordsOf(seen, line)),
        })),
      ),
      actions(
        page > 1 && button('Show newer', history, { requestId, page: page - 1 }),
        hasMore && button('Show older', history, { requestId, page: page + 1 }),
      ),
    ].filter((block) => block.kind !== 'actions' || block.items.length > 0),
  }
}

/** That somebody was asked for consent and said no is between them and the facilitator. */
const HIDDEN_FROM_ASKER: readonly ActivityType[] = ['CONSENT_REFUSED']

function joined(at: ReturnType<typeof time>, words: string | null): Text {
  return words ? t`${at} · ${words}` : t`${at}`
}

function actorOf({ state, viewer, viewerId }: SeenBy, { actorId }: HistoryLine): string {
  const { request } = state
  if (actorId === null) return 'The desk'
  if (actorId === viewerId) return 'You'
  if (viewer === 'admin') return nameOf(state, actorId)
  if (actorId === request.requesterId)
    return request.blind && viewer === 'facilitator' ? 'The asker' : nameOf(state, actorId)
  if (actorId === request.facilitatorId || actorId === targetOf(state)?.memberId) return nameOf(state, actorId)
  return 'Somebody who was asked'
}

function wordsOf({ viewer, viewerId }: SeenBy, { actorId, metadata, type }: HistoryLine): string | null {
  const { reason, reasonFor, text: said, outcome, before } = metadata
  if (typeof reason === 'string') {
    const mayRead =
      actorId === viewerId ||
      (reasonFor === 'ASKER' && viewer === 'asker') ||
      (reasonFor === 'ADMINS' && viewer === 'admin')
    return mayRead ? reason : null
  }
  if (typeof said === 'string') return viewer === 'target' ? null : said
  if (type === 'OUTCOME_RECORDED') {
    const words = [before, outcome].flatMap((value) =>
      OUTCOMES.filter((one) => one === value).map((one) => outcomeWord[one]),
    )
    return words.join(' → ')
  }
  return null
}
