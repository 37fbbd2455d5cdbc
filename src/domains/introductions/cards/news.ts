import type { MemberId } from '../../../kit/brand.ts'
import { actions, button, type Card, quote, text } from '../../../kit/ui/card.ts'
import { t, time, typed } from '../../../kit/ui/text.ts'
import { askAgain, edit, extend, open, resume } from '../contracts.ts'
import { isOpen, type RequestState, targetOf } from '../model.ts'
import type { News } from '../rules/change.ts'
import { offerOf } from '../rules/view.ts'
import { lighterForAsker, outcomeWord } from '../text.ts'
import { askerOf, head, mention, nameOf, type Seen, statusOf, them, title } from './parts.ts'
import { questionBlocks, withdrawButton } from './receipt.ts'

/** Short messages of their own: only for what somebody must know now. The whole story is on the card they have. */

export interface SeenNews extends Seen {
  readonly news: News
  /** What the target told the facilitator with a no, if anything. */
  readonly targetNote: string | null
  readonly isShown: boolean
}

export function newsCard(seen: SeenNews): Card | null {
  const { state, news } = seen
  const { request } = state
  const name = them(targetOf(state))
  const facilitator = mention(state, request.facilitatorId)
  const show = actions(button('Open it', open, { requestId: request.id }))
  switch (news) {
    case 'ACCEPTED':
      if (!request.facilitatorId) return null
      return message(seen, 'Good news: somebody said yes', [
        text(
          t`${facilitator} will introduce you to ${name}. They write a text and ask ${name} first; you hear from me when it is sent.`,
        ),
        show,
      ])
    case 'HELPED':
      if (!request.lighterYes) return null
      return message(seen, 'Somebody helps you', [
        text(t`${facilitator} helps you without an introduction. ${lighterForAsker[request.lighterYes]}.`),
        ...(request.facilitatorResponse ? [quote(typed(request.facilitatorResponse))] : []),
        show,
      ])
    case 'DECLINED':
      return message(seen, 'This door did not open', [text(declinedText(state, name)), ...again(state)])
    case 'EXPIRED':
      return message(seen, 'Your request has expired', [
        text(t`Its time is over, and nobody could help within it. Perhaps other words, or another person, find a way.`),
        ...again(state),
      ])
    case 'CANCELLED':
      return message(seen, 'Your request was withdrawn', [
        text(t`An administrator or the desk has withdrawn it. Everybody who had it was told.`),
      ])
    case 'WITHDRAWN':
      return message(seen, 'A request you accepted has ended', [
        text(
          t`${mention(state, request.requesterId)} does not need the introduction any more. Thank you for your help: nothing to do for you, and nothing was sent.`,
        ),
      ])
    case 'CONSENT_YES':
      if (request.status !== 'ACCEPTED') return seen.isShown ? message(seen, `${name} said yes`, [show]) : null
      return message(seen, `${name} said yes`, [
        text(t`Now it is your click: read the text, change what you like, and send it.`),
        actions(button('Open the draft', open, { requestId: request.id }, { style: 'primary' })),
      ])
    case 'CONSENT_NO':
      return message(seen, 'They would rather not, for now', [
        text(
          t`The introduction for ${nameOf(state, request.requesterId)} does not go out. The asker only hears that it is not possible right now. Thank you for trying.`,
        ),
        ...(seen.targetNote ? [quote(typed(seen.targetNote))] : []),
      ])
  }
}

/** Partners are asked for at their own desk. */
const again = ({ request }: RequestState): Card['body'] =>
  request.kind === 'PARTNER' ? [] : [actions(button('Ask again…', askAgain, { requestId: request.id }))]

function declinedText({ pastTargets }: RequestState, name: string) {
  return pastTargets.length > 0
    ? t`${name} is not available for this right now. It says nothing about you. Perhaps somebody else can help as well?`
    : t`Those who could have helped are not able to right now. It says nothing about you. Perhaps other words, or another person, find a way.`
}

function message(seen: SeenNews, words: string, body: Card['body']): Card {
  return { title: title(words), ...head(seen), body }
}

export interface SeenByMember extends Seen {
  readonly readerId: MemberId | null
}

