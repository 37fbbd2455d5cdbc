import { type Button, button, type Card, type ListItem, list, text } from '../../../kit/ui/card.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { type Text, t, time } from '../../../kit/ui/text.ts'
import { answer, met, open, outcome, wrote } from '../contracts.ts'
import { MEETING_ANSWERS, type Reminder, type RequestState, referenceOf, targetOf } from '../model.ts'
import { meetingWord } from '../text.ts'
import { askerName, nameOf, them } from './parts.ts'

export interface Due {
  readonly state: RequestState
  readonly reminder: Reminder
}

/** One card for everything that waits for one person today; what they settle is ticked off in place. */
export function reminderCard(due: readonly Due[]): Card | null {
  if (due.length === 0) return null
  const waiting = due.filter(({ reminder }) => reminder.status === 'SENT')
  const [only] = due
  return {
    title: due.length === 1 && only ? headline(only) : `${due.length} things wait for you`,
    status:
      waiting.length > 0
        ? { word: waiting.length === 1 ? 'Waiting for you' : `${waiting.length} to do`, tone: 'open' }
        : { word: 'All done', tone: 'good' },
    body: [
      text(
        waiting.length > 0 ? t`A reminder, and the only one: I do not ask twice.` : t`Thank you! Nothing is left here.`,
      ),
      list(due.slice(0, LIMITS.listItems).map(toItem)),
    ],
  }
}

export function toItem(due: Due): ListItem {
  const { state, reminder } = due
  const isWaiting = reminder.status === 'SENT'
  return {
    title: `${referenceOf(state.request)} · ${headline(due)}`,
    text: isWaiting ? what(due) : t`Settled.`,
    status: isWaiting ? { word: 'To do', tone: 'open' } : { word: 'Done', tone: 'good' },
    ...(isWaiting && { actions: buttons(due) }),
  }
}

function headline({ state, reminder }: Due): string {
  const name = them(targetOf(state))
  switch (reminder.kind) {
    case 'OFFER':
      return 'Somebody waits for your yes or no'
    case 'QUESTION':
      return 'There is a question for you'
    case 'DRAFT':
      return 'Your introduction waits to be sent'
    case 'CONSENT':
      return 'May you be introduced?'
    case 'FIRST_WRITER':
      return `Your turn to write to ${name}`
    case 'DID_YOU_MEET':
    case 'DID_YOU_MEET_AGAIN':
      return `Did you meet ${otherSide({ state, reminder })}?`
    case 'LAST_ASK':
      return `What came of ${name}?`
  }
}

function what({ state, reminder }: Due): Text {
  const { request } = state
  const offer = state.offers.find(({ id }) => id === reminder.subjectId)
  switch (reminder.kind) {
    case 'OFFER':
      return t`${askerName(state, offer ?? null)} asks to meet somebody you may know. You have until ${time(offer?.answerBy ?? request.expiresAt, 'moment')}; a no is fine.`
    case 'QUESTION':
      return t`Somebody who may help asks: ${offer?.question ?? ''}`
    case 'DRAFT':
      return t`${nameOf(state, request.requesterId)} waits for the introduction that you promised. If it does not suit any more, hand it back.`
    case 'CONSENT':
      return t`${nameOf(state, request.requesterId)} would like to meet you. A no is fine.`
    case 'FIRST_WRITER':
      return t`You were introduced on ${time(request.introSentAt ?? request.createdAt, 'date')}. A first line within days keeps the door open.`
    case 'DID_YOU_MEET':
    case 'DID_YOU_MEET_AGAIN':
      return t`You were introduced on ${time(request.introSentAt ?? request.createdAt, 'date')}.`
    case 'LAST_ASK':
      return t`This is the last time I ask. Whoever opened the door would like to know.`
  }
}

function buttons({ state, reminder }: Due): Button[] {
  const requestId = state.request.id
  switch (reminder.kind) {
    case 'OFFER':
    case 'DRAFT':
    case 'CONSENT':
      return [button('Open it', open, { requestId }, { style: 'primary' })]
    case 'QUESTION':
      return [button('Answer…', answer, { requestId, offerId: reminder.subjectId }, { style: 'primary' })]
    case 'FIRST_WRITER':
      return [button('I have written', wrote, { requestId }, { style: 'primary' })]
    case 'DID_YOU_MEET':
    case 'DID_YOU_MEET_AGAIN':
      return MEETING_ANSWERS.map((said) => button(meetingWord[said], met, { requestId, answer: said }))
    case 'LAST_ASK':
      return [button('Tell what came of it…', outcome, { requestId }, { style: 'primary' })]
  }
}

/** The asker is asked about the target, and the target about the asker. */
function otherSide({ state, reminder }: Due): string {
  const { requesterId } = state.request
  return reminder.memberId === requesterId ? them(targetOf(state)) : nameOf(state, requesterId)
}
