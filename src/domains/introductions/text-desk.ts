import { type Text, t } from '../../kit/ui/text.ts'
import type { HouseGroup, HouseRule, HouseRules } from './model-defaults.ts'
import type { Fairness } from './rules/fairness.ts'
import { counted } from './text.ts'

/** The words for administrators. */

export const groupWord: Readonly<Record<HouseGroup, string>> = {
  FACILITATORS: 'Asks of a facilitator',
  ASKERS: 'What an asker may do',
  ANSWERS: 'How long answers take',
  FOLLOW_UPS: 'When we ask how it went',
}

/** What a number is called in its form. */
export const ruleWord: Readonly<Record<HouseRule, string>> = {
  openOffers: 'Requests in hand at once',
  offersPerWeek: 'New requests a week',
  offersPerQuarter: 'New requests a quarter',
  silentInARow: 'Silent ones in a row before a pause',
  offersPerRequest: 'Facilitators asked for one request',
  liveRequests: 'Open requests at once',
  sameTargetDays: 'Days before asking for the same person',
  requestDays: 'Days that a request stays open',
  lowDays: 'Working days, whenever it suits',
  normalDays: 'Working days, normal',
  highDays: 'Working days, this week matters',
  urgentHours: 'Working hours, urgent',
  consentDays: 'Days for the person to be met',
  firstWriterDays: 'Working days until “your turn”',
  didYouMeetDays: 'Days until “did you meet?”',
  didYouMeetAgainDays: 'Days until it is asked once more',
  lastAskDays: 'Days until the last question',
}

/** "changed the rules: requests in hand at once 2 → 3". */
export function rulesAudited(before: HouseRules, after: HouseRules): string {
  const rules = Object.keys(ruleWord) as HouseRule[] // Object.keys of a constant: exactly its keys.
  const changed = rules.filter((rule) => before[rule] !== after[rule])
  const words = changed.map((rule) => `${ruleWord[rule].toLowerCase()} ${before[rule]} → ${after[rule]}`)
  return words.length > 0 ? `changed the rules: ${words.join(', ')}` : 'kept the rules as they are'
}

/** What a group of numbers means, read as one sentence or two. */
export function groupSentence(group: HouseGroup, house: HouseRules): Text {
  switch (group) {
    case 'FACILITATORS':
      return t`At most ${counted(house.openOffers, 'request')} in hand, ${String(house.offersPerWeek)} new a week, ${String(house.offersPerQuarter)} a quarter. After ${String(house.silentInARow)} without an answer in a row, the desk pauses and asks. One request goes to at most ${counted(house.offersPerRequest, 'facilitator')}.`
    case 'ASKERS':
      return t`At most ${counted(house.liveRequests, 'open request')}. ${sameTarget(house)} A request stays open for ${counted(house.requestDays, 'day')}.`
    case 'ANSWERS':
      return t`${counted(house.lowDays, 'working day')} whenever it suits, ${String(house.normalDays)} normally, ${String(house.highDays)} when the week matters, ${counted(house.urgentHours, 'working hour')} when it is urgent. The person to be met has ${counted(house.consentDays, 'day')}.`
    case 'FOLLOW_UPS':
      return t`“Your turn to write” after ${counted(house.firstWriterDays, 'working day')}, “did you meet?” after ${counted(house.didYouMeetDays, 'day')}, once more ${counted(house.didYouMeetAgainDays, 'day')} later, a last time after ${counted(house.lastAskDays, 'day')}.`
  }
}

const sameTarget = ({ sameTargetDays }: HouseRules): string =>
  sameTargetDays === 0
    ? 'The same person can be asked for again at once.'
    : `The same person again after ${counted(sameTargetDays, 'day')}.`

/** What the numbers say about how the load is shared, in one sentence. */
export function fairnessSentence({ verdict, gini, topShare }: Fairness): string {
  const measure = `Gini ${gini.toFixed(2)}`
  const top = `the three who were asked most got ${Math.round(topShare * 100)} %`
  switch (verdict) {
    case 'nothing':
      return 'Too few were asked to say how the load is shared.'
    case 'even':
      return `The load is well shared: ${top} (${measure}).`
    case 'uneven':
      return `The load is shared unevenly: ${top} (${measure}).`
    case 'few':
      return `A few carry most of it: ${top} (${measure}). More people who say whom they know would help them.`
  }
}

const DAY_HOURS = 24

/** "3 hours", "2 days"; a dash where nobody has answered yet. */
export function hoursWord(hours: number | null): string {
  if (hours === null) return '–'
  if (hours < 1) return 'an hour'
  return hours < 2 * DAY_HOURS ? counted(Math.ceil(hours), 'hour') : counted(Math.round(hours / DAY_HOURS), 'day')
}