/** The facilitator hears what their help has led to; the card follows as it goes on. */
export function thanksCard(seen: SeenByMember): Card | null {
  const { state, readerId } = seen
  const { request } = state
  if (!request.connectedAt && !request.outcome) return null
  const isHint = readerId !== null && readerId !== request.facilitatorId
  const asker = isHint ? askerOf(state, offerOf(state, readerId)) : mention(state, request.requesterId)
  const name = them(targetOf(state))
  const news = request.outcome
    ? t`What came of it: ${outcomeWord[request.outcome].toLowerCase()}.`
    : t`${asker} and ${name} are in touch.`
  if (isHint) {
    const opener = mention(state, request.facilitatorId)
    return {
      title: 'Your hint has led to something',
      status: statusOf(request.status),
      ...head(seen),
      body: [
        text(
          t`${news} ${opener}, whom you thought of, opened that door for ${asker}. It would not have opened without you: thank you!`,
        ),
      ],
    }
  }
  return {
    title: 'Your introduction has led to something',
    status: statusOf(request.status),
    ...head(seen),
    body: [
      text(t`${news} You opened that door for ${asker}: thank you!`),
      ...(request.followUpNotes ? [quote(typed(request.followUpNotes))] : []),
    ],
  }
}

export function questionCard(seen: Seen, offerId: string, round: number): Card | null {
  const { state } = seen
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer || offer.questions < round) return null
  const isOpenQuestion = offer.status === 'QUESTIONED' && offer.questions === round
  return {
    title: 'A question about your request',
    status: isOpenQuestion ? { word: 'Waiting for you', tone: 'open' } : { word: 'Answered', tone: 'quiet' },
    ...head(seen),
    body: isOpenQuestion
      ? [
          text(
            t`Somebody who may introduce you to ${them(targetOf(state))} would like to know this before they decide. Their clock waits for you.`,
          ),
          ...questionBlocks(state, offer),
        ]
      : [text(t`This question is settled.`), quote(typed(offer.question ?? ''))],
  }
}

export function answerCard(seen: Seen, offerId: string, round: number): Card | null {
  const { state } = seen
  const offer = state.offers.find(({ id }) => id === offerId)
  if (!offer?.answer || offer.questions !== round) return null
  return {
    title: 'Your question was answered',
    ...head(seen),
    body: [
      quote(typed(offer.answer)),
      ...(offer.status === 'OPEN'
        ? [
            text(t`Your clock runs again: please decide by ${time(offer.answerBy, 'moment')}.`),
            actions(button('Open the request', open, { requestId: state.request.id }, { style: 'primary' })),
          ]
        : [text(t`This one is decided; nothing to do for you.`)]),
    ],
  }
}

/** 48 hours before the end. */
export function expiryCard(seen: Seen, ends: string): Card | null {
  const { state } = seen
  const { request } = state
  const requestId = request.id
  if (!isOpen(request.status)) return over(seen)
  if (request.expiresAt.toISOString().slice(0, 10) !== ends) return extended(seen)
  return {
    title: title(`Your request for ${them(targetOf(state))} ends soon`),
    status: { word: 'Ends soon', tone: 'open' },
    ...head(seen),
    body: [
      text(
        t`Nobody has been able to open this door yet. It ends on ${time(request.expiresAt, 'moment')}, unless you keep it open.`,
      ),
      actions(
        button('Keep it open 7 more days', extend, { requestId }, { style: 'primary' }),
        button('Change it…', edit, { requestId }),
        withdrawButton(requestId),
      ),
    ],
  }
}

const over = (seen: Seen): Card => ({
  title: 'Your request has moved on',
  status: statusOf(seen.state.request.status),
  ...head(seen),
  body: [text(t`It does not need to be kept open any more.`), actions(openButton(seen))],
})

const extended = (seen: Seen): Card => ({
  title: 'Your request stays open',
  status: statusOf(seen.state.request.status),
  ...head(seen),
  body: [text(t`It now ends on ${time(seen.state.request.expiresAt, 'date')}.`), actions(openButton(seen))],
})

const openButton = ({ state }: Seen) => button('Open it', open, { requestId: state.request.id })

export interface Pause {
  readonly pausedAt: Date | null
  readonly openToAsks: boolean
  readonly awayUntil: Date | null
}

/** After three offers without an answer: no blame, three choices. */
export function pausedCard({ pausedAt, openToAsks, awayUntil }: Pause): Card {
  if (pausedAt) {
    return {
      title: 'Shall the desk go on asking you?',
      status: { word: 'Paused', tone: 'open' },
      body: [
        text(
          t`Your last requests went by without an answer, so nobody asks you any more until you choose. All three choices are fine.`,
        ),
        actions(
          button('Go on asking me', resume, { choice: 'stay' }, { style: 'primary' }),
          button('Ask me in a month', resume, { choice: 'month' }),
          button('Stop asking me', resume, { choice: 'stop' }),
        ),
      ],
    }
  }
  const choice = !openToAsks
    ? t`You are not asked any more. You can change it at any time in your settings.`
    : awayUntil
      ? t`You are asked again from ${time(awayUntil, 'date')}.`
      : t`You are asked again, as before. Thank you!`
  return { title: 'Your choice is kept', status: { word: 'Done', tone: 'quiet' }, body: [text(choice)] }
}
