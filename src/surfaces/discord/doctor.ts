import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Ports } from '../../app/ports.ts'
import type { Finding } from '../../kit/finding.ts'
import { createApi, type DiscordApi } from './api.ts'
import { discordCommands } from './commands.ts'
import { channelsOff, guildsInUse, isConnected } from './doctor-store.ts'
import { reasonOf, statusOf } from './failures.ts'
import { inviteLink } from './permissions.ts'
import { differences } from './register.ts'

/** What `introdesk doctor` says of Discord. docs/discord.md explains each of these findings under its own words. */
export async function examineDiscord(
  ports: Ports,
  config: { readonly token: string; readonly applicationId: string; readonly apiUrl?: string | undefined },
): Promise<readonly Finding[]> {
  const { token, applicationId, apiUrl } = config
  const api = createApi({ token, apiUrl, log: ports.log })
  try {
    const account = await examineAccount(api, applicationId)
    const commands = account.state === 'problem' ? [] : [await examineCommands(api, ports, applicationId)]
    return [
      account,
      ...commands,
      await examineConnection(ports, applicationId),
      ...(await examineGuilds(ports, applicationId)),
    ]
  } finally {
    api.rest.clearHandlerSweeper()
    api.rest.clearHashSweeper()
  }
}

const application = z.object({ id: z.string(), name: z.string().optional() })

async function examineAccount(api: DiscordApi, applicationId: string): Promise<Finding> {
  const name = 'Discord'
  try {
    const { id, name: called = 'an application' } = application.parse(await api.get(Routes.currentApplication()))
    if (id === applicationId) return { name, state: 'ok', finding: `${called} (${id}), no privileged intents` }
    return {
      name,
      state: 'problem',
      finding: `DISCORD_TOKEN belongs to ${called} (${id}), and DISCORD_APPLICATION_ID is ${applicationId}`,
      advice: 'Copy both from the same application in the developer portal.',
    }
  } catch (error) {
    if (statusOf(error) === 401) {
      return {
        name,
        state: 'problem',
        finding: 'DISCORD_TOKEN is not accepted',
        advice: 'Reset the token on the page "Bot" of the developer portal, and set DISCORD_TOKEN to the new one.',
      }
    }
    if (statusOf(error) === 404) return { name, state: 'note', finding: 'it does not say whose the token is' }
    return {
      name,
      state: 'problem',
      finding: `cannot be reached: ${reasonOf(error)}`,
      advice: 'Look whether this machine reaches Discord, and at DISCORD_API_URL where it is set.',
    }
  }
}

async function examineCommands(api: DiscordApi, { registry }: Ports, applicationId: string): Promise<Finding> {
  const name = 'Discord commands'
  const commands = discordCommands(registry)
  try {
    const query = new URLSearchParams({ with_localizations: 'true' })
    const registered = await api.get(Routes.applicationCommands(applicationId), query)
    const changed = differences(commands, Array.isArray(registered) ? registered : [])
    if (changed.length === 0) return { name, state: 'ok', finding: `all ${commands.length} registered` }
    return {
      name,
      state: 'note',
      finding: `not as they should be: ${changed.join(', ')}`,
      advice: 'They are registered whenever the desk starts; restart it.',
    }
  } catch (error) {
    return { name, state: 'note', finding: `cannot be looked at: ${reasonOf(error)}` }
  }
}

async function examineConnection({ database }: Ports, applicationId: string): Promise<Finding> {
  const name = 'Discord connection'
  if (await isConnected(database.reader, applicationId))
    return { name, state: 'ok', finding: 'a process is responsible for it' }
  return { name, state: 'note', finding: 'no process is connected', advice: 'Start the desk: npm start.' }
}

async function examineGuilds({ database, clock }: Ports, applicationId: string): Promise<Finding[]> {
  const count = await guildsInUse(database.reader)
  const servers: Finding =
    count > 0
      ? { name: 'Discord servers', state: 'ok', finding: String(count) }
      : {
          name: 'Discord servers',
          state: 'note',
          finding: 'the app is in no server yet',
          advice: `Add it: ${inviteLink(applicationId)}`,
        }
  const off = await channelsOff(database.reader, clock.now())
  return [
    servers,
    ...off.map(({ channelId, reason }) => ({
      name: 'Discord channel',
      state: 'note' as const,
      finding: `${channelId} is left alone for a day, because it refused the desk three times: ${reason}`,
      advice: 'Type /desk check in that channel; it names the permission that is missing.',
    })),
  ]
}
