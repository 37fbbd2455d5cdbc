import type { Asked } from '../infra/control/control.ts'
import type { Desk } from '../main.ts'
import { callOf } from './call.ts'
import { UsageError } from './verb.ts'
import { verbNamed } from './verbs.ts'

/** Runs a command for another process, in the one that holds the database. Returns the exit code. */
export async function inDesk(desk: Desk, { argv, cwd }: Asked, print: (line: string) => void): Promise<number> {
  const verb = verbNamed(argv)
  if (verb?.needs !== 'desk') {
    print(`"introdesk ${argv.join(' ')}" is nothing that the running desk can do for you.`)
    return 2
  }
  try {
    return await verb.run(callOf(verb, argv, { cwd, print }), desk)
  } catch (error) {
    if (!(error instanceof UsageError)) desk.log.error({ error, verb: verb.name }, 'A command failed')
    print(error instanceof Error ? error.message : String(error))
    return error instanceof UsageError ? 2 : 1
  }
}
