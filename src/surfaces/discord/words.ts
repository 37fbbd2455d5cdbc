import { bold, code, type Text, t } from '../../kit/ui/text.ts'

/** The sentences that only Discord's own ways need. */

export const done = (): Text => t`Done.`

export const nothingChanged = (): Text => t`Nothing was changed.`

export const formReady = (): Text => t`That took a moment. The form is ready now.`

export const formGone = (): Text =>
  t`That form has been put away after a day. Nothing was changed. Please start again; what you sent before is safe.`

export const notSentYet = (): Text => t`This is not sent yet, and nothing you typed is lost.`

export const whatYouTyped = (): Text => t`This is what you typed:`

export const severalFit = (typed: string): string => `Several fit “${typed}”. Please choose one.`

export const nobodyFits = (typed: string): string => `Nobody was found as “${typed}”. Please check it.`

export const typeTheName = (): string => 'Please type the name.'

export const howToTalk = (command: string): Text =>
  t`I am the introductions desk, an automated assistant. Type ${code(`/${command} ask`)} to ask for an introduction, ${code(`/${command} help`)} for everything else, and ${code('/me home')} to see what waits for you.`

export const closedMessages = 'Messages from the desk'

export const allGranted = (): Text => t`Nothing is missing: I have every permission that I need in this channel.`

export const someMissing = (): Text =>
  t`Some things will not work here. A server administrator can grant these to my role under ${bold('Server Settings → Roles')}, or invite me again with the link below: it asks for exactly these.`
