import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../tests/helpers/postgres.ts'

const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))

/** Second starts of each database; the median counts, because the machine is shared. */
const ROUNDS = 5
/** The desk has answered /readyz and has had this long to come to rest. */
const REST_MS = 1500

interface Started {
  readonly readyMs: number
  readonly memoryMb: number
}

/** From the process's first instruction to the first 200 of /readyz; memory is the resident set at rest, read from /proc (Linux). */
export async function run(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'introdesk-bench-'))
  const server = await startPostgres()
  try {
    const embedded = await startsOf({ DATA_DIR: join(folder, 'embedded') })
    const postgres =
      'url' in server
        ? await startsOf({
            DATA_DIR: join(folder, 'pg'),
            DATABASE_URL: server.url,
            LINK_SECRET: 'x'.repeat(40),
            PLAYGROUND: 'off',
          })
        : null
    return {
      ...named('embedded', embedded),
      ...(postgres ? named('postgres', postgres) : server),
    }
  } finally {
    if ('url' in server) await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function startsOf(environment: Record<string, string>): Promise<Started[]> {
  const starts: Started[] = []
  for (let round = 0; round <= ROUNDS; round += 1) starts.push(await startOnce(environment))
  return starts
}

async function startOnce(environment: Record<string, string>): Promise<Started> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'start'], {
    env: { ...pick(['PATH', 'HOME', 'NODE_COMPILE_CACHE']), PORT: String(port), LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await ready(`http://127.0.0.1:${port}/readyz`, child)
  const readyMs = performance.now() - begun
  await wait(REST_MS)
  const memoryMb = residentMb(child.pid ?? 0)
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  return { readyMs, memoryMb }
}

/** What the desk gets from `npm start`, and nothing of this shell's settings. */
const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, process.env[name]]))

async function ready(url: string, child: { exitCode: number | null }): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await wait(10)
  }
  throw new Error(`The desk ended with exit code ${child.exitCode} before it was ready.`)
}

function named(name: string, [first, ...later]: readonly Started[]): Record<string, number> {
  const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  return {
    [`${name}: first start (s)`]: seconds(first?.readyMs ?? 0),
    [`${name}: second start, median (s)`]: seconds(median(later.map(({ readyMs }) => readyMs))),
    [`${name}: memory at rest, median (MB)`]: Math.round(median(later.map(({ memoryMb }) => memoryMb))),
  }
}

const seconds = (ms: number) => Math.round(ms / 10) / 100

function residentMb(pid: number): number {
  const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')
  return (Number(pages) * 4096) / 1024 / 1024
}

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
  return promise
}
