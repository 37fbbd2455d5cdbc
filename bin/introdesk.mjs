#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join('src', 'cli', 'main.ts')
const done = spawnSync(process.execPath, [join(root, 'scripts', 'run.mjs'), program, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(done.status ?? 1)
