import type { App as Bolt } from '@slack/bolt'
import type { Log } from '../../kit/log.ts'
import { toPlainText } from '../../kit/ui/text.ts'
import type { Carried } from './receiver.ts'
import { escapeMrkdwn } from './render-text.ts'
import { notInstalled } from './words.ts'

/** What says that the app goes is heard although the app is gone. */
const HEARD_FROM_ANYWHERE = ['app_uninstalled', 'tokens_revoked', 'team_access_granted', 'team_access_revoked']

/** A signed act from a workspace where the app is not installed: said kindly to a person, logged, and nothing is done. */
export function refuseUnknownPlaces(bolt: Bolt, log: Log): void {
  bolt.use(async ({ body, context, next }) => {
    const isAboutTheApp = 'event' in body && HEARD_FROM_ANYWHERE.includes(String(body.event?.type))
    if (context.grant || isAboutTheApp) return next()
    const kind = 'type' in body ? body.type : 'command'
    log.warn({ team: context.teamId, kind }, 'An act from a workspace without the app was refused')
    const { door } = context as typeof context & Carried
    const text = escapeMrkdwn(toPlainText(notInstalled()))
    door.answer('command' in body ? { response_type: 'ephemeral', text } : undefined)
  })
}
