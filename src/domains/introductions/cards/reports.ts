import { actions, type Block, button, type Card, fields, text } from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { t } from '../../../kit/ui/text.ts'
import { showReport } from '../contracts.ts'
import { REPORT_DAYS } from '../model-defaults.ts'
import type { Fairness } from '../rules/fairness.ts'
import type { LoadLine, Totals } from '../store/reports.ts'
import { counted } from '../text.ts'
import { fairnessSentence, hoursWord } from '../text-desk.ts'

export interface Report {
  readonly days: number
  readonly lines: readonly (LoadLine & { readonly name: string })[]
  readonly totals: Totals
  readonly fairness: Fairness
  /** How many could have been asked. */
  readonly askable: number
}

const SHOWN = 10

/** `/desk reports`: how the load is shared. It shows answers, and never who says no. */
export function reportCard(report: Report): Card {
  const { days, lines, totals, fairness, askable } = report
  const finding = fairnessSentence(fairness)
  const shown = lines.slice(0, SHOWN)
  return {
    title: `Who was asked in ${days} days`,
    body: [
      text(t`${finding}`),
      fields([
        { label: 'Requests', value: t`${String(totals.requests)}, ${String(totals.helped)} of them helped` },
        { label: 'With nobody now', value: t`${String(totals.waiting)}, ${String(totals.withoutPath)} without a path` },
        { label: 'People asked', value: t`${String(lines.length)} of ${String(askable)} who could be` },
      ]),
      ...(shown.length > 0 ? picture(shown, finding) : []),
      ...(lines.length > SHOWN ? [text(t`And ${counted(lines.length - SHOWN, 'more member')}.`, 'small')] : []),
      actions(
        ...REPORT_DAYS.filter((one) => Number(one) !== days).map((one) =>
          button(`Show ${one} days`, showReport, { days: one }),
        ),
      ),
    ],
    footer: t`Only administrators see this. It is for sharing the load: a no counts as an answer, like a yes.`,
  }
}

function picture(shown: Report['lines'], finding: string): Block[] {
  const names = shown.map(({ name }) => clip(name, LIMITS.buttonLabel))
  return [
    {
      kind: 'table',
      caption: 'Asked, answered, how soon, and what is in hand now',
      columns: ['Name', 'Asked', 'Answered', 'Usually within', 'In hand'],
      rows: shown.map((line, i) => [
        names[i] ?? '',
        String(line.asked),
        `${line.answered} of ${line.answered + line.silent}`,
        hoursWord(line.medianHours),
        String(line.open),
      ]),
    },
    {
      kind: 'chart',
      chart: {
        ...{ kind: 'bar', title: 'Times asked', finding },
        categories: names,
        series: [{ name: 'Asked', values: shown.map(({ asked }) => asked) }],
      },
    },
  ]
}
