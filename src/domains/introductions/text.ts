import type { Sentences } from '../../kit/domain.ts'
import { type Text, t, time } from '../../kit/ui/text.ts'
import { relationshipStrength } from '../people/api.ts'
import type { Format, LighterYes, MeetingAnswer, Outcome, ReasonFor, Urgency } from './model.ts'
import { CAPS, CLOCKS, type HouseRules } from './model-defaults.ts'
import type { Disagreement, IntroRefusal } from './rules/refusals.ts'
import type { Part, Ranked } from './rules/routing.ts'

/** The words of the introductions desk: what each choice is called, and why something cannot be done. */

export const urgencyWord: Readonly<Record<Urgency, string>> = {
  LOW: 'Whenever it suits',
  NORMAL: 'Normal',
  HIGH: 'This week matters',
  URGENT: 'Urgent, hours matter',
}

/** What an urgency means for whoever is asked. */
export function urgencyHint(urgency: Urgency, house: HouseRules): string {
  switch (urgency) {
    case 'LOW':
      return `An answer within ${counted(house.lowDays, 'working day')}`
    case 'NORMAL':
      return `An answer within ${counted(house.normalDays, 'working day')}`
    case 'HIGH':
      return `An answer within ${counted(house.highDays, 'working day')}`
    case 'URGENT':
      return `An answer within ${counted(house.urgentHours, 'working hour')}`
  }
}

/** "1 day", "3 days". */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  NO_RESPONSE: 'No response',
  NOT_INTERESTED: 'Not interested',
  EMAIL_EXCHANGED: 'We exchanged messages',
  MEETING_SCHEDULED: 'A meeting is scheduled',
  CONNECTION_MADE: 'We met and stay in touch',
  DEAL_CLOSED: 'It led to a deal',
  UNKNOWN: 'Nobody said',
}

export const lighterWord: Readonly<Record<LighterYes, string>> = {
  NAME_USED: 'They may use my name',
  OFFICE_HOUR: 'They can come to my office hour',
  ANSWERED: 'I answer their question in writing',
}

/** The same for the asker's eyes. */
export const lighterForAsker: Readonly<Record<LighterYes, string>> = {
  NAME_USED: 'You may use their name when you write',
  OFFICE_HOUR: 'You can come to their office hour',
  ANSWERED: 'They answered you in writing',
}

export const readerWord: Readonly<Record<ReasonFor, string>> = {
  NOBODY: 'Nobody, it is for me',
  ASKER: 'The asker, without my name',
  ADMINS: 'The administrators',
}

export const formatWord: Readonly<Record<Format, string>> = {
  EMAIL: 'As an e-mail',
  BULLETS: 'As three bullets',
  SHORT: 'In 300 characters',
}

export const meetingWord: Readonly<Record<MeetingAnswer, string>> = {
  YES: 'Yes, we met',
  BOOKED: 'It is booked',
  NOT_YET: 'Not yet',
  FIZZLED: 'It fizzled out',
}

/** What a part of the ranking is called. */
export const partWord: Readonly<Record<Part, string>> = {
  strength: 'How well you know them',
  freshness: 'How lately you were in touch',
  fit: 'How well they fit the request',
  answerRate: 'How often you answer',
  speed: 'How soon you answer',
  room: 'How free your hands are',
  trust: 'How close you are to the asker',
}

/** From here on the way from the asker is worth a word. */
const WARM_WAY = 0.2

/**
 * Why this facilitator was asked, for their eyes alone: the owner of a relationship may read its number. Of a blind request
 * nothing is said that narrows down who asks.
 */
export function reasonsFor({ candidate }: Ranked, { now, isBlind }: { now: Date; isBlind: boolean }): string[] {
  const { relationship, contactName, past, isSuggested, trust } = candidate
  const who = contactName ?? 'such people'
  const strength = relationship ? Math.round(relationshipStrength(relationship, now) * 100) : 0
  const days = relationship?.lastInteractionAt
    ? Math.floor((now.getTime() - relationship.lastInteractionAt.getTime()) / 86_400_000)
    : null
  return [
    ...(isSuggested ? ['A colleague thought of you'] : []),
    ...(strength > 0 ? [`You know ${who}: ${strength} of 100`] : []),
    ...(!relationship && candidate.path ? [`${who} may know you`] : []),
    ...(trust >= WARM_WAY && !isBlind ? ['There is a warm way from the asker to you'] : []),
    ...(days !== null && days <= 60 ? [`You were in touch ${daysAgo(days)}`] : []),
    ...(past.answered >= 3 ? ['You usually answer'] : []),
    ...(candidate.load.openOffers === 0 ? ['You have nothing else in hand'] : []),
  ]
}

function daysAgo(days: number): string {
  if (days <= 0) return 'today'
  return days === 1 ? 'yesterday' : `${days} days ago`
}

const capSentence: Readonly<Record<'open' | 'week' | 'quarter', (requests: string) => Text>> = {
  open: (requests) =>
    t`You have ${requests} in hand already. Finish or hand back one of them first, so that nobody waits for you too long.`,
  week: (requests) =>
    t`You have taken ${requests} this week already, and that is enough. Thank you! The desk asks somebody else.`,
  quarter: (requests) =>
    t`You have taken ${requests} this quarter already, and that is plenty. Thank you! The desk asks somebody else.`,
}

