import { actions, type Block, button, type Card, divider, quote, type Status, text } from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { bold, type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { contracts } from '../contracts.ts'
import type { Escalation, Line } from '../model.ts'
import { isUrgent } from '../rules/care.ts'
import * as say from '../text.ts'

export interface EscalationShown {
  readonly escalation: Escalation
  readonly level: 1 | 2
  readonly memberName: string
  readonly answeredBy: string | null
  /** What the member lets be read, oldest first. */
  readonly lines: readonly Line[]
  readonly nameOf: (line: Line) => string
}

/** How much of a conversation is on the card itself. */
const LINES_SHOWN = 4
const LINES_ON_PAGE = 6
const LINE_CHARS = 400

/** For whoever was asked to help a member: what is wrong, what they may read, what to do. */
export function escalationCard(shown: EscalationShown): Card {
  const { escalation, memberName, lines } = shown
  const { id, reason, note, shared } = escalation
  const isOver = escalation.status === 'CLOSED' || escalation.status === 'WITHDRAWN'
  return {
    title: clip(`${memberName} needs a human`, LIMITS.cardTitle),
    status: statusOf(shown),
    body: [
      ...(shown.level === 2 && escalation.status === 'OPEN'
        ? [text(isUrgent(reason) ? say.urgentOverdueNews : say.overdueNews)]
        : []),
      text(say.escalationNews(reason, { id: escalation.memberId, name: memberName })),
      ...(isOver ? [] : [...clock(shown), ...theirNote(note)]),
      ...(isOver ? [text(over(escalation))] : transcript(shown)),
      ...(isOver
        ? []
        : [
            actions(
              button('Answer…', contracts.openReply, { escalationId: id }, { style: 'primary' }),
              shared !== 'NOTHING' &&
                lines.length > LINES_SHOWN &&
                button('Read it all', contracts.readOn, { escalationId: id, page: 1 }),
              button('Mark as dealt with', contracts.close, { escalationId: id }),
            ),
          ]),
    ],
  }
}

function statusOf({ escalation, level }: EscalationShown): Status {
  switch (escalation.status) {
    case 'OPEN':
      return { word: level === 2 ? 'Overdue' : say.reasonWord[escalation.reason], tone: level === 2 ? 'bad' : 'open' }
    case 'ANSWERED':
      return { word: 'Answered', tone: 'good' }
    case 'CLOSED':
      return { word: 'Dealt with', tone: 'quiet' }
    case 'WITHDRAWN':
      return { word: 'Taken back', tone: 'quiet' }
  }
}

function clock({ escalation, answeredBy }: EscalationShown): Block[] {
  const { status, answerBy, answeredAt } = escalation
  if (status === 'ANSWERED' && answeredBy)
    return [text(t`${answeredBy} answered ${time(answeredAt ?? escalation.createdAt)}.`, 'small')]
  return answerBy ? [text(t`Please answer by ${time(answerBy)}; then others are asked.`, 'small')] : []
}

const theirNote = (note: string | null): Block[] =>
  note ? [text(t`${bold('What they want you to know')}`), quote(typed(note))] : []

const over = ({ status }: Escalation): Text =>
  status === 'WITHDRAWN' ? t`They took it back. There is nothing left to do.` : t`This was dealt with.`

function transcript({ escalation, lines, nameOf }: EscalationShown): Block[] {
  const visible = lines.slice(-LINES_SHOWN)
  if (escalation.shared === 'NOTHING' && lines.length === 0) return [text(say.sharedNothing, 'small')]
  return [divider, ...visible.map((line) => lineBlock(line, nameOf))]
}

const lineBlock = (line: Line, nameOf: (line: Line) => string): Block =>
  quote(t`${bold(nameOf(line))} ${clip(line.content || '…', LINE_CHARS)}`)

/** The conversation in full, page by page, for whoever may read it. */
export function transcriptCard({ escalation, memberName, lines, nameOf }: EscalationShown, page: number): Card | null {
  const pages = Math.max(1, Math.ceil(lines.length / LINES_ON_PAGE))
  if (page > pages) return null
  const onPage = lines.slice((page - 1) * LINES_ON_PAGE, page * LINES_ON_PAGE)
  const turn = (label: string, to: number) => button(label, contracts.readOn, { escalationId: escalation.id, page: to })
  return {
    title: clip(`What ${memberName} lets you read`, LIMITS.cardTitle),
    status: { word: `Part ${page} of ${pages}`, tone: 'quiet' },
    body: [
      ...onPage.map((line) => lineBlock(line, nameOf)),
      ...(pages > 1
        ? [actions(page > 1 && turn('Show earlier', page - 1), page < pages && turn('Show later', page + 1))]
        : []),
    ],
  }
}
