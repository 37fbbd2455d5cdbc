import type { MemberId } from '../../../kit/brand.ts'
import {
  actions,
  type Block,
  button,
  type Card,
  fields,
  type ListItem,
  list,
  quote,
  type Status,
  text,
} from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { bold, t, time, typed } from '../../../kit/ui/text.ts'
import { contracts } from '../contracts.ts'
import type { Config, ConfigStatus, DryRun, Escalation, Settings } from '../model.ts'
import { type Difference, differences } from '../rules/version.ts'
import type { Flagged } from '../store/review.ts'
import * as say from '../text.ts'

/** What administrators see of the coach. */

export interface DeskShown {
  readonly settings: Settings
  /** Null while the defaults count. */
  readonly version: number | null
  readonly waiting: number
  readonly flagged: number
}

export function deskCard({ settings, version, waiting, flagged }: DeskShown): Card {
  return {
    title: 'The coach',
    status: settings.isActive ? { word: 'On', tone: 'good' } : { word: 'Off', tone: 'quiet' },
    body: [
      fields([
        { label: 'Counts now', value: t`${version === null ? 'The defaults' : `Version ${version}`}` },
        { label: 'An answer', value: t`${settings.maxTokensPerMessage.toLocaleString('en')} tokens at most` },
        { label: 'A member and day', value: t`${settings.maxTokensPerDay.toLocaleString('en')} tokens` },
        { label: 'Wait for a human', value: t`${bold(String(waiting))}` },
        { label: 'To be looked at', value: t`${bold(String(flagged))}` },
      ]),
      actions(
        button('Show what to look at', contracts.showQueue, {}, waiting + flagged > 0 ? { style: 'primary' } : {}),
        button('Show last week', contracts.showReport, {}),
        button('Show versions', contracts.showVersions, {}),
      ),
      actions(
        button('Change how it behaves…', contracts.openSettings, {}),
        button('Change words to look for…', contracts.openKeywords, {}),
        button('Change numbers to call…', contracts.openHelpLines, {}),
      ),
      text(t`Nobody here reads a conversation unless its member asked for a human or shared an answer.`, 'small'),
    ],
  }
}

const versionStatus: Readonly<Record<ConfigStatus, Status>> = {
  DRAFT: { word: 'Draft', tone: 'open' },
  LIVE: { word: 'Live', tone: 'good' },
  PAST: { word: 'Past', tone: 'quiet' },
  DISCARDED: { word: 'Discarded', tone: 'quiet' },
}

/** A version against what counts now. */
export function versionCard(config: Config, live: Settings): Card {
  const changes = config.status === 'DRAFT' ? differences(live, config) : []
  const values = { configId: config.id }
  return {
    title: `Version ${config.version} of the coach`,
    status: versionStatus[config.status],
    body: [
      ...(config.status === 'DRAFT'
        ? [text(draftNews(changes)), ...changed(changes)]
        : [text(pastNews(config.status))]),
      ...(config.dryRun ? tried(config.dryRun) : []),
      ...(config.status === 'DRAFT' && changes.length > 0
        ? [
            actions(
              button('Make it live', contracts.makeLive, values, { style: 'primary' }),
              !config.dryRun?.isRunning && button('Try it on past questions', contracts.tryOut, values),
              button('Discard it', contracts.discard, values),
            ),
          ]
        : []),
    ],
  }
}

const draftNews = (changes: readonly Difference[]) =>
  changes.length === 0
    ? t`It is the same as what counts now, so there is nothing to make live.`
    : t`This would change, once you make it live:`

function pastNews(status: ConfigStatus) {
  switch (status) {
    case 'LIVE':
      return t`It counts for everybody now.`
    case 'PAST':
      return t`It counted before. “Show versions” brings it back as a draft.`
    case 'DRAFT':
    case 'DISCARDED':
      return t`It was discarded and never counted.`
  }
}

const CHANGE_CHARS = 200

const changed = (changes: readonly Difference[]): Block[] =>
  changes.length === 0
    ? []
    : [
        fields(
          changes.slice(0, LIMITS.fieldsInBlock).map(({ what, before, after }) => ({
            label: what,
            value: t`${clip(before, CHANGE_CHARS)} → ${bold(clip(after, CHANGE_CHARS))}`,
          })),
        ),
      ]

