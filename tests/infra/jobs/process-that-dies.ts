// A worker for crash.test.ts: begins one job, says so and never ends it.
import { openDatabase } from '../../../src/infra/db/database.ts'
import { inTransaction } from '../../../src/infra/db/handle.ts'
import { pgBossEngine } from '../../../src/infra/jobs/pg-boss-engine.ts'
import { silentLog } from '../../../src/kit/log.ts'

const [databaseUrl, dataDir = ''] = process.argv.slice(2)
const database = await openDatabase({ databaseUrl: databaseUrl || undefined, dataDir, log: silentLog })
const engine = pgBossEngine({ database, log: silentLog })
await engine.start(
  new Map([
    [
      'send',
      async () => {
        process.stdout.write('began\n')
        await new Promise(() => {})
      },
    ],
  ]),
)
const job = { name: 'send', data: { text: 'hello' }, lane: 'channel', retries: 0 }
await inTransaction(database, (db) => engine.enqueue(db, [job, { ...job, data: { text: 'and more' } }]))
engine.poke(['send'])
