import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Db } from '../../kit/db.ts'
import type { Database } from './database.ts'
import { isConflict, translateDatabaseError } from './errors.ts'
import type { Prisma } from './generated/client.ts'
import { recordingTo, type Write, type WriteLog } from './write-log.ts'

export type PrismaTx = Prisma.TransactionClient

// The two ends of the opaque handle. The casts are the codec: kit must not know Prisma's types, and only what asDb sealed
// is ever opened.

/** Opens a handle; for stores. */
export function prisma(db: Db): PrismaTx {
  return db as unknown as PrismaTx
}

/** Seals a client, in or outside a transaction, as a handle to pass on. */
export function asDb(client: PrismaTx): Db {
  return client as unknown as Db
}

const pools = new WeakMap<Db, pg.Pool>()

/** Seals the client that reads outside of transactions. */
export function asReader({ prisma, pool }: Pick<Database, 'prisma' | 'pool'>): Db {
  const reader = asDb(prisma)
  pools.set(reader, pool)
  return reader
}

/**
 * One statement in a session of its own, past Prisma, which makes two to four times the work of it. For the hot path alone: nothing
 * here is translated, recorded or part of a transaction, so it takes no other handle than the reader.
 */
export async function pooledRows<T extends pg.QueryResultRow>(
  reader: Db,
  text: string,
  values: readonly unknown[],
): Promise<readonly T[]> {
  const pool = pools.get(reader)
  if (!pool) throw new Error('A statement past Prisma was asked of a transaction; ask the reader.')
  return (await pool.query<T>(text, [...values])).rows
}

// A lost race is settled within milliseconds; after three runs something else is wrong, and the member should hear of it.
const MAX_RUNS = 3
const RETRY_AFTER_MS = 20

/**
 * Runs `work` in one transaction: all of its writes are kept, or none. `writes` fills with each of them as they are made.
 * `work` runs again, up to three times, when it lost against another transaction (serialization failure, deadlock), so it
 * must not change anything but the database, and must not wait for the network. A full disk throws DiskFullError.
 */
export async function inTransaction<T>(
  database: Pick<Database, 'prisma'>,
  work: (db: Db, writes: WriteLog) => Promise<T>,
): Promise<T> {
  for (let run = 1; ; run += 1) {
    const writes: Write[] = []
    try {
      return await recordingTo(writes, () => database.prisma.$transaction((tx) => work(asDb(tx), writes)))
    } catch (error) {
      if (run === MAX_RUNS || !isConflict(error)) throw translateDatabaseError(error)
      await wait(run * RETRY_AFTER_MS)
    }
  }
}
