/** Spare room is a quarter, so that growing by one at a time costs little and memory stays within 1.25 of what is used. */
const GROWTH = 1.25
const EMPTY = -1

/**
 * Numbers the ids of persons 0, 1, 2 … in about 50 bytes each, where a Map of strings takes twice that and work of the
 * garbage collector. Ids are UUIDs; any characters up to U+00FF will do.
 */
export class IdTable {
  size = 0
  /** A number that follows from the id alone and looks like chance: the fair order among equals. */
  hashes = new Uint32Array(16)
  #ends = new Int32Array(16)
  #characters = Buffer.alloc(16 * 36)
  /** Open addressing over `hashes`; a power of two, at most half full. */
  #slots = new Int32Array(32).fill(EMPTY)

  /** The number of an id, or −1. */
  find(id: string): number {
    return this.#slots[this.#slotOf(id, hash(id))] ?? EMPTY
  }

  /** The number of an id, given one where it is new. */
  add(id: string): number {
    const hashed = hash(id)
    const slot = this.#slotOf(id, hashed)
    const known = this.#slots[slot] ?? EMPTY
    if (known !== EMPTY) return known
    const number = this.size
    this.#makeRoom(id.length)
    this.#slots[slot] = number
    this.hashes[number] = hashed
    let end = this.#startOf(number)
    for (let i = 0; i < id.length; i += 1) this.#characters[end++] = latin(id, i)
    this.#ends[number] = end
    this.size += 1
    if (this.size * 2 > this.#slots.length) this.#spread(this.#slots.length * 2)
    return number
  }

  idOf(number: number): string {
    return this.#characters.toString('latin1', this.#startOf(number), this.#ends[number])
  }

  /** Whoever had the number i has `numbers[i]` from now on. */
  renumber(numbers: Int32Array): void {
    const hashes = new Uint32Array(this.size)
    const ends = new Int32Array(this.size)
    const characters = Buffer.alloc(this.#startOf(this.size))
    const old = new Int32Array(this.size)
    for (let i = 0; i < this.size; i += 1) old[numbers[i] ?? 0] = i
    let end = 0
    for (let i = 0; i < this.size; i += 1) {
      const before = old[i] ?? 0
      const from = this.#startOf(before)
      characters.set(this.#characters.subarray(from, this.#ends[before]), end)
      end += (this.#ends[before] ?? 0) - from
      ends[i] = end
      hashes[i] = this.hashes[before] ?? 0
    }
    this.hashes = hashes
    this.#ends = ends
    this.#characters = characters
    this.#spread(this.#slots.length)
  }

  get bytes(): number {
    return this.hashes.byteLength + this.#ends.byteLength + this.#characters.byteLength + this.#slots.byteLength
  }

  #startOf(number: number): number {
    return number === 0 ? 0 : (this.#ends[number - 1] ?? 0)
  }

  /** Where the id is, or where it would go. */
  #slotOf(id: string, hashed: number): number {
    const mask = this.#slots.length - 1
    for (let slot = hashed & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] ?? EMPTY
      if (number === EMPTY || (this.hashes[number] === hashed && this.#isId(number, id))) return slot
    }
  }

  #isId(number: number, id: string): boolean {
    const start = this.#startOf(number)
    if ((this.#ends[number] ?? 0) - start !== id.length) return false
    for (let i = 0; i < id.length; i += 1) if (this.#characters[start + i] !== id.charCodeAt(i)) return false
    return true
  }

  #makeRoom(length: number): void {
    if (this.size === this.hashes.length) {
      this.hashes = grown(this.hashes, new Uint32Array(roomFor(this.size + 1)))
      this.#ends = grown(this.#ends, new Int32Array(this.hashes.length))
    }
    const needed = this.#startOf(this.size) + length
    if (needed > this.#characters.length) {
      this.#characters = grown(this.#characters, Buffer.alloc(roomFor(needed)))
    }
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

function grown<T extends Uint8Array | Int32Array | Uint32Array>(old: T, next: T): T {
  next.set(old)
  return next
}

/** FNV-1a, with the end of MurmurHash3 to spread ids that differ in their last characters only. */
function hash(id: string): number {
  let mixed = 0x811c9dc5
  for (let i = 0; i < id.length; i += 1) mixed = Math.imul(mixed ^ id.charCodeAt(i), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function latin(id: string, at: number): number {
  const code = id.charCodeAt(at)
  if (code > 0xff) throw new Error(`"${id}" cannot be the id of a person in the graph. Use a UUID.`)
  return code
}
