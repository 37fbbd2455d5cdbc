import type { ActionContract, CommandContract, CommandOption, FormContract } from '../../kit/contracts.ts'
import type { Said } from '../../kit/interaction.ts'
import { decodeToken } from '../../kit/token.ts'
import { menuContract, personOption } from './commands.ts'
import { againIdOf } from './form-again.ts'
import type { CommandGiven, CommandOptionGiven, CompletionGiven, InteractionGiven } from './payload.ts'
import { nameOf } from './payload.ts'
import { customIdToToken } from './render-actions.ts'
import { homePageOf } from './render-home.ts'
import { type DiscordDesk, memberOf, type Scene } from './scene.ts'
import { optionsFor, theOneMeant } from './submit.ts'
import type { Awaited } from './voice.ts'

/** A command taken apart: its noun, its verb, and what was filled in. */
export interface CommandWords {
  readonly command: string
  readonly verb: string
  readonly options: readonly CommandOptionGiven[]
}

const SUBCOMMAND = 1
const TYPED = 1

export function wordsOf({ data }: CommandGiven | CompletionGiven): CommandWords {
  const sub = data.options?.find(({ type }) => type === SUBCOMMAND)
  return { command: data.name, verb: sub?.name ?? '', options: sub?.options ?? [] }
}

/** What a command says to the desk: people as members, names as what they mean. */
export async function commandToSaid(scene: Scene, given: CommandGiven): Promise<Said> {
  if (given.data.type !== TYPED) return menuToSaid(scene, given)
  const { command, verb, options } = wordsOf(given)
  if (command === 'me' && verb === 'home') return { kind: 'home' }
  const contract = scene.desk.app.registry.command(command, verb)?.contract
  const values: Record<string, string> = {}
  for (const { name, value } of options) {
    if (value === undefined) continue
    const option = contract?.options.find((one) => one.name === name)
    values[name] = await optionToValue(scene, given, { option, typed: String(value) })
  }
  return { kind: 'command', command, verb, options: values }
}

/** What the act leads to, as far as its contract says so before the desk is asked. */
export function awaitedFor(desk: DiscordDesk, given: InteractionGiven): Awaited {
  if (given.type === 3 && homePageOf(given.data.custom_id) !== null) return 'update'
  const contract = contractOf(desk, given)
  const isClick = given.type === 3 || (given.type === 5 && given.message !== undefined)
  if (isClick && (contract?.answers === 'update' || contract?.answers === 'nothing')) return 'update'
  return contract?.seenBy === 'channel' ? 'public' : 'private'
}

export function opensForm(desk: DiscordDesk, given: InteractionGiven): boolean {
  if (given.type === 3 && againIdOf(given.data.custom_id)) return true
  return contractOf(desk, given)?.answers === 'form'
}

function contractOf(
  { app }: DiscordDesk,
  given: InteractionGiven,
): CommandContract | ActionContract | FormContract | null {
  const { registry } = app
  switch (given.type) {
    case 2: {
      if (given.data.type !== TYPED) return menuContract(registry, given.data.name, given.data.type)
      const { command, verb } = wordsOf(given)
      return registry.command(command, verb)?.contract ?? null
    }
    case 3: {
      const token = decodeToken(customIdToToken(given.data.custom_id).token)
      return (token && registry.action(token.name)?.contract) ?? null
    }
    case 5: {
      const token = decodeToken(given.data.custom_id)
      return (token && registry.form(token.name)?.contract) ?? null
    }
    case 4:
      return null
  }
}

/** A context menu says the command of its label: on a message with its words, on a person with that person filled in. */
async function menuToSaid(scene: Scene, given: CommandGiven): Promise<Said> {
  const { name, type, target_id: target, resolved } = given.data
  const contract = menuContract(scene.desk.app.registry, name, type)
  if (!contract || !target) return { kind: 'command', command: name, verb: 'help' }
  const { command, verb } = contract
  const message = resolved?.messages?.[target]
  if (message) return { kind: 'command', command, verb, words: message.content ?? '' }
  const option = personOption(contract)
  const user = resolved?.users?.[target]
  if (!option) return { kind: 'command', command, verb }
  const typed = option.kind === 'member' ? target : user ? nameOf(user) : target
  return {
    kind: 'command',
    command,
    verb,
    options: { [option.name]: await optionToValue(scene, given, { option, typed }) },
  }
}

/** A person becomes a member, a typed name the one thing that it means; what means nothing stays as it was typed. */
async function optionToValue(
  scene: Scene,
  given: CommandGiven,
  { option, typed }: { option: CommandOption | undefined; typed: string },
): Promise<string> {
  if (option?.kind === 'member') {
    const user = given.data.resolved?.users?.[typed]
    return memberOf(scene, { id: typed, ...(user && { name: nameOf(user) }) })
  }
  if (option?.kind !== 'search' || !option.search) return typed
  return theOneMeant(await optionsFor(scene, option.search, typed), typed)?.value ?? typed
}
