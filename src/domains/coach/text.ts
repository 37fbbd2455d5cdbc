import type { MemberId } from '../../kit/brand.ts'
import type { Sentences } from '../../kit/domain.ts'
import { bold, code, joinTexts, link, person, type Text, t, time } from '../../kit/ui/text.ts'
import { EVERYWHERE, type HelpLines } from './help-lines.ts'
import type { Capability, CoachClass, Language, Left, Share, Why } from './model.ts'
import { careWords } from './text-crisis.ts'

/** Every sentence of the coach's own; what a model says is never in here. */

export type CoachRefusal =
  | { readonly kind: 'no_question' }
  | { readonly kind: 'not_yours' }
  | { readonly kind: 'moved_on' }
  | { readonly kind: 'nobody_there' }
  | { readonly kind: 'not_for_you' }
  | { readonly kind: 'still_writing' }

export const refusals: Sentences<CoachRefusal> = {
  no_question: () => ({
    text: t`Tell me what is on your mind, in a message to me or after the command: ${code('/coach how do I price a pilot?')} I am an AI and can be wrong.`,
  }),
  not_yours: () => ({ text: t`This conversation belongs to somebody else. Nothing was changed.` }),
  moved_on: () => ({ text: t`This has moved on, and nothing was changed. Here is how it stands.` }),
  nobody_there: () => ({
    text: t`There is nobody I could ask just now: this community has no other administrator. Nothing was shared. Please write to somebody you trust.`,
  }),
  not_for_you: () => ({ text: t`You were not asked to look into this, so nothing was opened or changed.` }),
  still_writing: () => ({ text: t`The answer is still being written. Stop it first, or wait a moment.` }),
}

export const disclosure = t`I am an AI, not a person, and I can be wrong: check what matters. Nobody reads this but you, unless you ask for a human or share an answer. It is kept for 90 days.`

export const sharedDisclosure = t`I am an AI, not a person, and I can be wrong: check what matters. Everybody in this channel can read along, so I leave your profile and your requests out. Write to me directly for anything private. It is kept for 90 days.`

export const aside = t`This is better said between the two of us. Please look at my direct message.`

export const capabilityWord: Readonly<Record<Capability, { readonly label: string; readonly hint: string }>> = {
  PROFILE: { label: 'Know the member’s own profile', hint: 'Name, headline, organization, city, tags' },
  PEOPLE: { label: 'Find people', hint: 'Only those whom the member may find' },
  REQUESTS: { label: 'Know the member’s own requests', hint: 'How each of them stands' },
  PROPOSALS: { label: 'Propose requests', hint: 'Filled in for the member, who decides' },
}

export const help = {
  title: 'What the coach can do',
  body: [
    t`Ask about customers, prices, money, people, or how to ask for an introduction: in a message to me, or with ${code('/coach')}.`,
    t`I find people whom you may find and fill in a request for you. I never send anything; you press every button.`,
    t`${code('/coach new')} begins a new conversation. “Talk to a human” is on every answer.`,
  ],
  privacy: t`What you write is kept for 90 days and read by nobody, unless you ask for a human or share an answer. Words that sound like a crisis or abuse never reach the model.`,
}

export const waiting = {
  turn: t`One moment: I answer what you asked before first.`,
  thinking: t`Thinking…`,
  stopping: t`Stopping…`,
}

/** Why there is no whole answer: what happened, and how to go on. */
export function whyText(why: Exclude<Why, 'CRISIS' | 'HARM'>): Text {
  switch (why) {
    case 'ASKS_HUMAN':
      return t`Of course. A person who looks after this community can answer you here. You choose what they get to read.`
    case 'OUT_OF_BUDGET':
      return t`That is all I can answer today: your share of my time is used up, or set aside for what you asked just before. It is full again at midnight, your time. Until then a human can answer, and requests work as always.`
    case 'SWITCHED_OFF':
      return t`The coach is switched off in this community. Your question went nowhere. A human can answer it, and requests for introductions work as always.`
    case 'NO_MODEL':
      return t`There is no AI connected to this desk, so I cannot answer in words of my own. I can still find who could: ask for an introduction to somebody who knows, or let a human answer here.`
    case 'BUSY':
      return t`The AI has too much to do at the moment and asked to be left alone for a while. Your question is kept. Try again in a few minutes, or let a human answer.`
    case 'DOWN':
      return t`I could not reach the AI, so there is no answer yet. Your question is kept. Try again in a minute, or let a human answer.`
    case 'NONSENSE':
      return t`What came back was not an answer, so I do not show it. Your question is kept. Try again, perhaps in other words, or let a human answer.`
    case 'REFUSED':
      return t`The AI would not answer this. It may have misunderstood: try it in other words, or let a human answer.`
    case 'BROKEN_OFF':
      return t`It broke off here: the connection to the AI was lost. Try again for the whole answer.`
    case 'TOO_LONG':
      return t`I stop here: this is as long as one answer can be. Write “go on” for the rest.`
  }
}

