import type { Database } from '../../../src/infra/db/database.ts'

/** A database that answers only while its gate is open, for what must not wait for it. */
export interface Gate {
  readonly database: Database
  shut(): void
  open(): void
}

export function gated(database: Database): Gate {
  let passing = Promise.resolve()
  let pass = () => {}
  const prisma = database.prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        await passing
        return query(args)
      },
    },
  })
  // Statements past Prisma wait at the same gate; the job engine borrows whole sessions and does not.
  const pool: Database['pool'] = Object.create(database.pool, {
    query: {
      async value(...args: Parameters<Database['pool']['query']>) {
        await passing
        return database.pool.query(...args)
      },
    },
  })
  return {
    // An extended client has the methods of the plain one; Prisma gives it another type.
    database: { ...database, pool, prisma: prisma as unknown as Database['prisma'] },
    shut() {
      const { promise, resolve } = Promise.withResolvers<void>()
      passing = promise
      pass = resolve
    },
    open() {
      pass()
      passing = Promise.resolve()
    },
  }
}
