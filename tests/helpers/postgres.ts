// A throw-away PostgreSQL server for tests and benchmarks.
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

export type TestServer = { url: string; stop(): Promise<void> }

/** A server to create databases on, or the reason why there is none on this machine. */
export async function startPostgres(): Promise<TestServer | { missing: string }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const binaries = findBinaries()
  if (!binaries) {
    return { missing: 'no PostgreSQL here: install one (Debian: apt-get install postgresql) or set TEST_DATABASE_URL' }
  }
  return startIn(mkdtempSync(join(tmpdir(), 'introdesk-postgres-')), binaries)
}

/** The same server, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

/** Runs statements on the server's own database, such as `create database`. */
export async function onServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** PATH first, then where Debian keeps each major version, the newest first. */
function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = isReadable(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ]
  return folders.find((folder) => folder && isReadable(join(folder, 'initdb')) && isReadable(join(folder, 'postgres')))
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

async function startIn(dir: string, binaries: string): Promise<TestServer | { missing: string }> {
  const user = serverUser()
  if (user) chownSync(dir, user.uid, user.gid)
  const data = join(dir, 'data')
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '-N', '--locale=C', '-E', 'UTF8'],
    { ...user, cwd: dir, encoding: 'utf8' },
  )
  if (made.status !== 0) {
    rmSync(dir, { recursive: true, force: true })
    return { missing: `${join(binaries, 'initdb')} failed: ${made.stderr?.trim() || made.error?.message}` }
  }
  const port = await freePort()
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
  const server = spawn(
    'sh',
    [
      '-c',
      WATCHED,
      'sh',
      dir,
      join(binaries, 'postgres'),
      '-D',
      data,
      '-k',
      dir,
      '-h',
      '127.0.0.1',
      '-p',
      String(port),
    ].concat(settings.flatMap((setting) => ['-c', setting])),
    { ...user, cwd: dir, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  await untilReady(url)
  return {
    url,
    async stop() {
      server.stdin.end()
      await exited
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

// The server lives as long as this process holds the other end of the shell's input, so that not even a killed test run
// leaves one behind. SIGINT is PostgreSQL's fast shutdown: open connections are closed. The folder's parent is not the
// server user's, so what is left of it after a kill is an empty folder.
const WATCHED = 'dir=$1; shift; "$@" & read _; kill -INT $!; wait; rm -rf "$dir"/*'

/** PostgreSQL refuses to run as root, so root lends it another user. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (user: string, flag: string) =>
    Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim() || Number.NaN)
  const user = ['postgres', 'nobody'].find((name) => Number.isInteger(idOf(name, '-u')))
  return user ? { uid: idOf(user, '-u'), gid: idOf(user, '-g') } : undefined
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const READY_WITHIN_MS = 15_000

async function untilReady(url: string): Promise<void> {
  for (const startedAt = Date.now(); ; await wait(20)) {
    try {
      return await onServer(url)
    } catch (error) {
      if (Date.now() - startedAt > READY_WITHIN_MS)
        throw new Error(`PostgreSQL at ${url} did not start`, { cause: error })
    }
  }
}
