import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Program = { child: ChildProcess; firstLine: string; kill(): Promise<void> }

/** Starts one of the programs beside this file and waits for the first line that it prints. */
export async function startProgram(name: string, ...args: string[]): Promise<Program> {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const firstLine = await new Promise<string>((resolve) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    void exited.then(() => resolve('exited'))
  })
  return {
    child,
    firstLine,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
