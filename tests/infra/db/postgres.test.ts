import { createServer, type Server, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../src/infra/db/database.ts'
import { openPostgres } from '../../../src/infra/db/postgres.ts'
import { type Log, silentLog } from '../../../src/kit/log.ts'
import { emptyServerDatabase } from '../../helpers/database.ts'

const server = await emptyServerDatabase()

describe.skipIf(!server)('the pool to a PostgreSQL server', () => {
  const url = server?.url ?? ''
  const warned: string[] = []
  const log: Log = { ...silentLog, warn: (_fields, message) => void warned.push(message) }
  let database: Database

  beforeAll(async () => {
    database = await openDatabase({ databaseUrl: url, dataDir: '', log })
  })
  afterAll(async () => {
    await database.close()
    await server?.drop()
  })

  it('lives through the server ending its connections', async () => {
    await Promise.all(Array.from({ length: 5 }, () => database.pool.query('select pg_sleep(0.02)')))
    const end =
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
    await database.withSession((session) => session.query(end))
    await expect.poll(() => database.pool.totalCount).toBe(0)
    expect(warned.length).toBeGreaterThan(0)
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('ends statements that take too long, but not those of a session for maintenance', async () => {
    const show = async (query: (sql: string) => Promise<{ rows: unknown[] }>) =>
      (await query('show statement_timeout')).rows
    expect(await show((sql) => database.pool.query(sql))).toEqual([{ statement_timeout: '10s' }])
    expect(await database.withSession((session) => show((sql) => session.query(sql)))).toEqual([
      { statement_timeout: '0' },
    ])
  })

  it('drops a connection whose other end has vanished without a word, and opens another', async () => {
    const line = await startProxy(url)
    const limits = { statementMs: 300, idleInTransactionMs: 1_000, idleMs: 300, silentMs: 500 }
    const { pool } = openPostgres({ url: line.url, log, limits })
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    line.swallow(true)
    await expect(pool.query('select 2')).rejects.toThrow(/did not answer|terminated/)
    line.swallow(false)
    expect((await pool.query('select 3 as three')).rows).toEqual([{ three: 3 }])
    await pool.end()
    await line.close()
  })
})

/** A TCP line to the server that can swallow every byte while both ends stay connected. */
async function startProxy(
  target: string,
): Promise<{ url: string; swallow(on: boolean): void; close(): Promise<void> }> {
  const { hostname, port } = new URL(target)
  const sockets: Socket[] = []
  let isSwallowing = false
  const proxy: Server = createServer((near) => {
    const far = new Socket().connect(Number(port), hostname)
    near.on('data', (bytes) => isSwallowing || far.write(bytes))
    far.on('data', (bytes) => isSwallowing || near.write(bytes))
    for (const socket of [near, far]) socket.on('error', () => {})
    near.on('close', () => far.destroy())
    sockets.push(near, far)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const url = new URL(target)
  url.port = String(typeof address === 'object' && address ? address.port : '')
  return {
    url: url.href,
    swallow: (on) => {
      isSwallowing = on
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}
