import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** The desk as users run it: a process of its own that can be asked over HTTP, stopped, and killed. */
export interface DeskProcess {
  readonly url: string
  /** SIGKILL: nothing gets a chance to tidy up. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** What it printed so far. */
  output(): string
}

export interface DeskProcessOptions {
  readonly dataDir: string
  readonly port: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts `introdesk start` and resolves when it is ready; rejects with what it printed when it ends before that. */
export async function startDeskProcess(options: DeskProcessOptions): Promise<DeskProcess> {
  const { dataDir, port, environment = {} } = options
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_FORMAT: 'json',
      ...environment,
    },
    cwd: dataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(String(chunk)))
  const output = () => printed.join('')
  const url = `http://127.0.0.1:${port}`
  await untilReady(child, url, output)
  return { url, output, kill: () => end(child, 'SIGKILL').then(() => {}), stop: () => end(child, 'SIGTERM') }
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const { promise: ended, reject } = Promise.withResolvers<never>()
  child.once('exit', (code) => reject(new Error(`The desk ended with exit code ${code}:\n${output()}`)))
  await Promise.race([ended, answers(`${url}/readyz`, child)])
  // From now on an exit is what the test asked for.
  ended.catch(() => {})
}

/** The process prints its address when its doors are open; a refused connection before that is asked again at once. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}
