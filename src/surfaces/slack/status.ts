import type { App as Bolt } from '@slack/bolt'
import { z } from 'zod'
import { encodeToken } from '../../kit/token.ts'
import { eventBody } from './payload.ts'
import type { Context } from './receive.ts'
import type { SlackDesk } from './scene.ts'

/** Whoever tells Slack that they are on holiday, or have moved, has told the desk as well. */

const changed = z.object({
  user: z.looseObject({
    id: z.string(),
    is_bot: z.boolean().optional(),
    profile: z.looseObject({
      status_text: z.string().default(''),
      status_emoji: z.string().default(''),
      /** Seconds since 1970; 0 for a status that stays until it is changed. */
      status_expiration: z.number().default(0),
    }),
  }),
})
export type SlackStatus = z.output<typeof changed>['user']['profile']

/** What Slack offers for a holiday and for being ill, and what people choose besides. */
const AWAY_EMOJI = ['palm_tree', 'desert_island', 'beach_with_umbrella', 'beach', 'face_with_thermometer', 'baby']
const AWAY_WORDS =
  /\b(?:vacation(?:ing)?|holidays?|on leave|(?:parental|maternity|paternity|sick) leave|sabbatical|out of (?:the )?office|ooo|out sick|urlaub|elternzeit|krank|vacances|cong[ée]s?|vacaciones|de baja|ferie|f[ée]rias)\b|休暇|休假/iu
/** A status without an end may have been forgotten. */
const FORGOTTEN_AFTER_DAYS = 30
const DAY_MS = 86_400_000

/** Until when this status says that its owner is away; null where it does not. */
export function awayUntil(status: SlackStatus, now: Date): Date | null {
  const isAway = AWAY_EMOJI.some((name) => status.status_emoji === `:${name}:`) || AWAY_WORDS.test(status.status_text)
  if (!isAway) return null
  if (status.status_expiration === 0) return new Date(now.getTime() + FORGOTTEN_AFTER_DAYS * DAY_MS)
  const until = new Date(status.status_expiration * 1000)
  return until > now ? until : null
}

/** The action of whoever keeps breaks. Without it there is nothing to tell. */
const FOLLOW = 'people.follow_status'

/** Only of people who have dealt with the desk: a status makes nobody a member. */
export function listenToStatus(bolt: Bolt, desk: SlackDesk): void {
  bolt.event('user_change', async ({ body, context }) => {
    const { event, event_id } = eventBody.parse(body)
    const { user } = changed.parse(event)
    const { door, grant } = context as Context
    const contract = desk.app.registry.action(FOLLOW)?.contract
    if (!contract || user.is_bot || !(await door.isFresh) || !(await isKnown(desk, grant.installation, user.id))) return
    desk.profiles.forget(grant, user.id)
    const actor = await desk.profiles.complete(grant, { externalId: user.id })
    const until = awayUntil(user.profile, desk.ports.clock.now())
    const values = { untilSeconds: until ? Math.ceil(until.getTime() / 1000) : 0 }
    await desk.app.dispatch({
      ...{ id: event_id, surface: 'slack', installation: grant.installation, actor },
      ...{ kind: 'action', token: encodeToken(contract, values) },
    })
  })
}

async function isKnown({ ports }: SlackDesk, installation: string, externalId: string): Promise<boolean> {
  const { directory, database } = ports
  const workspace = await directory.workspaceOf(database.reader, 'slack', installation)
  return workspace !== null && directory.knows(database.reader, workspace.id, { surface: 'slack', externalId })
}
