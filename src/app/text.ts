import type { Who } from '../kit/contracts.ts'
import { clip } from '../kit/ui/limits.ts'
import { bold, code, type Text, t } from '../kit/ui/text.ts'

/** The runtime's own sentences: what is said when no domain has the word. */

/** Enough of what somebody typed to recognise it. */
const SAID_MAX = 60

export const unknownPlace = (): Text =>
  t`I am not set up here yet, so nothing was saved. An administrator of the desk can connect this place; then say it again.`

export const notUnderstood = (): Text =>
  t`I could not read that button; it may come from a newer or a broken message. Nothing was changed. Open the desk's home to see how things stand.`

export const oldButton = (): Text =>
  t`That button is from an older message and no longer works. Nothing was changed. Open the desk's home for the latest.`

export const notForYou = (who: Who): Text =>
  t`Only ${roleInWords(who)} can do that. Nothing was changed. Ask an administrator if you should be able to.`

/** What became of something that failed on our side. */
export type Safety = 'saved' | 'not_saved' | 'unknown'

export const wentWrong = (safety: Safety, reference: string): Text =>
  t`${whatBecameOfIt(safety)} If it happens again, tell an administrator: ref ${bold(reference)}.`

function whatBecameOfIt(safety: Safety): Text {
  switch (safety) {
    case 'saved':
      return t`It is saved, but something went wrong on our side while I was answering. Open the desk's home to see how things stand; there is no need to do it again.`
    case 'not_saved':
      return t`Something went wrong on our side, and nothing of it was saved. Please try again in a minute.`
    case 'unknown':
      return t`Something went wrong on our side, and I cannot tell whether it was saved. Please look in the desk's home in a minute, before you do it again.`
  }
}

export const noSpace = (reference: string): Text =>
  t`This was not saved, because the disk of the desk is full. Everything from before is safe. Please tell an administrator, who has to make room; then try again. ref ${bold(reference)}`

export const didYouMean = (said: string, guesses: readonly string[]): Text =>
  guesses.length > 0
    ? t`There is no ${code(clip(said, SAID_MAX))}. Did you mean ${code(guesses.join(' · '))}?`
    : t`There is no ${code(clip(said, SAID_MAX))}. Here is what I understand:`

function roleInWords(who: Who): string {
  switch (who) {
    case 'anyone':
    case 'member':
      return 'members'
    case 'facilitator':
      return 'facilitators'
    case 'partner_manager':
      return 'partner managers'
    case 'admin':
      return 'administrators'
  }
}

/** A schema's own message, as a sentence. */
export const plainly = (message: string): Text => t`${message}`
