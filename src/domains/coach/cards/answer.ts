import type { Person } from '../../../kit/person.ts'
import { actions, type Block, type ButtonLook, button, type Card, type Status, text } from '../../../kit/ui/card.ts'
import { clip } from '../../../kit/ui/limits.ts'
import { t, typed } from '../../../kit/ui/text.ts'
import { contracts } from '../contracts.ts'
import { helpLinesFor } from '../help-lines.ts'
import { toBlock, toPages, toParagraphs } from '../markdown.ts'
import { type Answer, type Escalation, isUnderWay, languageOf, type OwnLines } from '../model.ts'
import { isWorthTelling } from '../rules/budget.ts'
import { isOpen } from '../rules/care.ts'
import * as say from '../text.ts'

/** An answer and what its reader may know around it. */
export interface Shown {
  readonly answer: Answer
  readonly member: Pick<Person, 'timeZone' | 'locale'>
  /** The last call for a human in this conversation, whatever became of it. */
  readonly escalation: Escalation | null
  /** Names of those who were asked, and of who answered. */
  readonly responders: readonly string[]
  readonly answeredBy: string | null
  readonly helpNote: string | null
  readonly helpLines: OwnLines
  /** Others read it too. */
  readonly isShared: boolean
}

/** The one card of an answer. While it is written it grows; then it can be rated, taken further, or handed to a human. */
export function answerCard(shown: Shown): Card {
  const { answer } = shown
  if (answer.why === 'CRISIS' || answer.why === 'HARM') return careCard(shown, answer.why)
  return {
    title: clip(answer.question.text.replace(/\s+/g, ' '), TITLE_CHARS),
    ...statusOf(answer),
    ...(isUnderWay(answer.status) && { isGrowing: true as const }),
    body: [
      ...(isFirst(answer) ? [text(shown.isShared ? say.sharedDisclosure : say.disclosure, 'small')] : []),
      ...words(answer),
      ...notes(answer),
      ...humanLine(shown),
      ...buttons(shown),
    ],
  }
}

/** A question as a title: enough to know which one it was. */
const TITLE_CHARS = 100

const isFirst = ({ position }: Answer): boolean => position === 2

function statusOf({ status, stopWanted, content }: Answer): { status?: Status } {
  switch (status) {
    case 'WAITING':
      return { status: { word: 'In line', tone: 'waiting' } }
    case 'WRITING':
      return { status: { word: stopWanted ? 'Stopping' : 'Writing', tone: 'waiting' } }
    case 'STOPPED':
      return { status: { word: 'Stopped', tone: 'quiet' } }
    case 'FAILED':
      return { status: { word: content === '' ? 'Not answered' : 'Broken off', tone: 'bad' } }
    case 'DONE':
    case 'FIXED':
      return {}
  }
}

function words(answer: Answer): Block[] {
  if (answer.content === '') return silence(answer)
  const [first = [], ...rest] = toPages(toParagraphs(answer.content))
  const more = button('Show more', contracts.more, { answerId: answer.id, page: 2 })
  return [...first.map(toBlock), ...(rest.length > 0 ? [actions(more)] : [])]
}

function silence({ status, stopWanted }: Answer): Block[] {
  if (status === 'WAITING') return [text(say.waiting.turn)]
  if (status === 'WRITING') return [text(stopWanted ? say.waiting.stopping : say.waiting.thinking)]
  return []
}

function notes({ status, why, facts, question }: Answer): Block[] {
  const reason = why && why !== 'CRISIS' && why !== 'HARM' ? [say.whyText(why)] : []
  const isNews = status === 'FIXED' || status === 'FAILED'
  return [
    ...reason.map((words) => text(words, isNews ? 'body' : 'small')),
    ...(status === 'STOPPED' ? [text(say.stopped, 'small')] : []),
    ...(status === 'DONE' && question.screened === 'LEGAL_MONEY' ? [text(say.beCareful)] : []),
    ...(facts.isCleaned && !isUnderWay(status) ? [text(say.cleaned, 'small')] : []),
    ...(facts.isClipped ? [text(say.clipped, 'small')] : []),
    ...(facts.left && isWorthTelling(facts.left) ? [text(say.leftToday(facts.left), 'small')] : []),
  ]
}

