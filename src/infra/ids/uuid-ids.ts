import { randomUUIDv7 } from 'node:crypto'
import type { Ids } from '../../kit/ids.ts'

/** Time-ordered UUIDs: new rows go to the end of an index, and what one process made first comes first, also within a millisecond. */
export const uuidIds: Ids = inOrder(randomUUIDv7)

function inOrder(random: () => string): Ids {
  let last = ''
  return {
    next() {
      const fresh = random()
      last = fresh > last ? fresh : successor(last)
      return last
    },
  }
}

/** One more in the last 48 of the random bits (RFC 9562, 6.2, method 2): some thousand a millisecond never overflow them. */
function successor(id: string): string {
  const counter = Number.parseInt(id.slice(-12), 16) + 1
  return `${id.slice(0, -12)}${counter.toString(16).padStart(12, '0')}`
}
