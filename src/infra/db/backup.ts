// The job engine's schema is left out of backups on purpose: its jobs are made again from what is due.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { systemClock } from '../../kit/clock.ts'
import { type Header, type Line, type Summary, TableSum } from './backup-file.ts'
import type { Database } from './database.ts'
import { listSequences, listTables, rowsSql, textSession } from './tables.ts'

/**
 * Writes a backup to `file`, readable by its owner only, as it holds what members entrusted to the desk. The file appears
 * when it is complete. All tables are of one moment; the embedded database serves nobody else until it is done.
 */
export async function backup(
  database: Pick<Database, 'kind' | 'withSession'>,
  file: string,
  now: () => Date = systemClock.now,
): Promise<Summary> {
  const part = `${file}.part`
  const summary: Summary = { rows: 0, tables: {} }
  try {
    await database.withSession((session) =>
      textSession(session, async () => {
        const header = await headerOf(session, database.kind, now())
        await pipeline(textOf(session, header, summary), createGzip(), createWriteStream(part, { mode: 0o600 }))
      }),
    )
    await rename(part, file)
    return summary
  } finally {
    await rm(part, { force: true })
  }
}

/** The counts and sums of what is in the database now, to compare with a backup's. Inside a `textSession`. */
export async function summarize(session: pg.ClientBase): Promise<Summary> {
  const summary: Summary = { rows: 0, tables: {} }
  for (const table of await listTables(session)) {
    const sum = new TableSum()
    for await (const lines of rowLines(session, rowsSql(table))) sum.add(lines)
    sum.into(summary, table.name)
  }
  return summary
}

async function headerOf(session: pg.ClientBase, from: Database['kind'], now: Date): Promise<Header> {
  const { rows: migrations } = await session.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  )
  return { format: 'introdesk-backup', version: 1, madeAt: now.toISOString(), from, migrations }
}

async function* textOf(session: pg.ClientBase, header: Header, summary: Summary): AsyncGenerator<string> {
  const text = (line: Line) => `${JSON.stringify(line)}\n`
  yield text(header)
  const tables = await listTables(session)
  for (const table of tables) {
    yield text({ table })
    const sum = new TableSum()
    for await (const lines of rowLines(session, rowsSql(table))) {
      sum.add(lines)
      yield `${lines.join('\n')}\n`
    }
    yield text({ end: table.name, ...sum.into(summary, table.name) })
  }
  yield text({ sequences: await listSequences(session), tables: tables.length })
}

// Of rows of about a kilobyte: a batch is some hundred kilobytes in memory, whatever the size of the table.
const ROWS_A_FETCH = 500

async function* rowLines(session: pg.ClientBase, sql: string): AsyncGenerator<string[]> {
  await session.query(`declare backup_rows no scroll cursor for ${sql}`)
  for (;;) {
    const { rows } = await session.query<{ line: string }>(`fetch ${ROWS_A_FETCH} from backup_rows`)
    if (rows.length === 0) break
    yield rows.map(({ line }) => line)
  }
  await session.query('close backup_rows')
}
