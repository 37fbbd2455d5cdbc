import { type Form, type FormField, formFor } from '../../kit/ui/form.ts'
import { t } from '../../kit/ui/text.ts'
import { answerRules, askerRules, facilitatorRules, followUpRules } from './contracts.ts'
import { DEFAULT_HOUSE_RULES, HOUSE_BOUNDS, HOUSE_GROUPS, type HouseGroup, type HouseRules } from './model-defaults.ts'
import { groupWord, ruleWord } from './text-desk.ts'

/** The forms of administrators. */

const formByGroup = {
  FACILITATORS: facilitatorRules,
  ASKERS: askerRules,
  ANSWERS: answerRules,
  FOLLOW_UPS: followUpRules,
} as const satisfies Readonly<Record<HouseGroup, unknown>>

/** The numbers of one group, each with its bounds and what it is where nobody chose. */
export function rules(group: HouseGroup, house: HouseRules): Form {
  return formFor(formByGroup[group], {
    title: groupWord[group],
    intro: t`New numbers hold from now on. Clocks that run already keep their time.`,
    submit: 'Keep these numbers',
    values: {},
    fields: HOUSE_GROUPS[group].map((rule): FormField => {
      const { least, most } = HOUSE_BOUNDS[rule]
      return {
        ...{ kind: 'number', name: rule, label: ruleWord[rule], required: true, initial: house[rule] },
        ...{ min: least, max: most, hint: `From ${least} to ${most}; usually ${DEFAULT_HOUSE_RULES[rule]}` },
      }
    }),
  })
}
