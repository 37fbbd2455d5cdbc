import type { App as Bolt } from '@slack/bolt'
import type { z } from 'zod'
import type { Ports } from '../../app/ports.ts'
import { disconnect } from '../../app/tenancy.ts'
import { installationBy, saveTeamAccess } from './installation-store.ts'
import { handOver } from './organisation-store.ts'
import { eventBody, teamAccessEvent } from './payload.ts'
import { type Grants, isGood } from './tokens.ts'

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
  for (const installation of await removedPlaces({ ports, grants }, event)) {
    const place = { surface: 'slack', externalId: installation } as const
    const removed = await disconnect(ports, place, { at: momentOf(ports, event), left: handOver })
    grants.forget(installation)
    if (removed)
      ports.log.info({ installation }, 'The app was removed from a workspace of Slack; its tokens are deleted')
  }
}

/**
 * A removal of which nobody was told, because the desk was down for longer than Slack tries: a card found that the token is good no
 * more. It is read anew first: another process may have renewed it.
 */
export async function noticeRemoval({ ports, grants }: LifecycleParts, installation: string): Promise<void> {
  grants.forget(installation)
  if (await isGood(grants, installation)) return
  const place = { surface: 'slack', externalId: installation } as const
  const removed = await disconnect(ports, place, { at: ports.clock.now(), left: handOver })
  grants.forget(installation)
  if (removed)
    ports.log.info({ installation }, 'Slack takes the token of a workspace no more; the app was removed there')
}

type EventBody = z.output<typeof eventBody>

/**
 * A workspace with an install of its own; without one the news is about the organisation that holds it. Where both have or had
 * one, a wrong guess would cut off everybody in the organisation: there Slack is asked which of the two tokens is good no more.
 */
async function removedPlaces({ ports, grants }: LifecycleParts, event: EventBody): Promise<readonly string[]> {
  const { team_id: team, enterprise_id: whole, authorizations } = event
  const [ofTeam, ofWhole] = await Promise.all(
    [team, whole].map((id) => (id ? installationBy(ports.database.reader, id) : null)),
  )
  if (team && whole && ofTeam && ofWhole?.isActive) {
    const ended = []
    if (ofTeam.isActive && !(await isGood(grants, team))) ended.push(team)
    if (!(await isGood(grants, whole))) ended.push(whole)
    // Said once more of a team that is gone.
    if (ended.length > 0 || !ofTeam.isActive) return ended
  }
  if (whole && authorizations?.[0]?.is_enterprise_install) return [whole]
  if (team && (!whole || ofTeam)) return [team]
  return whole ? [whole] : []
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
