/** Spare room is a quarter, so that growing by one at a time costs little and memory stays within 1.25 of what is used. */
const GROWTH = 1.25
const EMPTY = -1
/** Ids begin at whole words and are filled up with zeros, so that four bytes are hashed and compared at once. */
const WORD = 4
const UUID_WORDS = 9
/** Room behind the ids to look one up, in words. */
const DESK = 32
/** Most bytes that UTF-8 takes for a unit of a string. */
const UTF8 = 3
/** The ids of the first persons, who have the most ties and stand on most paths, are kept as text once they were needed. */
const AS_TEXT = 4096
const TEXT_BYTES = 56
const POINTER_BYTES = 8

/**
 * Numbers the ids of persons 0, 1, 2 … in about 50 bytes each, where a Map of strings takes twice that and work of the
 * garbage collector. Ids are UUIDs; any other text will do.
 */
export class IdTable {
  size = 0
  /** A number that follows from the id alone and looks like chance: the fair order among equals. */
  hashes = new Uint32Array(16)
  /** Where each id ends, in bytes. */
  #ends = new Int32Array(16)
  #words = new Int32Array(16 * UUID_WORDS + DESK)
  /** The same memory as bytes. */
  #bytes = Buffer.from(this.#words.buffer)
  /** Open addressing over `hashes`; a power of two, at most half full. */
  #slots = new Int32Array(32).fill(EMPTY)
  #texts: (string | undefined)[] = []
  #textCount = 0

  /** The number of an id, or −1. */
  find(id: string): number {
    const end = this.#write(id)
    return this.#slots[this.#slotOf(end, this.#hash(end))] ?? EMPTY
  }

  /** The number of an id, given one where it is new. */
  add(id: string): number {
    const end = this.#write(id)
    const hashed = this.#hash(end)
    const slot = this.#slotOf(end, hashed)
    const known = this.#slots[slot] ?? EMPTY
    if (known !== EMPTY) return known
    const number = this.size
    if (number === this.hashes.length) {
      this.hashes = grown(this.hashes, new Uint32Array(roomFor(number + 1)))
      this.#ends = grown(this.#ends, new Int32Array(this.hashes.length))
    }
    this.#slots[slot] = number
    this.hashes[number] = hashed
    this.#ends[number] = end
    this.size += 1
    if (this.size * 2 > this.#slots.length) this.#spread(this.#slots.length * 2)
    return number
  }

  idOf(number: number): string {
    if (number >= AS_TEXT) return this.#read(number)
    const kept = this.#texts[number]
    if (kept !== undefined) return kept
    const id = this.#read(number)
    this.#texts[number] = id
    this.#textCount += 1
    return id
  }

  /** Whoever had the number i has `numbers[i]` from now on. */
  renumber(numbers: Int32Array): void {
    const hashes = new Uint32Array(this.size)
    const ends = new Int32Array(this.size)
    const words = new Int32Array(this.#startOf(this.size) + DESK)
    const old = new Int32Array(this.size)
    for (let i = 0; i < this.size; i += 1) old[numbers[i] ?? 0] = i
    let start = 0
    for (let i = 0; i < this.size; i += 1) {
      const before = old[i] ?? 0
      const from = this.#startOf(before)
      words.set(this.#words.subarray(from, this.#startOf(before + 1)), start)
      ends[i] = (this.#ends[before] ?? 0) + (start - from) * WORD
      start = wordsIn(ends[i] ?? 0)
      hashes[i] = this.hashes[before] ?? 0
    }
    this.hashes = hashes
    this.#ends = ends
    this.#setWords(words)
    this.#texts = new Array(Math.min(this.size, AS_TEXT))
    this.#textCount = 0
    this.#spread(this.#slots.length)
  }

  get bytes(): number {
    const texts = this.#texts.length * POINTER_BYTES + this.#textCount * TEXT_BYTES
    return texts + this.#words.byteLength + this.hashes.byteLength + this.#ends.byteLength + this.#slots.byteLength
  }

  /** In words. */
  #startOf(number: number): number {
    return number === 0 ? 0 : wordsIn(this.#ends[number - 1] ?? 0)
  }

  #read(number: number): string {
    return this.#bytes.toString('utf8', this.#startOf(number) * WORD, this.#ends[number])
  }

  /** Writes an id behind all others, where it stays when it is added. Tells where it ends. */
  #write(id: string): number {
    const start = this.#startOf(this.size)
    const needed = start + wordsIn(id.length * UTF8)
    if (needed > this.#words.length) this.#setWords(grown(this.#words, new Int32Array(roomFor(needed))))
    const end = start * WORD + this.#bytes.write(id, start * WORD)
    for (let at = end; at % WORD !== 0; at += 1) this.#bytes[at] = 0
    return end
  }

  #setWords(words: Int32Array<ArrayBuffer>): void {
    this.#words = words
    this.#bytes = Buffer.from(words.buffer)
  }

  /** Of the id that was written last: every bit of a word counts for every bit of the hash (the end is MurmurHash3's). */
  #hash(end: number): number {
    let mixed = 0x811c9dc5
    for (let at = this.#startOf(this.size); at < wordsIn(end); at += 1) {
      mixed = Math.imul(mixed ^ (this.#words[at] ?? 0), 0x01000193)
      mixed ^= mixed >>> 15
    }
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }

  /** Where the id that was written last is among the slots, or where it would go. */
  #slotOf(end: number, hashed: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hashed & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? EMPTY
      if (number === EMPTY || (this.hashes[number] === hashed && this.#isLast(number, end))) return slot
    }
  }

  /** Whether the id that was written last is that of this number. */
  #isLast(number: number, end: number): boolean {
    const [start, last] = [this.#startOf(number), this.#startOf(this.size)]
    if ((this.#ends[number] ?? 0) - start * WORD !== end - last * WORD) return false
    const words = this.#words
    for (let at = last; at < wordsIn(end); at += 1) if (words[at] !== words[at - last + start]) return false
    return true
  }

  #spread(slots: number): void {
    const mask = slots - 1
    this.#slots = new Int32Array(slots).fill(EMPTY)
    for (let number = 0; number < this.size; number += 1) {
      let slot = (this.hashes[number] ?? 0) & mask
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask
      this.#slots[slot] = number
    }
  }
}

const roomFor = (needed: number): number => Math.ceil(needed * GROWTH)

const wordsIn = (bytes: number): number => (bytes + WORD - 1) >> 2

function grown<T extends Int32Array | Uint32Array>(old: T, next: T): T {
  next.set(old)
  return next
}
