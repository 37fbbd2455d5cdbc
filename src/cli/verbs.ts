import { distance } from 'fastest-levenshtein'
import type { AnyVerb } from './verb.ts'
import { backupVerb, restoreVerb } from './verbs/backup.ts'
import { demoVerb } from './verbs/demo.ts'
import { doctorVerb } from './verbs/doctor.ts'
import { importContactsVerb, importMembersVerb } from './verbs/import.ts'
import { createKeyVerb, listKeysVerb, revokeKeyVerb } from './verbs/keys.ts'
import { manifestVerb } from './verbs/manifest.ts'
import { migrateVerb } from './verbs/migrate.ts'
import { eraseVerb, exportVerb } from './verbs/personal-data.ts'
import { replayVerb } from './verbs/replay.ts'
import { setupVerb } from './verbs/setup.ts'
import { startVerb } from './verbs/start.ts'

export const verbs: readonly AnyVerb[] = [
  startVerb,
  demoVerb,
  doctorVerb,
  setupVerb,
  migrateVerb,
  importMembersVerb,
  importContactsVerb,
  exportVerb,
  eraseVerb,
  createKeyVerb,
  listKeysVerb,
  revokeKeyVerb,
  backupVerb,
  restoreVerb,
  manifestVerb,
  replayVerb,
]

/** The verb that the first one or two words name. */
export function verbNamed(words: readonly string[]): AnyVerb | null {
  const byWords = (count: number) => verbs.find(({ name }) => name === words.slice(0, count).join(' '))
  return byWords(2) ?? byWords(1) ?? null
}

export function helpText(said: string | undefined): string {
  const unknown = said !== undefined && said !== 'help' && said !== '--help'
  const guess = unknown ? verbs.find(({ name }) => distance(name.split(' ')[0] ?? '', said) <= 2) : undefined
  const width = Math.max(...verbs.map(({ usage }) => usage.length))
  return [
    ...(unknown
      ? [`There is no "introdesk ${said}".${guess ? ` Did you mean "introdesk ${guess.name}"?` : ''}`, '']
      : []),
    'introdesk <verb>',
    '',
    ...verbs.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`),
    '',
    'Each verb also works while the desk runs: then the running desk does it.',
  ].join('\n')
}
