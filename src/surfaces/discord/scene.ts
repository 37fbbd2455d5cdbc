import type { App } from '../../app/app.ts'
import { latestCard } from '../../app/deliver.ts'
import { peopleIn } from '../../app/destination.ts'
import type { Ports } from '../../app/ports.ts'
import type { Interaction, Said } from '../../kit/interaction.ts'
import type { ActorClaim } from '../../kit/person.ts'
import type { Reply } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { DiscordApi } from './api.ts'
import type { Questions } from './confirm.ts'
import type { Guilds } from './guilds.ts'
import type { Line } from './line.ts'
import { channelOf, claimOf, type InteractionGiven } from './payload.ts'
import { refToText } from './refs.ts'
import { guildOf } from './store.ts'
import type { Voice } from './voice.ts'

/** What every kind of act is handled with. */
export interface DiscordDesk {
  readonly app: App
  readonly ports: Ports
  readonly api: DiscordApi
  readonly guilds: Guilds
  readonly questions: Questions
  /** Forms that are being kept at this moment, by their ids. */
  readonly keeping: Map<string, Promise<void>>
  readonly line: Line
  readonly applicationId: string
}

/** One act of one person: where it happened, who did it, and the voice that answers it. */
export interface Scene {
  readonly desk: DiscordDesk
  readonly given: InteractionGiven
  readonly voice: Voice
  readonly claim: ActorClaim
  readonly installation: string
  /** The message that was clicked; behind a question "are you sure?", the message that the question is about. */
  readonly origin?: string | undefined
}

export async function sceneOf(desk: DiscordDesk, given: InteractionGiven, voice: Voice): Promise<Scene> {
  const claim = claimOf(given)
  const origin = originOf(given)
  return { desk, given, voice, claim, origin, installation: await installationOf(desk, given, origin) }
}

export async function askDesk(scene: Scene, said: Said): Promise<Reply> {
  const { desk, given, claim, installation, origin } = scene
  const channel = channelOf(given)
  const place = { installation, ...(origin && { origin }), ...(channel && { channel }) }
  const base = { id: given.id, surface: 'discord' as const, actor: claim, ...place }
  const interaction: Interaction = { ...base, ...said }
  const reply = await desk.app.dispatch(interaction)
  if (reply.kind !== 'refused' || reply.code !== 'unknown_place' || !isInstalledIn(given)) return reply
  await desk.guilds.found(installation)
  return desk.app.dispatch(interaction)
}

/** Whether the app was added to the guild in which this happens, and not only to the person's own account. */
function isInstalledIn({ guild_id: guild, authorizing_integration_owners: owners }: InteractionGiven): boolean {
  return guild !== undefined && (owners === undefined || owners[0] === guild)
}

/** How the actor reads an answer: mentions of the people in it. Times are printed by Discord itself. */
export async function readerOf({ desk, installation, claim }: Scene, shown: unknown): Promise<Reader> {
  const { directory, database } = desk.ports
  const reader = { timeZone: 'UTC', locale: claim.locale ?? 'en' }
  const people = peopleIn(shown)
  const workspace = people.length > 0 ? await directory.workspaceOf(database.reader, 'discord', installation) : null
  if (!workspace) return { ...reader, mentions: new Map() }
  const addresses = await directory.addresses(database.reader, workspace.id, people)
  const mentions = [...addresses].flatMap(([memberId, list]) => {
    const here = list.find((address) => address.surface === 'discord' && address.installation === installation)
    return here ? [[memberId, here.externalId] as const] : []
  })
  return { ...reader, mentions: new Map(mentions) }
}

/** The card behind the message as it is now, where it is one that was delivered. */
export async function cardBehind({ desk, installation, origin }: Scene): Promise<Card | null> {
  const { directory, database } = desk.ports
  const workspace = await directory.workspaceOf(database.reader, 'discord', installation)
  return workspace && latestCard(desk.ports, workspace, { surface: 'discord', origin })
}

/** Whoever was chosen from Discord's list of people, as a member: domains know members, not accounts. */
export async function memberOf(scene: Scene, account: { id: string; name?: string }): Promise<string> {
  const { desk, installation } = scene
  const { directory, database, clock } = desk.ports
  const workspace = await directory.workspaceOf(database.reader, 'discord', installation)
  // The desk refuses the whole act for a place that it does not know; the account is then as good as anything.
  if (!workspace) return account.id
  const claim = { externalId: account.id, ...(account.name && { name: account.name }) }
  const sighting = { workspace, surface: 'discord' as const, installation, claim, now: clock.now() }
  return (await directory.recognise(database.reader, sighting)).id
}

/** A guild where the app is installed; else the guild of the card, or the one where the person was last. */
async function installationOf(
  { guilds, ports }: DiscordDesk,
  given: InteractionGiven,
  origin: string | undefined,
): Promise<string> {
  const { guild_id: guild } = given
  if (guild && isInstalledIn(given)) {
    await guilds.settled(guild)
    return guild
  }
  return (await guildOf(ports.database.reader, claimOf(given).externalId, origin)) ?? guild ?? 'direct'
}

function originOf(given: InteractionGiven): string | undefined {
  if (given.type !== 3 && given.type !== 5) return undefined
  const { message } = given
  if (!message) return undefined
  const id = message.interaction_metadata?.interacted_message_id ?? message.id
  return refToText({ channel: message.channel_id, message: id })
}
