// Kills a process that writes to the embedded database, again and again, and counts what it had confirmed and lost.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { openEmbedded } from '../src/infra/db/embedded.ts'
import { silentLog } from '../src/kit/log.ts'

const DEFAULT_ROUNDS = 40
const WRITERS = 4
// Between the first confirmed write of a round and its kill: from in the middle of the start to well into the work.
const SHORTEST_LIFE_MS = 20
const LIFE_SPREAD_MS = 600

/**
 * `survive [rounds]`: in each round a child writes pairs (two rows in one transaction, or one row with both halves) and is
 * killed with SIGKILL. `lost` counts confirmed pairs that are not there at the end, `unequal` pairs with one half only.
 */
export async function run(args: string[]): Promise<Record<string, number>> {
  const rounds = Number(args[0] ?? DEFAULT_ROUNDS)
  const dir = mkdtempSync(join(tmpdir(), 'introdesk-survive-'))
  try {
    const acked = new Set<string>()
    const openMs: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      // Spread evenly without repeating (multiples of the golden ratio), and the same in every run.
      const lifeMs = SHORTEST_LIFE_MS + LIFE_SPREAD_MS * ((round * 0.618034) % 1)
      openMs.push(await liveAndDie({ dir, round, lifeMs, acked }))
    }
    const found = await inspect(dir, acked)
    const sorted = openMs.slice(1).sort((a, b) => a - b)
    return {
      rounds,
      acked: acked.size,
      ...found,
      openMedianMs: sorted[sorted.length >> 1] ?? 0,
      openWorstMs: sorted.at(-1) ?? 0,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

type Life = { dir: string; round: number; lifeMs: number; acked: Set<string> }

/** One round; resolves to the milliseconds that opening took. */
async function liveAndDie({ dir, round, lifeMs, acked }: Life): Promise<number> {
  const file = fileURLToPath(import.meta.url)
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', file, '--child', dir, String(round)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const exited = new Promise((resolve) => child.once('exit', resolve))
  let openMs: number | undefined
  let death: Promise<void> | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, value = ''] = line.split(' ')
    if (word === 'open') openMs = Number(value)
    // A line cut by the kill has no closing mark and confirms nothing.
    else if (word === 'ack' && value.endsWith(';')) acked.add(value.slice(0, -1))
    if (word === 'ack') death ??= wait(lifeMs).then(() => void child.kill('SIGKILL'))
  }
  await Promise.all([exited, death])
  if (openMs === undefined)
    throw new Error(`The writer of round ${round} ended before the database was open; see its error above.`)
  return openMs
}

async function inspect(dir: string, acked: Set<string>): Promise<{ lost: number; unequal: number; kept: number }> {
  const database = await openEmbedded({ dir, log: silentLog, now: () => new Date() })
  const idsOf = async (table: string) => {
    const { rows } = await database.pool.query<{ id: string }>(`select id from ${table}`)
    return new Set(rows.map(({ id }) => id))
  }
  const [lefts, rights] = [await idsOf('left_half'), await idsOf('right_half')]
  await database.close()
  return {
    lost: acked.difference(lefts.intersection(rights)).size,
    unequal: lefts.symmetricDifference(rights).size,
    kept: lefts.size,
  }
}

/** The process to be killed: confirms each pair by a line on its standard output, after the database confirmed it. */
async function write(dir: string, round: string): Promise<never> {
  const startedAt = performance.now()
  const { pool } = await openEmbedded({ dir, log: silentLog, now: () => new Date() })
  for (const table of ['left_half', 'right_half']) {
    await pool.query(`create table if not exists ${table} (id text primary key, filler text not null)`)
  }
  writeSync(1, `open ${(performance.now() - startedAt).toFixed(1)}\n`)
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => writePairs(pool, `${round}-${writer}`)))
  throw new Error('The writers never end by themselves')
}

async function writePairs(pool: pg.Pool, writer: string): Promise<void> {
  for (let i = 0; ; i += 1) {
    const values = [`${writer}-${i}`, 'x'.repeat((i * 37) % 900)]
    if (i % 2 === 0) {
      await pool.query(ONE_STATEMENT, values)
    } else {
      const client = await pool.connect()
      await client.query('begin')
      await client.query('insert into left_half values ($1, $2)', values)
      await client.query('insert into right_half values ($1, $2)', values)
      await client.query('commit')
      client.release()
    }
    writeSync(1, `ack ${values[0]};\n`)
  }
}

const ONE_STATEMENT =
  'with l as (insert into left_half values ($1, $2) returning id, filler) insert into right_half select id, filler from l'

if (import.meta.main && process.argv[2] === '--child') await write(process.argv[3] ?? '', process.argv[4] ?? '')
