import { z } from 'zod'

/** Pages of a list, for routes: a cursor points behind the last thing that was seen, so nothing is skipped or shown twice. */

const MOST_AT_ONCE = 100
const USUAL = 25

/** The query of a list, sorted by one of these; "-created_at" is the newest first. */
export function pageQuery<const S extends readonly [string, ...string[]]>(sorts: S) {
  return {
    limit: z.coerce.number().int().min(1).max(MOST_AT_ONCE).default(USUAL).describe('How many at once'),
    cursor: z.string().max(300).optional().describe('`next_cursor` of the page before'),
    sort: z.enum(sorts).default(sorts[0]),
  }
}

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    next_cursor: z.string().nullable().describe('Where the next page begins; null: this is the last one'),
  })

export interface PageWish {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly sort: string
}

interface Listed {
  readonly id: string
}

/**
 * One page of things that are at hand, sorted by the field that `sort` names and then by id. A cursor that is none of ours is
 * taken as the beginning.
 */
export function pageIn<T extends Listed>(
  things: readonly T[],
  { limit, cursor, sort }: PageWish,
  keyOf: (thing: T, field: string) => string,
): { data: T[]; next_cursor: string | null } {
  const isDown = sort.startsWith('-')
  const field = isDown ? sort.slice(1) : sort
  const after = cursor ? readCursor(cursor) : null
  const compare = (a: Place, b: Place) =>
    (a.key === b.key ? order(a.id, b.id) : order(a.key, b.key)) * (isDown ? -1 : 1)
  const placed = things.map((thing) => ({ thing, id: thing.id, key: keyOf(thing, field) })).toSorted(compare)
  const rest = after ? placed.filter((one) => compare(one, after) > 0) : placed
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    data: page.map(({ thing }) => thing),
    next_cursor: last && rest.length > limit ? writeCursor(last) : null,
  }
}

interface Place {
  readonly key: string
  readonly id: string
}

const cursorShape = z.tuple([z.string(), z.string()])

const writeCursor = ({ key, id }: Place) => Buffer.from(JSON.stringify([key, id])).toString('base64url')

function readCursor(cursor: string): Place | null {
  try {
    const [key, id] = cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { key, id }
  } catch {
    return null
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
