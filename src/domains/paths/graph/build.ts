import { setImmediate as nextTurn } from 'node:timers/promises'
import { stronger, WarmGraph } from './graph.ts'
import { IdTable } from './id-table.ts'
import { type Rows, Ties } from './ties.ts'
import { FULL, type Link, toldByBoth, wordOf } from './warmth.ts'

// A link while the graph is being built: its word (11 bits) and what else there is to know.
const WORD = 0x7ff
const TO_MEMBER = 1 << 11
const PRIVATE = 1 << 12
/** In a row: the person of the row said so; else the neighbour did. */
const OWN_WORD = 1 << 13

/** After so many steps other work of this process gets its turn: about two milliseconds. */
const SLICE = 1 << 17
/** Room for changes, so that the first ones do not move everything. */
const SLACK = 1.03

/** Takes links in any order and makes the graph. The same links make the same graph for whoever asks it. */
export class GraphBuilder {
  readonly #ids = new IdTable()
  #members = new Int32Array(1024)
  #persons = new Int32Array(1024)
  #codes = new Uint16Array(1024)
  #size = 0
  #lastMember = { id: '', number: -1 }

  add(link: Link): void {
    const word = wordOf(link)
    if (word === 0 || link.memberId === link.personId) return
    if (this.#lastMember.id !== link.memberId) {
      this.#lastMember = { id: link.memberId, number: this.#ids.add(link.memberId) }
    }
    if (this.#size === this.#codes.length) this.#grow()
    this.#members[this.#size] = this.#lastMember.number
    this.#persons[this.#size] = this.#ids.add(link.personId)
    this.#codes[this.#size] = word | (link.isMember ? TO_MEMBER : 0) | (link.isPrivate ? PRIVATE : 0)
    this.#size += 1
  }

  build(): WarmGraph {
    const steps = this.#steps()
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }

  /** The same, in slices between which the process does its other work. */
  async buildInSlices(): Promise<WarmGraph> {
    const steps = this.#steps()
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      await nextTurn()
    }
  }