export const stopped = t`Stopped, as you asked.`
export const cleaned = t`I left out a link, an address or a number: those are for people to pass on, not for me.`
export const clipped = t`Your message was long; I read the first 2,000 characters.`
export const beCareful = t`This sounds serious. I am no lawyer, accountant or doctor: please let a person look at it too.`

export const leftToday = ({ tokens, limit }: Left): Text =>
  tokens <= 0
    ? t`That was the last answer of today; there is more after midnight, your time.`
    : t`About ${bold(`${Math.round((tokens / limit) * 100)} %`)} of today’s share is left.`

// Care

export function careTitle(language: Language): string {
  return careWords[language].title
}

export function careText(reason: 'CRISIS' | 'HARM', language: Language): Text {
  const words = careWords[language]
  return t`${reason === 'CRISIS' ? words.crisis : words.harm}`
}

/** Where somebody can call, the most urgent first. */
export function helpText(reason: 'CRISIS' | 'HARM', language: Language, lines: HelpLines | null): Text {
  const words = careWords[language]
  const elsewhere = t`${words.everywhere} ${link(EVERYWHERE.href, EVERYWHERE.label)}`
  if (!lines) return joinTexts([t`${bold(words.emergency('112 / 911'))}`, elsewhere])
  const numbers = [reason === 'HARM' && lines.harm, lines.crisis].flatMap((number) => number || [])
  return joinTexts([
    t`${bold(words.emergency(lines.emergency))}`,
    ...numbers.map((number) => t`${bold(number)}`),
    elsewhere,
  ])
}

export const paged = (names: readonly string[]): Text =>
  t`I told ${namesIn(names)} that you may need somebody: your name, none of your words. You can let them read more, or take it back.`

export function namesIn(names: readonly string[]): string {
  if (names.length === 0) return 'nobody'
  if (names.length === 1) return names[0] ?? ''
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} others`
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

export const escalationLine = {
  open: (names: readonly string[], by: Date | null): Text =>
    by
      ? t`${namesIn(names)} ${names.length === 1 ? 'was' : 'were'} asked and will answer here by ${time(by)}.`
      : t`${namesIn(names)} ${names.length === 1 ? 'was' : 'were'} asked and will answer here.`,
  answered: (name: string): Text => t`${name} has answered you.`,
  closed: t`A human has looked into this.`,
  withdrawn: t`You took it back. Nobody looks into it any more.`,
}

export const shareWord: Readonly<Record<Share, { readonly label: string; readonly hint: string }>> = {
  CONVERSATION: { label: 'This whole conversation', hint: 'All that you and the coach wrote in it' },
  QUESTION: { label: 'This question and answer only', hint: 'Nothing else of the conversation' },
  NOTHING: { label: 'Nothing', hint: 'Only your name and your note below' },
}

export const reasonWord: Readonly<Record<CoachClass, string>> = {
  CRISIS: 'Sounds like a crisis',
  HARM: 'Sounds like violence or abuse',
  LEGAL_MONEY: 'Legal or money trouble',
  ASKS_HUMAN: 'Asks for a human',
}

export function escalationNews(reason: CoachClass, who: { id: MemberId; name: string }): Text {
  const member = person(who.id, who.name)
  switch (reason) {
    case 'CRISIS':
      return t`What ${member} wrote to the coach sounded like a crisis. They got help lines at once, and no model saw it. Please reach out now, as a person: ask how they are, listen, do not argue. If you think there is danger, call the emergency services.`
    case 'HARM':
      return t`What ${member} wrote to the coach sounded like violence or abuse. They got help lines at once, and no model saw it. Please ask them, alone, how you can help. Tell nobody without their word.`
    case 'LEGAL_MONEY':
    case 'ASKS_HUMAN':
      return t`${member} would like a person to answer, in the coach’s place.`
  }
}

export const sharedNothing = t`They have not let anybody read their words.`
export const overdueNews = t`Nobody has answered for a working day, so you are asked too.`
export const urgentOverdueNews = t`Nobody has answered yet, so you are asked too.`

export const stillWaiting = (names: readonly string[]): Text =>
  t`Nobody has answered you yet, and I am sorry for that. I have now asked ${namesIn(names)} as well. You can also write to any of them directly.`
