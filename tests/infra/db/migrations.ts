import { createHash } from 'node:crypto'
import type { Migration } from '../../../src/infra/db/migrate.ts'

/** A migration that is in no folder. */
export function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}
