import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { systemClock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import { PrismaClient } from './generated/client.ts'
import { openPostgres } from './postgres.ts'
import { writeRecorder } from './write-log.ts'

export type Database = {
  readonly kind: 'embedded' | 'postgres'
  readonly prisma: PrismaClient
  /** For the job engine and raw SQL. On an embedded database it has one session: never use it inside a transaction. */
  readonly pool: pg.Pool
  /** Lends one session without time-outs, for migrations, backups and restores. */
  withSession<T>(work: (session: pg.ClientBase) => Promise<T>): Promise<T>
  /** To be called hourly: on the embedded database VACUUM, ANALYZE and CHECKPOINT; a server does that by itself. */
  maintain(): Promise<void>
  /** False while the embedded database refuses writes because its disk is full. */
  isWritable(): boolean
  /** Tells other processes on this machine where this one takes commands (`holderOf`); nothing on a server. */
  announce(control: string): void
  close(): Promise<void>
}

/**
 * Opens the embedded database in `dataDir`, or the PostgreSQL server at `databaseUrl` when that is given. It does not
 * migrate. The embedded one throws DatabaseHeldError, DatabaseVersionError or DiskFullError.
 */
export async function openDatabase(config: {
  databaseUrl?: string | undefined
  dataDir: string
  log: Log
  now?: () => Date
}): Promise<Database> {
  const { databaseUrl, dataDir, log, now = systemClock.now } = config
  if (databaseUrl) return databaseOnServer(databaseUrl, log)
  // The engine is loaded where it is used: a desk on a server has no need of it.
  const { openEmbedded } = await import('./embedded.ts')
  const { pool, ...embedded } = await openEmbedded({ dir: dataDir, log, now })
  return databaseOver(pool, embedded)
}

/** A database over a pool with a single session: the embedded one, also when tests bring it in memory. */
export function databaseOver(
  pool: pg.Pool,
  own: Pick<Database, 'maintain' | 'isWritable' | 'announce'> & { close(): Promise<void> },
): Database {
  const prisma = clientOver(pool)
  return {
    kind: 'embedded',
    prisma,
    pool,
    maintain: own.maintain,
    isWritable: own.isWritable,
    announce: own.announce,
    async withSession(work) {
      const session = await pool.connect()
      try {
        return await work(session)
      } finally {
        session.release()
      }
    },
    async close() {
      await prisma.$disconnect()
      await own.close()
    },
  }
}

function databaseOnServer(url: string, log: Log): Database {
  const { pool, connect } = openPostgres({ url, log })
  const prisma = clientOver(pool)
  return {
    kind: 'postgres',
    prisma,
    pool,
    maintain: async () => {},
    isWritable: () => true,
    announce: () => {},
    async withSession(work) {
      const session = await connect()
      try {
        return await work(session)
      } finally {
        await session.end()
      }
    },
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

// Long enough for a queue of transactions on the one session of an embedded database, short enough that a stuck one ends.
const TRANSACTION_MS = 15_000

function clientOver(pool: pg.Pool): PrismaClient {
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    transactionOptions: { maxWait: TRANSACTION_MS, timeout: TRANSACTION_MS },
  })
  // The extension only watches: no model, result or method differs, but its type is another one.
  return client.$extends(writeRecorder) as unknown as PrismaClient
}
