import { Routes } from 'discord.js'
import type { Log } from '../../kit/log.ts'
import type { DiscordApi } from './api.ts'
import type { DiscordCommand } from './commands.ts'
import { reasonOf } from './failures.ts'

/**
 * Tells Discord the commands, where they differ from what it has: creating is limited to 200 a day.
 */
export async function registerCommands(
  api: DiscordApi,
  given: { applicationId: string; commands: readonly DiscordCommand[]; log: Log },
): Promise<void> {
  const { applicationId, commands, log } = given
  const route = Routes.applicationCommands(applicationId)
  try {
    const query = new URLSearchParams({ with_localizations: 'true' })
    const registered = await api.get(route, query).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'Discord does not say which commands it has; it is told all of them')
      return []
    })
    const changed = differences(commands, Array.isArray(registered) ? registered : [])
    if (changed.length === 0) return
    await api.put(route, commands)
    log.info({ changed }, 'The commands were registered at Discord')
  } catch (error) {
    // The old commands go on working; what they lead to is understood or answered kindly.
    log.error({ reason: reasonOf(error) }, 'The commands could not be registered at Discord')
  }
}

/** The names of commands that are new, changed or gone. */
export function differences(wanted: readonly DiscordCommand[], registered: readonly unknown[]): string[] {
  const keyOf = (command: { name: string; type?: number }) => `${command.type ?? 1} ${command.name}`
  const there = new Map(registered.filter(isCommand).map((command) => [keyOf(command), command]))
  const changed = wanted.filter((command) => !isSame(command, there.get(keyOf(command))))
  const wantedKeys = new Set(wanted.map(keyOf))
  const gone = [...there].filter(([key]) => !wantedKeys.has(key)).map(([, command]) => command)
  return [...changed, ...gone].map(({ name }) => name)
}

function isCommand(value: unknown): value is { name: string; type?: number } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

function isSame(wanted: DiscordCommand, there: object | undefined): boolean {
  return there !== undefined && JSON.stringify(canonical(wanted)) === JSON.stringify(canonical(there))
}

/** What Discord adds to a command that it was given, or says in the asker's language. */
const ADDED = [
  ...['id', 'application_id', 'guild_id', 'version', 'nsfw', 'dm_permission', 'handler'],
  ...['name_localized', 'description_localized', 'min_length'],
]

/** The same for everything that means the same: no keys of Discord's own, none that say nothing, all in order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  // Permissions go out as a number and come back as text.
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? String(value) : value
  const telling = Object.entries(value)
    .map(([key, one]) => [key, canonical(one)] as const)
    .filter(([key, one]) => !ADDED.includes(key) && !saysNothing(one))
  return Object.fromEntries(telling.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