const disagreement: Readonly<Record<Disagreement, Text>> = {
  week_over_quarter: t`A quarter has room for at least what one week may bring. Please raise this, or lower the week.`,
  urgency_upside_down: t`What is more urgent cannot take longer. Please make this shorter, or the one before longer.`,
  last_ask_too_early: t`The last question comes after the others. Please choose a later day for it.`,
}

/** Every refusal in words: what is so, whether something was lost, how to go on. */
export const refusals: Sentences<IntroRefusal> = {
  not_found: () => ({
    text: t`This request is not there any more. Perhaps it was deleted with its owner’s data. Nothing was changed.`,
  }),
  not_yours: () => ({ text: t`This is for somebody else to decide. Nothing was changed.` }),
  stale: () => ({
    text: t`Somebody has changed this since you looked at it. Nothing was changed. Look at it again, and decide anew.`,
  }),
  moved_on: () => ({ text: t`This has moved on since the card was drawn. Nothing was changed; here is the latest.` }),
  taken: ({ by, at }) => ({ text: t`${by} accepted this ${time(at, 'relative')}. Thank you for being ready to help!` }),
  at_capacity: ({ cap, most }) => ({ text: capSentence[cap](counted(most, 'request')) }),
  who_is_missing: () => ({
    text: t`Whom do you want to meet? Choose somebody here, or describe the person in the next field.`,
    field: 'target',
  }),
  one_or_the_other: () => ({
    text: t`You have also chosen a person above. Please keep one of the two: the person or the description.`,
    field: 'someone',
  }),
  asking_for_yourself: () => ({ text: t`This is you. Whom would you like to meet?`, field: 'target' }),
  unknown_contact: () => ({
    text: t`I do not know this person. Choose somebody from the list, or describe them in the next field.`,
    field: 'target',
  }),
  asked_before: ({ reference, again }) => ({
    text: t`You have asked for this person already, in ${reference}. You can ask again from ${time(again, 'date')}.`,
    field: 'target',
  }),
  too_many_live: ({ most }) => ({
    text: t`You have ${counted(most, 'open request')}. Please finish or withdraw one first; what you typed here is still in the form.`,
    field: 'purpose',
  }),
  cannot_be_asked: () => ({
    text: t`I cannot ask this person. Perhaps somebody else can help you as well: describe the kind of person you are looking for.`,
    field: 'target',
  }),
  too_many_questions: () => ({
    text: t`You have asked ${CAPS.questionsPerOffer} questions. Please decide with what you know; a no is fine.`,
    field: 'question',
  }),
  suggestion_is_missing: () => ({ text: t`Please choose a member, or write whom you have in mind.`, field: 'member' }),
  unfit_suggestion: () => ({
    text: t`This one cannot be the one who introduces them. Please suggest somebody else.`,
    field: 'member',
  }),
  day_is_past: () => ({ text: t`Please choose a day from tomorrow on.`, field: 'until' }),
  day_is_late: ({ before }) => ({
    text: t`The request ends on ${time(before, 'date')}. Please choose an earlier day, or decline.`,
    field: 'until',
  }),
  note_is_missing: () => ({ text: t`Please write a few words: when and where, or your answer.`, field: 'note' }),
  contact_is_missing: () => ({
    text: t`Whom will you introduce? Choose somebody, or give the name of somebody new.`,
    field: 'contact',
  }),
  contact_is_asker: () => ({ text: t`This is the person who asks. Please choose somebody else.`, field: 'contact' }),
  contact_is_you: () => ({
    text: t`This is you. To help with your own time or words, choose “Help in a lighter way”.`,
    field: 'contact',
  }),
  target_is_busy: ({ name }) => ({
    text: t`${name} is being asked about another introduction just now, and nobody is asked twice at a time. Please offer it again in a few days, or name somebody else.`,
    field: 'contact',
  }),
  nothing_to_send: () => ({
    text: t`The draft is not written yet. It comes in a moment, or write your own with “Edit”.`,
  }),
  consent_is_missing: ({ name }) => ({
    text: t`${name} has not said yes yet. Ask them with the button, or say that you have asked them already. Your text is safe.`,
  }),
  no_address: ({ name }) => ({
    text: t`I have no address of ${name}. Please send the text yourself and press “I have sent it”. It is safe here.`,
  }),
  too_late_to_correct: () => ({
    text: t`An outcome can be corrected for ${CLOCKS.correctionDays} days, and those are over. Ask an administrator if it matters.`,
    field: 'outcome',
  }),
  looked_enough: ({ most }) => ({
    text: t`You have looked ${String(most)} times today, and that is enough for one day. You can ask for somebody at any time.`,
  }),
  number_is_missing: ({ rule }) => ({ text: t`Please give a number here.`, field: rule }),
  number_is_out: ({ rule, least, most }) => ({
    text: t`Please choose a whole number from ${String(least)} to ${String(most)}.`,
    field: rule,
  }),
  numbers_disagree: ({ rule, because }) => ({ text: disagreement[because], field: rule }),
}
