import type { Sentences } from '../../kit/domain.ts'
import { t } from '../../kit/ui/text.ts'

export const weekly = {
  title: 'Your week at the desk',
  needsYou: t`This waits for you:`,
  more: (count: number) => t`… and ${count} more. Your home shows all of it.`,
  mute: 'Stop this digest',
}

export const muted = {
  title: 'No more digests',
  text: t`You will not get the weekly digest any more. What waits for your decision still reaches you.`,
  undo: 'Send it again on Mondays',
}

export const unmuted = {
  title: 'The digest is back',
  text: t`It comes on Mondays at nine, your time, when there is something to say.`,
}

/** Nothing is refused here: a digest is read or switched off. */
export const refusals: Sentences<never> = {}
