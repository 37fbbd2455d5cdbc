import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { verbs } from '../../src/cli/verbs.ts'
import { askRunning } from '../../src/infra/control/control.ts'
import { holderOf } from '../../src/infra/db/embedded.ts'
import { emptyServerDatabase } from '../helpers/database.ts'
import { type DeskProcess, freePort, startDeskProcess } from '../helpers/desk-process.ts'
import { introdesk } from './run.ts'

const SECRET = 'a secret that only this test knows, at least'

describe.skipIf(!inject('databases').snapshots)('commands while the desk runs', () => {
  let folder: string
  let desk: DeskProcess

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'introdesk-cli-'))
    desk = await startDeskProcess({ dataDir: folder, port: await freePort() })
  })
  afterAll(async () => {
    await desk.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const asks = (...words: string[]) => introdesk(words, { cwd: folder, environment: { DATA_DIR: folder } })

  test('start: a second desk on the same folder is refused while the first is open, and told who holds it', async () => {
    const refused = await asks('start')
    expect(refused.exit).toBe(2)
    expect(refused.err).toMatch(/in use by process \d+ on .+ since \d{4}-/)
    expect(refused.err).toContain('DATA_DIR')
    expect(refused.err).not.toContain('    at ')
  })

  test('demo, import, export: the running desk does them, with files from where they were typed', async () => {
    expect(await asks('demo')).toMatchObject({
      exit: 0,
      out: expect.stringContaining('The demo town is there.'),
      err: '',
    })
    expect(await asks('demo')).toMatchObject({ exit: 0 })

    await writeFile(
      join(folder, 'more people.csv'),
      'name,email,slack_id\nZoë Übermüller,zoe@example.org,U777\nbroken,not an address,\n',
    )
    const dry = await asks('import', 'members', 'more people.csv', '--dry-run')
    expect(dry).toMatchObject({ exit: 0, err: '' })
    expect(await asks('export', 'member', 'zoe@example.org')).toMatchObject({ exit: 2 })
    const imported = await asks('import', 'members', 'more people.csv')
    expect(imported).toMatchObject({ exit: 0, err: '' })

    const exported = await asks('export', 'member', 'zoe@example.org')
    expect(exported.exit).toBe(0)
    expect(JSON.stringify(JSON.parse(exported.out))).toContain('Zoë Übermüller')
  })

  test('doctor --json: what it finds, for machines', async () => {
    const looked = await asks('doctor', '--json')
    const report = JSON.parse(looked.out)
    expect(looked.exit).toBe(0)
    expect(report).toMatchObject({ healthy: true })
    expect(report.findings.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Node.js', 'Database', 'Jobs', 'Model', 'Mail']),
    )
  })

  test.each([
    [['export', 'member', 'nobody@example.org'], 'Nobody here is'],
    [['export', 'member'], 'Name the member'],
    [['import', 'members'], 'Name the file'],
    [['import', 'members', 'missing.csv'], 'could not be read'],
    [['import', 'members', 'x.csv', '--dry-rum'], 'Usage: introdesk import members'],
    [['start'], 'nothing that the running desk can do for you'],
    [['docter'], 'nothing that the running desk can do for you'],
  ])('%j, handed to the running desk, says what to mend and is no error of ours', async (argv, sentence) => {
    const holder = await holderOf(folder)
    const lines: string[] = []
    expect(await askRunning(holder?.control ?? '', { argv, cwd: folder }, (line) => lines.push(line))).toBe(2)
    expect(lines.join('\n')).toContain(sentence)
    expect(lines.join('\n')).not.toContain('    at ')
    expect(desk.output()).not.toContain('"level":"error"')
  })
})

