import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

export interface Ran {
  readonly exit: number | null
  readonly out: string
  readonly err: string
}

/** Runs `introdesk <words>` as a process of its own, in `cwd`, with nothing in its environment but what is given. */
export async function introdesk(
  words: readonly string[],
  where: { readonly cwd: string; readonly environment?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], {
    cwd: where.cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_FORMAT: 'json', ...where.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await exited
  return { exit: child.exitCode, out, err }
}
