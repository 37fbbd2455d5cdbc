// The lock of an embedded database: a file that names the process holding it. PGlite has no lock of its own, and two
// processes on one folder silently destroy each other's rows (docs/decisions/0002-embedded-database.md).
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { DatabaseHeldError, type Holder } from './errors.ts'

export type FileLock = {
  /** Writes down where this process takes commands, for `readHolder` in another process. */
  announce(control: string): void
  release(): void
}

/**
 * Takes the lock at `path`, also from a process that died. Throws DatabaseHeldError within a second when a living process
 * on this machine holds it.
 */
export async function takeLock(path: string, now: () => Date): Promise<FileLock> {
  const own: Owner = {
    pid: process.pid,
    processStart: processStart(process.pid),
    host: hostname(),
    since: now().toISOString(),
    token: randomUUID(),
    control: null,
  }
  for (let attempt = 1; !createOnce(path, own); attempt += 1) {
    const owner = await readOwner(path)
    if (owner && (attempt > MAX_TAKEOVERS || (await isHolding(path, owner)))) throw new DatabaseHeldError(path, owner)
    await removeAbandoned(path, owner)
  }
  return held(path, own, now)
}

/** The living process that holds the database whose lock is at `path`, or null. */
export async function readHolder(path: string): Promise<Holder | null> {
  const owner = await readOwner(path)
  return owner && (await isHolding(path, owner)) ? owner : null
}

const ownerSchema = z.object({
  pid: z.number(),
  /** When that process began, as its system tells it: a number that a process with a reused pid does not share. */
  processStart: z.string().nullable(),
  host: z.string(),
  since: z.string(),
  token: z.string(),
  control: z.string().nullable(),
})
type Owner = z.infer<typeof ownerSchema>

const MAX_TAKEOVERS = 5
const HEARTBEAT_MS = 2_000
// Five heartbeats: a busy process on a slow disk is not taken for dead.
const SILENT_AFTER_MS = 10_000
const REREAD_MS = 50
const REREADS = 6

// A restarted container runs as the same pid, so "it is my pid" alone cannot tell a crash from a second opening here.
const tokensHeldHere = new Set<string>()

function held(path: string, own: Owner, now: () => Date): FileLock {
  tokensHeldHere.add(own.token)
  const isOurs = () => tokenOf(parseOwner(path)) === own.token
  const heartbeat = setInterval(() => {
    if (isOurs()) utimesSync(path, now(), now())
  }, HEARTBEAT_MS).unref()
  return {
    announce(control) {
      if (isOurs()) writeWhole(path, JSON.stringify({ ...own, control } satisfies Owner))
    },
    release() {
      clearInterval(heartbeat)
      tokensHeldHere.delete(own.token)
      if (isOurs()) rmSync(path, { force: true })
    },
  }
}

/** Replaces a small file at once, so that a kill or a full disk never leaves an empty one. */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.part`
  writeFileSync(part, text, { mode: 0o600 })
  renameSync(part, path)
}

function createOnce(path: string, owner: Owner): boolean {
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Null when there is no readable lock, also after waiting for one that is just being written. */
async function readOwner(path: string): Promise<Owner | null> {
  for (let read = 0; read < REREADS; read += 1) {
    const owner = parseOwner(path)
    if (owner !== 'unreadable') return owner
    await wait(REREAD_MS)
  }
  return null
}

async function isHolding(path: string, owner: Owner): Promise<boolean> {
  if (tokensHeldHere.has(owner.token)) return true
  if (owner.host !== hostname()) return isBeating(path)
  if (owner.pid === process.pid || !isAlive(owner.pid)) return false
  const start = processStart(owner.pid)
  return start === null || owner.processStart === null || start === owner.processStart
}

/** A pid of another machine or container tells nothing, so this watches whether the lock is being kept fresh. */
async function isBeating(path: string): Promise<boolean> {
  const before = modifiedAtMs(path)
  for (let waitedMs = 0; waitedMs < SILENT_AFTER_MS; waitedMs += HEARTBEAT_MS) {
    await wait(HEARTBEAT_MS)
    if (modifiedAtMs(path) !== before) return true
  }
  return false
}

/** Two processes that find one dead lock must not each remove what the other has just created. */
async function removeAbandoned(path: string, expected: Owner | null): Promise<void> {
  const guard = `${path}.takeover`
  try {
    writeFileSync(guard, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    if (!isAlive(Number(readText(guard)))) rmSync(guard, { force: true })
    return void (await wait(REREAD_MS))
  }
  try {
    const current = parseOwner(path)
    if (tokenOf(current) === tokenOf(expected)) rmSync(path, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

function parseOwner(path: string): Owner | null | 'unreadable' {
  const text = readText(path)
  if (text === null) return null
  try {
    return ownerSchema.parse(JSON.parse(text))
  } catch {
    return 'unreadable'
  }
}

function tokenOf(owner: Owner | null | 'unreadable'): string | undefined {
  return owner === null || owner === 'unreadable' ? undefined : owner.token
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function modifiedAtMs(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return processFields(pid)?.[STATE] !== 'Z'
  } catch (error) {
    return !isCode(error, 'ESRCH')
  }
}

function processStart(pid: number): string | null {
  return processFields(pid)?.[START_TIME] ?? null
}

// Positions after the command name in /proc/<pid>/stat (man 5 proc): fields 3 and 22. A zombie (Z) has let go of its files.
const STATE = 0
const START_TIME = 19

/** Null where there is no /proc, or no such process. */
function processFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
