// A desk for killed.test.ts: takes one act and is killed at the moment named by argv[4]. Prints its place first.
import { appendFileSync, writeSync } from 'node:fs'
import { openDatabase } from '../../../src/infra/db/database.ts'
import { migrate } from '../../../src/infra/db/migrate.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { openTestDesk } from '../desk.ts'
import { promiseEverything } from '../test-domain.ts'

const [databaseUrl, dataDir = '', moment, sentFile = ''] = process.argv.slice(2)
const database = await openDatabase({ databaseUrl: databaseUrl || undefined, dataDir, log: silentLog })
await database.withSession((session) => migrate(session, { log: silentLog }))
const desk = await openTestDesk(database, { worker: moment === 'while sending' ? 'started' : 'none' })
const { workspaceId, installation, person } = await desk.fresh()
writeSync(1, `${JSON.stringify({ workspaceId, installation })}\n`)

const die = () => void process.kill(process.pid, 'SIGKILL')
desk.script.inWork = async (w, note) => {
  promiseEverything(w, note)
  await w.nextReference()
  if (moment === 'before the commit') die()
}
desk.script.afterWork = () => {
  if (moment === 'after the commit') die()
}
desk.surface('slack').during(async ({ deliveryId, to }) => {
  // The platform has it and shows it; nobody hears that it does.
  appendFileSync(sentFile, JSON.stringify({ deliveryId, to }))
  die()
})
await person('ada').says('add x', { id: 'the-act' })
await desk.settles()
