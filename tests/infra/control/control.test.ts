import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Asked,
  askRunning,
  type ControlServer,
  openControl,
  type RunCommand,
} from '../../../src/infra/control/control.ts'

describe('the control socket', () => {
  let control: ControlServer
  let runs: Asked[]
  let run: RunCommand

  beforeEach(async () => {
    runs = []
    run = async () => 0
    control = await openControl((asked, print) => {
      runs.push(asked)
      return run(asked, print)
    })
  })
  afterEach(() => control.close())
  const asked = { argv: ['doctor', '--json'], cwd: '/somewhere' }
  const key = () => control.address.split('/')[1] ?? ''
  const open = async (): Promise<Socket> => {
    const socket = connect(Number(control.address.split('/')[0]), '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    return socket
  }
  /** Sends a line as it is; what comes back until the socket is closed. */
  const says = async (line: string) => {
    const socket = await open()
    socket.write(line)
    return text(socket).catch(() => '')
  }

  test('runs a command and brings back what it printed and how it ended', async () => {
    run = async (_asked, print) => {
      print('ok  grüß dich 長谷川')
      print('')
      return 3
    }
    const lines: string[] = []
    expect(await askRunning(control.address, asked, (line) => lines.push(line))).toBe(3)
    expect(lines).toEqual(['ok  grüß dich 長谷川', ''])
    expect(runs).toMatchObject([asked])
  })

  test('says what went wrong where the command threw, and lives', async () => {
    run = async () => {
      throw new Error('no such file')
    }
    const lines: string[] = []
    expect(await askRunning(control.address, asked, (line) => lines.push(line))).toBe(1)
    expect(lines).toEqual(['no such file'])
  })

  test('runs nothing for whoever does not know the key', async () => {
    const [port] = control.address.split('/')
    for (const wrong of ['', 'x', key().slice(0, -1), `${key()}x`, key().toUpperCase(), '../..']) {
      expect(await askRunning(`${port}/${wrong}`, asked, () => {})).toBeNull()
    }
    expect(runs).toEqual([])
  })

  test.each([
    ['no JSON', 'hello\n'],
    ['JSON that is no request', 'null\n'],
    ['an array', '[]\n'],
    ['a request without a key', '{"argv":[],"cwd":"/"}\n'],
    ['an empty line', '\n'],
    ['a bomb of brackets', `${'['.repeat(50_000)}\n`],
    ['NULs', `${'\u0000'.repeat(100)}\n`],
  ])('runs nothing for %s', async (_what, line) => {
    expect(await says(line)).toBe('')
    expect(runs).toEqual([])
  })

  test('runs nothing with more words than a command has', async () => {
    expect(await says(`${JSON.stringify({ key: key(), argv: Array(65).fill('x'), cwd: '/' })}\n`)).toBe('')
    expect(runs).toEqual([])
  })

  test('hangs up on a line that never ends', async () => {
    expect(await says('x'.repeat(1_000_000))).toBe('')
  })

  test('takes a request that arrives byte by byte, letters of several bytes included', async () => {
    const socket = await open()
    socket.setNoDelay(true)
    const line = Buffer.from(
      `${JSON.stringify({ key: key(), argv: ['import', 'contacts', 'Kontakte für Übersee.csv'], cwd: '/' })}\n`,
    )
    for (const byte of line) {
      socket.write(Buffer.from([byte]))
      await new Promise((resolve) => setImmediate(resolve))
    }
    await once(socket, 'data')
    socket.destroy()
    expect(runs).toMatchObject([{ argv: ['import', 'contacts', 'Kontakte für Übersee.csv'] }])
  })

  test('lives through callers who hang up: before, while and after they ask', async () => {
    for (const line of ['', '{"key"', `${JSON.stringify({ key: key(), ...asked })}\n`]) {
      for (const leave of ['resetAndDestroy', 'destroy'] as const) {
        const socket = await open()
        socket.write(line)
        socket[leave]()
        await once(socket, 'close')
      }
    }
    expect(await askRunning(control.address, asked, () => {})).toBe(0)
  })

  test('a command whose caller has left still ends', async () => {
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<void>()
    run = async (_asked, print) => {
      begun.resolve()
      await go.promise
      print('nobody hears this')
      ended.resolve()
      return 0
    }
    const socket = await open()
    socket.write(`${JSON.stringify({ key: key(), ...asked })}\n`)
    await begun.promise
    socket.resetAndDestroy()
    go.resolve()
    await ended.promise
  })

  test('nobody answers after it was closed, and a caller who waits is told so', async () => {
    const begun = Promise.withResolvers<void>()
    run = () => {
      begun.resolve()
      return new Promise(() => {})
    }
    const waiting = askRunning(control.address, asked, () => {})
    await begun.promise
    await control.close()
    expect(await waiting).toBeNull()
    expect(await askRunning(control.address, asked, () => {})).toBeNull()
    control = await openControl(run)
  })
})
