import type { SurfaceName } from '../../kit/person.ts'
import { bold, code, joinTexts, lineBreak, type Text, t, time } from '../../kit/ui/text.ts'
import { DELETE_WORD } from './contracts-account.ts'
import { counted, SURFACE_WORDS } from './text.ts'

/** What members are told about their accounts and their data. */

export const surfaceWord = (surface: SurfaceName): string => SURFACE_WORDS[surface]

/** "Slack and Discord", in the order in which they are named everywhere. */
export function surfacesWords(surfaces: readonly SurfaceName[]): string {
  const named = (['slack', 'discord', 'web', 'mail'] as const)
    .filter((name) => surfaces.includes(name))
    .map(surfaceWord)
  const last = named.at(-1) ?? 'nowhere'
  return named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${last}` : last
}

export const linkHow = (typed: string, until: Date): Text =>
  joinTexts([
    t`Your code is ${code(typed)}. It works once, until ${time(until, 'time')}.`,
    t`On your other platform, type ${code(`/me link ${typed}`)} or press ${bold('Enter a code…')} there.`,
  ])
export const linkWhere = (): Text =>
  t`Say ${code('/me link')} on your other platform; the code that you get there goes here.`
export const linkMeans = (): Text =>
  t`From then on you are one member: one inbox, one budget, and every card comes where you were last active. What you set here stays.`
export const linkSecret = (): Text => t`Give this code to nobody: whoever enters it brings everything of theirs to you.`

export const linkQuestion = (here: SurfaceName, there: SurfaceName): Text =>
  t`If you made this code yourself on ${surfaceWord(there)}, your account there and this one on ${surfaceWord(here)} become one member.`
export const linkMoves = (there: SurfaceName): Text =>
  t`Your requests, contacts and conversations move over, and your settings on ${surfaceWord(there)} count from now on. What is joined once stays together.`
export const linkWarning = (): Text =>
  t`Did somebody else give you this code? Then leave it: all that is yours would be theirs.`

export const joined = (surfaces: readonly SurfaceName[]): Text =>
  t`You are one member on ${surfacesWords(surfaces)} now. Cards come where you were last active.`
export const joinedElsewhere = (surface: SurfaceName): Text =>
  t`Your account on ${surfaceWord(surface)} and this one are one member now, because your code was entered there.`
export const wasNotMe = (): Text => t`Was that not you? Separate that account at once, and tell an administrator.`
export const separated = (surface: SurfaceName): Text =>
  t`The account on ${surfaceWord(surface)} is a member of its own again, and begins with nothing. Everything that was joined stays with you.`

export const exportHow = (until: Date): Text =>
  t`The link below gives you one file with everything the desk keeps about you, as JSON. It works once, until ${time(until)}.`
export const exportPrivate = (): Text => t`Keep the link to yourself: whoever opens it can have the file.`
export const exportPage = (): Text =>
  t`This file holds everything the desk keeps about you: your profile and settings, your accounts, whom you know and your notes, your requests and answers, and your conversations with the coach.`
export const exportUsed = (): Text =>
  t`The file was downloaded with this link already. For another one, say ${code('/me export')} in the chat.`
export const exportGone = (): Text => t`There is nothing kept about you any more, so there is no file.`

/** In the reader's words, in the order in which they matter to them. Kinds that are not named here are counted as other. */
const KIND_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  accounts: ['account', 'accounts'],
  relationships: ['contact that you know', 'contacts that you know'],
  entriesAboutMe: ['entry about you', 'entries about you'],
  requests: ['request', 'requests'],
  offers: ['offer that you were made', 'offers that you were made'],
  introductions: ['introduction', 'introductions'],
  consents: ['consent', 'consents'],
  reminders: ['reminder', 'reminders'],
  conversations: ['conversation with the coach', 'conversations with the coach'],
  groups: ['place in a group', 'places in groups'],
  waitingPlaces: ['place in a line', 'places in lines'],
  partner: ['entry as a partner', 'entries as a partner'],
  blocks: ['block', 'blocks'],
  messages: ['message to you', 'messages to you'],
}

export interface KindCount {
  readonly kind: string
  readonly count: number
}

/** One line a kind, and what is left in one more. */
export function whatGoes(counts: readonly KindCount[]): Text {
  const named = Object.entries(KIND_WORDS).flatMap(([kind, [one, many]]) => {
    const count = sum(counts.filter((known) => known.kind === kind))
    return count > 0 ? [t`• ${counted(count, one, many)}`] : []
  })
  const rest = sum(counts.filter(({ kind }) => kind !== 'profile' && !(kind in KIND_WORDS)))
  const all = [
    t`• your profile and settings`,
    ...named,
    ...(rest > 0 ? [t`• ${counted(rest, 'other entry', 'other entries')}`] : []),
  ]
  return joinTexts(all, lineBreak)
}

const sum = (counts: readonly KindCount[]): number => counts.reduce((total, { count }) => total + count, 0)

export const deleteFirst = (): Text => t`This is what would be deleted for good:`
export const deleteStays = (): Text =>
  t`What stays: that a request, an offer or an introduction took place, with its dates and outcome but without your name and your words, because it is also somebody else’s. And one line in the audit, without your name. Messages that were sent into Slack, Discord or by mail are there, not here.`
export const deleteEnds = (): Text =>
  t`Your open requests end, and what you were asked moves on to somebody else. They are told that, not why.`
export const deleteIntro = (): Text =>
  t`Everything the desk keeps about you goes, at once and for good. Type ${bold(DELETE_WORD)} to do it.`
export const deleted = (): Text =>
  t`Everything the desk kept about you is deleted. A backup that was made before may hold it until it is replaced.`
export const deletedReceipt = (receipt: string, at: Date): Text =>
  t`Your receipt is ${bold(receipt)}, ${time(at)}. It leads to the line in the audit that says that somebody was deleted then, and not who.`
export const deletedAfter = (): Text => t`If you ever write to the desk again, you begin anew.`
