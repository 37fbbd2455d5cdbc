import { randomUUIDv7 } from 'node:crypto'
import type { Ids } from '../../kit/ids.ts'

/** Time-ordered UUIDs: new rows go to the end of an index. */
export const uuidIds: Ids = { next: () => randomUUIDv7() }