/** Counts of everything, words of what was shared. */
function tried({ isRunning, questions, found, answers }: DryRun): Block[] {
  if (isRunning) return [text(t`Trying it on past questions…`, 'small')]
  return [
    {
      kind: 'table',
      caption: `What would be found in the last ${questions} questions`,
      columns: ['What', 'Now', 'With this version'],
      rows: found.map(({ class: one, before, after }) => [say.reasonWord[one], String(before), String(after)]),
    },
    ...answers.flatMap(({ question, before, after }) => [
      text(t`${bold(clip(question, 160))}`),
      quote(t`${bold('Then:')} ${clip(before, LIMITS.shownParagraph / 2)}`),
      quote(t`${bold('With this version:')} ${clip(after, LIMITS.shownParagraph / 2)}`),
    ]),
    ...(answers.length === 0
      ? [text(t`No member has shared a question, so there are no answers to compare.`, 'small')]
      : []),
  ]
}

export function versionsCard(versions: readonly Config[], nameOf: (id: MemberId | null) => string): Card {
  if (versions.length === 0) {
    return {
      title: 'Versions of the coach',
      body: [
        text(t`The defaults count; nobody has changed anything yet.`),
        actions(button('Change how it behaves…', contracts.openSettings, {})),
      ],
    }
  }
  return {
    title: 'Versions of the coach',
    body: [
      list(
        versions.slice(0, LIMITS.listItems).map((config) => ({
          title: `Version ${config.version}`,
          status: versionStatus[config.status],
          text: t`${nameOf(config.updatedBy)}, ${time(config.updatedAt)}`,
          ...(config.status !== 'LIVE' && {
            actions: [button('Bring it back', contracts.restore, { configId: config.id })],
          }),
        })),
      ),
    ],
  }
}

export interface Queue {
  readonly escalations: readonly { readonly escalation: Escalation; readonly memberName: string }[]
  readonly flagged: readonly (Flagged & { readonly memberName: string })[]
}

const SHOWN_FLAGGED = 3

/** What a person should look at: first who waits, then what members shared. */
export function queueCard({ escalations, flagged }: Queue): Card {
  if (escalations.length + flagged.length === 0) {
    return { title: 'Nothing to look at', body: [text(t`Nobody waits for a human, and no shared answer is unread.`)] }
  }
  return {
    title: 'To look at',
    body: [
      ...(escalations.length > 0
        ? [text(t`${bold('They wait for a human')}`), list(escalations.slice(0, LIMITS.listItems).map(waitingItem))]
        : []),
      ...flagged.slice(0, SHOWN_FLAGGED).flatMap(flaggedBlocks),
      ...(flagged.length > SHOWN_FLAGGED
        ? [text(t`… and ${flagged.length - SHOWN_FLAGGED} more, when these are done.`, 'small')]
        : []),
    ],
  }
}

function waitingItem({ escalation, memberName }: Queue['escalations'][number]): ListItem {
  const { id, reason, answerBy, createdAt } = escalation
  return {
    title: memberName,
    status: { word: say.reasonWord[reason], tone: 'open' },
    text: answerBy ? t`Since ${time(createdAt)}, to be answered by ${time(answerBy)}` : t`Since ${time(createdAt)}`,
    actions: [button('Answer…', contracts.openReply, { escalationId: id })],
  }
}

function flaggedBlocks({ answerId, memberName, question, answer, rating, reason }: Queue['flagged'][number]): Block[] {
  const verdict = rating === 2 ? 'It helped' : rating === 1 ? 'It did not help' : 'Shared'
  return [
    text(t`${bold(memberName)} · ${verdict}`),
    ...(reason ? [quote(typed(clip(reason, LIMITS.shownParagraph)))] : []),
    quote(t`${bold('Asked:')} ${clip(question, 300)}`),
    quote(t`${bold('Coach:')} ${clip(answer, 500)}`),
    actions(button('Mark as read', contracts.reviewed, { answerId })),
  ]
}
