import { parseArgs } from 'node:util'
import { type AnyVerb, type Call, UsageError } from './verb.ts'

/** The typed words as the verb's own: options by name, the rest in order. A mistyped option is a UsageError. */
export function callOf(verb: AnyVerb, words: readonly string[], where: Pick<Call, 'cwd' | 'print'>): Call {
  const options = Object.fromEntries(Object.entries(verb.options ?? {}).map(([name, { type }]) => [name, { type }]))
  try {
    const args = words.slice(verb.name.split(' ').length)
    const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
    const given = Object.entries(values).flatMap(([name, value]) =>
      Array.isArray(value) ? [] : [[name, value] as const],
    )
    return { ...where, words: positionals, options: Object.fromEntries(given) }
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\nUsage: introdesk ${verb.usage}`)
  }
}
