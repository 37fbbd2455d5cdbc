import { Socket } from 'node:net'
import pg from 'pg'
import type { Log } from '../../kit/log.ts'

export type Postgres = {
  readonly pool: pg.Pool
  /** A connection outside the pool and without time-outs, for migrations and backups. The caller ends it. */
  connect(): Promise<pg.Client>
}

/** Opens a pool to a PostgreSQL server. It connects on first use, and again by itself after the server was away. */
export function openPostgres(config: { url: string; log: Log; limits?: Limits }): Postgres {
  const { url, log, limits = LIMITS } = config
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: POOL_SIZE,
    idleTimeoutMillis: limits.idleMs,
    stream: () => watchedSocket(limits),
    onConnect: (client) => limitStatements(client, limits),
  })
  // Without a listener a restart of the server would end this process (brianc/node-postgres, "idle client error").
  pool.on('error', (error) => log.warn({ reason: error.message }, 'A database connection was lost; another is opened'))
  return {
    pool,
    async connect() {
      const client = new pg.Client(connectionTo(url))
      client.on('error', (error) => log.warn({ reason: error.message }, 'A database connection was lost'))
      await client.connect()
      return client
    },
  }
}

/**
 * How long a connection of the pool may take or wait. They belong together: a statement ends before its socket counts as
 * silent, so a socket that says nothing in the middle of one is half open (its server or network is gone) and is dropped;
 * and idle connections are closed before that, so that none is dropped with an error.
 */
export type Limits = { statementMs: number; idleInTransactionMs: number; idleMs: number; silentMs: number }

const LIMITS: Limits = { statementMs: 10_000, idleInTransactionMs: 20_000, idleMs: 10_000, silentMs: 15_000 }

// Ten statements at once keep two cores of a database server busy; more only queue there instead of here.
const POOL_SIZE = 10
const CONNECT_MS = 10_000
const KEEP_ALIVE_MS = 5_000

function connectionTo(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'introdesk',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  }
}

/** TCP alone notices a vanished server only after a quarter of an hour of unanswered data. */
function watchedSocket({ silentMs }: Limits): Socket {
  const socket = new Socket()
  socket.setTimeout(silentMs, () => {
    socket.destroy(new Error(`The database server did not answer for ${silentMs / 1000} seconds.`))
  })
  return socket
}

/** Set by a statement and not in the start-up packet, where poolers such as PgBouncer refuse them. */
async function limitStatements(client: pg.ClientBase, { statementMs, idleInTransactionMs }: Limits): Promise<void> {
  await client.query(
    `set statement_timeout = ${statementMs}; set idle_in_transaction_session_timeout = ${idleInTransactionMs}`,
  )
}
