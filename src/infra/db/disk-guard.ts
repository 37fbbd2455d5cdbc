import { statfs } from 'node:fs/promises'
import type { Log } from '../../kit/log.ts'

// Two WAL segments of 16 MB and a little: one to end what is being written, one for the checkpoint of the next start.
// Tried on a tmpfs of 90 MB: without room for a segment PGlite 0.5.16 ends in a PANIC, and does not start again before
// there is room.
export const DISK_RESERVE_BYTES = 40 * 1024 * 1024

// A quick writer fills the reserve within a quarter of a second, so a disk that is nearly there is looked at before every
// turn; one with plenty of room now and then.
const PLENTY_BYTES = 16 * DISK_RESERVE_BYTES
const CHECK_EVERY_MS = 250

export type DiskGuard = {
  beforeTurn(execute: (sql: string) => Promise<void>): Promise<void>
  onAnswer(answer: Buffer): void
  /** False while writes are refused because the disk is nearly full. */
  isWritable(): boolean
  /** The engine was opened afresh and has forgotten that it was read-only. */
  forget(): void
}

/**
 * Makes an embedded session read-only while its disk has less free than the reserve, so that a full disk refuses writes
 * with SQLSTATE 53100 (disk_full) and still answers reads, instead of stopping the engine in the middle of a write.
 */
export function diskGuard(dir: string, log: Log): DiskGuard {
  let nextCheckMs = Number.NEGATIVE_INFINITY
  let isReadOnly = false
  return {
    isWritable: () => !isReadOnly,
    forget() {
      nextCheckMs = Number.NEGATIVE_INFINITY
      isReadOnly = false
    },
    onAnswer(answer) {
      if (!isReadOnly) return
      for (let at = answer.indexOf(READ_ONLY); at >= 0; at = answer.indexOf(READ_ONLY, at)) DISK_FULL.copy(answer, at)
    },
    async beforeTurn(execute) {
      // Elapsed time only, of which no rule depends: the monotonic clock, not the desk's.
      if (performance.now() < nextCheckMs) return
      const freeBytes = await freeBytesOf(dir)
      nextCheckMs = performance.now() + (freeBytes < PLENTY_BYTES ? 0 : CHECK_EVERY_MS)
      const isLow = freeBytes < DISK_RESERVE_BYTES
      if (isLow === isReadOnly) return
      await execute(`set default_transaction_read_only = ${isLow ? 'on' : 'off'}`)
      isReadOnly = isLow
      if (isLow)
        log.error({ dir, freeBytes }, 'The disk of the database is full: nothing is saved until there is space')
      else log.info({ dir, freeBytes }, 'The disk of the database has space again: saving works')
    },
  }
}

// The code field of an error message (no row contains its zero bytes): read_only_sql_transaction becomes disk_full, which
// is the reason, and which every caller already understands.
const READ_ONLY = Buffer.from('\0C25006\0', 'latin1')
const DISK_FULL = Buffer.from('\0C53100\0', 'latin1')

/** Free bytes for an ordinary user on the disk of `dir`. */
export async function freeBytesOf(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize
}
