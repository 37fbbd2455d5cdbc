import type { IdTable } from './id-table.ts'
import type { Ties } from './ties.ts'
import { type Link, toldByBoth, toldByOne, wordOf } from './warmth.ts'

/**
 * Who could ask whom, in one workspace: a tie of two persons, at least one of them a member who says so. A row lists the
 * members whom a person is tied to; contacts are in nobody's row, because nobody can be asked through them. So a member's
 * tie with a contact is kept once and one between members twice.
 */
export class WarmGraph {
  readonly ids: IdTable
  /** What the router may use. */
  readonly ties: Ties
  /** What a member keeps to themselves: takes part in that member's own asks alone. */
  readonly own: Ties
  /** 1 for a member, 0 for a contact. */
  isMember: Uint8Array
  /** One number a person, all 0 between two searches. */
  marks: Uint16Array

  constructor(parts: Pick<WarmGraph, 'ids' | 'ties' | 'own' | 'isMember'>) {
    this.ids = parts.ids
    this.ties = parts.ties
    this.own = parts.own
    this.isMember = parts.isMember
    this.marks = new Uint16Array(parts.ids.size)
  }

  /** Replaces all that is known between two persons by these links. Seen by the next search. */
  setLinks(aId: string, bId: string, links: readonly Link[]): void {
    if (links.length === 0 && (this.ids.find(aId) < 0 || this.ids.find(bId) < 0)) return
    const [a, b] = [this.ids.add(aId), this.ids.add(bId)]
    this.#makeRoom()
    for (const link of links) {
      this.isMember[this.ids.add(link.memberId)] = 1
      if (link.isMember) this.isMember[this.ids.add(link.personId)] = 1
    }
    const [ofA, ofB] = [wordsOf(aId, links), wordsOf(bId, links)]
    const warmth = toldByBoth(ofA.shared, ofB.shared)
    this.ties.set(a, b, this.isMember[b] ? warmth : 0)
    this.ties.set(b, a, this.isMember[a] ? warmth : 0)
    this.own.set(a, b, toldByOne(ofA.own))
    this.own.set(b, a, toldByOne(ofB.own))
  }

  /** Takes away everything that is known of a person. */
  forget(id: string): void {
    const person = this.ids.find(id)
    if (person < 0) return
    for (let other = 0; other < this.ids.size; other += 1) {
      if (this.ties.countOf(other) > 0) this.ties.set(other, person, 0)
      if (this.own.countOf(other) > 0) this.own.set(other, person, 0)
    }
    this.ties.clear(person)
    this.own.clear(person)
    this.isMember[person] = 0
  }

  get bytes(): number {
    return this.ids.bytes + this.ties.bytes + this.own.bytes + this.marks.byteLength + this.isMember.byteLength
  }

  #makeRoom(): void {
    if (this.ids.size <= this.marks.length) return
    const persons = Math.ceil(this.ids.size * 1.25)
    const isMember = new Uint8Array(persons)
    isMember.set(this.isMember)
    this.isMember = isMember
    this.marks = new Uint16Array(persons)
  }
}

/** The best word that a member gives, for the router and for themselves; 0 for none. */
function wordsOf(memberId: string, links: readonly Link[]): { shared: number; own: number } {
  let [shared, own] = [0, 0]
  for (const link of links) {
    if (link.memberId !== memberId) continue
    if (link.isPrivate) own = stronger(own, wordOf(link))
    else shared = stronger(shared, wordOf(link))
  }
  return { shared, own }
}

/** The better of two words of one member. A word too cool to make a tie alone still makes one mutual. */
export function stronger(one: number, other: number): number {
  const difference = toldByOne(one) - toldByOne(other) || one - other
  return difference >= 0 ? one : other
}
