declare const db: unique symbol

/**
 * A database handle that only a `store` can open (through `infra/db/handle`). Everybody else passes it on, so that the
 * type system keeps Prisma out of rules, handlers and cards.
 */
export type Db = { readonly [db]: true }

/** The database as the runtime sees it. */
export interface Database {
  readonly kind: 'embedded' | 'postgres'
  /** For reading outside a transaction. Never to be used inside one: the embedded database has one session. */
  readonly reader: Db
  /** Runs `fn` in one transaction; an error rolls it back. `changes` lists what was written so far, for the inspector. */
  transaction<T>(fn: (db: Db, changes: () => readonly Change[]) => Promise<T>): Promise<T>
  /** Whether a write failed because there is no room for it; what was saved before is safe and can be read. */
  isFull(error: unknown): boolean
}

export interface Change {
  readonly model: string
  readonly action: string
  readonly count: number
}
