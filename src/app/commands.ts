import { distance } from 'fastest-levenshtein'
import type { CommandContract } from '../kit/contracts.ts'
import { type Card, list, text } from '../kit/ui/card.ts'
import type { Text } from '../kit/ui/text.ts'
import { t } from '../kit/ui/text.ts'
import type { Entry, Registry } from './registry.ts'

/** What a typed command means: a verb that is known, help, or a word that nobody knows. */
export type Meaning =
  | { readonly kind: 'known'; readonly entry: Entry<CommandContract>; readonly input: Record<string, string> }
  | { readonly kind: 'help'; readonly command: string }
  | { readonly kind: 'unknown'; readonly command: string; readonly said: string; readonly guesses: readonly string[] }

interface Typed {
  readonly command: string
  readonly verb?: string
  readonly words?: string
  readonly options?: Readonly<Record<string, string>>
}

/** Where a platform has named options they come as such; otherwise the first word is the verb, and what follows is its free text. */
export function understand(registry: Registry, typed: Typed): Meaning {
  const { command, options } = typed
  const entries = registry.commands.filter(({ contract }) => contract.command === command)
  const { verb, rest, all } = splitVerb(typed)
  const exact = entries.find(({ contract }) => contract.verb === verb)
  if (exact) return { kind: 'known', entry: exact, input: inputOf(exact.contract, rest, options) }
  if (verb === 'help' || entries.length === 0) return { kind: 'help', command }
  const guesses = closest(verb, ['help', ...entries.map(({ contract }) => contract.verb)])
  const bare = entries.find(({ contract }) => contract.bare)
  // One mistyped word is a mistyped verb; several words are somebody talking.
  if (bare && (verb === '' || rest !== '' || guesses.length === 0)) {
    return { kind: 'known', entry: bare, input: inputOf(bare.contract, all, options) }
  }
  if (verb === '') return { kind: 'help', command }
  return { kind: 'unknown', command, said: verb, guesses }
}

/** All the verbs of a command with their one line, for `help` and for whoever mistyped; of every command where nobody knows this one. */
export function helpCard(registry: Registry, command: string, lead?: Text): Card {
  const named = registry.commands.filter(({ contract }) => contract.command === command)
  const entries = named.length > 0 ? named : registry.commands
  return {
    title: named.length > 0 ? `What /${command} can do` : 'What I understand',
    body: [
      ...(lead ? [text(lead)] : []),
      list(entries.map(({ contract }) => ({ title: usage(contract), text: t`${contract.summary}` }))),
    ],
  }
}

/** Such as "/intro ask <who> <why>". */
export function usage(contract: CommandContract): string {
  const options = contract.options.map((option) => (option.required ? `<${option.name}>` : `[${option.name}]`))
  return [`/${contract.command} ${contract.verb}`, ...options].join(' ')
}

/** `all` are the words as they were typed, for whoever talks without a verb. */
function splitVerb({ verb, words = '' }: Typed): { verb: string; rest: string; all: string } {
  const all = words.trim()
  if (verb !== undefined) return { verb, rest: all, all: `${verb} ${all}`.trim() }
  const [, first = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(all) ?? []
  return { verb: first.toLowerCase(), rest, all }
}

function inputOf(
  contract: CommandContract,
  rest: string,
  options: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const restOption = contract.options.find((option) => option.rest)
  return { ...options, ...(restOption && rest && !options[restOption.name] ? { [restOption.name]: rest } : {}) }
}

function closest(said: string, verbs: readonly string[]): string[] {
  // Two slips in a word of five or more letters, one in a shorter one, are still the same word.
  const slips = said.length >= 5 ? 2 : 1
  return verbs.filter(
    (verb) => said !== '' && (distance(said, verb) <= slips || (said.length >= 3 && verb.startsWith(said))),
  )
}
