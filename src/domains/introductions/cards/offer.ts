import { actions, type Block, button, type Card, list, pick, quote, type Status, text } from '../../../kit/ui/card.ts'
import { joinTexts, lineBreak, type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { STRENGTH_OPTIONS } from '../../people/api.ts'
import {
  accept,
  decline,
  details,
  help,
  history,
  know,
  more,
  outcome,
  question,
  takeAlong,
  why as whyAction,
} from '../contracts.ts'
import { isLive, type Offer, targetOf } from '../model.ts'
import { lighterWord, outcomeWord } from '../text.ts'
import { askerName, askerOf, head, mention, type Seen, small, statusOf, theAsk, them, title } from './parts.ts'
import { studioBlocks } from './studio.ts'

export interface SeenOffer extends Seen {
  readonly offer: Offer
  linkUrl(linkId: string): string
  /** How many other asks for the same person wait behind this one. */
  readonly waiting: number
  /** Whose asks they have taken for the same person: who is asked once about all of them. */
  readonly together: readonly string[]
  /** Without mail, people outside are reached by hand. */
  readonly canMail: boolean
}

/** The facilitator's one card through its whole life: the offer, the draft studio, what was sent, what came of it. */
export function offerCard(seen: SeenOffer): Card {
  const { state, offer } = seen
  const target = targetFor(seen)
  return {
    title: title(`${askerName(state, offer)} would like to meet ${target?.name ?? 'somebody you may know'}`),
    status: status(seen),
    ...head(seen),
    body: body(seen),
  }
}

const targetFor = ({ state, offer }: SeenOffer) =>
  (offer.contactId && state.targets.get(offer.contactId)) || targetOf(state)

function status({ state, offer }: SeenOffer): Status {
  switch (offer.status) {
    case 'OPEN':
      return { word: 'Waiting for you', tone: 'open' }
    case 'QUESTIONED':
      return { word: 'Your question is asked', tone: 'waiting' }
    case 'DEFERRED':
      return { word: 'Later', tone: 'waiting' }
    case 'ACCEPTED':
      return state.request.status === 'ACCEPTED' ? { word: 'Yours', tone: 'open' } : statusOf(state.request.status)
    case 'DECLINED':
      return { word: 'Passed on', tone: 'quiet' }
    case 'LAPSED':
      return { word: 'Moved on', tone: 'quiet' }
    case 'WITHDRAWN':
      return { word: 'Over', tone: 'quiet' }
  }
}

function body(seen: SeenOffer): Block[] {
  const { state, offer } = seen
  const target = targetFor(seen)
  switch (offer.status) {
    case 'OPEN':
      return [
        text(invitation(seen)),
        ...theAsk(seen, target),
        ...why(offer),
        ...asked(offer),
        ...answers(seen),
        actions(
          offer.contactId !== null && knowing(seen),
          button('Show why you', whyAction, { requestId: state.request.id, offerId: offer.id }),
        ),
      ]
    case 'QUESTIONED':
      return [
        text(t`Your question is with ${askerOf(state, offer)}. Your clock stands still until they answer.`),
        ...theAsk(seen, target),
        ...asked(offer),
        ...answers(seen),
      ]
    case 'DEFERRED':
      return [
        text(
          t`You get this back on ${time(offer.deferredUntil ?? offer.answerBy, 'date')}, unless somebody takes it before. You can also take it now.`,
        ),
        ...theAsk(seen, target),
        ...answers(seen),
      ]
    case 'ACCEPTED':
      return state.request.status === 'ACCEPTED'
        ? [...studioBlocks(seen), ...others(seen), ...theAsk(seen)]
        : afterwards(seen)
    case 'DECLINED':
      return [text(t`You passed on this one. Thank you for saying so: it is with someone else now.`), ...reason(offer)]
    case 'LAPSED':
      return [text(t`The time for this one was over, so it is with someone else now. No harm done.`)]
    case 'WITHDRAWN':
      return [text(withdrawn(seen))]
  }
}

function invitation(seen: SeenOffer): Text {
  const { state, offer } = seen
  const who = targetFor(seen)?.name ?? 'somebody who fits'
  return t`${askerOf(state, offer)} asks to meet ${who}, and you may be the one who can open that door. A no is fine and needs no reason. Please answer by ${time(offer.answerBy, 'moment')}; after that I ask somebody else.`
}

function why({ reasons }: Offer): Block[] {
  if (reasons.length === 0) return []
  return [small(t`Why you, and only you can see this: ${reasons.join(' · ')}`)]
}

function asked({ question: q, answer: a }: Offer): Block[] {
  if (!q) return []
  const lines = [t`You asked: ${q}`, ...(a ? [t`They answered: ${a}`] : [])]
  return [quote(joinTexts(lines, lineBreak))]
}

function answers({ state, offer }: SeenOffer): Block[] {
  const values = { requestId: state.request.id, offerId: offer.id }
  const primary = { style: 'primary' } as const
  const yes = offer.contactId
    ? button('Accept and see a draft', accept, values, primary)
    : button('Accept and say whom…', help, { requestId: state.request.id }, primary)
  const isAsking = offer.status === 'OPEN'
  const other = [
    { label: 'Suggest someone else…', value: 'suggest' },
    ...(offer.status === 'DEFERRED' ? [] : [{ label: 'Not before a day…', value: 'defer' }]),
    ...(state.request.status === 'MATCHED' ? [{ label: 'Help in a lighter way…', value: 'lighter' }] : []),
  ]
  return [
    actions(
      yes,
      button('Decline…', decline, values),
      isAsking && button('Ask a question…', question, values),
      pick('More answers', more, values, other),
    ),
  ]
}

/** Two doors in one go, where somebody else waits for the same person. */
function others(seen: SeenOffer): Block[] {
  const { state, waiting } = seen
  if (waiting === 0) return []
  const more = waiting === 1 ? 'One more member would' : `${waiting} more members would`
  return [
    text(
      t`${more} like to meet ${targetFor(seen)?.name ?? 'them'}, and would come to you next. You can open both doors at once.`,
    ),
    actions(button('Take the next one along', takeAlong, { requestId: state.request.id })),
  ]
}

/** One click, and the desk knows better whom to ask. */
export const knowing = ({ state }: Pick<SeenOffer, 'state'>) =>
  pick('How well do you know them?', know, { requestId: state.request.id }, STRENGTH_OPTIONS)

function reason({ reason: words, reasonFor }: Offer): Block[] {
  if (!words) return []
  const readers = { NOBODY: 'kept for you alone', ASKER: 'read by the asker', ADMINS: 'read by administrators' }
  return [small(t`Your reason, ${readers[reasonFor ?? 'NOBODY']}:`), quote(typed(words))]
}

function withdrawn({ state, offer }: SeenOffer): Text {
  const { request } = state
  const isTaken = request.facilitatorId !== null && request.facilitatorId !== offer.facilitatorId && !request.closedAt
  if (isTaken) {
    return t`${mention(state, request.facilitatorId)} has taken this one. Thank you for being ready; nothing to do for you.`
  }
  if (isLive(request.status)) return t`This one has moved on to somebody else. Thank you; nothing to do for you.`
  return t`This request has ended: ${statusOf(request.status).word.toLowerCase()}. Thank you for your help; nothing to do for you.`
}

/** What came after the facilitator's part: they read how it went, in the same card. */
function afterwards(seen: SeenOffer): Block[] {
  const { state } = seen
  const { request, introduction } = state
  const requestId = request.id
  const isAsked = request.status === 'INTRO_SENT' || request.status === 'CONNECTED'
  return [
    text(sinceThen(seen)),
    ...(introduction?.body ? [quote(typed(introduction.body), button('Show it all', details, { requestId }))] : []),
    ...(introduction?.talkingPoints.length ? [points(introduction.talkingPoints)] : []),
    actions(
      isAsked && button('Tell what came of it…', outcome, { requestId }),
      button('Show its history', history, { requestId, page: 1 }),
    ),
  ]
}

function sinceThen({ state }: SeenOffer): Text {
  const { request } = state
  const asker = mention(state, request.requesterId)
  const name = them(targetOf(state))
  const on = time(request.introSentAt ?? request.connectedAt ?? request.createdAt, 'date')
  if (request.lighterYes && request.status === 'CONNECTED') {
    return t`You helped ${asker}: ${lighterWord[request.lighterYes].toLowerCase()}. Thank you!`
  }
  switch (request.status) {
    case 'INTRO_SENT':
      return t`You introduced ${asker} and ${name} on ${on}. Thank you! You hear from me when something comes of it.`
    case 'CONNECTED':
      return t`${asker} and ${name} are in touch, thanks to you.`
    case 'CLOSED':
      return t`You opened this door for ${asker}. What came of it: ${outcomeWord[request.outcome ?? 'UNKNOWN'].toLowerCase()}. Thank you!`
    default:
      return t`This request has ended: ${statusOf(request.status).word.toLowerCase()}. Thank you for your help.`
  }
}

export const points = (talkingPoints: readonly string[]): Block =>
  list(talkingPoints.map((point) => ({ title: point })))
