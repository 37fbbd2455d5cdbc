// Reads a list of edges as people publish them: with or without names of columns, separated by commas, semicolons, tabs or spaces.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { parse } from 'csv-parse'
import { type Columns, layoutOf, timeOf } from './edge-columns.ts'

export interface Edge {
  readonly from: string
  readonly to: string
  readonly weight: number
  readonly at: Date | null
}

export interface EdgeList {
  readonly edges: readonly Edge[]
  /** Left out: nobody needs a way to themselves. */
  readonly selfLoops: number
  /** What was guessed, for whoever made the list to judge. */
  readonly remarks: readonly string[]
}

/** A list that cannot be read, in words for whoever made it. */
export class BadEdgeList extends Error {}

const ADVICE = 'A line says from,to,weight,time; weight and time may be missing.'

/** Throws a `BadEdgeList` that names the file, the line and what to write instead. */
export async function readEdgeList(file: string): Promise<EdgeList> {
  const separator = separatorOf(await beginningOf(file))
  const parser = createReadStream(file).pipe(
    parse({ bom: true, comment: '#', comment_no_infix: true, delimiter: separator, info: true, ...RELAXED }),
  )
  const rows = new Rows(file)
  try {
    for await (const { record, info } of parser) {
      const cells: string[] = record // Without `columns` the parser gives rows of text.
      rows.take(separator.includes(' ') ? cells.filter((cell) => cell !== '') : cells, info.lines)
    }
  } catch (error) {
    throw error instanceof BadEdgeList ? error : new BadEdgeList(`${file}: ${messageOf(error)}.`)
  }
  return rows.list()
}

const RELAXED = { relax_column_count: true, skip_empty_lines: true, trim: true } as const

interface Row {
  readonly cells: readonly string[]
  readonly line: number
}

class Rows {
  readonly #file: string
  readonly #edges: Edge[] = []
  /** The first two, which tell what the columns are. */
  readonly #head: Row[] = []
  #columns: Columns | null = null
  #remarks: readonly string[] = []
  #selfLoops = 0

  constructor(file: string) {
    this.#file = file
  }

  take(cells: readonly string[], line: number): void {
    // Matrix Market and KONECT begin their remarks with %.
    if (cells[0]?.startsWith('%')) return
    if (this.#columns) this.#add({ cells, line }, this.#columns)
    else if (this.#head.push({ cells, line }) === 2) this.#settle()
  }

  list(): EdgeList {
    if (!this.#columns && this.#head.length > 0) this.#settle()
    if (this.#edges.length === 0) throw new BadEdgeList(`${this.#file} has no edges. ${ADVICE}`)
    return { edges: this.#edges, selfLoops: this.#selfLoops, remarks: this.#remarks }
  }

  #settle(): void {
    const [first, second] = this.#head
    const { columns, isHeader, remarks } = layoutOf(first?.cells ?? [], second?.cells)
    for (const end of ['from', 'to'] as const) {
      if (columns[end] >= 0) continue
      throw new BadEdgeList(`${this.#file}: its columns are ${first?.cells.join(', ')}; which of them is "${end}"?`)
    }
    this.#columns = columns
    this.#remarks = remarks
    for (const row of isHeader ? this.#head.slice(1) : this.#head) this.#add(row, columns)
  }

  #add({ cells, line }: Row, columns: Columns): void {
    const cell = (name: keyof Columns) => cells[columns[name]] ?? ''
    const [from, to] = [cell('from'), cell('to')]
    if (from === '' || to === '') throw this.#bad(line, `"${cells.join(',')}" lacks one of its two ends. ${ADVICE}`)
    const edge = { from, to, weight: this.#weight(cell('weight'), line), at: this.#time(cell('time'), line) }
    if (from === to) this.#selfLoops += 1
    else this.#edges.push(edge)
  }

  #weight(text: string, line: number): number {
    const weight = text === '' ? 1 : Number(text)
    if (Number.isFinite(weight)) return weight
    const point = /^-?\d+,\d+$/.test(text) ? ` Write ${text.replace(',', '.')}.` : ''
    throw this.#bad(line, `the weight "${text}" is not a number.${point}`)
  }

  #time(text: string, line: number): Date | null {
    if (text === '') return null
    const at = timeOf(text)
    if (at) return at
    throw this.#bad(line, `"${text}" is not a time. Write seconds since 1970, or 2026-11-24T09:00:00Z.`)
  }

  #bad(line: number, what: string): BadEdgeList {
    return new BadEdgeList(`${this.#file}, line ${line}: ${what}`)
  }
}

const MAGIC_OF_GZIP = 0x1f8b
const BEGINNING = 65_536

async function beginningOf(file: string): Promise<string> {
  try {
    await using handle = await open(file)
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING)
    const bytes = buffer.subarray(0, bytesRead)
    if (bytesRead > 1 && bytes.readUInt16BE() === MAGIC_OF_GZIP)
      throw new BadEdgeList(`${file} is compressed. Unpack it first: gunzip`)
    if (bytes.includes(0)) throw new BadEdgeList(`${file} is not text in UTF-8.`)
    return bytes.toString()
  } catch (error) {
    throw error instanceof BadEdgeList ? error : new BadEdgeList(`${file} cannot be read: ${messageOf(error)}.`)
  }
}

/** What separates the columns of the first line that is no remark. */
function separatorOf(beginning: string): string[] {
  const first = beginning.split(/\r?\n|\r/).find((line) => line.trim() !== '' && !/^\uFEFF?\s*[#%]/.test(line)) ?? ''
  return [['\t'], [';'], [',']].find(([mark = '']) => first.includes(mark)) ?? [' ', '\t']
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
