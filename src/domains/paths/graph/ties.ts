/** A row that has to move gets this much room to spare. */
const SPARE = 4

/**
 * Who is tied to whom, one row a person, the warmest first: compressed sparse rows in typed arrays, six bytes a tie. A row
 * that outgrows its place moves to the end, so a change is seen by the very next search and searching knows of one form only.
 */
export class Ties {
  starts: Int32Array
  counts: Int32Array
  neighbours: Int32Array
  warmths: Uint16Array
  /** How many ties each row has room for. */
  #rooms: Int32Array
  /** Places in use, with the room to spare and the holes that moved rows left. */
  #end: number

  constructor(rows: Rows) {
    this.starts = rows.starts
    this.counts = rows.counts
    this.neighbours = rows.neighbours
    this.warmths = rows.warmths
    this.#rooms = rows.counts.slice()
    this.#end = rows.end
  }

  /** Ties of `person` with `neighbour`: set, replaced, or with warmth 0 taken away. */
  set(person: number, neighbour: number, warmth: number): void {
    if (person >= this.counts.length) this.#addRows(person)
    this.#remove(person, neighbour)
    if (warmth > 0) this.#insert(person, neighbour, warmth)
  }

  clear(person: number): void {
    if (person < this.counts.length) this.counts[person] = 0
  }

  warmth(person: number, neighbour: number): number {
    const at = this.#find(person, neighbour)
    return at < 0 ? 0 : (this.warmths[at] ?? 0)
  }

  countOf(person: number): number {
    return this.counts[person] ?? 0
  }

  get bytes(): number {
    const rows = this.starts.byteLength + this.counts.byteLength + this.#rooms.byteLength
    return rows + this.neighbours.byteLength + this.warmths.byteLength
  }

  #find(person: number, neighbour: number): number {
    const start = this.starts[person] ?? 0
    const end = start + this.countOf(person)
    for (let at = start; at < end; at += 1) if (this.neighbours[at] === neighbour) return at
    return -1
  }

  #remove(person: number, neighbour: number): void {
    const at = this.#find(person, neighbour)
    if (at < 0) return
    const end = (this.starts[person] ?? 0) + this.countOf(person)
    this.neighbours.copyWithin(at, at + 1, end)
    this.warmths.copyWithin(at, at + 1, end)
    this.counts[person] = this.countOf(person) - 1
  }

  #insert(person: number, neighbour: number, warmth: number): void {
    if (this.countOf(person) === this.#rooms[person]) this.#move(person)
    const start = this.starts[person] ?? 0
    const end = start + this.countOf(person)
    let at = end
    while (at > start && (this.warmths[at - 1] ?? 0) < warmth) at -= 1
    this.neighbours.copyWithin(at + 1, at, end)
    this.warmths.copyWithin(at + 1, at, end)
    this.neighbours[at] = neighbour
    this.warmths[at] = warmth
    this.counts[person] = this.countOf(person) + 1
  }

  /** To the end, with room to spare. */
  #move(person: number): void {
    const count = this.countOf(person)
    const room = count + SPARE + (count >> 2)
    if (this.#end + room > this.neighbours.length) this.#compact(room)
    const start = this.starts[person] ?? 0
    this.neighbours.copyWithin(this.#end, start, start + count)
    this.warmths.copyWithin(this.#end, start, start + count)
    this.starts[person] = this.#end
    this.#rooms[person] = room
    this.#end += room
  }

  /** New arrays without holes, with a tenth to spare, and room for `more`. */
  #compact(more: number): void {
    const used = this.counts.reduce((sum, count) => sum + count, 0)
    const length = Math.ceil(used * 1.1) + more
    const neighbours = new Int32Array(length)
    const warmths = new Uint16Array(length)
    let end = 0
    for (let person = 0; person < this.counts.length; person += 1) {
      const start = this.starts[person] ?? 0
      const count = this.countOf(person)
      neighbours.set(this.neighbours.subarray(start, start + count), end)
      warmths.set(this.warmths.subarray(start, start + count), end)
      this.starts[person] = end
      this.#rooms[person] = count
      end += count
    }
    this.neighbours = neighbours
    this.warmths = warmths
    this.#end = end
  }

  #addRows(person: number): void {
    const rows = Math.ceil((person + 1) * 1.25)
    this.starts = lengthened(this.starts, rows)
    this.counts = lengthened(this.counts, rows)
    this.#rooms = lengthened(this.#rooms, rows)
  }
}

/** Rows one after the other, without holes, the warmest tie of each first. */
export interface Rows {
  readonly starts: Int32Array
  readonly counts: Int32Array
  readonly neighbours: Int32Array
  readonly warmths: Uint16Array
  /** Places in use; what the arrays have beyond is room for changes. */
  readonly end: number
}

function lengthened(old: Int32Array, length: number): Int32Array {
  const next = new Int32Array(length)
  next.set(old)
  return next
}
