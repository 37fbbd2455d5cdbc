import { bold, code, type Text, t } from '../../kit/ui/text.ts'

/** The sentences that only Slack's own ways need. */

export const oneMoment = (): Text => t`One moment, this takes a little longer than usual…`

export const received = (): Text => t`Received. There is a lot going on just now; the answer follows in a moment.`

export const saving = (): Text => t`Saving…`

export const tooBusy = (): Text =>
  t`There is more going on than I can take at once, so nothing of this was saved. Please try again in a minute.`

export const done = (): Text => t`Done.`

export const tooSlowForAForm = (): Text =>
  t`That took too long for Slack to open a form. Nothing was changed. Please try it again.`

export const notInstalled = (): Text =>
  t`I am not set up in this workspace, so nothing was saved. An administrator can add me; then say it again.`

export const howToTalk = (command: string): Text =>
  t`I am the introductions desk, an automated assistant. Type ${code(`/${command}`)} to ask for an introduction, ${code(`/${command} help`)} for everything else, or open my ${bold('Home')} tab to see what waits for you.`

export const welcomeLead = (workspace: string): Text =>
  t`I am ready in ${bold(workspace)}. Three steps, and the first introduction can be asked for:`

export const installed = (workspace: string): string =>
  `Introdesk is in ${workspace}. You will find a message from it in Slack.`

export const installRefused =
  'The installation was not finished, so nothing was changed. You can start it again any time.'

export const installExpired =
  'This page belongs to an installation that was started elsewhere, or more than ten minutes ago. Nothing was changed. Please start it again.'
