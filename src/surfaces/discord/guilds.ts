import { Routes } from 'discord.js'
import type { Ports } from '../../app/ports.ts'
import { disconnect, settleIn } from '../../app/tenancy.ts'
import type { Log } from '../../kit/log.ts'
import type { ActorClaim } from '../../kit/person.ts'
import type { DiscordApi } from './api.ts'
import { activeGuilds, hasGuilds, saveHomeChannels } from './guild-store.ts'
import { allGuilds, type GuildGiven, guildGiven, guildGone, guildMember, nameOf } from './payload.ts'

/** The servers that the app was added to. */
export interface Guilds {
  /** Discord told of a guild: at start, after an outage, or because somebody added the app. Resolves when it is kept. */
  arrived(payload: unknown): Promise<void>
  /** A guild that cannot be reached for a while is still ours; one that removed the app is not. */
  left(payload: unknown): Promise<void>
  /** Discord named all guilds of a shard: those of ours that are not among them removed the app while nobody was connected. */
  named(payload: unknown): Promise<void>
  /** Resolves when what was told of this guild is kept. */
  settled(guild: string): Promise<void>
  /** Somebody acts in a guild that nobody told of: the news of it was lost, and it is ours all the same. */
  found(guild: string): Promise<void>
}

export interface GuildParts {
  readonly ports: Ports
  readonly api: DiscordApi
  readonly log: Log
}

/** Text channels under which private threads can be opened. */
const TEXT_CHANNEL = 0
/** Rooms are tried under so many channels before it is said that they cannot be opened. */
const CANDIDATES = 4

export function createGuilds(parts: GuildParts): Guilds {
  const { ports, log } = parts
  const pending = new Map<string, Promise<void>>()
  let last: Promise<void> = Promise.resolve()
  const arrived = async (payload: unknown): Promise<void> => {
    const id = guildGone.safeParse(payload).data?.id
    if (!id) return log.warn({}, 'Discord told of a guild without an id')
    // One after the other: whether a guild joins a workspace depends on those before it.
    const kept = last
      .then(() => arrive(parts, payload))
      .catch((error: unknown) => log.error({ error, guild: id }, 'A guild could not be kept'))
    last = kept
    pending.set(id, kept)
    await kept
    if (pending.get(id) === kept) pending.delete(id)
  }
  return {
    arrived,
    async left(payload) {
      const gone = guildGone.parse(payload)
      if (gone.unavailable) return log.warn({ guild: gone.id }, 'A guild is out of reach; it is still ours')
      await leave(parts, gone.id)
    },
    async named(payload) {
      const named = allGuilds.safeParse(payload)
      if (!named.success) return
      const { guilds, shard } = named.data
      const here = new Set(guilds.map(({ id }) => id))
      for (const id of await activeGuilds(ports.database.reader)) {
        if (shardOf(id, shard[1]) === shard[0] && !here.has(id)) await leave(parts, id)
      }
    },
    settled: async (guild) => pending.get(guild),
    found: (guild) => arrived({ id: guild }),
  }
}

async function leave({ ports, log }: GuildParts, guild: string): Promise<void> {
  const isNews = await disconnect(ports, { surface: 'discord', externalId: guild }, { at: ports.clock.now() })
  if (isNews) log.info({ guild }, 'The app was removed from a guild')
}

/** Which shard a guild is on (docs.discord.com, "Sharding", November 2026). */
function shardOf(guild: string, count: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(count))
}

/** Until Discord tells its name. */
const UNNAMED = 'A Discord server'

async function arrive({ ports, api, log }: GuildParts, payload: unknown): Promise<void> {
  const guild = guildGiven.parse(payload)
  if (guild.unavailable) return
  const name = guild.name || UNNAMED
  const db = ports.database.reader
  // The first guild and the community's Slack are one desk; a second guild is another community.
  const joins = !(await hasGuilds(db))
  const { isNew } = await settleIn(ports, { surface: 'discord', externalId: guild.id, name }, { joins })
  if (guild.channels) await saveHomeChannels(db, guild.id, { name, channels: roomChannels(guild) })
  if (!isNew || !guild.owner_id) return
  log.info({ guild: guild.id }, 'The app was added to a guild')
  await recogniseOwner(ports, guild.id, {
    externalId: guild.owner_id,
    ...(await nameIn(api, guild.id, guild.owner_id)),
  })
}

function roomChannels({ channels = [], system_channel_id }: GuildGiven): string[] {
  const texts = channels.filter(({ type }) => type === TEXT_CHANNEL)
  const inOrder = texts.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)).map(({ id }) => id)
  return [...new Set([...(system_channel_id ? [system_channel_id] : []), ...inOrder])].slice(0, CANDIDATES)
}

/** The first member of a workspace looks after it: that should be the server's owner, not whoever types first. */
async function recogniseOwner(ports: Ports, installation: string, claim: ActorClaim): Promise<void> {
  const { directory, database, clock } = ports
  const workspace = await directory.workspaceOf(database.reader, 'discord', installation)
  if (!workspace) return
  await directory.recognise(database.reader, { workspace, surface: 'discord', installation, claim, now: clock.now() })
}

/** Without it they go by their account's number until they say something. */
async function nameIn(api: DiscordApi, guild: string, user: string): Promise<{ name?: string }> {
  const member = guildMember.safeParse(await api.get(Routes.guildMember(guild, user)).catch(() => null))
  if (!member.success) return {}
  const { nick, user: account } = member.data
  return { name: nick || nameOf(account) }
}
