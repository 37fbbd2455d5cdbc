import type { Example } from '../../kit/examples.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import { rulesCard } from './cards/desk.ts'
import { EXAMPLE_NOW } from './examples-state.ts'
import { rules } from './forms-desk.ts'
import { DEFAULT_HOUSE_RULES } from './model-defaults.ts'

/** One example of every card and form of administrators. */

export const deskForms = {
  facilitatorRules: (() => rules('FACILITATORS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  askerRules: (() => rules('ASKERS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  answerRules: (() => rules('ANSWERS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  followUpRules: (() => rules('FOLLOW_UPS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
}

export const deskCards: Readonly<Record<string, Example<Card>>> = {
  'rules: usual': () => rulesCard(DEFAULT_HOUSE_RULES, null),
  'rules: changed': (words) => {
    const changed = { by: words.name('Tomás Rivera'), at: EXAMPLE_NOW }
    return rulesCard({ ...DEFAULT_HOUSE_RULES, openOffers: 1, sameTargetDays: 0 }, changed)
  },
}
