import { actions, button, type Card, text } from '../../../kit/ui/card.ts'
import { t, time } from '../../../kit/ui/text.ts'
import { contracts } from '../contracts.ts'
import type { WeekFigures } from '../store/review.ts'
import * as say from '../text.ts'

export interface Week {
  readonly from: Date
  readonly until: Date
  readonly figures: WeekFigures
}

/** A week of the coach in figures. Nobody's words are in it. */
export function reportCard({ from, until, figures }: Week): Card {
  const { answers, members, helped, didNotHelp, withoutAnswer, tokens, escalations, unanswered, medianHours } = figures
  const rated = helped + didNotHelp
  const calls = escalations.reduce((sum, { count }) => sum + count, 0)
  const share = rated === 0 ? null : Math.round((helped / rated) * 100)
  return {
    title: 'The coach’s week',
    body: [
      text(t`${time(from, 'date')} to ${time(until, 'date')}. ${finding(answers, members, share)}`),
      {
        kind: 'table',
        caption: 'Answers and calls for a human',
        columns: ['What', 'Count'],
        rows: [
          ['Answers', String(answers)],
          ['Members who asked', String(members)],
          ['It helped', String(helped)],
          ['It did not help', String(didNotHelp)],
          ['No answer came', String(withoutAnswer)],
          ['Tokens written', tokens.toLocaleString('en')],
          ...escalations.map(({ reason, count }) => [say.reasonWord[reason], String(count)]),
          ['Nobody has answered yet', String(unanswered)],
          ['Hours until a human answered', medianHours === null ? '–' : medianHours.toFixed(1)],
        ],
      },
      ...(figures.days.length > 0 ? [{ kind: 'chart' as const, chart: chartOf(figures) }] : []),
      actions(button('Show what to look at', contracts.showQueue, {}, calls > 0 ? { style: 'primary' } : {})),
    ],
  }
}

function finding(answers: number, members: number, helpedShare: number | null): string {
  if (answers === 0) return 'Nobody asked the coach anything.'
  const who = members === 1 ? 'one member' : `${members} members`
  const what = answers === 1 ? 'One answer' : `${answers} answers`
  return helpedShare === null
    ? `${what} for ${who}, none rated.`
    : `${what} for ${who}; of those rated, ${helpedShare} % helped.`
}

function chartOf({ days, answers }: WeekFigures) {
  const busiest = days.toSorted((a, b) => b.answers - a.answers)[0]
  return {
    kind: 'bar' as const,
    title: 'Answers by day',
    finding: `${answers} answers in all, most of them (${busiest?.answers ?? 0}) on ${busiest?.day ?? '–'}.`,
    categories: days.map(({ day }) => day),
    series: [{ name: 'Answers', values: days.map((day) => day.answers) }],
  }
}
