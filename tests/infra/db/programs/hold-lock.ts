// Takes the lock at argv[2], says how that went, and holds it until it is killed.
import { writeSync } from 'node:fs'
import { takeLock } from '../../../../src/infra/db/lock-file.ts'

try {
  await takeLock(process.argv[2] ?? '', () => new Date())
  writeSync(1, 'held\n')
  setInterval(() => {}, 60_000)
} catch (error) {
  writeSync(1, `${error instanceof Error ? error.name : error}\n`)
}
