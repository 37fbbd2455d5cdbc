import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// `npm run check`: types, lint and format, the shape of the house. Runs all of it, then says what failed.

const root = fileURLToPath(new URL('..', import.meta.url))
const steps = [
  { name: 'types', argv: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  { name: 'lint and format', argv: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'shape', argv: ['node_modules/vitest/vitest.mjs', 'run', 'tests/architecture'] },
]

const failed = steps.filter(({ name, argv }) => {
  console.log(`\n— ${name}`)
  return spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' }).status !== 0
})
if (failed.length > 0) {
  console.error(
    `\nNot in order: ${failed.map(({ name }) => name).join(', ')}. "npm run format" mends what can be mended by itself.`,
  )
  process.exit(1)
}
