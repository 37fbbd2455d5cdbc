/** Another process holds the embedded database. `holder` says which, so that a command can ask it instead. */
export class DatabaseHeldError extends Error {
  override readonly name = 'DatabaseHeldError'
  readonly holder: Holder

  constructor(dir: string, holder: Holder) {
    super(
      `The database in ${dir} is in use by process ${holder.pid} on ${holder.host} since ${holder.since}. ` +
        'Only one process can open an embedded database: stop that one, give this one another DATA_DIR, or set DATABASE_URL ' +
        'to a PostgreSQL server that many can share.',
    )
    this.holder = holder
  }
}

/** Who holds an embedded database. `control` is the address where that process takes commands, once it listens. */
export type Holder = { pid: number; since: string; host: string; control: string | null }

/** The folder was written by a version of the database engine that this one cannot read. Nothing was changed. */
export class DatabaseVersionError extends Error {
  override readonly name = 'DatabaseVersionError'

  constructor(dir: string, found: string, own: string) {
    super(
      `The database in ${dir} was made by ${found}; this version of Introdesk brings ${own}, which cannot read it. ` +
        'Nothing was changed. With the version of Introdesk that made it run "npx introdesk backup FILE", move the folder ' +
        'away, and with this version run "npx introdesk restore FILE".',
    )
  }
}

/** The disk is full: this write was refused and rolled back, everything saved before is still there. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError'

  constructor(cause: unknown) {
    super(
      'The disk that holds the database is full, so this was not saved; everything saved before is safe and can be read. ' +
        'Free some space or enlarge the disk, then try again.',
      { cause },
    )
  }
}

/** The database engine stopped for good within this process. A restart of Introdesk recovers what was committed. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError'

  constructor(cause: unknown) {
    super(
      'The embedded database stopped inside this process; everything that was confirmed as saved is on the disk. ' +
        'Restart Introdesk; it recovers by itself.',
      { cause },
    )
  }
}

/**
 * The SQLSTATE (five characters) or Prisma code (P2034) of a failure, wherever in the chain of causes it is kept:
 * node-postgres, Prisma and Prisma's driver adapter each have their own place for it. Undefined for anything else.
 */
export function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSE_DEPTH) return []
  const fields = error as Record<string, unknown> // Read-only look at an unknown value; every read below is checked.
  const own = [fields.code, fields.originalCode].filter((code) => typeof code === 'string')
  const inner = [fields.cause, fields.meta, fields.driverAdapterError]
  return [...own, ...inner.flatMap((value) => codesOf(value, depth + 1))]
}

const MAX_CAUSE_DEPTH = 6

// disk_full: https://www.postgresql.org/docs/18/errcodes-appendix.html
const DISK_FULL_CODES = new Set(['53100', 'ENOSPC'])
// serialization_failure, deadlock_detected, and Prisma's name for both.
const CONFLICT_CODES = new Set(['40001', '40P01', 'P2034'])

/** Whether running the same transaction again may succeed. */
export function isConflict(error: unknown): boolean {
  return codesOf(error).some((code) => CONFLICT_CODES.has(code))
}

/** The same failure in the words of an operator where it is one that an operator can mend. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof DiskFullError || error instanceof EngineStoppedError) return error
  if (codesOf(error).some((code) => DISK_FULL_CODES.has(code)) || /No space left on device/i.test(String(error)))
    return new DiskFullError(error)
  return error
}
