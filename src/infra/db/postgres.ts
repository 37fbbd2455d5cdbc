import { Socket } from 'node:net'
import pg from 'pg'
import type { Log } from '../../kit/log.ts'

export type Postgres = {
  readonly pool: pg.Pool
  /** A connection outside the pool and without time-outs, for migrations and backups. The caller ends it. */
  connect(): Promise<pg.Client>
}

/** Opens a pool to a PostgreSQL server. It connects on first use, and again by itself after the server was away. */
export function openPostgres(config: { url: string; log: Log }): Postgres {
  const { url, log } = config
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: POOL_SIZE,
    idleTimeoutMillis: IDLE_MS,
    stream: watchedSocket,
    onConnect: limitStatements,
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

// Ten statements at once keep two cores of a database server busy; more only queue there instead of here.
const POOL_SIZE = 10
const CONNECT_MS = 10_000
const KEEP_ALIVE_MS = 5_000
// These four belong together. A statement ends within 10 s, so a socket that says nothing for 15 s in the middle of one is
// half open (its server or network is gone) and is dropped. Idle connections are closed before that, so that none is
// dropped with an error.
const STATEMENT_MS = 10_000
const IDLE_IN_TRANSACTION_MS = 20_000
const IDLE_MS = 10_000
const SILENT_MS = 15_000

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
function watchedSocket(): Socket {
  const socket = new Socket()
  socket.setTimeout(SILENT_MS, () => {
    socket.destroy(new Error(`The database server did not answer for ${SILENT_MS / 1000} seconds.`))
  })
  return socket
}

/** Set by a statement and not in the start-up packet, which poolers such as PgBouncer refuse. */
async function limitStatements(client: pg.ClientBase): Promise<void> {
  await client.query(
    `set statement_timeout = ${STATEMENT_MS}; set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS}`,
  )
}
