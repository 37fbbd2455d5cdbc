import type { Who } from '../kit/contracts.ts'
import { bold, code, type Text, t } from '../kit/ui/text.ts'

/** The runtime's own sentences: what is said when no domain has the word. */

export const unknownPlace = (): Text =>
  t`I am not set up here yet, so nothing was saved. An administrator of the desk can connect this place; then say it again.`

export const notUnderstood = (): Text =>
  t`I could not read that button; it may come from a newer or a broken message. Nothing was changed. Open the desk's home to see how things stand.`

export const oldButton = (): Text =>
  t`That button is from an older message and no longer works. Nothing was changed. Open the desk's home for the latest.`

export const notForYou = (who: Who): Text =>
  t`Only ${roleInWords(who)} can do that. Nothing was changed. Ask an administrator if you should be able to.`

export const wentWrong = (reference: string): Text =>
  t`Something went wrong on our side, and nothing of it was saved. Please try again in a minute. If it happens again, tell an administrator: ref ${bold(reference)}.`

export const alreadyDone = (): Text => t`That was already done.`

export const didYouMean = (said: string, guesses: readonly string[]): Text =>
  guesses.length > 0
    ? t`There is no ${code(said)}. Did you mean ${code(guesses.join(' · '))}?`
    : t`There is no ${code(said)}. Here is what I understand:`

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
