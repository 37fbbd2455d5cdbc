import type { CommandContract, CommandOption } from '../../kit/contracts.ts'

/** What a typed line means before anybody has looked anything up. */
export type Said =
  | { readonly kind: 'talk'; readonly text: string }
  | {
      readonly kind: 'command'
      readonly command: string
      readonly verb: string | null
      readonly contract: CommandContract | null
      /** As typed: `contact:"Ben Okafor"`. */
      readonly options: Readonly<Record<string, string>>
      readonly words: string
    }

/** Takes "/intro ask contact:"Ben Okafor" because we share a supplier" apart. */
export function parseSaid(text: string, commands: readonly CommandContract[]): Said {
  const match = /^\/([a-z]+)(?:\s+([\s\S]*))?$/.exec(text.trim())
  const [, command = '', rest = ''] = match ?? []
  const verbs = commands.filter((each) => each.command === command)
  if (!match || verbs.length === 0) return { kind: 'talk', text: text.trim() }
  const [first = '', after = ''] = splitFirst(rest)
  const contract = verbs.find(({ verb }) => verb === first.toLowerCase()) ?? null
  if (!contract) return { kind: 'command', command, verb: null, contract: null, options: {}, words: rest.trim() }
  return { kind: 'command', command, verb: contract.verb, contract, ...parseOptions(after, contract.options) }
}

/** The part of a line that is being typed right now: what can complete it depends on where in the line it stands. */
export type Typing =
  | { readonly kind: 'command'; readonly start: string }
  | { readonly kind: 'verb'; readonly command: string; readonly start: string; readonly before: string }
  | {
      readonly kind: 'option'
      readonly contract: CommandContract
      readonly start: string
      readonly before: string
      readonly used: readonly string[]
    }
  | { readonly kind: 'value'; readonly option: CommandOption; readonly start: string; readonly before: string }
  | { readonly kind: 'nothing' }

export function typingIn(text: string, commands: readonly CommandContract[]): Typing {
  const begun = /^\/([a-z]*)$/.exec(text)
  if (begun) return { kind: 'command', start: begun[1] ?? '' }
  const verbMatch = /^(\/([a-z]+)\s+)([a-z]*)$/.exec(text)
  if (verbMatch)
    return { kind: 'verb', before: verbMatch[1] ?? '', command: verbMatch[2] ?? '', start: verbMatch[3] ?? '' }
  const [, command, verb] = /^\/([a-z]+)\s+([a-z]+)\s/.exec(text) ?? []
  const contract = commands.find((each) => each.command === command && each.verb === verb)
  if (!contract) return { kind: 'nothing' }
  const open = /(?:^|\s)([a-z_]+):("[^"]*|[^\s"]*)$/.exec(text)
  const option = contract.options.find(({ name }) => name === open?.[1])
  if (open && option) {
    const typed = open[2] ?? ''
    return { kind: 'value', option, start: typed.replace(/^"/, ''), before: text.slice(0, text.length - typed.length) }
  }
  const [, before = '', start = ''] = /^([\s\S]*\s)([a-z_]*)$/.exec(text) ?? []
  const used = Object.keys(parseOptions(text, contract.options).options)
  return before === '' ? { kind: 'nothing' } : { kind: 'option', contract, before, start, used }
}

/** As it is written into a line: with quotation marks where it has spaces. */
export const quoted = (value: string): string => (/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value)

function parseOptions(
  text: string,
  known: readonly CommandOption[],
): { options: Record<string, string>; words: string } {
  const options: Record<string, string> = {}
  const words = text.replace(
    /(?:^|\s)([a-z_]+):(?:"([^"]*)"?|(\S*))/g,
    (whole, name: string, inQuotes?: string, bare?: string) => {
      if (!known.some((option) => option.name === name)) return whole
      const value = inQuotes ?? bare ?? ''
      if (value !== '') options[name] = value
      return ' '
    },
  )
  return { options, words: words.replace(/\s+/g, ' ').trim() }
}

function splitFirst(text: string): [string, string] {
  const match = /^(\S+)\s*([\s\S]*)$/.exec(text.trim())
  return match ? [match[1] ?? '', match[2] ?? ''] : ['', '']
}
