declare const db: unique symbol

/**
 * A database handle that only a `store` can open (through `infra/db/handle`). Everybody else passes it on, so that the
 * type system keeps Prisma out of rules, handlers and cards.
 */
export type Db = { readonly [db]: true }
