import { type Card, list, text } from '../../../kit/ui/card.ts'
import { t } from '../../../kit/ui/text.ts'
import { type Part, WEIGHTS } from '../rules/routing.ts'
import type { OwnProof } from '../store/routing.ts'
import { partWord } from '../text.ts'
import { small } from './parts.ts'

/** After one click on "How well do you know them?". */
export function knownCard(name: string, how: string): Card {
  return {
    title: 'Kept',
    body: [
      text(
        t`You know ${name}: ${how.toLowerCase()}. Only you see that. It helps the desk to ask the right person, and you can change it with the people you know.`,
      ),
    ],
  }
}

/** What other people have said is theirs: a number here would tell it. */
const OF_OTHERS = 'counts, not shown'

/**
 * What spoke for asking this facilitator, part by part. Nobody else reads it, and they read only what is their own: not how
 * close the asker says they are, nor how well the person to be met says they know them.
 */
export function whyCard(reasons: readonly string[], proof: OwnProof | null): Card {
  if (!proof) {
    return {
      title: 'Why you',
      body: [text(t`You offered to help by yourself, or somebody chose you. The desk did not have to compare.`)],
    }
  }
  const parts = Object.keys(WEIGHTS) as Part[] // Object.keys of a constant: exactly its keys.
  const hidden: readonly Part[] = proof.isOwnWord ? ['trust'] : ['trust', 'strength', 'freshness']
  const of100 = (share: number | undefined) => String(Math.round((share ?? 0) * 100))
  return {
    title: 'Why you',
    body: [
      text(t`Of everybody who could open this door, you were the best choice at that moment. This was looked at:`),
      {
        kind: 'table',
        caption: 'What was looked at',
        columns: ['Part', 'You, of 100', 'Counts'],
        rows: parts.map((part) => [
          partWord[part],
          hidden.includes(part) ? OF_OTHERS : of100(proof.parts[part]),
          `${of100(WEIGHTS[part])} %`,
        ]),
      },
      ...(reasons.length > 0 ? [list(reasons.map((title) => ({ title })))] : []),
      small(t`Only you can see this.`),
    ],
  }
}
