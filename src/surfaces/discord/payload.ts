import { z } from 'zod'
import type { ActorClaim } from '../../kit/person.ts'

/** What Discord sends, as far as it is used. Everything is parsed here once; what does not fit is no act of a person. */

const snowflake = z.string().regex(/^\d{1,20}$/)

const user = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
})

const option = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional()
  },
})
export type CommandOptionGiven = z.output<typeof option>

const message = z.object({
  id: snowflake,
  channel_id: snowflake,
  content: z.string().optional(),
  components: z.unknown().optional(),
  flags: z.number().optional(),
  /** On an answer to a click: the message that was clicked. */
  interaction_metadata: z.object({ interacted_message_id: snowflake.optional() }).nullish(),
})

const control = z.object({
  type: z.number(),
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).optional(),
})
export type ControlGiven = z.output<typeof control>

const base = {
  id: snowflake,
  application_id: snowflake,
  token: z.string(),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ type: z.number().optional(), parent_id: snowflake.nullish() }).nullish(),
  member: z.object({ user, nick: z.string().nullish() }).optional(),
  user: user.optional(),
  locale: z.string().optional(),
  /** What the app may do in this channel, as a number in a string. */
  app_permissions: z.string().optional(),
  /** By kind of installation ("0" guild, "1" user), whose it is. */
  authorizing_integration_owners: z.record(z.string(), z.string()).optional(),
}

const command = {
  ...base,
  data: z.object({
    name: z.string(),
    /** 1 typed · 2 on a person · 3 on a message. */
    type: z.number().default(1),
    options: z.array(option).optional(),
    target_id: snowflake.optional(),
    resolved: z
      .object({ users: z.record(z.string(), user).optional(), messages: z.record(z.string(), message).optional() })
      .optional(),
  }),
}

export const commandGiven = z.object({ type: z.literal(2), ...command })
export const completionGiven = z.object({ type: z.literal(4), ...command })
export const clickGiven = z.object({
  type: z.literal(3),
  ...base,
  message,
  data: z.object({ custom_id: z.string(), values: z.array(z.string()).optional() }),
})
export const submitGiven = z.object({
  type: z.literal(5),
  ...base,
  message: message.optional(),
  data: z.object({
    custom_id: z.string(),
    /** Each a label with its control; rows of controls are the older shape. */
    components: z.array(
      z.object({ component: control.optional().catch(undefined), components: z.array(control).optional() }),
    ),
    resolved: z.object({ users: z.record(z.string(), user).optional() }).optional(),
  }),
})

export const interactionGiven = z.discriminatedUnion('type', [commandGiven, clickGiven, completionGiven, submitGiven])
export type InteractionGiven = z.output<typeof interactionGiven>
export type CommandGiven = z.output<typeof commandGiven>
export type CompletionGiven = z.output<typeof completionGiven>
export type ClickGiven = z.output<typeof clickGiven>
export type SubmitGiven = z.output<typeof submitGiven>
export type UserGiven = z.output<typeof user>

const channel = z.object({ id: snowflake, type: z.number(), position: z.number().optional() })

export const guildGiven = z.object({
  id: snowflake,
  name: z.string().nullish(),
  owner_id: snowflake.nullish(),
  unavailable: z.boolean().optional(),
  system_channel_id: snowflake.nullish(),
  channels: z.array(channel.catch({ id: '0', type: -1 })).optional(),
})
export type GuildGiven = z.output<typeof guildGiven>

export const guildMember = z.object({ user, nick: z.string().nullish() })

export const guildGone = z.object({ id: snowflake, unavailable: z.boolean().optional() })

/** All guilds of a connection that begins; [which shard, of how many], absent where there is one. */
export const allGuilds = z.object({
  guilds: z.array(z.object({ id: snowflake })),
  shard: z.tuple([z.number().int(), z.number().int().positive()]).default([0, 1]),
})

export const directMessage = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  author: user,
  /** Of a direct message, and where the desk is mentioned; all else is kept from us. */
  content: z.string().default(''),
})

export const channelMessage = directMessage.extend({
  guild_id: snowflake,
  mentions: z.array(z.object({ id: snowflake })).default([]),
  member: z.object({ nick: z.string().nullish() }).nullish(),
})

export type ChannelMessage = z.output<typeof channelMessage>

export const messageSent = z.object({ id: snowflake, channel_id: snowflake.optional() })
export const channelOpened = z.object({ id: snowflake })
export const messageList = z.array(
  z.object({ id: snowflake, components: z.array(z.object({ id: z.number().optional() })).optional() }),
)

/** What was filled in. */
export const controlsOf = ({ data }: SubmitGiven): readonly ControlGiven[] =>
  data.components.flatMap(({ component, components = [] }) => component ?? components)

/** Who acted, as Discord says. It never tells a time zone. */
export function claimOf({ member, user: direct, locale }: InteractionGiven): ActorClaim {
  const who = member?.user ?? direct
  if (!who) throw new Error('An interaction without a person.')
  const name = member?.nick || who.global_name || who.username
  return { externalId: who.id, name, ...(locale && { locale }) }
}

/** Threads: of an announcement, public, private. */
const THREADS = [10, 11, 12]

/** The channel in which it was done, of which a thread is a part; none for a direct message. */
export function channelOf({ guild_id: guild, channel_id: id, channel }: InteractionGiven): string | undefined {
  if (!guild || !id) return undefined
  const isThread = channel?.type !== undefined && THREADS.includes(channel.type)
  return isThread && channel.parent_id ? channel.parent_id : id
}

export const nameOf = ({ global_name, username }: UserGiven) => global_name || username