  *#steps(): Generator<void, WarmGraph> {
    yield* this.#numberByDegree()
    const ties = new Ties(yield* this.#rows(false))
    const own = new Ties(yield* this.#rows(true))
    const isMember = new Uint8Array(this.#ids.size)
    for (let i = 0; i < this.#size; i += 1) {
      isMember[this.#members[i] ?? 0] = 1
      if ((this.#codes[i] ?? 0) & TO_MEMBER) isMember[this.#persons[i] ?? 0] = 1
    }
    return new WarmGraph({ ids: this.#ids, ties, own, isMember })
  }

  /** Those with the most ties get the first numbers: searches meet them most, and their marks lie side by side. */
  *#numberByDegree(): Generator<void, void> {
    const degrees = yield* this.#count(false)
    const most = degrees.reduce((max, degree) => Math.max(max, degree), 0)
    const firstOfDegree = new Int32Array(most + 2)
    for (const degree of degrees) firstOfDegree[most - degree + 1] = (firstOfDegree[most - degree + 1] ?? 0) + 1
    for (let i = 1; i < firstOfDegree.length; i += 1) {
      firstOfDegree[i] = (firstOfDegree[i] ?? 0) + (firstOfDegree[i - 1] ?? 0)
    }
    const numbers = degrees.map((degree) => {
      const number = firstOfDegree[most - degree] ?? 0
      firstOfDegree[most - degree] = number + 1
      return number
    })
    yield
    this.#ids.renumber(numbers)
    for (let i = 0; i < this.#size; i += 1) {
      this.#members[i] = numbers[this.#members[i] ?? 0] ?? 0
      this.#persons[i] = numbers[this.#persons[i] ?? 0] ?? 0
      if (i % SLICE === 0) yield
    }
  }

  /** How many links each person's row gets. */
  *#count(isPrivate: boolean): Generator<void, Int32Array> {
    const counts = new Int32Array(this.#ids.size)
    for (let i = 0; i < this.#size; i += 1) {
      const code = this.#codes[i] ?? 0
      const [member, person] = [this.#members[i] ?? 0, this.#persons[i] ?? 0]
      if (i % SLICE === 0) yield
      if (((code & PRIVATE) !== 0) !== isPrivate) continue
      if (isPrivate || code & TO_MEMBER) counts[member] = (counts[member] ?? 0) + 1
      if (!isPrivate) counts[person] = (counts[person] ?? 0) + 1
    }
    return counts
  }

  *#rows(isPrivate: boolean): Generator<void, Rows> {
    const counts = yield* this.#count(isPrivate)
    const starts = new Int32Array(counts.length)
    for (let row = 1; row < counts.length; row += 1) starts[row] = (starts[row - 1] ?? 0) + (counts[row - 1] ?? 0)
    const length = counts.length === 0 ? 0 : (starts.at(-1) ?? 0) + (counts.at(-1) ?? 0)
    const neighbours = new Int32Array(Math.ceil(length * SLACK))
    const codes = new Uint16Array(neighbours.length)
    const ends = starts.slice()
    const put = (row: number, neighbour: number, code: number) => {
      const at = ends[row] ?? 0
      ends[row] = at + 1
      neighbours[at] = neighbour
      codes[at] = code
    }
    for (let i = 0; i < this.#size; i += 1) {
      const code = this.#codes[i] ?? 0
      const [member, person] = [this.#members[i] ?? 0, this.#persons[i] ?? 0]
      if (i % SLICE === 0) yield
      if (((code & PRIVATE) !== 0) !== isPrivate) continue
      if (isPrivate || code & TO_MEMBER) put(member, person, (code & WORD) | OWN_WORD)
      if (!isPrivate) put(person, member, code & WORD)
    }
    return yield* finishRows({ starts, counts, neighbours, codes })
  }

  #grow(): void {
    const size = Math.ceil(this.#size * 1.5)
    const [members, persons, codes] = [new Int32Array(size), new Int32Array(size), new Uint16Array(size)]
    members.set(this.#members)
    persons.set(this.#persons)
    codes.set(this.#codes)
    this.#members = members
    this.#persons = persons
    this.#codes = codes
  }
}

interface RawRows {
  readonly starts: Int32Array
  readonly counts: Int32Array
  readonly neighbours: Int32Array
  /** Words, which become warmths in place. */
  readonly codes: Uint16Array
}

/** Makes one tie of all that two persons say of each other, sorts each row by warmth, and closes the gaps. */
function* finishRows({ starts, counts, neighbours, codes }: RawRows): Generator<void, Rows> {
  const said = new WordsByNeighbour(counts.length)
  const order = new RowOrder()
  let [end, steps] = [0, 0]
  for (let row = 0; row < counts.length; row += 1) {
    const start = starts[row] ?? 0
    const count = counts[row] ?? 0
    for (let at = start; at < start + count; at += 1) said.hear(neighbours[at] ?? 0, codes[at] ?? 0)
    const ties = order.sort(said)
    starts[row] = end
    counts[row] = ties
    for (let i = 0; i < ties; i += 1) {
      neighbours[end] = order.neighbours[i] ?? 0
      codes[end] = order.warmths[i] ?? 0
      end += 1
    }
    said.forget()
    steps += count + 1
    if (steps > SLICE) {
      steps = 0
      yield
    }
  }
  return { starts, counts, neighbours, warmths: codes, end }
}

/** What the person of a row and each neighbour say of each other. */
class WordsByNeighbour {
  readonly heard: number[] = []
  readonly #own: Uint16Array
  readonly #theirs: Uint16Array

  constructor(persons: number) {
    this.#own = new Uint16Array(persons)
    this.#theirs = new Uint16Array(persons)
  }

  hear(neighbour: number, code: number): void {
    const words = code & OWN_WORD ? this.#own : this.#theirs
    if (this.#own[neighbour] === 0 && this.#theirs[neighbour] === 0) this.heard.push(neighbour)
    words[neighbour] = stronger(words[neighbour] ?? 0, code & WORD)
  }

  warmth(neighbour: number): number {
    return toldByBoth(this.#own[neighbour] ?? 0, this.#theirs[neighbour] ?? 0)
  }

  forget(): void {
    for (const neighbour of this.heard) {
      this.#own[neighbour] = 0
      this.#theirs[neighbour] = 0
    }
    this.heard.length = 0
  }
}

/** Above any number of persons, so that a warmth and a neighbour are one exact number, and numbers are sorted natively. */
const NEIGHBOURS = 2 ** 31

/** Sorts one row after the other: the warmest first. */
class RowOrder {
  neighbours = new Int32Array(64)
  warmths = new Uint16Array(64)
  #keys = new Float64Array(64)

  /** How many ties there are; they are in `neighbours` and `warmths`. */
  sort(said: WordsByNeighbour): number {
    const { heard } = said
    if (heard.length > this.#keys.length) this.#grow(heard.length * 2)
    let count = 0
    for (const neighbour of heard) {
      const warmth = said.warmth(neighbour)
      if (warmth > 0) this.#keys[count++] = (FULL - warmth) * NEIGHBOURS + neighbour
    }
    this.#keys.subarray(0, count).sort()
    for (let i = 0; i < count; i += 1) {
      const key = this.#keys[i] ?? 0
      const coolness = Math.floor(key / NEIGHBOURS)
      this.neighbours[i] = key - coolness * NEIGHBOURS
      this.warmths[i] = FULL - coolness
    }
    return count
  }

  #grow(length: number): void {
    this.neighbours = new Int32Array(length)
    this.warmths = new Uint16Array(length)
    this.#keys = new Float64Array(length)
  }
}