describe('a desk that is told to stop', () => {
  test('does not wait for open pages, and ends well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'introdesk-cli-'))
    const server = await emptyServerDatabase()
    const environment = server ? { DATABASE_URL: server.url, LINK_SECRET: SECRET } : {}
    const desk = await startDeskProcess({ dataDir: folder, port: await freePort(), environment })
    const stream = await fetch(`${desk.url}/playground/live`, { headers: { accept: 'text/event-stream' } })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const read = text(stream.body ?? process.stdin).catch(() => 'cut')
    // Whoever waited for the page to close it would wait for ever.
    expect(await desk.stop()).toBe(0)
    expect(await read).toBe('cut')
    expect(desk.output()).not.toContain('"level":"error"')
    await server?.drop()
    await rm(folder, { recursive: true, force: true })
  })
})

describe('a command that cannot begin', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'introdesk-cli-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const asks = (words: readonly string[], environment: Record<string, string> = {}) =>
    introdesk(words, { cwd: folder, environment: { DATA_DIR: join(folder, 'data'), ...environment } })

  test('a bad configuration exits with 78 and lists everything at once, without a secret', async () => {
    const { exit, out, err } = await asks(['start'], {
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      LINK_SECRET: 'tooshortsecret',
      SLACK_BOT_TOKEN: 'wrong-kind-of-token',
      DISCORD_TOKEN: 'd',
      PUBLIC_URL: 'desk.example',
      LOG_LEVEL: 'loud',
      ROLE: 'king',
      SMTP_URL_FILE: join(folder, 'nowhere'),
    })
    expect(exit).toBe(78)
    expect(out).toBe('')
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'LINK_SECRET',
      'SLACK_BOT_TOKEN',
      'PUBLIC_URL',
      'LOG_LEVEL',
      'ROLE',
      'SMTP_URL_FILE',
    ])
      expect(err).toContain(`- ${name}`)
    expect(err).not.toContain('tooshortsecret')
    expect(err).not.toContain('wrong-kind-of-token')
    expect(err).not.toContain('    at ')
    expect(err).toContain('.env.example')
  })

  test('a half configuration exits with 78 too', async () => {
    const { exit, err } = await asks(['doctor'], { DISCORD_TOKEN: 'd', SLACK_APP_TOKEN: 'xapp-1' })
    expect(exit).toBe(78)
    expect(err).toContain('DISCORD_APPLICATION_ID')
    expect(err).toContain('SLACK_BOT_TOKEN')
  })

  test('a database that does not answer is named, without a stack or a password', async () => {
    const { exit, err } = await asks(['doctor'], {
      DATABASE_URL: `postgresql://ada:geheim@127.0.0.1:${await freePort()}/desk`,
      LINK_SECRET: SECRET,
    })
    expect(exit).toBe(1)
    expect(err).toContain('cannot be reached')
    expect(err).not.toContain('geheim')
    expect(err).not.toContain('    at ')
  })

  test.skipIf(!inject('databases').server)('a database that is not there is named', async () => {
    const server = new URL(inject('databases').server?.url ?? '')
    server.pathname = '/no_such_database'
    const { exit, err } = await asks(['migrate'], {
      DATABASE_URL: server.href,
      LINK_SECRET: SECRET,
    })
    expect(exit).toBe(1)
    expect(err).toContain('There is no such database')
    expect(err).not.toContain('    at ')
  })

  test.skipIf(!inject('databases').snapshots)('a port in use is named, and the folder is free afterwards', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const { port } = holder.address() as AddressInfo
    const { exit, err } = await asks(['start'], { PORT: String(port) })
    holder.close()
    expect(exit).toBe(1)
    expect(err).toContain('Set PORT')
    expect(err).toContain(String(port))
    expect(err).not.toContain('    at ')
    expect(await holderOf(join(folder, 'data'))).toBeNull()
  })

  test('words that nobody knows are answered with all that there are', async () => {
    const wrong = await asks(['docter'])
    expect(wrong.exit).toBe(2)
    expect(wrong.out).toContain('Did you mean "introdesk doctor"?')
    for (const { usage, summary } of verbs)
      expect(wrong.out).toMatch(new RegExp(`${RegExp.escape(usage)} +${RegExp.escape(summary)}`))
  })

  test('setup without a terminal says what to do instead', async () => {
    expect(await asks(['setup'])).toMatchObject({ exit: 2, out: expect.stringContaining('.env.example') })
  })
})
