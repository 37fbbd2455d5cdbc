// Opens the embedded database in argv[2], keeps a row in it, and holds it until it is killed.
import { writeSync } from 'node:fs'
import { openEmbedded } from '../../../../src/infra/db/embedded.ts'
import { silentLog } from '../../../../src/kit/log.ts'

const database = await openEmbedded({ dir: process.argv[2] ?? '', log: silentLog, now: () => new Date() })
database.announce('http://127.0.0.1:4321')
await database.pool.query('create table kept (id int primary key)')
await database.pool.query('insert into kept values (1)')
writeSync(1, 'held\n')
setInterval(() => {}, 60_000)
