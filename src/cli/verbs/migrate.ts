import type { DeskVerb } from '../verb.ts'

export const migrateVerb: DeskVerb = {
  name: 'migrate',
  usage: 'migrate',
  summary: 'bring the database up to date and stop',
  needs: 'desk',
  // Opening the desk has migrated it, under a lock and recorded as Prisma's own tools record it.
  async run({ print }) {
    print('The database is up to date.')
    return 0
  },
}
