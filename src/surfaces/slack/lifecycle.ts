import type { App as Bolt } from '@slack/bolt'
import type { z } from 'zod'
import type { Ports } from '../../app/ports.ts'
import { disconnect } from '../../app/tenancy.ts'
import { installationBy, saveTeamAccess } from './installation-store.ts'
import { eventBody, teamAccessEvent } from './payload.ts'
import type { Grants } from './tokens.ts'

export interface LifecycleParts {
  readonly ports: Ports
  readonly grants: Grants
}

/**
 * The app was removed, or its token was taken back: Slack says both, in any order, more than once, sometimes after the app came
 * back. The tokens go; an install that is newer than the news stays. In an organisation single workspaces are opened and closed.
 */
export function listenToLifecycle(bolt: Bolt, parts: LifecycleParts): void {
  bolt.event('app_uninstalled', ({ body }) => onRemoved(parts, body))
  bolt.event('tokens_revoked', async ({ body }) => {
    const { tokens } = eventBody.parse(body).event
    const ofBots = typeof tokens === 'object' && tokens !== null && 'bot' in tokens ? tokens.bot : null
    // A person's own token says nothing about the app; we ask for none.
    if (Array.isArray(ofBots) && ofBots.length > 0) await onRemoved(parts, body)
  })
  bolt.event('team_access_granted', ({ body }) => onTeamAccess(parts, body, true))
  bolt.event('team_access_revoked', ({ body }) => onTeamAccess(parts, body, false))
}

async function onRemoved({ ports, grants }: LifecycleParts, payload: unknown): Promise<void> {
  const event = eventBody.parse(payload)
  const installation = await removedPlace(ports, event)
  if (!installation) return
  const place = { surface: 'slack', externalId: installation } as const
  const removed = await disconnect(ports, place, { at: momentOf(ports, event) })
  grants.forget(installation)
  if (removed) ports.log.info({ installation }, 'The app was removed from a workspace of Slack; its tokens are deleted')
}

type EventBody = z.output<typeof eventBody>

/** A workspace with an install of its own; without one the news is about the organisation that holds it. */
async function removedPlace(ports: Ports, { team_id, enterprise_id, authorizations }: EventBody) {
  if (authorizations?.[0]?.is_enterprise_install && enterprise_id) return enterprise_id
  if (team_id && (!enterprise_id || (await installationBy(ports.database.reader, team_id)))) return team_id
  return enterprise_id
}

async function onTeamAccess({ ports, grants }: LifecycleParts, payload: unknown, isOpen: boolean): Promise<void> {
  const body = eventBody.parse(payload)
  const event = teamAccessEvent.parse(body.event)
  const organisation = body.enterprise_id ?? event.enterprise_id ?? body.authorizations?.[0]?.enterprise_id
  if (!organisation) return
  for (const team of event.team_ids) {
    const at = momentOf(ports, body)
    const isNews = await saveTeamAccess(ports.database.reader, organisation, { team, isOpen, at })
    if (isNews)
      ports.log.info({ organisation, team, isOpen }, 'A workspace of an organisation was opened or closed to the app')
  }
  grants.forget(organisation)
}

/** Slack's seconds: an install in the same second is newer than the news about the one before it. */
function momentOf(ports: Ports, { event_time }: EventBody): Date {
  return event_time > 0 ? new Date(event_time * 1000) : ports.clock.now()
}
