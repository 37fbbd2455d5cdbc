import type { App as Bolt } from '@slack/bolt'
import type { Ports } from '../../app/ports.ts'
import { removeInstallation } from './installation-store.ts'
import { eventBody } from './payload.ts'
import type { Grants } from './tokens.ts'

export interface LifecycleParts {
  readonly ports: Ports
  readonly grants: Grants
}

/**
 * The app was removed, or its token was taken back: Slack says both, in any order, more than once, sometimes after the app came
 * back. The tokens go; an install that is newer than the news stays.
 */
export function listenToLifecycle(bolt: Bolt, parts: LifecycleParts): void {
  bolt.event('app_uninstalled', ({ body }) => onRemoved(parts, body))
  bolt.event('tokens_revoked', async ({ body }) => {
    const { tokens } = eventBody.parse(body).event
    const ofBots = typeof tokens === 'object' && tokens !== null && 'bot' in tokens ? tokens.bot : null
    // A person's own token says nothing about the app; we ask for none.
    if (Array.isArray(ofBots) && ofBots.length > 0) await onRemoved(parts, body)
  })
}

async function onRemoved({ ports, grants }: LifecycleParts, payload: unknown): Promise<void> {
  const { team_id, enterprise_id, event_time, authorizations } = eventBody.parse(payload)
  const isOrganisation = authorizations?.[0]?.is_enterprise_install === true
  const installation = (isOrganisation ? enterprise_id : team_id) ?? enterprise_id
  if (!installation) return
  const now = ports.clock.now()
  // Slack's seconds: an install in the same second is newer than the news about the one before it.
  const at = event_time > 0 ? new Date(event_time * 1000) : now
  const removed = await removeInstallation(ports.database.reader, installation, { at, now })
  grants.forget(installation)
  if (removed) ports.log.info({ installation }, 'The app was removed from a workspace of Slack; its tokens are deleted')
}
