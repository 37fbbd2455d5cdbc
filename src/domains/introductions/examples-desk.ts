import type { Example } from '../../kit/examples.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import { coverageCard } from './cards/coverage.ts'
import { rulesCard } from './cards/desk.ts'
import { type Report, reportCard } from './cards/reports.ts'
import { EXAMPLE_NOW, exampleRequest, femi } from './examples-state.ts'
import { rules } from './forms-desk.ts'
import { DEFAULT_HOUSE_RULES } from './model-defaults.ts'
import { fairnessOf } from './rules/fairness.ts'
import type { LoadLine } from './store/reports.ts'

/** One example of every card and form of administrators. */

export const deskForms = {
  facilitatorRules: (() => rules('FACILITATORS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  askerRules: (() => rules('ASKERS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  answerRules: (() => rules('ANSWERS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
  followUpRules: (() => rules('FOLLOW_UPS', DEFAULT_HOUSE_RULES)) satisfies Example<Form>,
}

const line = (name: string, numbers: Partial<LoadLine> = {}) => ({
  ...{ name, facilitatorId: femi, asked: 6, answered: 5, silent: 1, open: 1, medianHours: 20 },
  ...numbers,
})

const report = (lines: Report['lines'], askable: number): Report => ({
  ...{ days: 90, lines, askable },
  totals: { requests: 19, helped: 12, waiting: 3, withoutPath: 1 },
  fairness: fairnessOf(
    lines.map(({ asked }) => asked),
    askable,
  ),
})

export const deskCards: Readonly<Record<string, Example<Card>>> = {
  'report: some': (words) =>
    reportCard(
      report([line(words.name('Femi Adeyemi')), line(words.name('Ana Ruiz'), { asked: 4, medianHours: null })], 9),
    ),
  'report: many': (words) =>
    reportCard(
      report(
        new Array(14).fill(0).map((_, i) => line(words.name('Femi Adeyemi'), { asked: 14 - i })),
        40,
      ),
    ),
  'report: nobody yet': () => reportCard(report([], 0)),
  'coverage: counted': (words) =>
    coverageCard(words.line('Nordcell', 60), { kind: 'counted', people: 3, strong: 1 }, exampleRequest(words).id),
  'coverage: some': (words) => coverageCard(words.line('Nordcell', 60), { kind: 'some' }, exampleRequest(words).id),
  'coverage: many': (words) => coverageCard(words.line('Nordcell', 60), { kind: 'many' }, exampleRequest(words).id),
  'coverage: nobody': (words) => coverageCard(words.line('Nordcell', 60), { kind: 'nobody' }, null),
  'rules: usual': () => rulesCard(DEFAULT_HOUSE_RULES, null),
  'rules: changed': (words) => {
    const changed = { by: words.name('Tomás Rivera'), at: EXAMPLE_NOW }
    return rulesCard({ ...DEFAULT_HOUSE_RULES, openOffers: 1, sameTargetDays: 0 }, changed)
  },
}
