import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ActorClaim } from '../../kit/person.ts'

/** What Slack sends, as far as it is used. Everything is parsed here once; what does not fit is no act of a person. */
const user = z.object({
  id: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
  team_id: z.string().nullish(),
})
const team = z.object({ id: z.string() }).nullish()
const place = { team, enterprise: team, is_enterprise_install: z.boolean().nullish(), user }

export const commandBody = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  user_name: z.string().optional(),
  team_id: z.string(),
  enterprise_id: z.string().optional(),
  is_enterprise_install: z.string().optional(),
  channel_id: z.string().optional(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
})

const controls = z.record(z.string(), z.record(z.string(), z.looseObject({})))
/** Kept whole, because a form that is shown again is this one. */
const view = z.looseObject({
  id: z.string(),
  type: z.string(),
  hash: z.string().nullish(),
  private_metadata: z.string().default(''),
  app_installed_team_id: z.string().nullish(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).default([]),
  state: z.object({ values: controls }).default({ values: {} }),
})

export const actionBody = z.object({
  ...place,
  type: z.literal('block_actions'),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: z.string().optional() }).nullish(),
  container: z.object({ channel_id: z.string().nullish(), message_ts: z.string().nullish() }).nullish(),
  view: view.nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        type: z.string(),
        action_ts: z.string().optional(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
})

export const submitBody = z.object({
  ...place,
  type: z.literal('view_submission'),
  trigger_id: z.string().optional(),
  view,
})

export const suggestionBody = z.object({
  ...place,
  type: z.literal('block_suggestion'),
  action_id: z.string(),
  value: z.string(),
  view: view.nullish(),
})

export const shortcutBody = z.object({
  ...place,
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ text: z.string().optional() }).nullish(),
})

export const eventBody = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  event_time: z.number().default(0),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
  event: z.looseObject({ type: z.string() }),
})

export const teamAccessEvent = z.object({
  team_ids: z.array(z.string()).default([]),
  enterprise_id: z.string().nullish(),
})

export const formMetadata = z.object({
  token: z.string(),
  origin: z.string().optional(),
  channel: z.string().optional(),
})

/** A channel or a group's conversation; a direct message, whose id begins with D, is nobody's shared place. */
export const sharedChannel = (id: string | null | undefined): string | undefined =>
  id && !id.startsWith('D') ? id : undefined

/** The fields that say where an act happened, whatever its kind. */
interface Placed {
  readonly team?: { readonly id: string } | null | undefined
  readonly enterprise?: { readonly id: string } | null | undefined
  readonly is_enterprise_install?: boolean | null | undefined
  readonly user: { readonly id: string; readonly team_id?: string | null | undefined }
  readonly view?: { readonly app_installed_team_id?: string | null | undefined } | null | undefined
}

export function claimOf(body: Placed & { user: z.output<typeof user> }): ActorClaim {
  const { user: actor, team: here, enterprise } = body
  const name = actor.name ?? actor.username
  // In an organisation people belong to several workspaces; elsewhere another team is another company (Slack Connect).
  const isExternal = !enterprise && actor.team_id && here && actor.team_id !== here.id
  return { externalId: actor.id, ...(name && { name }), ...(isExternal && { external: true }) }
}

/**
 * The platform's id of an act: the same when it is delivered again. The trigger alone would do for Slack; what was said is in it,
 * so that whoever replays payloads with one trigger for all loses nothing.
 */
export function actId(trigger: string | undefined, ...said: readonly (string | null | undefined)[]): string {
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 12)
  return `${trigger ?? 'none'} ${digest}`
}

/** Slack escapes three characters in what people type, and turns mentions into ids. */
export function typedText(text: string): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_all, id: string, name?: string) => `@${name || id}`)
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_all, id: string, name?: string) => `#${name || id}`)
    .replace(/<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>/g, (_all, href: string, label?: string) => label || href)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
