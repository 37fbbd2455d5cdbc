import { button, type Card, list, text } from '../../../kit/ui/card.ts'
import { t, time } from '../../../kit/ui/text.ts'
import { openRules } from '../contracts.ts'
import { HOUSE_GROUPS, type HouseGroup, type HouseRules } from '../model-defaults.ts'
import { groupSentence, groupWord } from '../text-desk.ts'

/** The cards of administrators. */

export interface LastChange {
  /** Null for somebody who is not here any more. */
  readonly by: string | null
  readonly at: Date
}

/** `/desk rules`: the workspace's own numbers. */
export function rulesCard(house: HouseRules, changed: LastChange | null): Card {
  const groups = Object.keys(HOUSE_GROUPS) as HouseGroup[] // Object.keys of a constant: exactly its keys.
  return {
    title: 'The rules of this desk',
    body: [
      text(t`These numbers keep everybody from being worn out, and every request moving.`),
      list(
        groups.map((group) => ({
          title: groupWord[group],
          text: groupSentence(group, house),
          actions: [button('Change…', openRules, { group })],
        })),
      ),
    ],
    footer: changed
      ? t`Last changed by ${changed.by ?? 'somebody who has left'} on ${time(changed.at, 'date')}.`
      : t`Nobody has changed them: these are the usual ones.`,
  }
}