function humanLine({ escalation, responders, answeredBy }: Shown): Block[] {
  if (!escalation) return []
  switch (escalation.status) {
    case 'OPEN':
      return [text(say.escalationLine.open(responders, escalation.answerBy), 'small')]
    case 'ANSWERED':
      return answeredBy ? [text(say.escalationLine.answered(answeredBy), 'small')] : []
    case 'CLOSED':
      return [text(say.escalationLine.closed, 'small')]
    case 'WITHDRAWN':
      return [text(say.escalationLine.withdrawn, 'small')]
  }
}

function buttons(shown: Shown): Block[] {
  const { answer } = shown
  const values = { answerId: answer.id }
  if (isUnderWay(answer.status)) {
    return answer.stopWanted ? [] : [actions(button('Stop writing', contracts.stop, values))]
  }
  const isAnswered = answer.status === 'DONE' || answer.status === 'STOPPED'
  const isWorthAnotherTry = answer.status === 'FAILED' || answer.why === 'OUT_OF_BUDGET' || answer.why === 'NO_MODEL'
  return [
    ...(isAnswered && answer.content !== '' ? rating(answer) : []),
    actions(
      isWorthAnotherTry && button('Try again', contracts.again, values, { style: 'primary' }),
      button('Make a request from this…', contracts.makeRequest, values),
      ...humanButtons(shown),
    ),
  ]
}

function rating({ id, rating: given, ratingFeedback, isFlagged }: Answer): Block[] {
  const rate = (label: string, value: '1' | '2', look: ButtonLook = {}) =>
    button(label, contracts.rate, { answerId: id, rating: value }, look)
  if (given === null) {
    return [
      actions(rate('👍 It helped', '2', { opinion: 'good' }), rate('👎 It did not help', '1', { opinion: 'bad' })),
    ]
  }
  const said = given === 2 ? t`You said that it helped. Thank you.` : t`You said that it did not help. Thank you.`
  const isSaid = ratingFeedback !== null || isFlagged
  return [
    text(said, 'small'),
    actions(
      !isSaid && button('Say why…', contracts.openReason, { answerId: id }),
      given === 2 ? rate('👎 It did not after all', '1') : rate('👍 It did after all', '2'),
    ),
  ]
}

function humanButtons({ answer, escalation }: Shown) {
  const values = { answerId: answer.id }
  const isFirstChoice = answer.why === 'ASKS_HUMAN' || answer.question.screened === 'LEGAL_MONEY'
  const look = isFirstChoice ? { style: 'primary' as const } : {}
  if (!escalation || !isOpen(escalation)) return [button('Talk to a human…', contracts.openHuman, values, look)]
  return [
    escalation.shared !== 'CONVERSATION' && button('Let them read more…', contracts.openHuman, values),
    button('Take it back', contracts.takeBack, values),
  ]
}

/** In a channel, in the place of an answer that is for its reader alone. Nothing in it says what it is about. */
export const asideCard = (): Card => ({ title: 'I have written to you directly', body: [text(say.aside, 'small')] })

/** Fixed words in the member's own language, where to call, and who was told. No model had a part in it. */
function careCard(shown: Shown, reason: 'CRISIS' | 'HARM'): Card {
  const { answer, member, escalation, responders, helpNote, helpLines } = shown
  const language = answer.question.language ?? languageOf(member.locale)
  const isTold = escalation?.status === 'OPEN' && responders.length > 0
  return {
    title: say.careTitle(language),
    body: [
      text(say.careText(reason, language)),
      text(say.helpText(reason, language, helpLinesFor(member, helpLines))),
      ...(helpNote ? [text(typed(helpNote))] : []),
      ...(isTold && escalation.shared === 'NOTHING' ? [text(say.paged(responders), 'small')] : humanLine(shown)),
      actions(...humanButtons(shown)),
    ],
  }
}

/** A further part of a long answer, for the reader alone. */
export function moreCard(answer: Answer, page: number): Card | null {
  const pages = toPages(toParagraphs(answer.content))
  const shown = pages[page - 1]
  if (!shown) return null
  const next = button('Show more', contracts.more, { answerId: answer.id, page: page + 1 })
  return {
    title: clip(answer.question.text.replace(/\s+/g, ' '), TITLE_CHARS),
    status: { word: `Part ${page} of ${pages.length}`, tone: 'quiet' },
    body: [...shown.map(toBlock), ...(page < pages.length ? [actions(next)] : [])],
  }
}
