import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { SURFACES } from '../../kit/person.ts'
import { type DeskVerb, UsageError } from '../verb.ts'

const values = z.record(z.string(), z.union([z.string(), z.array(z.string())]))
const base = {
  id: z.string().min(1),
  surface: z.enum(SURFACES),
  installation: z.string(),
  actor: z.object({
    externalId: z.string(),
    name: z.string().exactOptional(),
    timeZone: z.string().exactOptional(),
    locale: z.string().exactOptional(),
  }),
  origin: z.string().exactOptional(),
}
const interaction = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('command'),
    command: z.string(),
    verb: z.string().exactOptional(),
    words: z.string().exactOptional(),
    options: z.record(z.string(), z.string()).exactOptional(),
  }),
  z.object({ ...base, kind: z.literal('action'), token: z.string(), pick: z.string().exactOptional() }),
  z.object({ ...base, kind: z.literal('submit'), token: z.string(), fields: values }),
  z.object({ ...base, kind: z.literal('search'), search: z.string(), query: z.string() }),
  z.object({ ...base, kind: z.literal('home') }),
])

/** Plays recorded interactions, one JSON object a line, and prints what each was answered. The same file twice has one effect. */
export const replayVerb: DeskVerb = {
  name: 'replay',
  usage: 'replay FILE',
  summary: 'play recorded interactions, one JSON object a line, and print the answers',
  needs: 'desk',
  async run({ words, cwd, print }, desk) {
    const [file] = words
    if (!file) throw new UsageError('Name the file: introdesk replay FILE')
    const lines = (await readFile(resolve(cwd, file), 'utf8')).split('\n').filter((line) => line.trim() !== '')
    for (const [index, line] of lines.entries()) {
      const parsed = interaction.safeParse(JSON.parse(line))
      if (!parsed.success)
        throw new UsageError(
          `Line ${index + 1} is no interaction: ${z.prettifyError(parsed.error)}\nThe lines before it were played.`,
        )
      print(JSON.stringify(await desk.app.dispatch(parsed.data)))
    }
    return 0
  },
}
