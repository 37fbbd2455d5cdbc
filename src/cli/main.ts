import { type Config, environmentWithFile, loadConfig } from '../config.ts'
import { askRunning } from '../infra/control/control.ts'
import { DatabaseHeldError } from '../infra/db/errors.ts'
import { createLog } from '../infra/log/logger.ts'
import { openDesk } from '../main.ts'
import { callOf } from './call.ts'
import { failureOf } from './failure.ts'
import type { AnyVerb, Call } from './verb.ts'
import { helpText, verbNamed } from './verbs.ts'

const argv = process.argv.slice(2)
const print = (line: string) => void process.stdout.write(`${line}\n`)

process.exitCode = await main()

async function main(): Promise<number> {
  try {
    return await run(argv, process.cwd())
  } catch (error) {
    const failure = failureOf(error)
    if (!failure) throw error
    process.stderr.write(`${failure.message}\n`)
    return failure.exit
  }
}

async function run(words: readonly string[], cwd: string): Promise<number> {
  const verb = verbNamed(words)
  if (!verb) {
    print(helpText(words[0]))
    return words.length === 0 || words[0] === 'help' || words[0] === '--help' ? 0 : 2
  }
  const call = callOf(verb, words, { cwd, print })
  if (verb.needs === 'nothing') return verb.run(call)
  const config = loadConfig(environmentWithFile(cwd))
  if (verb.needs === 'config') return verb.run(call, config)
  return runOnDesk(verb, call, { config, words })
}

/** In this process when the database is free, else in the one that holds it. */
async function runOnDesk(
  verb: Extract<AnyVerb, { needs: 'desk' }>,
  call: Call,
  given: { config: Config; words: readonly string[] },
): Promise<number> {
  const { config, words } = given
  const log = createLog({ level: 'warn', format: config.LOG_FORMAT })
  try {
    const desk = await openDesk(config, { log })
    try {
      await desk.app.startWithoutWorker()
      return await verb.run(call, desk)
    } finally {
      await desk.app.stopWorker(5000)
      await desk.close()
    }
  } catch (error) {
    const address = error instanceof DatabaseHeldError ? error.holder.control : null
    const answered = address && (await askRunning(address, { argv: words, cwd: call.cwd }, print))
    if (typeof answered === 'number') return answered
    throw error
  }
}
