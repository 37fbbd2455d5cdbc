// A backup: every table of ours as text, so that it moves between the embedded database and a server and between versions
// of PostgreSQL. One gzip file of JSON lines: a header, then per table its name, a line a row and its sum, then counters.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'

/** The backup cannot be used, or its restoring was undone; the message says what became of the database. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
}

export const tableSchema = z.object({
  name: z.string(),
  /** Each with the type that its text is cast to, for example `"Mood"[]` or `timestamp(3) with time zone`. */
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
})
export type Table = z.infer<typeof tableSchema>

const sequenceSchema = z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })
/** The counter behind an autoincrement column. */
export type Sequence = z.infer<typeof sequenceSchema>

const headerSchema = z.object({
  format: z.literal('introdesk-backup'),
  version: z.literal(1),
  madeAt: z.string(),
  from: z.enum(['embedded', 'postgres']),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
})
export type Header = z.infer<typeof headerSchema>

/** What a backup holds: rows and SHA-256 of each table by its name, equal on every database that holds the same data. */
export type Summary = { rows: number; tables: Record<string, { rows: number; sha256: string }> }

const lineSchema = z.union([
  headerSchema,
  z.object({ table: tableSchema }),
  z.object({ end: z.string(), rows: z.number(), sha256: z.string() }),
  z.object({ sequences: z.array(sequenceSchema), tables: z.number() }),
])
/** Every line but those of rows, which are JSON arrays. */
export type Line = z.infer<typeof lineSchema>

/** Counts and hashes the rows of one table. They come in the order of their text, so equal data has equal sums. */
export class TableSum {
  readonly #hash = createHash('sha256')
  #rows = 0

  add(lines: string[]): void {
    this.#rows += lines.length
    for (const line of lines) this.#hash.update(line).update('\n')
  }

  into(summary: Summary, table: string): { rows: number; sha256: string } {
    const sum = { rows: this.#rows, sha256: this.#hash.digest('hex') }
    summary.rows += sum.rows
    summary.tables[table] = sum
    return sum
  }
}

export type Part =
  | { kind: 'header'; header: Header }
  | { kind: 'table'; table: Table }
  | { kind: 'rows'; table: Table; lines: string[] }
  | { kind: 'end'; sequences: Sequence[]; summary: Summary }

/** Reads a backup in order, comparing each table's count and sum. Throws RestoreError when it is not whole. */
export async function* readBackup(file: string): AsyncGenerator<Part, void, undefined> {
  const summary: Summary = { rows: 0, tables: {} }
  let table: Table | undefined
  let sum = new TableSum()
  let isComplete = false
  for await (const lines of linesOf(file)) {
    if (typeof lines !== 'string') {
      if (!table) throw damaged()
      sum.add(lines)
      yield { kind: 'rows', table, lines }
      continue
    }
    const line = parseLine(lines)
    if ('format' in line) yield { kind: 'header', header: line }
    else if ('table' in line) {
      table = line.table
      sum = new TableSum()
      yield { kind: 'table', table }
    } else if ('end' in line) {
      const read = sum.into(summary, line.end)
      if (line.end !== table?.name || read.rows !== line.rows || read.sha256 !== line.sha256) throw damaged()
    } else {
      isComplete = line.tables === Object.keys(summary.tables).length
      yield { kind: 'end', sequences: line.sequences, summary }
    }
  }
  if (!isComplete) throw damaged()
}

/** Reads a backup to its end without using it. */
export async function checkBackup(file: string): Promise<{ header: Header; summary: Summary }> {
  let header: Header | undefined
  let summary: Summary | undefined
  for await (const part of readBackup(file)) {
    if (part.kind === 'header') header = part.header
    if (part.kind === 'end') summary = part.summary
  }
  if (!header || !summary) throw damaged()
  return { header, summary }
}

function damaged(cause?: unknown): RestoreError {
  return new RestoreError(
    'The backup is damaged or incomplete, or was not made by "introdesk backup". Nothing was changed. Take another copy of it.',
    { cause },
  )
}

function parseLine(text: string): Line {
  try {
    return lineSchema.parse(JSON.parse(text))
  } catch (error) {
    throw damaged(error)
  }
}

/** A line by itself, or the rows of one chunk of the file together. */
async function* linesOf(file: string): AsyncGenerator<string | string[], void, undefined> {
  for await (const lines of chunksOf(file)) {
    let rows: string[] = []
    for (const line of lines) {
      if (line.startsWith('[')) {
        rows.push(line)
        continue
      }
      if (rows.length > 0) yield rows
      rows = []
      yield line
    }
    if (rows.length > 0) yield rows
  }
}

// A chunk of unpacked text: some hundred rows, and few enough bytes to be one statement's parameter.
const CHUNK_BYTES = 256 * 1024

/** Lines end with \n only: the readline module would also cut at U+2028, which the texts of members may contain. */
async function* chunksOf(file: string): AsyncGenerator<string[], void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES })
  // Its errors come out of the loop below.
  pipeline(createReadStream(file), unpacked, () => {})
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield lines
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new RestoreError(`There is no file ${file}. Nothing was changed.`, { cause: error })
    }
    throw error instanceof RestoreError ? error : damaged(error)
  }
  if (rest !== '') throw damaged()
}
