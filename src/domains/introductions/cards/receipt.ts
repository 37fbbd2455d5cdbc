import {
  type ActionItem,
  actions,
  type Block,
  type Button,
  button,
  type Card,
  quote,
  type Status,
  text,
} from '../../../kit/ui/card.ts'
import { type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { answer, askAgain, edit, history, met, outcome, putOnBoard, seal, withdraw, wrote } from '../contracts.ts'
import { isLive, isOpen, type Offer, type RequestState, targetOf } from '../model.ts'
import { CLOCKS } from '../model-defaults.ts'
import { lighterForAsker, outcomeWord } from '../text.ts'
import { knowing } from './offer.ts'
import { head, mention, nameOf, type Seen, small, statusOf, theAsk, them, title, wanted } from './parts.ts'

/**
 * The asker's one card: where it stands, what comes next and when. It names no facilitator before they have accepted, and
 * after a decline only says that it is with someone else now.
 */
export function receiptCard(seen: Seen): Card {
  const { state } = seen
  return {
    title: title(targetOf(state) ? `Introduction to ${wanted(seen)}` : `Wanted: ${wanted(seen)}`),
    status: status(state),
    ...head(seen),
    body: [text(news(state)), ...note(state), ...next(seen), ...theAsk(seen), ...upkeep(state)],
  }
}

function status({ request, offers }: RequestState): Status {
  if (request.status === 'MATCHED' && offers.some((offer) => offer.status === 'QUESTIONED')) {
    return { word: 'A question for you', tone: 'open' }
  }
  if (request.status !== 'PENDING') return statusOf(request.status)
  switch (request.pendingReason) {
    case 'QUEUED':
      return { word: 'In line', tone: 'waiting' }
    case 'DEFERRED':
    case 'BUSY':
      return { word: 'Waiting', tone: 'waiting' }
    case 'NO_ROUTE':
      if (request.kind === 'PARTNER') return { word: 'In line', tone: 'waiting' }
      return { word: request.boardAt ? 'On the board' : 'No path yet', tone: 'waiting' }
    case 'ROUTING':
    case null:
      return statusOf('PENDING')
  }
}

/** The first line: the news, and what happens next by itself. */
function news(state: RequestState): Text {
  const { request } = state
  const name = them(targetOf(state))
  const facilitator = mention(state, request.facilitatorId)
  switch (request.status) {
    case 'PENDING':
      return pendingNews(state)
    case 'MATCHED':
      return matchedNews(state)
    case 'ACCEPTED':
      return t`${facilitator} said yes and prepares the introduction. Before it goes out, ${name} is asked too. Nothing to do for you now.`
    case 'INTRO_SENT':
      return t`${facilitator} introduced you to ${name} on ${time(request.introSentAt ?? request.createdAt, 'date')}. Now it is your turn to write.`
    case 'CONNECTED':
      return connectedNews(state)
    case 'CLOSED':
      return t`Done: ${outcomeWord[request.outcome ?? 'UNKNOWN']}. ${facilitator} opened this door for you.`
    case 'DECLINED':
      return state.pastTargets.length > 0
        ? t`${name} is not available for this right now. It says nothing about you, and nobody else was told.`
        : t`Those who could have helped are not able to right now. It says nothing about you.`
    case 'EXPIRED':
      return t`Its time is over, and nobody could open this door. You can ask again, perhaps in other words.`
    case 'CANCELLED':
      return t`This request was withdrawn. Everybody who had it was told.`
  }
}

function pendingNews({ request, ...state }: RequestState): Text {
  const name = them(targetOf({ request, ...state }))
  const then = t`I look again ${time(request.retryAt ?? request.expiresAt, 'date')}.`
  switch (request.pendingReason) {
    case 'QUEUED':
      return t`Somebody else is being introduced to ${name} just now, and one at a time is kinder. You are next in line. ${then}`
    case 'DEFERRED':
      return t`Somebody who may help asked for a little time. I come back to them ${time(request.retryAt ?? request.expiresAt, 'date')} at the latest.`
    case 'BUSY':
      return t`Those who could help are away or have enough in hand. ${then}`
    case 'NO_ROUTE':
      if (request.kind === 'PARTNER' && request.offersMade === 0)
        return t`Nobody covers this yet, so you have a place in line. When somebody does, I ask you whether you still want it.`
      return request.boardAt
        ? t`It stands on the ask board without your name, and every member can say “I can help”. ${then}`
        : request.kind === 'PARTNER'
          ? t`Those I know of could not help this time. ${then}`
          : request.offersMade > 0
            ? t`Those I know of could not help this time. ${then} You can also put it on the ask board, without your name.`
            : t`No verified path to ${name} yet. ${then} You can also put it on the ask board, without your name.`
    case 'ROUTING':
    case null:
      return t`I am looking for the person who can best open this door.`
  }
}

function matchedNews({ offers, request }: RequestState): Text {
  const current = offers.find(({ status: offer }) => offer === 'OPEN' || offer === 'QUESTIONED')
  if (current?.status === 'QUESTIONED') {
    return t`Somebody who may help has a question before they decide. Their clock waits for your answer.`
  }
  const until = time(current?.answerBy ?? request.expiresAt, 'moment')
  return request.offersMade > 1
    ? t`It is with someone else now, who has until ${until} to answer. After that I ask the next.`
    : t`Somebody who may help has it. They have until ${until} to answer; after that I ask the next.`
}

function connectedNews(state: RequestState): Text {
  const { request } = state
  const facilitator = mention(state, request.facilitatorId)
  return request.lighterYes
    ? t`${facilitator} helps you without an introduction. ${lighterForAsker[request.lighterYes]}.`
    : t`You and ${them(targetOf(state))} are in touch. When something has come of it, tell ${facilitator}: it is their thanks.`
}

/** What a facilitator wanted the asker to read; from a decline it has no name on it. */
function note({ request }: RequestState): Block[] {
  const { facilitatorResponse, lighterYes } = request
  if (!facilitatorResponse) return []
  const lead = lighterYes ? [] : [small(t`Somebody who could not help left you a note:`)]
  return [...lead, quote(typed(facilitatorResponse))]
}

/** The one thing to do next, first; then the quieter ones. */
function next({ state, now }: Seen): Block[] {
  const { request, reminders } = state
  const requestId = request.id
  const asked = state.offers.find((offer) => offer.status === 'QUESTIONED')
  if (asked && request.status === 'MATCHED') return questionBlocks(state, asked)
  switch (request.status) {
    case 'PENDING':
      return request.pendingReason === 'NO_ROUTE' && !request.boardAt && request.kind !== 'PARTNER'
        ? [actions(button('Put it on the ask board', putOnBoard, { requestId }, { style: 'primary' }))]
        : []
    case 'MATCHED':
    case 'ACCEPTED':
      return []
    case 'INTRO_SENT': {
      const hasWritten = !reminders.some(
        ({ kind, status: due }) => kind === 'FIRST_WRITER' && (due === 'DUE' || due === 'SENT'),
      )
      const write = button('I have written', wrote, { requestId }, { style: 'primary' })
      return [actions(!hasWritten && write, ...meetingButtons(requestId))]
    }
    case 'CONNECTED':
      return [
        actions(
          button('Tell what came of it…', outcome, { requestId }, { style: 'primary' }),
          request.contactId !== null && !request.lighterYes && knowing({ state }),
        ),
      ]
    case 'CLOSED': {
      const untilMs = (request.closedAt ?? now).getTime() + CLOCKS.correctionDays * 86_400_000
      return untilMs > now.getTime() ? [actions(button('Correct this…', outcome, { requestId }))] : []
    }
    case 'DECLINED':
    case 'EXPIRED':
    case 'CANCELLED':
      return request.kind === 'PARTNER' ? [] : [actions(button('Ask again…', askAgain, { requestId }))]
  }
}

export function meetingButtons(requestId: string): ActionItem[] {
  return [
    button('We met', met, { requestId, answer: 'YES' }),
    button('It is booked', met, { requestId, answer: 'BOOKED' }),
    button('It fizzled out', met, { requestId, answer: 'FIZZLED' }),
  ]
}

export function questionBlocks({ request }: RequestState, offer: Offer): Block[] {
  const reply = button('Answer…', answer, { requestId: request.id, offerId: offer.id }, { style: 'primary' })
  return [quote(typed(offer.question ?? '')), actions(reply)]
}

function upkeep({ request }: RequestState): Block[] {
  const requestId = request.id
  const past = button('Show its history', history, { requestId, page: 1 })
  if (!isLive(request.status)) return [actions(past)]
  const sealed = request.blind && isOpen(request.status) && request.facilitatorId === null
  const hidden = sealed ? [small(t`Nobody who is asked reads your name before they have said yes.`)] : []
  const ends = isOpen(request.status) ? [small(t`It stays open until ${time(request.expiresAt, 'date')}.`)] : []
  return [
    ...hidden,
    ...ends,
    actions(button('Change it…', edit, { requestId }), ...hide(request), withdrawButton(requestId), past),
  ]
}

/** Only before anybody has said yes, and only where the name is not hidden yet. */
function hide({ id: requestId, status, blind, kind }: RequestState['request']): Button[] {
  const isEarly = status === 'PENDING' || status === 'MATCHED'
  return isEarly && !blind && kind !== 'PARTNER' ? [button('Hide my name', seal, { requestId })] : []
}

export function withdrawButton(requestId: string) {
  return button(
    'Withdraw it',
    withdraw,
    { requestId },
    {
      style: 'danger',
      confirm: {
        title: 'Withdraw this request?',
        text: 'Everybody who has it is told that it is over. It cannot be taken back, but you can ask again.',
        yes: 'Withdraw it',
        no: 'Keep it',
      },
    },
  )
}

/** A line of the list of one's requests. */
export function summaryLine(state: RequestState): { text: Text; status: Status } {
  return { text: news(state), status: status(state) }
}

/** The same line for whoever opened the door. */
export function helpedLine(state: RequestState): Text {
  return t`For ${nameOf(state, state.request.requesterId)}: ${state.request.outcome ? outcomeWord[state.request.outcome] : statusOf(state.request.status).word}`
}
