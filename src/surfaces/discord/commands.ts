import type { Registry } from '../../app/registry.ts'
import type { CommandContract, CommandOption } from '../../kit/contracts.ts'
import { clip } from '../../kit/ui/limits.ts'
import { DISCORD } from './limits.ts'
import { LOCALISED, type Localised } from './localisations.ts'

/** A command as Discord registers it. */
export interface DiscordCommand {
  readonly name: string
  readonly type: 1 | 2 | 3
  readonly description?: string
  readonly description_localizations?: Localised
  readonly name_localizations?: Localised
  readonly options?: readonly DiscordOption[]
  readonly default_member_permissions?: number | null
  readonly contexts: readonly number[]
  readonly integration_types: readonly number[]
}

export interface DiscordOption {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly description_localizations?: Localised
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly max_length?: number
  readonly choices?: readonly { readonly name: string; readonly value: string }[]
  readonly options?: readonly DiscordOption[]
}

const TYPED = 1
const ON_PERSON = 2
const ON_MESSAGE = 3
const SUBCOMMAND = 1
const STRING = 3
const USER = 6
const IN_GUILD = 0
const WITH_BOT = 1
const IN_OTHER_CHATS = 2
const GUILD_INSTALL = 0
const USER_INSTALL = 1
/** Who may see administrators' commands until the server's owner says otherwise; the desk's own roles decide when they are used. */
const MANAGE_GUILD = 1 << 5
/** Commands about oneself make sense wherever one is. */
const ABOUT_ONESELF = ['me', 'coach']
/** The longest that a person types into a command. */
const TEXT = 2_000

/** Everything that can be said to the desk, as Discord's commands: the noun is the command, the verb its subcommand. */
export function discordCommands(registry: Registry): readonly DiscordCommand[] {
  const contracts = registry.commands.map(({ contract }) => contract).toSorted(inOrder)
  const names = [...new Set(contracts.map(({ command }) => command))]
  const menus = [...menusFor(contracts, 'message'), ...menusFor(contracts, 'person')]
  return [...names.map((name) => typedCommand(name, contracts)), ...menus]
}

/** By name, the main verb of each command first; the order of a domain's contracts is nobody's promise. */
function inOrder(a: CommandContract, b: CommandContract): number {
  if (a.command !== b.command) return a.command < b.command ? -1 : 1
  return Number(b.bare) - Number(a.bare) || (a.verb < b.verb ? -1 : 1)
}

/** The contract behind a context menu, by the label that Discord sends. */
export function menuContract(registry: Registry, label: string, type: number): CommandContract | null {
  const contracts = registry.commands.map(({ contract }) => contract)
  const on = type === ON_MESSAGE ? 'message' : 'person'
  return contracts.find((contract) => menuLabel(contract, on) === label) ?? null
}

/** The option that a context menu on a person fills. */
export function personOption(contract: CommandContract): CommandOption | null {
  return contract.options.find(({ kind }) => kind === 'member' || kind === 'search') ?? null
}

function typedCommand(name: string, contracts: readonly CommandContract[]): DiscordCommand {
  const verbs = contracts.filter(({ command }) => command === name)
  const main = verbs.find(({ bare }) => bare) ?? verbs[0]
  const isForAdmins = verbs.every(({ who }) => who === 'admin')
  const isAboutOneself = ABOUT_ONESELF.includes(name)
  return {
    name,
    type: TYPED,
    description: clip(main?.summary ?? name, DISCORD.commandDescription),
    ...localised(main?.name),
    options: subcommands(name, verbs).slice(0, DISCORD.commandOptions),
    default_member_permissions: isForAdmins ? MANAGE_GUILD : null,
    contexts: isForAdmins ? [IN_GUILD] : isAboutOneself ? [IN_GUILD, WITH_BOT, IN_OTHER_CHATS] : [IN_GUILD, WITH_BOT],
    integration_types: isAboutOneself ? [GUILD_INSTALL, USER_INSTALL] : [GUILD_INSTALL],
  }
}

/** What the domains say, and what the surface adds where they do not: help everywhere, a look at the permissions for `/desk`. */
function subcommands(name: string, verbs: readonly CommandContract[]): DiscordOption[] {
  const said = verbs.map(subcommand)
  return [...said, ...ownSubcommands(name).filter((own) => !said.some((one) => one.name === own.name))]
}

function ownSubcommands(name: string): DiscordOption[] {
  const help = { type: SUBCOMMAND, name: 'help', description: `See what /${name} can do`, ...localised('help') }
  const check = {
    type: SUBCOMMAND,
    name: CHECK,
    description: 'See which permissions the desk has here, and which it lacks',
    ...localised('desk.check'),
  }
  return name === 'desk' ? [check, help] : [help]
}

/** The administrators' subcommand that the surface answers itself. */
export const CHECK = 'check'

function subcommand({ name, verb, summary, options }: CommandContract): DiscordOption {
  const required = options.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
  return {
    type: SUBCOMMAND,
    name: verb,
    description: clip(summary, DISCORD.commandDescription),
    ...localised(name),
    ...(options.length > 0 && { options: required.map((option) => optionFor(option, name)) }),
  }
}

function optionFor(option: CommandOption, contract: string): DiscordOption {
  const base = {
    name: option.name,
    description: clip(option.describe, DISCORD.commandDescription),
    ...localised(`${contract}.${option.name}`),
    ...(option.required && { required: true }),
  }
  switch (option.kind) {
    case 'text':
      return { type: STRING, ...base, max_length: TEXT }
    case 'member':
      return { type: USER, ...base }
    case 'search':
      return { type: STRING, ...base, autocomplete: true }
    case 'choice': {
      const choices = (option.choices ?? []).slice(0, DISCORD.choices)
      return {
        type: STRING,
        ...base,
        choices: choices.map(({ label, value }) => ({ name: clip(label, DISCORD.choiceName), value })),
      }
    }
  }
}

function menusFor(contracts: readonly CommandContract[], on: 'message' | 'person'): DiscordCommand[] {
  return contracts
    .flatMap((contract) => menuLabel(contract, on) ?? [])
    .slice(0, DISCORD.contextMenusPerKind)
    .map((name) => ({
      name,
      type: on === 'message' ? ON_MESSAGE : ON_PERSON,
      contexts: [IN_GUILD],
      integration_types: [GUILD_INSTALL],
    }))
}

/** A shortcut that is there anywhere is on the menu of a person where it can be about one. */
function menuLabel(contract: CommandContract, menu: 'message' | 'person'): string | null {
  if (menu === 'person' && personOption(contract) === null) return null
  const place = menu === 'message' ? 'message' : 'anywhere'
  const shortcut = contract.shortcuts?.find(({ on }) => on === place)
  return shortcut ? clip(shortcut.label, DISCORD.commandName) : null
}

function localised(key: string | undefined): { description_localizations?: Localised } {
  const words = key === undefined ? undefined : LOCALISED[key]
  return words ? { description_localizations: words } : {}
}
